// conversation_view.h - The conversation: messages as cached, painted parts in one scroll area.
#pragma once

#include "ui/chat/parts.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QTimer>

namespace sillok::ui {

/// Lays out what is near the viewport only; a growing answer lays out itself alone, at most 30 times a second.
/// The reader's place stays: new text scrolls only when the end was in sight.
class ConversationView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit ConversationView(QWidget* parent = nullptr);

    void setMessages(const QList<app::Message>& messages);
    void setTemporary(bool temporary) { m_temporary = temporary; }  ///< of the messages that come from now on
    /// Adds a message, or replaces the one with its id. A second answer to the same question takes the first one's place.
    void put(const app::Message& message);
    void setActiveCitation(app::MessageId message, int number);
    const app::Message* find(app::MessageId id) const;
    QList<app::Message> messages() const;

    bool atEnd() const;
    void jumpToEnd();
    void show(app::MessageId message);     ///< brings its beginning into sight; a message that is not there changes nothing
    void copy();                           ///< the selection, or the message that the keyboard is on, or the last answer
    void activate(const Target& target, app::MessageId message);

    /// For screen readers.
    QStringList paragraphs() const;
    QRect paragraphRect(int index) const;  ///< on screen
    int laidOutCount() const;              ///< how many messages have been laid out since they were set

    static int measure(int width);         ///< reading width for a viewport of `width`
    static constexpr double kGap = 20;     ///< between two messages, px

signals:
    void citationChosen(const sillok::app::Message& message, int index);
    void retryWanted();
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
    };
    struct Spot {
        int item = -1;
        int part = -1;
        Target target;
        bool valid() const { return item >= 0; }
        bool same(const Spot& o) const { return item == o.item && part == o.part && target == o.target; }
    };

    void layOut(Item& item);
    void refresh();                       ///< tops, range, and layout of what is near the viewport
    void rebuildAll();
    void flush();
    void finish(const app::Message& message);
    int questionTop() const;
    void anchorAtQuestion();
    bool isLastAnswer(const Item& item) const;
    void paintItem(QPainter& painter, int index) const;
    QPointF origin(int item) const;       ///< of the item in viewport coordinates
    qreal partTop(const Item& item, int part) const;
    Spot spotAt(const QPointF& at) const;
    QList<Spot> spots() const;
    bool textPositionAt(const QPointF& at, int& item, int& part, int& position) const;
    void selectTo(const QPointF& at);
    void reveal(const Spot& spot);
    int itemAt(const QPointF& at) const;

    std::vector<Item> m_items;
    QList<app::MessageId> m_dirty;
    QTimer m_flush;
    bool m_temporary = false;
    bool m_stick = true;         ///< the end stays in sight
    bool m_atQuestion = false;   ///< the last question stays at the top
    bool m_fresh = false;        ///< just opened: not scrolled and not added to
    bool m_endInSight = true;
    bool m_inRefresh = false;
    int m_laidOut = 0;
    app::MessageId m_activeMessage = 0;
    int m_activeNumber = 0;
    Spot m_hover;
    Spot m_focus;
    int m_hoverItem = -1;
    bool m_keyboard = false;
    int m_selectItem = -1;
    int m_selectPart = -1;
    QTextCursor m_selection;
    bool m_selecting = false;
};

} // namespace sillok::ui
