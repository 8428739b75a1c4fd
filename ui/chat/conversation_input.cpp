// The half of conversation_view.h that listens: mouse, keyboard, selection, what is pressed.
#include "ui/chat/conversation_view.h"

#include "ui/clipboard.h"
#include "ui/style/paint.h"
#include "ui/widgets/text.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextDocumentFragment>

namespace sillok::ui {

int ConversationView::itemAt(const QPointF& at) const
{
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i) {
        const qreal top = origin(i).y();
        if (at.y() >= top && at.y() < top + m_items.at(static_cast<size_t>(i)).height + kGap)
            return i;
    }
    return -1;
}

QList<ConversationView::Spot> ConversationView::spots() const
{
    QList<Spot> all;
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i)
        for (int p = 0; p < static_cast<int>(m_items.at(static_cast<size_t>(i)).parts.size()); ++p)
            for (const Target& target : m_items.at(static_cast<size_t>(i)).parts.at(static_cast<size_t>(p))->targets())
                all.append({ i, p, target });
    return all;
}

ConversationView::Spot ConversationView::spotAt(const QPointF& at) const
{
    const int i = itemAt(at);
    if (i < 0)
        return {};
    const Item& item = m_items.at(static_cast<size_t>(i));
    for (int p = 0; p < static_cast<int>(item.parts.size()); ++p) {
        const QPointF inside = at - origin(i) - QPointF(0, partTop(item, p));
        for (const Target& target : item.parts.at(static_cast<size_t>(p))->targets())
            if (target.rect.contains(inside))
                return { i, p, target };
    }
    return {};
}

bool ConversationView::textPositionAt(const QPointF& at, int& itemIndex, int& partIndex, int& position) const
{
    itemIndex = itemAt(at);
    if (itemIndex < 0)
        return false;
    const Item& item = m_items.at(static_cast<size_t>(itemIndex));
    for (int p = 0; p < static_cast<int>(item.parts.size()); ++p) {
        TextBlock* text = item.parts.at(static_cast<size_t>(p))->text();
        if (!text)
            continue;
        const QPointF inside = at - origin(itemIndex) - QPointF(0, partTop(item, p)) - item.parts.at(static_cast<size_t>(p))->textAt();
        const QRectF area(QPointF(-8, -4), text->document().size() + QSizeF(16, 8));
        if (!area.contains(inside))
            continue;
        partIndex = p;
        position = text->document().documentLayout()->hitTest(inside, Qt::FuzzyHit);
        return position >= 0;
    }
    return false;
}

void ConversationView::mousePressEvent(QMouseEvent* event)
{
    m_keyboard = false;
    m_focus = {};
    m_selection = {};
    m_selectItem = -1;
    const Spot spot = spotAt(event->position());
    if (event->button() == Qt::LeftButton && !spot.valid()) {
        int position = 0;
        if (textPositionAt(event->position(), m_selectItem, m_selectPart, position)) {
            Part& part = *m_items.at(static_cast<size_t>(m_selectItem)).parts.at(static_cast<size_t>(m_selectPart));
            m_selection = QTextCursor(&part.text()->document());
            m_selection.setPosition(position);
            m_selecting = true;
        } else {
            m_selectItem = -1;
        }
    }
    viewport()->update();
}

void ConversationView::selectTo(const QPointF& at)
{
    if (m_selectItem < 0)
        return;
    const Item& item = m_items.at(static_cast<size_t>(m_selectItem));
    Part& part = *item.parts.at(static_cast<size_t>(m_selectPart));
    const QPointF inside = at - origin(m_selectItem) - QPointF(0, partTop(item, m_selectPart)) - part.textAt();
    const int position = part.text()->document().documentLayout()->hitTest(inside, Qt::FuzzyHit);
    if (position >= 0)
        m_selection.setPosition(position, QTextCursor::KeepAnchor);
    viewport()->update();
}

void ConversationView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_selecting) {
        selectTo(event->position());
        return;
    }
    const Spot spot = spotAt(event->position());
    const int item = itemAt(event->position());
    int i = 0;
    int p = 0;
    int position = 0;
    if (spot.valid())
        viewport()->setCursor(Qt::PointingHandCursor);
    else
        viewport()->setCursor(textPositionAt(event->position(), i, p, position) ? Qt::IBeamCursor : Qt::ArrowCursor);
    if (spot.same(m_hover) && item == m_hoverItem)
        return;
    m_hover = spot;
    m_hoverItem = item;
    viewport()->setToolTip(spot.valid() ? plainToolTip(spot.target.name) : QString());
    viewport()->update();
}

void ConversationView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool dragged = m_selecting && m_selection.hasSelection();
    m_selecting = false;
    const Spot spot = spotAt(event->position());
    if (spot.valid() && !dragged && event->button() == Qt::LeftButton)
        activate(spot.target, m_items.at(static_cast<size_t>(spot.item)).message.id);
}

void ConversationView::mouseDoubleClickEvent(QMouseEvent* event)
{
    mousePressEvent(event);
    if (m_selectItem >= 0)
        m_selection.select(QTextCursor::WordUnderCursor);
    m_selecting = false;
    viewport()->update();
}

void ConversationView::leaveEvent(QEvent*)
{
    m_hover = {};
    m_hoverItem = -1;
    viewport()->update();
}

void ConversationView::activate(const Target& target, app::MessageId id)
{
    Item* item = nullptr;
    for (Item& one : m_items)
        if (one.message.id == id)
            item = &one;
    if (!item)
        return;
    const app::Message message = item->message;
    switch (target.kind) {
    case Target::Kind::Citation:
    case Target::Kind::OpenPassage:
        setActiveCitation(id, message.citations.value(target.index).number);
        emit citationChosen(message, target.index);
        break;
    case Target::Kind::CopyPassage:
        if (Clipboard::it().copy(quoteWithSource(message.citations.value(target.index))))
            emit copied();
        break;
    case Target::Kind::CopyMessage: {
        QString text = message.text;
        if (text.isEmpty())
            for (const app::Citation& c : message.citations)
                text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + quoteWithSource(c);
        if (Clipboard::it().copy(text))
            emit copied();
        break;
    }
    case Target::Kind::Details:
        item->detailsOpen = !item->detailsOpen;
        item->laid = false;
        m_hover = m_focus = {};
        refresh();
        break;
    case Target::Kind::Retry: emit retryWanted(); break;
    case Target::Kind::Export: emit exportWanted(id); break;
    case Target::Kind::Models: emit modelsWanted(); break;
    }
}

void ConversationView::copy()
{
    if (m_selection.hasSelection()) {
        QString text = m_selection.selection().toPlainText();
        if (Clipboard::it().copy(text.remove(QChar::ObjectReplacementCharacter)))
            emit copied();
        return;
    }
    if (m_items.empty())
        return;
    const size_t index = m_focus.valid() ? static_cast<size_t>(m_focus.item) : m_items.size() - 1;
    activate({ Target::Kind::CopyMessage, 0, {}, {} }, m_items.at(index).message.id);
}

void ConversationView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_focus.valid()) {
            const Spot spot = m_focus;
            activate(spot.target, m_items.at(static_cast<size_t>(spot.item)).message.id);
            return;
        }
        break;
    case Qt::Key_Up: bar->triggerAction(QAbstractSlider::SliderSingleStepSub); return;
    case Qt::Key_Down: bar->triggerAction(QAbstractSlider::SliderSingleStepAdd); return;
    case Qt::Key_PageUp: bar->triggerAction(QAbstractSlider::SliderPageStepSub); return;
    case Qt::Key_PageDown: bar->triggerAction(QAbstractSlider::SliderPageStepAdd); return;
    case Qt::Key_Home: bar->setValue(0); return;
    case Qt::Key_End: jumpToEnd(); return;
    default: break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool ConversationView::focusNextPrevChild(bool next)
{
    const QList<Spot> all = spots();
    qsizetype at = -1;
    for (qsizetype i = 0; i < all.size(); ++i)
        if (m_focus.valid() && all.at(i).same(m_focus))
            at = i;
    const qsizetype wanted = m_focus.valid() ? at + (next ? 1 : -1) : (next ? 0 : -1);
    if (wanted < 0 || wanted >= all.size()) {
        m_focus = {};
        viewport()->update();
        return QAbstractScrollArea::focusNextPrevChild(next);
    }
    m_keyboard = true;
    m_focus = all.at(wanted);
    reveal(m_focus);
    return true;
}

void ConversationView::reveal(const Spot& spot)
{
    const Item& item = m_items.at(static_cast<size_t>(spot.item));
    const qreal top = item.top + partTop(item, spot.part) + spot.target.rect.top();
    QScrollBar* bar = verticalScrollBar();
    if (top < bar->value() + 24)
        bar->setValue(static_cast<int>(top) - 60);
    else if (top + spot.target.rect.height() > bar->value() + viewport()->height() - 24)
        bar->setValue(static_cast<int>(top) - viewport()->height() + 80);
    viewport()->update();
}

void ConversationView::focusInEvent(QFocusEvent* event)
{
    m_keyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ConversationView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace sillok::ui
