#include "ui/style/focus_ring.h"

#include "ui/style/paint.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QFocusEvent>
#include <QLineEdit>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr int kGap = 4;

bool isKeyboard(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
}

} // namespace

FocusRing::FocusRing(QWidget* window)
    : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    qApp->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget == this)
        return false;
    switch (event->type()) {
    case QEvent::FocusIn: {
        const bool typing = qobject_cast<QLineEdit*>(widget) && !widget->property("bare").toBool();
        if (widget->window() == window())
            follow(widget, typing || isKeyboard(static_cast<QFocusEvent*>(event)->reason()));
        break;
    }
    case QEvent::FocusOut:
        if (widget->window() == window())
            follow(nullptr, false);
        break;
    case QEvent::MouseButtonPress:
        if (m_target && !qobject_cast<QLineEdit*>(m_target))
            follow(nullptr, false);
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        if (m_target && (widget == m_target || widget->isAncestorOf(m_target)))
            place();
        break;
    default: break;
    }
    return false;
}

void FocusRing::follow(QWidget* focused, bool byKeyboard)
{
    m_target = nullptr;
    if (focused && byKeyboard && !focused->property("ownRing").toBool() && !qobject_cast<QAbstractScrollArea*>(focused))
        m_target = focused;
    if (focused && byKeyboard && focused->property("ringTarget").isValid())
        m_target = focused->property("ringTarget").value<QWidget*>();
    place();
}

void FocusRing::place()
{
    if (!m_target || !m_target->isVisible()) {
        hide();
        return;
    }
    const QRect around(m_target->mapTo(window(), QPoint(0, 0)), m_target->size());
    setGeometry(around.adjusted(-kGap, -kGap, kGap, kGap));
    raise();
    show();
    update();
}

void FocusRing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QVariant own = m_target ? m_target->property("radius") : QVariant();
    const int radius = (own.isValid() ? own.toInt() : 8) + kGap;
    paintBox(painter, rect(), radius, Qt::transparent, color(Token::Focus), focusWidth());
}

} // namespace sillok::ui
