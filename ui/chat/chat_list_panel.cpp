#include "ui/chat/chat_list_panel.h"

#include "ui/actions/key_map.h"
#include "ui/chat/chat_list_delegate.h"
#include "ui/chat/chat_list_model.h"
#include "ui/chat/chat_list_view.h"
#include "ui/chat/place_button.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QScrollBar>

namespace sillok::ui {

namespace {

constexpr int kSearchDelayMs = 120;

Button* headerButton(const char* icon, const char* name, QWidget* parent)
{
    Button* button = Button::iconOnly(QString::fromLatin1(icon), parent);
    button->setObjectName(QString::fromLatin1(name));
    return button;
}

} // namespace

ChatListPanel::ChatListPanel(QWidget* parent)
    : QWidget(parent)
{
    setSurface(this, Token::BgList);
    m_model = new ChatListModel(this);
    m_list = new ChatListView(this);
    m_list->setObjectName(QStringLiteral("chatList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChatListDelegate(m_list));
    setFocusProxy(m_list);
    m_nothing = new Text(Type::Secondary, Token::TextMuted, this);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    m_archive = new PlaceButton(QStringLiteral("archive"), this);
    m_archive->setObjectName(QStringLiteral("archivePlace"));
    m_trash = new PlaceButton(QStringLiteral("trash"), this);
    m_trash->setObjectName(QStringLiteral("trashPlace"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 1, 0);
    column->setSpacing(0);
    column->addLayout(makeHeader());
    column->addSpacing(12);
    column->addLayout(makeSearch());
    auto* nothingRow = new QHBoxLayout;
    nothingRow->setContentsMargins(18, 8, 18, 8);
    nothingRow->addWidget(m_nothing);
    column->addLayout(nothingRow);
    column->addWidget(m_list, 1);
    column->addWidget(new Rule(this));
    column->addSpacing(4);
    column->addWidget(m_archive);
    column->addWidget(m_trash);
    column->addSpacing(4);
    connectList();
    withWords(this, [this] { say(); });
}

QBoxLayout* ChatListPanel::makeHeader()
{
    m_title = new Text(Type::ColumnTitle, Token::TextPrimary, this);
    m_back = headerButton("chevron-left", "listBack", this);
    m_back->hide();
    m_more = headerButton("more", "listMore", this);
    m_temporary = headerButton("chat-temporary", "temporaryChat", this);
    m_new = headerButton("edit", "newChat", this);
    m_new->setInk(Token::Accent);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(16, 0, 10, 0);
    header->setSpacing(0);
    header->addWidget(m_back);
    header->addWidget(m_title, 1);
    header->addWidget(m_more);
    header->addWidget(m_temporary);
    header->addWidget(m_new);
    return header;
}

QBoxLayout* ChatListPanel::makeSearch()
{
    m_search = new SearchField(QStringLiteral("search"), this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 6);
    row->addWidget(m_search);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kSearchDelayMs);
    connect(&m_typing, &QTimer::timeout, this, [this] { emit searchWanted(m_search->text().trimmed()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.trimmed().isEmpty()) {
            m_typing.stop();
            refresh();
        } else {
            m_typing.start();
        }
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_list->setFocus(Qt::TabFocusReason); });
    return row;
}

void ChatListPanel::connectList()
{
    connect(m_new, &QAbstractButton::clicked, this, &ChatListPanel::newChatWanted);
    connect(m_temporary, &QAbstractButton::clicked, this, &ChatListPanel::temporaryChatWanted);
    connect(m_more, &QAbstractButton::clicked, this, [this] { emit moreWanted(m_more->mapToGlobal(QPoint(m_more->width(), m_more->height() + 4))); });
    connect(m_back, &QAbstractButton::clicked, this, [this] { setPlace(ListPlace::Chats); });
    connect(m_archive, &QAbstractButton::clicked, this, [this](bool on) { setPlace(on ? ListPlace::Archive : ListPlace::Chats); });
    connect(m_trash, &QAbstractButton::clicked, this, [this](bool on) { setPlace(on ? ListPlace::Trash : ListPlace::Chats); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        if ((QApplication::keyboardModifiers() & (Qt::ShiftModifier | Qt::ControlModifier)) == 0) // those choose several
            show(index);
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        if (m_model->at(index).kind == ChatRowKind::Trashed)
            popMenu(index, m_list->viewport()->mapToGlobal(m_list->visualRect(index).center()));
        else
            show(index);
    });
    connect(m_list, &ChatListView::deleteWanted, this, &ChatListPanel::deleteWanted);
    connect(m_list, &ChatListView::menuWanted, this, &ChatListPanel::popMenu);
    connect(m_list, &ChatListView::openWanted, this, [this](const QModelIndex& index, bool open) { emit folderOpenWanted(m_model->at(index).folder, open); });
    connect(m_list, &ChatListView::editingEnded, this, [this] { // the view still has the editor in its hands
        if (std::exchange(m_waits, false))
            refresh();
    }, Qt::QueuedConnection);
    connect(m_model, &ChatListModel::renamed, this, &ChatListPanel::renameWanted);
    connect(m_model, &ChatListModel::folderRenamed, this, &ChatListPanel::folderRenameWanted);
    connect(m_model, &ChatListModel::chatsDropped, this, &ChatListPanel::moveWanted);
    connect(m_model, &ChatListModel::folderDropped, this, &ChatListPanel::folderMoveWanted);
}

void ChatListPanel::say()
{
    setAccessibleName(tr("Chats"));
    m_new->setWords(tr("New chat"), keyWords(QStringLiteral("new.here")));
    m_temporary->setWords(tr("New temporary chat, never written to the disk"), keyWords(QStringLiteral("chat.temporary")));
    m_more->setWords(tr("More for the list of chats"));
    m_back->setWords(tr("Back to all chats"));
    m_search->setPlaceholderText(tr("Search chats"));
    m_search->setAccessibleName(tr("Search chats"));
    m_search->setToolTip(keyWords(QStringLiteral("find.chats")));
    refresh();
}

void ChatListPanel::sayPlace()
{
    const QString name = m_place == ListPlace::Archive ? tr("Archive") : m_place == ListPlace::Trash ? tr("Trash") : tr("Chats");
    m_title->setWords(name);
    m_list->setAccessibleName(name);
    const auto archived = std::ranges::count_if(m_lists.chats, [](const app::ChatSummary& chat) { return chat.archived; });
    m_archive->setWords(tr("Archive"), archived > 0 ? countWords(archived) : QString());
    m_trash->setWords(tr("Trash"), m_lists.trash.isEmpty() ? tr("kept 30 days") : countWords(m_lists.trash.size()));
    m_archive->setChecked(m_place == ListPlace::Archive);
    m_trash->setChecked(m_place == ListPlace::Trash);
    m_back->setVisible(m_place != ListPlace::Chats);
}

void ChatListPanel::show(const QModelIndex& index)
{
    const ChatListRow row = m_model->at(index);
    if (row.kind == ChatRowKind::Folder)
        emit folderOpenWanted(row.folder, !row.open);
    else if (row.chat != 0 && row.kind != ChatRowKind::Trashed)
        emit chatChosen(row.chat);
}

void ChatListPanel::popMenu(const QModelIndex& index, const QPoint& where)
{
    const ChatListRow row = m_model->at(index);
    if (row.kind == ChatRowKind::Folder)
        emit folderMenuWanted(row.folder, where);
    else if (row.kind == ChatRowKind::Trashed)
        emit trashedMenuWanted(row.chat, where);
    else if (row.chat != 0)
        emit menuWanted(row.chat, where);
}

void ChatListPanel::setLists(const ChatLists& lists)
{
    m_lists = lists;
    refresh();
}

void ChatListPanel::setPlace(ListPlace place)
{
    m_place = place;
    m_search->clear();
    refresh();
}

/// Neither the selection nor the row of the keyboard nor what is in sight changes by what came to be known.
void ChatListPanel::refresh()
{
    sayPlace();
    if (!m_search->text().trimmed().isEmpty())
        return;
    if (m_list->editing()) { // it goes on under the hands of the person
        m_waits = true;
        return;
    }
    const QList<app::ChatId> chosenBefore = chosen();
    const int scroll = m_list->verticalScrollBar()->value();
    const QModelIndex focus = m_list->currentIndex();
    const ChatListRow focused = focus.isValid() ? m_model->at(focus) : ChatListRow {};
    m_model->setLists(m_lists, m_place, QDate::currentDate());
    if (!m_list->currentIndex().isValid() || !m_model->at(m_list->currentIndex()).sameAs(focused)) {
        const int row = focused.kind == ChatRowKind::Folder ? m_model->rowOfFolder(focused.folder) : m_model->rowOf(focused.chat);
        m_list->selectionModel()->setCurrentIndex(m_model->index(row), QItemSelectionModel::NoUpdate);
    }
    for (const app::ChatId chat : chosenBefore)
        m_list->selectionModel()->select(m_model->index(m_model->rowOf(chat)), QItemSelectionModel::Select);
    if (chosenBefore.isEmpty() && m_current != 0 && m_list->selectionModel()->selectedIndexes().isEmpty())
        setCurrent(m_current);
    m_list->verticalScrollBar()->setValue(scroll);
    const QString words[] = { tr("Your chats will be listed here."), tr("What you archive is kept here, and still found."), tr("The trash is empty.") };
    m_nothing->setWords(words[static_cast<int>(m_place)]);
    m_nothing->setVisible(m_model->rowCount() == 0);
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
    if (row >= 0 && m_place != ListPlace::Trash)
        m_list->setCurrentIndex(m_model->index(row));
    else
        m_list->clearSelection();
    emit currentChanged(chat);
}

QList<app::ChatId> ChatListPanel::chosen() const
{
    QModelIndexList indexes = m_list->selectionModel()->selectedIndexes();
    std::ranges::sort(indexes, {}, &QModelIndex::row);
    QList<app::ChatId> chats;
    for (const QModelIndex& index : indexes)
        if (m_model->at(index).chat != 0)
            chats.append(m_model->at(index).chat);
    return chats;
}

void ChatListPanel::editTitle(app::ChatId chat)
{
    const auto known = std::ranges::find(m_lists.chats, chat, &app::ChatSummary::id);
    if (known == m_lists.chats.end())
        return;
    setPlace(known->archived ? ListPlace::Archive : ListPlace::Chats);
    for (app::FolderId folder = known->folder; m_model->rowOf(chat) < 0 && folder != 0;) { // it lies in closed folders
        const auto at = std::ranges::find(m_lists.folders, folder, &app::ChatFolder::id);
        if (at == m_lists.folders.end())
            break;
        at->open = true;
        emit folderOpenWanted(std::exchange(folder, at->parent), true);
        refresh();
    }
    m_list->setCurrentIndex(m_model->index(m_model->rowOf(chat)));
    editRow();
}

void ChatListPanel::editFolder(app::FolderId folder)
{
    setPlace(ListPlace::Chats);
    m_list->setCurrentIndex(m_model->index(m_model->rowOfFolder(folder)));
    editRow();
}

void ChatListPanel::editRow()
{
    if (const QModelIndex index = m_list->currentIndex(); index.isValid() && index.flags() & Qt::ItemIsEditable)
        m_list->edit(index);
}

void ChatListPanel::finishEditing()
{
    for (TitleEdit* edit : m_list->findChildren<TitleEdit*>())
        emit m_list->itemDelegate()->commitData(edit);
}

void ChatListPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace sillok::ui
