#include "ui/chat/chat_list_actions.h"

#include "app/services/desk.h"
#include "ui/actions/key_map.h"
#include "ui/chat/chat_import_sheet.h"
#include "ui/chat/chat_list_model.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/chat_list_view.h"
#include "ui/chat/folder_sheet.h"
#include "ui/style/icons.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/toast.h"
#include "ui/words/words.h"

#include <QEvent>

namespace sillok::ui {

using app::Desk;

namespace {

template <typename Act> void add(Menu* menu, const char* picture, const QString& words, QObject* owner, Act act)
{
    QObject::connect(menu->addAction(icon(QString::fromLatin1(picture)), words), &QAction::triggered, owner, act);
}

} // namespace

ChatListActions::ChatListActions(Desk& desk, ChatListPanel* panel, Toast* toast, QWidget* page)
    : QObject(page)
    , m_desk(desk)
    , m_panel(panel)
    , m_toast(toast)
    , m_page(page)
    , m_import(new ChatImport(desk, toast, page))
{
    connectPanel();
    page->installEventFilter(this);
    connect(&m_desk, &Desk::aboutToLock, m_panel, &ChatListPanel::finishEditing);
    connect(&m_desk, &Desk::folderCreated, this, [this](app::FolderId folder) {
        if (const auto made = std::exchange(m_whenMade, {}))
            made(folder);
    });
    connect(&m_desk, &Desk::folderRemoved, this, [this](const app::RemovedFolder& removed) {
        m_toast->tell(QStringLiteral("folder"), tr("Folder “%1” removed; what was in it is still there.").arg(removed.folder.name), tr("Undo"),
            [this, removed] { m_desk.putFolderBack(removed); });
    });
}

void ChatListActions::connectPanel()
{
    connect(m_panel, &ChatListPanel::currentChanged, this, &ChatListActions::lookAt);
    connect(m_panel, &ChatListPanel::searchWanted, &m_desk, &Desk::searchChats);
    connect(m_panel, &ChatListPanel::renameWanted, &m_desk, &Desk::renameChat);
    connect(m_panel, &ChatListPanel::folderRenameWanted, &m_desk, &Desk::renameFolder);
    connect(m_panel, &ChatListPanel::folderOpenWanted, &m_desk, &Desk::setFolderOpen);
    connect(m_panel, &ChatListPanel::folderMoveWanted, this, &ChatListActions::moveFolder);
    connect(m_panel, &ChatListPanel::moveWanted, this, &ChatListActions::move);
    connect(m_panel, &ChatListPanel::deleteWanted, this, &ChatListActions::deleteChosen);
    connect(m_panel, &ChatListPanel::menuWanted, this, &ChatListActions::popChatMenu);
    connect(m_panel, &ChatListPanel::folderMenuWanted, this, &ChatListActions::popFolderMenu);
    connect(m_panel, &ChatListPanel::trashedMenuWanted, this, &ChatListActions::popTrashedMenu);
    connect(m_panel, &ChatListPanel::moreWanted, this, &ChatListActions::popMore);
}

void ChatListActions::refresh() { m_panel->setLists({ m_desk.chats(), m_desk.folders(), m_desk.trash() }); }

/// The chat that is shown counts as seen as long as its page is.
void ChatListActions::lookAt() { m_desk.setChatInSight(m_page->isVisible() ? m_panel->current() : 0); }

bool ChatListActions::eventFilter(QObject*, QEvent* event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        lookAt();
    return false;
}

const app::ChatSummary* ChatListActions::find(app::ChatId chat) const
{
    const auto at = std::ranges::find(m_desk.chats(), chat, &app::ChatSummary::id);
    return at == m_desk.chats().end() ? nullptr : &*at;
}

/// What is done with one of several that are chosen is done with all.
QList<app::ChatId> ChatListActions::affected(app::ChatId chat) const
{
    const QList<app::ChatId> chosen = m_panel->chosen();
    return chosen.size() > 1 && chosen.contains(chat) ? chosen : QList<app::ChatId> { chat };
}

void ChatListActions::popChatMenu(app::ChatId chat, const QPoint& where)
{
    const app::ChatSummary* known = find(chat);
    if (!known)
        return;
    const QList<app::ChatId> chats = affected(chat);
    const bool stored = std::ranges::none_of(chats, [this](app::ChatId one) { return !find(one) || find(one)->memoryOnly; });
    const bool pinned = known->pinned, archived = known->archived;
    auto* menu = new Menu(m_page);
    if (chats.size() == 1)
        add(menu, "edit", tr("Rename") + u'\t' + keyWords(QStringLiteral("chat.rename")), this, [this, chat] { emit renameWanted(chat); });
    if (stored) { // one in memory has its own place, and nothing could be shredded of it
        add(menu, "pin", pinned ? tr("Unpin") : tr("Pin"), this, [this, chats, pinned] { m_desk.pinChats(chats, !pinned); });
        add(menu, "folder", tr("Move to folder…"), this, [this, chats] { askFolder(chats); });
        add(menu, "archive", archived ? tr("Take out of the archive") : tr("Archive"), this, [this, chats, archived] { archive(chats, !archived); });
    }
    if (chats.size() == 1)
        add(menu, "export", tr("Export…"), this, [this, chat] { emit exportWanted(chat); });
    if (chats.size() == 1)
        add(menu, "restore", tr("Bring back removed messages"), this, [this, chat] { m_desk.restoreMessages(chat); });
    menu->addSeparator();
    add(menu, "trash", chats.size() == 1 ? tr("Move to trash\tDel") : tr("Move %n chat(s) to trash\tDel", nullptr, static_cast<int>(chats.size())), this, [this, chats] { trash(chats); });
    if (stored && chats.size() == 1)
        add(menu, "shield", tr("Shred for good…"), this, [this, chat] { askShred(chat); });
    menu->popup(sender() == m_panel ? where : where - QPoint(menu->sizeHint().width(), 0));
}

void ChatListActions::popFolderMenu(app::FolderId folder, const QPoint& where)
{
    auto* menu = new Menu(m_page);
    add(menu, "edit", tr("Rename") + u'\t' + keyWords(QStringLiteral("chat.rename")), this, [this, folder] { m_panel->editFolder(folder); });
    if (folderDepth(m_desk.folders(), folder) < app::kDeepestFolder)
        add(menu, "plus", tr("New folder in it…"), this, [this, folder] { askNewFolder(folder); });
    add(menu, "folder", tr("Move to folder…"), this, [this, folder] { askFolderOf(folder); });
    add(menu, "trash", tr("Remove the folder\tDel"), this, [this, folder] { m_desk.removeFolder(folder); });
    menu->popup(where);
}

void ChatListActions::popTrashedMenu(app::ChatId chat, const QPoint& where)
{
    const QList<app::ChatId> chats = affected(chat);
    auto* menu = new Menu(m_page);
    add(menu, "restore", tr("Restore"), this, [this, chats] { m_desk.restoreChats(chats); });
    add(menu, "trash", tr("Remove for good…\tDel"), this, [this, chats] { askRemove(chats); });
    menu->popup(where);
}

void ChatListActions::popMore(const QPoint& rightUpper)
{
    auto* menu = new Menu(m_page);
    add(menu, "folder", tr("New folder…"), this, [this] { askNewFolder(0); });
    add(menu, "import", tr("Take in chats of another program…"), this, [this] { m_import->chooseFile(); });
    QAction* titles = menu->addAction(tr("Let the model give titles"));
    titles->setCheckable(true);
    titles->setChecked(m_desk.titlesByModel());
    connect(titles, &QAction::toggled, &m_desk, &Desk::setTitlesByModel);
    if (!m_desk.trash().isEmpty())
        add(menu, "trash", tr("Empty the trash…"), this, [this] {
            QList<app::ChatId> all;
            for (const app::TrashedChat& one : m_desk.trash())
                all.append(one.chat.id);
            askRemove(all);
        });
    menu->popup(rightUpper - QPoint(menu->sizeHint().width(), 0));
}

void ChatListActions::deleteChosen()
{
    const QList<app::ChatId> chats = m_panel->chosen();
    if (m_panel->place() == ListPlace::Trash) {
        if (!chats.isEmpty())
            askRemove(chats);
    } else if (!chats.isEmpty()) {
        trash(chats);
    } else if (const QModelIndex index = m_panel->list()->currentIndex(); index.isValid() && index.data(ChatListModel::KindRole).toInt() == ChatListModel::Folder) {
        m_desk.removeFolder(index.data(ChatListModel::FolderRole).toLongLong());
    }
}

void ChatListActions::trash(const QList<app::ChatId>& chats)
{
    m_desk.trashChats(chats);
    emit gone(chats);
    const QString words = chats.size() == 1 ? tr("Moved to trash.") : tr("%n chat(s) moved to trash.", nullptr, static_cast<int>(chats.size()));
    m_toast->tell(QStringLiteral("trash"), words, tr("Undo"), [this, chats] { m_desk.restoreChats(chats); });
}

void ChatListActions::archive(const QList<app::ChatId>& chats, bool archived)
{
    m_desk.archiveChats(chats, archived);
    const int n = static_cast<int>(chats.size());
    m_toast->tell(QStringLiteral("archive"), archived ? tr("%n chat(s) archived.", nullptr, n) : tr("%n chat(s) taken out of the archive.", nullptr, n), tr("Undo"),
        [this, chats, archived] { m_desk.archiveChats(chats, !archived); });
}

/// Undoing puts each back where it was.
void ChatListActions::move(const QList<app::ChatId>& chats, app::FolderId folder)
{
    QHash<app::FolderId, QList<app::ChatId>> before;
    for (const app::ChatId chat : chats)
        if (const app::ChatSummary* known = find(chat); known && known->folder != folder)
            before[known->folder].append(chat);
    if (before.isEmpty())
        return;
    m_desk.moveChats(chats, folder);
    const int n = static_cast<int>(chats.size());
    const QString words = folder == 0 ? tr("%n chat(s) taken out of the folder.", nullptr, n) : tr("%n chat(s) moved to “%1”.", nullptr, n).arg(folderPath(m_desk.folders(), folder));
    m_toast->tell(QStringLiteral("folder"), words, tr("Undo"), [this, before] {
        for (auto to = before.cbegin(); to != before.cend(); ++to)
            m_desk.moveChats(to.value(), to.key());
    });
}

void ChatListActions::moveFolder(app::FolderId folder, app::FolderId into)
{
    const auto known = std::ranges::find(m_desk.folders(), folder, &app::ChatFolder::id);
    if (known == m_desk.folders().end() || known->parent == into)
        return;
    const app::FolderId before = known->parent;
    const QString name = known->name;
    m_desk.moveFolder(folder, into);
    const QString words = into == 0 ? tr("Folder “%1” is in no folder any more.").arg(name) : tr("Folder “%1” moved to “%2”.").arg(name, folderPath(m_desk.folders(), into));
    m_toast->tell(QStringLiteral("folder"), words, tr("Undo"), [this, folder, before] { m_desk.moveFolder(folder, before); });
}

void ChatListActions::askFolder(const QList<app::ChatId>& chats)
{
    const bool one = chats.size() == 1 && find(chats.first());
    auto* sheet = new FolderSheet(m_page->window(), one ? tr("Move “%1”").arg(find(chats.first())->title) : tr("Move %n chat(s)", nullptr, static_cast<int>(chats.size())),
        m_desk.folders(), [](app::FolderId) { return true; });
    connect(sheet, &FolderSheet::chosen, this, [this, chats](app::FolderId folder) { move(chats, folder); });
    connect(sheet, &FolderSheet::newWanted, this, [this, chats](const QString& name) {
        m_whenMade = [this, chats](app::FolderId made) { move(chats, made); };
        m_desk.createFolder(0, name);
    });
    sheet->open();
}

void ChatListActions::askFolderOf(app::FolderId folder)
{
    auto* sheet = new FolderSheet(m_page->window(), tr("Move “%1”").arg(folderPath(m_desk.folders(), folder)), m_desk.folders(),
        [this, folder](app::FolderId into) { return folderMayLieIn(m_desk.folders(), folder, into); });
    connect(sheet, &FolderSheet::chosen, this, [this, folder](app::FolderId into) { moveFolder(folder, into); });
    connect(sheet, &FolderSheet::newWanted, this, [this, folder](const QString& name) {
        m_whenMade = [this, folder](app::FolderId made) { moveFolder(folder, made); };
        m_desk.createFolder(0, name);
    });
    sheet->open();
}

void ChatListActions::askNewFolder(app::FolderId parent)
{
    auto* sheet = new Sheet(m_page->window(), parent == 0 ? tr("New folder") : tr("New folder in “%1”").arg(folderPath(m_desk.folders(), parent)), {});
    sheet->addField(tr("Name"), {});
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Create"), false);
    connect(sheet, &Sheet::accepted, this, [this, parent](const QString& name) {
        if (parent != 0)
            m_desk.setFolderOpen(parent, true);
        m_desk.createFolder(parent, name);
    });
    sheet->open();
}

void ChatListActions::askShred(app::ChatId chat)
{
    const app::ChatSummary* known = find(chat);
    auto* sheet = new Sheet(m_page->window(), tr("Shred “%1” for good?").arg(known ? known->title : QString()),
        tr("Everything else is encrypted again under a new key, so that not even an old copy of the file opens this chat. The earlier states kept with it end too. "
           "It takes as long as a backup, and cannot be undone."));
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Shred"), true);
    connect(sheet, &Sheet::accepted, this, [this, chat] {
        emit gone({ chat });
        m_desk.shredChat(chat);
    });
    sheet->open();
}

void ChatListActions::askRemove(const QList<app::ChatId>& chats)
{
    auto* sheet = new Sheet(m_page->window(), tr("Remove %n chat(s) for good?", nullptr, static_cast<int>(chats.size())),
        tr("They cannot be restored after that. Earlier states of the vault may still hold them for a while; shredding a chat ends those too."));
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Remove for good"), true);
    connect(sheet, &Sheet::accepted, this, [this, chats] { m_desk.removeTrashed(chats); });
    sheet->open();
}

} // namespace sillok::ui
