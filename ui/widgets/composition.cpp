#include "ui/widgets/composition.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>

#include <utility>

namespace sillok::ui {

Composition& Composition::it()
{
    static Composition composition;
    return composition;
}

void Composition::start() { qApp->installEventFilter(this); }

/// Input methods are asked first: their own event ends what is followed here. Some platforms have none to ask, or one that forgets.
void Composition::commit()
{
    if (!m_target)
        return;
    QGuiApplication::inputMethod()->commit();
    if (m_preedit.isEmpty() || !m_target)
        return;
    QInputMethodEvent typed;
    typed.setCommitString(std::exchange(m_preedit, QString()));
    QCoreApplication::sendEvent(m_target, &typed);
    QGuiApplication::inputMethod()->reset();
}

bool Composition::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::InputMethod:
        m_target = watched;
        m_preedit = static_cast<QInputMethodEvent*>(event)->preeditString();
        break;
    case QEvent::FocusAboutToChange:
    case QEvent::FocusOut:
        if (watched == m_target)
            commit();
        break;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == m_target && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab))
            commit(); // the input method has let the key pass
        break;
    }
    default: break;
    }
    return false;
}

} // namespace sillok::ui
