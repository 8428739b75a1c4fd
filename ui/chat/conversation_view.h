// conversation_view.h - The conversation: messages as cached, painted parts in one scroll area.
#pragma once

#include "ui/chat/parts.h"

#include <QAbstractScrollArea>
#include <QDeadlineTimer>
#include <QTimer>

#include <optional>

namespace sillok::ui {

/// Lays out what is in sight; what is half a page before and behind it follows between two events, so that scrolling never waits for it.
/// A growing answer lays out itself alone, at most 30 times a second.
/// The reader's place stays: new text scrolls only when the end was in sight.
class ConversationView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit ConversationView(QWidget* parent = nullptr);

    void setMessages(const QList<app::Message>& messages);
    /// The same chat, another branch or other signs on its messages: the reader's place stays, and what did not change is not laid out again.
    void setPath(const QList<app::Message>& messages);
    /// So many messages, in the order in which they leave the context, are no longer in view of the model; said at each of them.
    void setLeftOut(int messages);
    void setTemporary(bool temporary) { m_temporary = temporary; }  ///< of the messages that come from now on
    /// Adds a message, or replaces the one with its id. A second answer to the same question takes the first one's place.
    void put(const app::Message& message);
    void setActiveCitation(app::MessageId message, int number);
    const app::Message* find(app::MessageId id) const;
    QList<app::Message> messages() const;
    bool isEmpty() const { return m_items.empty(); }
    const app::Message* last(app::Role role) const;

    bool isWriting() const;                ///< an answer is growing
    bool atEnd() const;
    void jumpToEnd();
    void show(app::MessageId message);     ///< brings its beginning into sight; a message that is not there changes nothing
    void copy();                           ///< the selection, or the message that the keyboard is on, or the last answer
    void activate(const Target& target, app::MessageId message);

    /// For screen readers: of the whole conversation, whether it was laid out or not.
    const QStringList& paragraphs() const;
    QRect paragraphRect(int index) const;  ///< on screen
    /// What can be pressed in it and is laid out, in the order of Tab.
    struct Reach {
        Target target;
        QRect rect;                        ///< on screen
        bool focused = false;
    };
    QList<Reach> reachable() const;
    void press(int reach);
    int laidOutCount() const;              ///< how many messages have been laid out since they were set
    int laidOutPieces() const { return m_laidOutPieces; }   ///< pieces of messages that were made
    std::optional<std::pair<Target, app::MessageId>> targetAt(const QPointF& at) const;   ///< what would be pressed there

    static int measure(int width);         ///< reading width for a viewport of `width`
    static constexpr double kGap = 20;     ///< between two messages, px
    static constexpr double kTop = 24;     ///< above the first one

signals:
    void citationChosen(const sillok::app::Message& message, int index);
    void retryWanted(sillok::app::MessageId message);
    void editWanted(const sillok::app::Message& message);
    void quoteWanted(const QString& words);
    void branchWanted(sillok::app::MessageId message);
    void pinWanted(sillok::app::MessageId message, bool pinned);
    void removeWanted(const sillok::app::Message& message);
    void aboutWanted(const sillok::app::Message& message);
    void versionWanted(sillok::app::MessageId message, int version);
    void refusedWhileWriting();            ///< what was asked for changes the conversation that is being written in
    void exportWanted(sillok::app::MessageId message);
    void modelsWanted();
    void copied();
    void endInSightChanged(bool inSight);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;

private:
    struct Item {
        app::Message message;
        Parts parts;
        qreal top = 0;
        qreal height = 0;
        bool laid = false;
        bool detailsOpen = false;
        bool leftOut = false;
        bool guessed = false;    ///< of some of its pieces the height is a guess
        mutable std::optional<QStringList> spoken {};   ///< made when a reader asks
    };
    /// A position in the text of one part; in order of reading.
    struct TextPlace {
        int item = 0;
        int part = 0;
        int position = 0;
        auto operator<=>(const TextPlace&) const = default;
    };
    struct Spot {
        int item = -1;
        int part = -1;
        Target target;
        bool valid() const { return item >= 0; }
        bool same(const Spot& o) const { return item == o.item && part == o.part && target == o.target; }
    };

    void layOut(Item& item, qreal margin);
    void layGuessed(Item& item, qreal margin);   ///< pieces whose height was a guess
    bool isWithin(qreal top, qreal height, qreal margin) const;   ///< so far before or behind what is in sight
    bool layWithin(qreal margin, const QDeadlineTimer& until);   ///< true: something has another height now
    bool layOne(Item& item, qreal margin);   ///< true: it has another height now
    void placeFrom(size_t item);          ///< tops, and the range of the scroll bar
    size_t firstFrom(qreal y) const;      ///< the first message that ends behind `y`
    void lookAhead();
    void keepPlace(qreal higher);
    void settle();                        ///< after layout: is the end in sight, and paint
    const QStringList& spokenOf(const Item& item) const;
    void forgetSpoken(Item& item);
    void refresh();                       ///< tops, range, and layout of what is in sight
    void rebuildAll();
    void flush();
    void finish(const app::Message& message);
    int questionTop() const;
    void anchorAtQuestion();
    void popActions(int item, const QPoint& where);
    void copyWords(const QString& words);
    static QString codeOf(const Item& item, int ordinal);
    void paintItem(QPainter& painter, int index) const;
    QPointF origin(int item) const;       ///< of the item in viewport coordinates
    qreal partTop(const Item& item, int part) const;
    Spot spotAt(const QPointF& at) const;
    QList<Spot> spots() const;
    std::optional<TextPlace> textAt(const QPointF& at) const;       ///< text under the point
    std::optional<TextPlace> textNearest(const QPointF& at) const;  ///< for a selection that is drawn over what is no text
    std::optional<TextPlace> placeIn(int item, int part, const QPointF& at) const;
    void selectTo(const QPointF& at);
    bool hasSelection() const { return m_anchor && m_caret && *m_anchor != *m_caret; }
    QTextCursor selectionIn(int item, int part) const;
    QString selectedText() const;
    void clearSelection();
    bool stepInRow(int by);
    void reveal(const Spot& spot);
    int itemAt(const QPointF& at) const;

    std::vector<Item> m_items;
    mutable std::optional<QStringList> m_spoken;
    QList<app::MessageId> m_dirty;
    QTimer m_flush;
    QTimer m_ahead;              ///< what is not in sight yet
    bool m_temporary = false;
    bool m_stick = true;         ///< the end stays in sight
    bool m_atQuestion = false;   ///< the last question stays at the top
    bool m_fresh = false;        ///< just opened: not scrolled and not added to
    bool m_endInSight = true;
    bool m_inRefresh = false;
    int m_leftOut = 0;           ///< that the marks at the messages show; -1: they have to be looked at again
    int m_laidOut = 0;
    int m_laidOutPieces = 0;
    app::MessageId m_activeMessage = 0;
    int m_activeNumber = 0;
    Spot m_hover;
    Spot m_focus;
    int m_hoverItem = -1;
    bool m_keyboard = false;
    std::optional<TextPlace> m_anchor;   ///< where the selection began
    std::optional<TextPlace> m_caret;    ///< and where it goes to
    bool m_selecting = false;
};

} // namespace sillok::ui
