#include "ui/chat/chat_list_panel.h"

#include "ui/actions/key_map.h"
#include "ui/chat/chat_list_model.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr int kSearchDelayMs = 120;

class ChatRowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        switch (index.data(ChatListModel::KindRole).toInt()) {
        case ChatListModel::Heading: return QSize(100, scaled(index.row() == 0 ? 30 : 36));
        case ChatListModel::Hit: return QSize(100, scaled(54));
        default: return QSize(100, scaled(34));
        }
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRectF row = QRectF(option.rect).adjusted(18, 0, -18, 0);
        const QString title = index.data().toString();
        const int kind = index.data(ChatListModel::KindRole).toInt();
        if (kind == ChatListModel::Heading) {
            const QRectF low(row.left() - 2, row.bottom() - scaled(28), row.width(), scaled(26));
            paintLine(*painter, low, { title, Type::Secondary, Token::TextMuted });
            return;
        }
        paintRowGround(*painter, option);
        const bool selected = option.state & QStyle::State_Selected;
        const Type face = selected ? Type::UiBold : Type::Ui;
        if (kind == ChatListModel::Hit) {
            const qreal half = row.height() / 2;
            paintLine(*painter, QRectF(row.left(), row.top() + 5, row.width(), half - 4), { title, face, Token::TextPrimary });
            paintLine(*painter, QRectF(row.left(), row.top() + half, row.width(), half - 6),
                      { index.data(ChatListModel::SnippetRole).toString(), Type::Secondary, Token::TextMuted });
            return;
        }
        const bool answering = index.data(ChatListModel::AnsweringRole).toBool();
        QRectF words = row.adjusted(0, 0, answering ? -18 : 0, 0);
        if (index.data(ChatListModel::MemoryRole).toBool()) {
            const qreal size = scaled(16);
            paintIcon(*painter, QStringLiteral("chat-temporary"), QRectF(words.left(), words.center().y() - size / 2, size, size), color(Token::TextMuted));
            words.setLeft(words.left() + size + 6);
        }
        paintLine(*painter, words, { title, face, Token::TextPrimary });
        if (answering) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(color(Token::Accent), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(QPointF(row.right() - 4, row.center().y()), 3.5, 3.5);
        }
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        auto* edit = new Field(30, parent);
        edit->setAccessibleName(ChatListPanel::tr("Title of the chat"));
        return edit;
    }
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        editor->setGeometry(option.rect.adjusted(8, 1, -8, -1));
    }
};

} // namespace

ChatListPanel::ChatListPanel(QWidget* parent)
    : QWidget(parent)
{
    setSurface(this, Token::BgList);
    m_title = new Text(Type::ColumnTitle, Token::TextPrimary, this);
    m_new = Button::iconOnly(QStringLiteral("edit"), this);
    m_new->setObjectName(QStringLiteral("newChat"));
    m_new->setInk(Token::Accent);
    m_temporary = Button::iconOnly(QStringLiteral("chat-temporary"), this);
    m_temporary->setObjectName(QStringLiteral("temporaryChat"));
    m_search = new SearchField(QStringLiteral("search"), this);
    m_nothing = new Text(Type::Secondary, Token::TextMuted, this);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    m_model = new ChatListModel(this);
    m_list = new ListView(this);
    m_list->setObjectName(QStringLiteral("chatList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChatRowDelegate(m_list));
    m_list->installEventFilter(this);
    setFocusProxy(m_list);

    auto* header = new QHBoxLayout;
    header->setContentsMargins(16, 0, 10, 0);
    header->addWidget(m_title, 1);
    header->addWidget(m_temporary);
    header->addWidget(m_new);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 1, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addSpacing(12);
    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(12, 0, 12, 6);
    searchRow->addWidget(m_search);
    column->addLayout(searchRow);
    auto* nothingRow = new QHBoxLayout;
    nothingRow->setContentsMargins(18, 8, 18, 8);
    nothingRow->addWidget(m_nothing);
    column->addLayout(nothingRow);
    column->addWidget(m_list, 1);

    m_typing.setSingleShot(true);
    m_typing.setInterval(kSearchDelayMs);
    connect(&m_typing, &QTimer::timeout, this, [this] { emit searchWanted(m_search->text().trimmed()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.trimmed().isEmpty()) {
            m_typing.stop();
            setChats(m_chats);
        } else {
            m_typing.start();
        }
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_list->setFocus(Qt::TabFocusReason); });
    connect(m_new, &QAbstractButton::clicked, this, &ChatListPanel::newChatWanted);
    connect(m_temporary, &QAbstractButton::clicked, this, &ChatListPanel::temporaryChatWanted);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        const auto chat = m_list->indexAt(at).data(ChatListModel::ChatRole).toLongLong();
        if (chat != 0)
            emit menuWanted(chat, m_list->viewport()->mapToGlobal(at));
    });
    connect(m_list, &QListView::clicked, this, &ChatListPanel::show);
    connect(m_list, &QListView::activated, this, &ChatListPanel::show);
    // Queued: the new title resets the model, which must not happen under an open editor.
    connect(m_model, &ChatListModel::renamed, this, &ChatListPanel::renameWanted, Qt::QueuedConnection);
    withWords(this, [this] { say(); });
}

void ChatListPanel::say()
{
    setAccessibleName(tr("Chats"));
    m_title->setWords(tr("Chats"));
    m_new->setWords(tr("New chat"), keyWords(QStringLiteral("new.here")));
    m_temporary->setWords(tr("New temporary chat, never written to the disk"), keyWords(QStringLiteral("chat.temporary")));
    m_search->setPlaceholderText(tr("Search chats"));
    m_search->setAccessibleName(tr("Search chats"));
    m_search->setToolTip(keyWords(QStringLiteral("find.chats")));
    m_list->setAccessibleName(tr("Chats"));
    setChats(m_chats);
}

void ChatListPanel::show(const QModelIndex& index)
{
    const auto chat = index.data(ChatListModel::ChatRole).toLongLong();
    if (chat != 0)
        emit chatChosen(chat);
}

void ChatListPanel::setChats(const QList<app::ChatSummary>& chats)
{
    m_chats = chats;
    if (!m_search->text().trimmed().isEmpty())
        return;
    m_model->setChats(chats, QDate::currentDate());
    m_nothing->setWords(tr("Your chats will be listed here."));
    m_nothing->setVisible(chats.isEmpty());
    setCurrent(m_current);
}

void ChatListPanel::showHits(const QString& text, const QList<app::ChatHit>& hits)
{
    if (text != m_search->text().trimmed())
        return; // typed on since
    m_model->setHits(hits);
    m_nothing->setWords(tr("Nothing was found. Try a shorter word."));
    m_nothing->setVisible(hits.isEmpty());
}

void ChatListPanel::setCurrent(app::ChatId chat)
{
    m_current = chat;
    const int row = m_model->rowOf(chat);
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
    else
        m_list->clearSelection();
}

void ChatListPanel::editTitle(app::ChatId chat)
{
    m_search->clear();
    const int row = m_model->rowOf(chat);
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model->index(row));
    m_list->edit(m_model->index(row));
}

void ChatListPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool ChatListPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        const auto chat = m_list->currentIndex().data(ChatListModel::ChatRole).toLongLong();
        if (chat != 0)
            emit trashWanted(chat);
        return true;
    }
    return false;
}

} // namespace sillok::ui
