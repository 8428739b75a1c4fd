// The half of conversation_view.h that places: heights, tops, and which messages are laid out when.
#include "ui/chat/conversation_view.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sillok::ui {

namespace {

constexpr int kAheadMs = 4;    // of layout between two events
constexpr int kRestMs = 50;    // after which who scrolls has arrived: what is passed by is not worth the work

/// Below a question the row for its actions is space enough.
qreal gapAfter(const app::Message& message) { return message.role == app::Role::User ? 0 : ConversationView::kGap; }

} // namespace

/// A conversation opens with its last question at the top, or at the end where everything fits.
void ConversationView::anchorAtQuestion()
{
    m_stick = false;
    m_atQuestion = true;
    refresh();
    m_atQuestion = false;
    m_stick = atEnd() || m_items.empty() || m_items.back().message.role == app::Role::User;
}

int ConversationView::questionTop() const
{
    for (auto item = m_items.crbegin(); item != m_items.crend(); ++item)
        if (item->message.role == app::Role::User)
            return static_cast<int>(item->top - kTop);
    return 0;
}

void ConversationView::layOut(Item& item, qreal margin)
{
    const qreal width = measure(this->width());
    const auto inItem = [&](const std::optional<TextPlace>& place) { return place && &m_items.at(static_cast<size_t>(place->item)) == &item; };
    if (inItem(m_anchor) || inItem(m_caret))
        clearSelection();
    QSet<const Part*> earlier;
    for (const auto& part : item.parts)
        earlier.insert(part.get());
    item.parts = partsOf(item.message, { width, item.detailsOpen, item.leftOut, m_temporary }, std::move(item.parts));
    item.height = 0;
    item.guessed = false;
    for (const auto& part : item.parts) {
        const auto guess = part->laidWidth == width ? std::nullopt : part->guess(width);
        if (guess && !isWithin(item.top + item.height, *guess, margin)) {
            part->height = std::ceil(*guess);
            item.guessed = true;
        } else {
            part->height = part->setWidth(width);
            part->laidWidth = width;
        }
        item.height += part->before + part->height;
        m_laidOutPieces += !earlier.contains(part.get());
    }
    item.laid = true;
    forgetSpoken(item);
    ++m_laidOut;
}

void ConversationView::layGuessed(Item& item, qreal margin)
{
    const qreal width = measure(this->width());
    qreal y = item.top;
    item.guessed = false;
    for (const auto& part : item.parts) {
        y += part->before;
        if (part->laidWidth != width && !isWithin(y, part->height, margin)) {
            item.guessed = true;
        } else if (part->laidWidth != width) {
            const bool above = y + part->height < verticalScrollBar()->value();
            const qreal guess = std::exchange(part->height, part->setWidth(width));
            part->laidWidth = width;
            item.height += part->height - guess;
            if (above)
                keepPlace(part->height - guess);
        }
        y += part->height;
    }
}

/// What stands above the reader's place became higher by so much.
void ConversationView::keepPlace(qreal higher)
{
    if (m_stick || m_atQuestion)
        return;
    QScrollBar* const bar = verticalScrollBar();
    bar->setRange(0, bar->maximum() + qMax(0, static_cast<int>(higher)));
    bar->setValue(bar->value() + static_cast<int>(higher));
}

bool ConversationView::isWithin(qreal top, qreal height, qreal margin) const
{
    const int seen = verticalScrollBar()->value();
    return top <= seen + viewport()->height() + margin && top + height >= seen - margin;
}

size_t ConversationView::firstFrom(qreal y) const
{
    const auto first = std::ranges::partition_point(m_items, [y](const Item& item) { return item.top + item.height < y; });
    return static_cast<size_t>(first - m_items.begin());
}

void ConversationView::placeFrom(size_t first)
{
    qreal y = first == 0 ? kTop : m_items.at(first - 1).top + m_items.at(first - 1).height + gapAfter(m_items.at(first - 1).message);
    for (size_t i = first; i < m_items.size(); ++i) {
        m_items[i].top = y;
        y += m_items[i].height + gapAfter(m_items[i].message);
    }
    QScrollBar* const bar = verticalScrollBar();
    bar->setPageStep(viewport()->height());
    bar->setRange(0, qMax(0, static_cast<int>(y) - viewport()->height()));
    if (m_stick)
        bar->setValue(bar->maximum());
    else if (m_atQuestion)
        bar->setValue(questionTop());
}

bool ConversationView::layOne(Item& item, qreal margin)
{
    const qreal before = item.height;
    if (item.laid) {
        layGuessed(item, margin);
    } else {
        const bool above = item.top + before < verticalScrollBar()->value();
        layOut(item, margin);
        if (above)
            keepPlace(item.height - before);
    }
    return !qFuzzyCompare(before + 1, item.height + 1);
}

bool ConversationView::layWithin(qreal margin, const QDeadlineTimer& until)
{
    bool moved = false;
    for (int round = 0; round < 12; ++round) { // other heights bring others into sight
        std::optional<size_t> changed;
        const int seen = verticalScrollBar()->value();
        for (size_t i = firstFrom(seen - margin); i < m_items.size() && m_items[i].top <= seen + viewport()->height() + margin; ++i) {
            Item& item = m_items[i];
            if (item.laid && !item.guessed)
                continue;
            if (layOne(item, margin) && !changed)
                changed = i;
            if (until.hasExpired()) {
                m_ahead.start(0);
                break;
            }
        }
        if (!changed)
            break;
        placeFrom(*changed);
        moved = true;
        if (m_ahead.isActive())
            break;
    }
    return moved;
}

void ConversationView::refresh()
{
    if (m_inRefresh)
        return;
    m_inRefresh = true;
    m_ahead.stop();
    placeFrom(0);
    layWithin(0, QDeadlineTimer(QDeadlineTimer::Forever));
    m_inRefresh = false;
    m_ahead.start(kRestMs);
    settle();
}

/// Half a page before and behind what is in sight, a little at a time.
void ConversationView::lookAhead()
{
    m_inRefresh = true;
    const bool changed = layWithin(viewport()->height() / 2.0, QDeadlineTimer(kAheadMs, Qt::PreciseTimer));
    m_inRefresh = false;
    if (changed)
        settle();
}

void ConversationView::settle()
{
    const bool inSight = atEnd();
    if (inSight != m_endInSight) {
        m_endInSight = inSight;
        emit endInSightChanged(inSight);
    }
    viewport()->update();
}

} // namespace sillok::ui
