// The half of conversation_view.h that listens: mouse, keyboard, selection, what is pressed.
#include "ui/chat/conversation_view.h"

#include "ui/chat/message_actions.h"
#include "ui/chat/conversation_accessible.h"
#include "ui/clipboard.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/text.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextDocumentFragment>

namespace sillok::ui {

namespace {

bool changesTheTree(Target::Kind kind)
{
    using Kind = Target::Kind;
    return kind == Kind::Edit || kind == Kind::Retry || kind == Kind::Remove || kind == Kind::OlderVersion || kind == Kind::NewerVersion;
}

/// Beside others like it: a message's actions and its versions.
bool standsInRow(Target::Kind kind) { return kind >= Target::Kind::CopyMessage; }

/// What a message says; passages with their sources where it only shows them.
QString wordsOf(const app::Message& message)
{
    QString text = message.text;
    if (text.isEmpty())
        for (const app::Citation& citation : message.citations)
            text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + quoteWithSource(citation);
    return text;
}

} // namespace

int ConversationView::itemAt(const QPointF& at) const
{
    const qreal y = at.y() + verticalScrollBar()->value();
    const size_t first = firstFrom(y - kGap);
    return first < m_items.size() && y >= m_items[first].top ? static_cast<int>(first) : -1;
}

/// Where Tab stops: a row of actions is one stop, the arrow keys move in it.
QList<ConversationView::Spot> ConversationView::spots() const
{
    QList<Spot> all;
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i)
        for (int p = 0; p < static_cast<int>(m_items.at(static_cast<size_t>(i)).parts.size()); ++p) {
            bool inRow = false;
            for (const Target& target : m_items.at(static_cast<size_t>(i)).parts.at(static_cast<size_t>(p))->targets()) {
                const bool row = standsInRow(target.kind);
                const bool focused = m_focus.same({ i, p, target });
                if (row && inRow && focused)
                    all.last() = { i, p, target };
                else if (!row || !inRow)
                    all.append({ i, p, target });
                inRow = row;
            }
        }
    return all;
}

/// To the next action of the row that the keyboard is in. False: it is in none.
bool ConversationView::stepInRow(int by)
{
    if (!m_focus.valid() || !standsInRow(m_focus.target.kind))
        return false;
    QList<Target> row;
    for (const Target& target : m_items.at(static_cast<size_t>(m_focus.item)).parts.at(static_cast<size_t>(m_focus.part))->targets())
        if (standsInRow(target.kind))
            row.append(target);
    m_focus.target = row.at((row.indexOf(m_focus.target) + by + row.size()) % row.size());
    reveal(m_focus);
    return true;
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

std::optional<std::pair<Target, app::MessageId>> ConversationView::targetAt(const QPointF& at) const
{
    const Spot spot = spotAt(at);
    if (!spot.valid())
        return {};
    return std::pair(spot.target, m_items.at(static_cast<size_t>(spot.item)).message.id);
}

std::optional<ConversationView::TextPlace> ConversationView::placeIn(int itemIndex, int partIndex, const QPointF& at) const
{
    const Item& item = m_items.at(static_cast<size_t>(itemIndex));
    Part& part = *item.parts.at(static_cast<size_t>(partIndex));
    const QPointF inside = at - origin(itemIndex) - QPointF(0, partTop(item, partIndex)) - part.textAt();
    const int position = part.text()->document().documentLayout()->hitTest(inside, Qt::FuzzyHit);
    return position >= 0 ? std::optional(TextPlace { itemIndex, partIndex, position }) : std::nullopt;
}

std::optional<ConversationView::TextPlace> ConversationView::textAt(const QPointF& at) const
{
    const int index = itemAt(at);
    if (index < 0)
        return {};
    const Item& item = m_items.at(static_cast<size_t>(index));
    for (int p = 0; p < static_cast<int>(item.parts.size()); ++p) {
        Part& part = *item.parts.at(static_cast<size_t>(p));
        if (!part.text())
            continue;
        const QPointF inside = at - origin(index) - QPointF(0, partTop(item, p)) - part.textAt();
        if (QRectF(QPointF(-8, -4), part.text()->document().size() + QSizeF(16, 8)).contains(inside))
            return placeIn(index, p, at);
    }
    return {};
}

/// The last text that begins above the point; before all of them, the first one.
std::optional<ConversationView::TextPlace> ConversationView::textNearest(const QPointF& at) const
{
    std::optional<std::pair<int, int>> nearest;
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i) {
        const Item& item = m_items.at(static_cast<size_t>(i));
        if (nearest && origin(i).y() > at.y())
            break;
        for (int p = 0; p < static_cast<int>(item.parts.size()); ++p)
            if (item.parts.at(static_cast<size_t>(p))->text() && (!nearest || origin(i).y() + partTop(item, p) <= at.y()))
                nearest = { i, p };
    }
    return nearest ? placeIn(nearest->first, nearest->second, at) : std::nullopt;
}

void ConversationView::clearSelection()
{
    m_anchor.reset();
    m_caret.reset();
}

/// What is selected of one part's text.
QTextCursor ConversationView::selectionIn(int item, int part) const
{
    if (!hasSelection())
        return {};
    const auto& [first, last] = std::minmax(*m_anchor, *m_caret);
    TextBlock* text = m_items.at(static_cast<size_t>(item)).parts.at(static_cast<size_t>(part))->text();
    const std::pair here(item, part);
    if (!text || here < std::pair(first.item, first.part) || here > std::pair(last.item, last.part))
        return {};
    QTextCursor cursor(&text->document());
    if (here == std::pair(first.item, first.part))
        cursor.setPosition(first.position);
    else
        cursor.movePosition(QTextCursor::Start);
    if (here == std::pair(last.item, last.part))
        cursor.setPosition(last.position, QTextCursor::KeepAnchor);
    else
        cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    return cursor;
}

QString ConversationView::selectedText() const
{
    QStringList messages;
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i) {
        QStringList pieces;
        for (int p = 0; p < static_cast<int>(m_items.at(static_cast<size_t>(i)).parts.size()); ++p)
            if (const QTextCursor cursor = selectionIn(i, p); cursor.hasSelection())
                pieces.append(cursor.selection().toPlainText().remove(QChar::ObjectReplacementCharacter));
        if (!pieces.isEmpty())
            messages.append(pieces.join(u'\n'));
    }
    return messages.join(QStringLiteral("\n\n"));
}

void ConversationView::mousePressEvent(QMouseEvent* event)
{
    m_keyboard = false;
    m_focus = {};
    if (event->button() != Qt::LeftButton)
        return; // the selection is what the menu is about
    const bool extend = event->modifiers() & Qt::ShiftModifier && m_anchor;
    if (!extend)
        clearSelection();
    if (!spotAt(event->position()).valid()) {
        m_caret = extend ? textNearest(event->position()) : textAt(event->position());
        if (!extend)
            m_anchor = m_caret;
        m_selecting = m_anchor.has_value();
    }
    viewport()->update();
}

void ConversationView::selectTo(const QPointF& at)
{
    QScrollBar* bar = verticalScrollBar();
    if (at.y() < 0 || at.y() > viewport()->height()) // further than what is seen
        bar->setValue(bar->value() + static_cast<int>(at.y() < 0 ? at.y() : at.y() - viewport()->height()));
    if (const auto place = textNearest(at))
        m_caret = place;
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
    if (spot.valid())
        viewport()->setCursor(Qt::PointingHandCursor);
    else
        viewport()->setCursor(textAt(event->position()) ? Qt::IBeamCursor : Qt::ArrowCursor);
    if (spot.same(m_hover) && item == m_hoverItem)
        return;
    m_hover = spot;
    m_hoverItem = item;
    viewport()->setToolTip(spot.valid() ? plainToolTip(spot.target.name) : QString());
    viewport()->update();
}

void ConversationView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool dragged = m_selecting && hasSelection();
    m_selecting = false;
    const Spot spot = spotAt(event->position());
    if (spot.valid() && !dragged && event->button() == Qt::LeftButton)
        activate(spot.target, m_items.at(static_cast<size_t>(spot.item)).message.id);
}

void ConversationView::mouseDoubleClickEvent(QMouseEvent* event)
{
    mousePressEvent(event);
    if (m_anchor) {
        QTextCursor word(&m_items.at(static_cast<size_t>(m_anchor->item)).parts.at(static_cast<size_t>(m_anchor->part))->text()->document());
        word.setPosition(m_anchor->position);
        word.select(QTextCursor::WordUnderCursor);
        m_caret = TextPlace { m_anchor->item, m_anchor->part, word.selectionEnd() };
        m_anchor->position = word.selectionStart();
    }
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
    if (changesTheTree(target.kind) && isWriting()) {
        emit refusedWhileWriting();
        return;
    }
    switch (target.kind) {
    case Target::Kind::Citation:
    case Target::Kind::OpenPassage:
        setActiveCitation(id, message.citations.value(target.index).number);
        emit citationChosen(message, target.index);
        break;
    case Target::Kind::CopyPassage: copyWords(quoteWithSource(message.citations.value(target.index))); break;
    case Target::Kind::CopyMessage: copyWords(wordsOf(message)); break;
    case Target::Kind::CopyCode: copyWords(codeOf(*item, target.index)); break;
    case Target::Kind::Details:
        item->detailsOpen = !item->detailsOpen;
        item->laid = false;
        m_hover = m_focus = {};
        refresh();
        break;
    case Target::Kind::Retry: emit retryWanted(id); break;
    case Target::Kind::Export: emit exportWanted(id); break;
    case Target::Kind::Models: emit modelsWanted(); break;
    case Target::Kind::Edit: emit editWanted(message); break;
    case Target::Kind::Quote: emit quoteWanted(hasSelection() ? selectedText() : wordsOf(message)); break;
    case Target::Kind::Branch: emit branchWanted(id); break;
    case Target::Kind::Pin: emit pinWanted(id, !message.pinned); break;
    case Target::Kind::Remove: emit removeWanted(message); break;
    case Target::Kind::About: emit aboutWanted(message); break;
    case Target::Kind::OlderVersion:
    case Target::Kind::NewerVersion: emit versionWanted(id, target.index); break;
    }
}

void ConversationView::copyWords(const QString& words)
{
    if (Clipboard::it().copy(words))
        emit copied();
}

QString ConversationView::codeOf(const Item& item, int ordinal)
{
    for (const auto& part : item.parts)
        for (const Target& target : part->targets())
            if (target.kind == Target::Kind::CopyCode && target.index == ordinal)
                return part->code();
    return {};
}

/// The same actions as in the rows of icons, in words.
void ConversationView::popActions(int index, const QPoint& where)
{
    const app::Message& message = m_items.at(static_cast<size_t>(index)).message;
    auto* menu = new Menu(this);
    if (hasSelection())
        connect(menu->addAction(icon(QStringLiteral("copy")), tr("Copy the selection")), &QAction::triggered, this, &ConversationView::copy);
    for (const Target::Kind kind : actionsFor(message))
        connect(menu->addAction(icon(actionIcon(kind)), actionWords(kind, message)), &QAction::triggered, this,
            [this, kind, id = message.id] { activate({ kind, 0, {}, {} }, id); });
    menu->popup(where);
}

void ConversationView::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const int index = byMouse ? itemAt(event->pos()) : m_focus.valid() ? m_focus.item : static_cast<int>(m_items.size()) - 1;
    if (index < 0)
        return;
    const QPoint inside(width() / 2, static_cast<int>(qBound(20.0, origin(index).y() + 40, viewport()->height() - 40.0)));
    popActions(index, byMouse ? event->globalPos() : viewport()->mapToGlobal(inside));
}

void ConversationView::copy()
{
    if (hasSelection()) {
        if (Clipboard::it().copy(selectedText()))
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
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (stepInRow(event->key() == Qt::Key_Right ? 1 : -1))
            return;
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

QList<ConversationView::Reach> ConversationView::reachable() const
{
    QList<Reach> all;
    for (const Spot& spot : spots()) {
        const QPointF at = origin(spot.item) + QPointF(0, partTop(m_items.at(static_cast<size_t>(spot.item)), spot.part)) + spot.target.rect.topLeft();
        all.append({ spot.target, QRect(viewport()->mapToGlobal(at.toPoint()), spot.target.rect.size().toSize()), spot.same(m_focus) });
    }
    return all;
}

void ConversationView::press(int reach)
{
    const Spot spot = spots().value(reach);
    if (spot.valid())
        activate(spot.target, m_items.at(static_cast<size_t>(spot.item)).message.id);
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
    tellFocus(this);
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
