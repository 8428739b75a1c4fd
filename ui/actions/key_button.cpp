#include "ui/actions/key_button.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace sillok::ui {

KeyButton::KeyButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setProperty("radius", 6);
    connect(this, &QAbstractButton::clicked, this, [this] { wait(!m_waiting); });
    connect(&Theme::it(), &Theme::changed, this, [this] { updateGeometry(); });
}

void KeyButton::setKeys(const QString& action, const QString& keys)
{
    m_action = action;
    m_keys = keys;
    say();
}

void KeyButton::say()
{
    setText(m_waiting ? tr("Press keys…") : m_keys.isEmpty() ? tr("none") : m_keys);
    setAccessibleName(m_waiting ? tr("Press the new keys for “%1”. Esc: leave them as they are").arg(m_action)
                                : tr("Keys of “%1”: %2").arg(m_action, text()));
    setToolTip(tr("Press to change. Backspace takes the keys away."));
    updateGeometry();
    update();
}

void KeyButton::wait(bool waiting)
{
    if (m_waiting == waiting)
        return;
    m_waiting = waiting;
    say();
    emit waitingChanged(waiting);
}

QSize KeyButton::sizeHint() const { return QSize(qMax(textWidth(Type::SecondaryBold, text()) + 24, 96), scaled(30)); }

bool KeyButton::event(QEvent* event)
{
    if (m_waiting && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QAbstractButton::event(event);
}

void KeyButton::keyPressEvent(QKeyEvent* event)
{
    if (!m_waiting) {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            return click();
        if (event->key() == Qt::Key_Backspace)
            emit pressed(QKeySequence());
        return QAbstractButton::keyPressEvent(event);
    }
    switch (event->key()) {
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_Hangul: return; // the rest is still to come
    case Qt::Key_Escape: return wait(false);
    case Qt::Key_Backspace:
        wait(false);
        emit pressed(QKeySequence());
        return;
    default: break;
    }
    wait(false);
    emit pressed(QKeySequence(event->keyCombination()));
}

void KeyButton::focusOutEvent(QFocusEvent* event)
{
    wait(false);
    QAbstractButton::focusOutEvent(event);
}

void KeyButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Token ground = m_waiting ? Token::AccentTint : underMouse() ? Token::BgHover : Token::BgRaised;
    paintBox(painter, rect(), 6, color(ground), color(m_waiting ? Token::Accent : Token::LineControl));
    const Token ink = m_waiting ? Token::Accent : m_keys.isEmpty() ? Token::TextMuted : Token::TextPrimary;
    paintLine(painter, rect(), { text(), Type::SecondaryBold, ink, Qt::AlignHCenter });
}

} // namespace sillok::ui
