#include "ui/chat/conversation_view.h"

#include "ui/chat/context_order.h"
#include "ui/chat/conversation_accessible.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sillok::ui {

namespace {

constexpr int kMeasure = 720;
constexpr int kGutter = 32;
constexpr int kFlushMs = 33;  // at most 30 repaints a second
constexpr int kEndSlack = 24;

/// Nothing of what is painted differs. What only an answer in progress changes comes by put.
bool looksTheSame(const app::Message& a, const app::Message& b)
{
    return a.version == b.version && a.versions == b.versions && a.pinned == b.pinned && a.state == b.state && a.mode == b.mode && a.text == b.text
        && a.citations.size() == b.citations.size();
}

/// In whole pixels: the scroll bar, which makes up for a wrong guess, knows no others.
qreal guessedHeight(const app::Message& message)
{
    qreal height = 90 + static_cast<qreal>(message.text.size()) / 42 * 26;
    for (const app::Citation& c : message.citations)
        if (message.mode == app::AnswerMode::Evidence)
            height += 120 + static_cast<qreal>(c.passageText.size()) / 40 * 27;
    return std::ceil(height);
}

} // namespace

ConversationView::ConversationView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(80);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(40);
    installConversationAccessibility();
    setSurface(viewport(), Token::BgCanvas);
    m_flush.setSingleShot(true);
    m_flush.setInterval(kFlushMs);
    connect(&m_flush, &QTimer::timeout, this, &ConversationView::flush);
    m_ahead.setSingleShot(true);
    connect(&m_ahead, &QTimer::timeout, this, &ConversationView::lookAhead);
    connect(&Theme::it(), &Theme::changed, this, &ConversationView::rebuildAll);
}

int ConversationView::measure(int width) { return qMin(kMeasure, width - 2 * kGutter); }

void ConversationView::setMessages(const QList<app::Message>& messages)
{
    m_items.clear();
    m_items.reserve(static_cast<size_t>(messages.size()));
    m_spoken.reset();
    m_leftOut = 0;
    for (const app::Message& message : messages) {
        Item item;
        item.message = message;
        item.height = guessedHeight(message);
        m_items.push_back(std::move(item));
    }
    m_dirty.clear();
    m_hover = m_focus = {};
    clearSelection();
    m_laidOut = 0;
    m_activeMessage = 0;
    m_activeNumber = 0;
    m_fresh = true;
    anchorAtQuestion();
}

void ConversationView::setPath(const QList<app::Message>& messages)
{
    std::vector<Item> earlier = std::move(m_items);
    m_items.clear();
    m_items.reserve(static_cast<size_t>(messages.size()));
    m_leftOut = -1;
    QHash<app::MessageId, Item*> known;
    for (Item& item : earlier)
        known.insert(item.message.id, &item);
    for (const app::Message& message : messages) {
        Item item;
        if (Item* same = known.value(message.id)) {
            item = std::move(*same);
            item.laid = item.laid && looksTheSame(item.message, message);
        } else {
            item.height = guessedHeight(message);
        }
        item.message = message;
        forgetSpoken(item);
        m_items.push_back(std::move(item));
    }
    m_dirty.clear();
    m_hover = m_focus = {};
    m_hoverItem = -1;
    clearSelection();
    m_stick = m_fresh = false;
    refresh();
}

void ConversationView::setLeftOut(int messages)
{
    if (std::exchange(m_leftOut, messages) == messages)
        return;
    const QSet<app::MessageId> gone = leavingFirst(this->messages(), messages);
    bool changed = false;
    for (Item& item : m_items) {
        const bool leftOut = gone.contains(item.message.id);
        changed = changed || leftOut != item.leftOut;
        item.laid = item.laid && leftOut == item.leftOut;
        item.leftOut = leftOut;
    }
    if (changed)
        refresh();
}

void ConversationView::put(const app::Message& message)
{
    m_fresh = false;
    m_leftOut = -1;
    for (Item& item : m_items) {
        if (item.message.id != message.id)
            continue;
        item.message = message;
        forgetSpoken(item);
        if (!m_dirty.contains(message.id))
            m_dirty.append(message.id);
        if (message.state != app::MessageState::Writing)
            finish(message);
        else if (!m_flush.isActive())
            m_flush.start();
        return;
    }
    for (size_t i = 0; i < m_items.size(); ++i) {
        const app::Message& other = m_items[i].message;
        if (message.parent != 0 && other.parent == message.parent && other.role == message.role) {
            m_items.erase(m_items.begin() + static_cast<std::ptrdiff_t>(i), m_items.end());
            break;
        }
    }
    Item item;
    item.message = message;
    item.height = guessedHeight(message);
    m_items.push_back(std::move(item));
    m_spoken.reset();
    if (message.role == app::Role::User)
        m_stick = true; // who just asked wants to see the answer
    m_hover = m_focus = {};
    refresh();
}

/// The last word of an answer does not wait. Passages are read from the first one on, so the question stays in sight.
void ConversationView::finish(const app::Message& message)
{
    const bool passages = message.mode == app::AnswerMode::Evidence || message.mode == app::AnswerMode::Refused;
    m_atQuestion = passages && m_stick;
    m_stick = m_stick && !passages;
    flush();
    m_atQuestion = false;
}

void ConversationView::flush()
{
    m_flush.stop();
    for (Item& item : m_items)
        if (m_dirty.contains(item.message.id))
            item.laid = false;
    m_dirty.clear();
    m_hover = {};
    if (m_focus.valid())
        m_focus = {};
    refresh();
}

/// Words, colours or type are others: nothing that was made of them is kept.
void ConversationView::rebuildAll()
{
    for (Item& item : m_items) {
        item.laid = false;
        item.parts.clear();
    }
    clearSelection();
    refresh();
}

const app::Message* ConversationView::find(app::MessageId id) const
{
    for (const Item& item : m_items)
        if (item.message.id == id)
            return &item.message;
    return nullptr;
}

QList<app::Message> ConversationView::messages() const
{
    QList<app::Message> all;
    for (const Item& item : m_items)
        all.append(item.message);
    return all;
}

void ConversationView::setActiveCitation(app::MessageId message, int number)
{
    m_activeMessage = message;
    m_activeNumber = number;
    viewport()->update();
}

const app::Message* ConversationView::last(app::Role role) const
{
    const auto found = std::find_if(m_items.crbegin(), m_items.crend(), [role](const Item& item) { return item.message.role == role; });
    return found == m_items.crend() ? nullptr : &found->message;
}

bool ConversationView::isWriting() const
{
    return std::ranges::any_of(m_items, [](const Item& item) { return item.message.state == app::MessageState::Writing; });
}

bool ConversationView::atEnd() const { return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - kEndSlack; }

void ConversationView::show(app::MessageId message)
{
    const auto wanted = [&] { return std::ranges::find_if(m_items, [&](const Item& item) { return item.message.id == message; }); };
    if (message == 0 || wanted() == m_items.end())
        return;
    m_stick = m_atQuestion = m_fresh = false;
    for (int round = 0; round < 3; ++round) { // heights above are guesses until they have been near
        verticalScrollBar()->setValue(static_cast<int>(wanted()->top - kTop));
        refresh();
    }
    viewport()->update();
}

void ConversationView::jumpToEnd()
{
    m_stick = true;
    refresh();
}

int ConversationView::laidOutCount() const { return m_laidOut; }

QPointF ConversationView::origin(int item) const
{
    const qreal x = (width() - measure(width())) / 2; // the scroll bar does not move the column
    return QPointF(x, m_items.at(static_cast<size_t>(item)).top - verticalScrollBar()->value());
}

qreal ConversationView::partTop(const Item& item, int part) const
{
    qreal y = 0;
    for (int i = 0; i < part; ++i)
        y += item.parts.at(static_cast<size_t>(i))->before + item.parts.at(static_cast<size_t>(i))->height;
    return y + item.parts.at(static_cast<size_t>(part))->before;
}

void ConversationView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setClipRect(event->rect());
    const qreal seen = verticalScrollBar()->value();
    for (size_t i = firstFrom(seen + event->rect().top()); i < m_items.size() && m_items[i].top - seen < event->rect().bottom(); ++i)
        if (m_items[i].laid)
            paintItem(painter, static_cast<int>(i));
    if (hasFocus() && m_keyboard && !m_focus.valid())
        paintRowRing(painter, viewport()->rect().adjusted(2, 2, -2, -2));
}

void ConversationView::paintItem(QPainter& painter, int index) const
{
    const Item& item = m_items.at(static_cast<size_t>(index));
    QPointF at = origin(index);
    for (int p = 0; p < static_cast<int>(item.parts.size()); ++p) {
        Part& part = *item.parts.at(static_cast<size_t>(p));
        at.ry() += part.before;
        if (at.y() > viewport()->height())
            break;
        if (at.y() + part.height < 0) {
            at.ry() += part.height;
            continue;
        }
        PaintState state;
        state.activeCitation = item.message.id == m_activeMessage ? m_activeNumber : 0;
        state.hovered = m_hoverItem == index || m_focus.item == index;
        if (m_hover.item == index && m_hover.part == p)
            state.hot = &m_hover.target;
        state.selection = selectionIn(index, p);
        painter.save();
        painter.translate(at);
        part.paint(painter, state);
        if (m_focus.item == index && m_focus.part == p && hasFocus())
            paintBox(painter, m_focus.target.rect.adjusted(-3, -3, 3, 3), 8, Qt::transparent, color(Token::Focus), focusWidth());
        painter.restore();
        at.ry() += part.height;
    }
}

void ConversationView::resizeEvent(QResizeEvent*)
{
    for (Item& item : m_items)
        item.laid = false;
    refresh();
    if (m_fresh)
        anchorAtQuestion();
}

void ConversationView::scrollContentsBy(int, int)
{
    if (m_inRefresh)
        return;
    m_stick = atEnd();
    m_fresh = false;
    refresh();
}

void ConversationView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuildAll();
    QAbstractScrollArea::changeEvent(event);
}

const QStringList& ConversationView::paragraphs() const
{
    if (!m_spoken) {
        m_spoken.emplace();
        for (const Item& item : m_items)
            *m_spoken += spokenOf(item);
    }
    return *m_spoken;
}

const QStringList& ConversationView::spokenOf(const Item& item) const
{
    if (item.spoken)
        return *item.spoken;
    const Parts made = item.parts.empty() ? partsOf(item.message, { qreal(measure(width())), item.detailsOpen, item.leftOut, m_temporary }) : Parts();
    item.spoken.emplace();
    for (const auto& part : item.parts.empty() ? made : item.parts)
        *item.spoken += part->paragraphs();
    return *item.spoken;
}

void ConversationView::forgetSpoken(Item& item)
{
    item.spoken.reset();
    m_spoken.reset();
}

QRect ConversationView::paragraphRect(int index) const
{
    int seen = 0;
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i) {
        const Item& item = m_items.at(static_cast<size_t>(i));
        seen += static_cast<int>(spokenOf(item).size());
        if (index < seen) {
            const QPoint at = viewport()->mapToGlobal(origin(i).toPoint());
            return QRect(at, QSize(measure(width()), static_cast<int>(item.height)));
        }
    }
    return {};
}

} // namespace sillok::ui
