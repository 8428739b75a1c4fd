// scripted_places.cpp - The double's part about where chats are kept, and about finding them.
#include "tests/fakes/scripted_desk.h"

#include <algorithm>

namespace sillok::app {

using fakes::Script;

namespace {

QString joined(const QList<ChatId>& ids)
{
    QStringList words;
    for (const ChatId id : ids)
        words.append(QString::number(id));
    return words.join(u'|');
}

template <typename Change> void changeChats(Script& s, const QString& call, const QList<ChatId>& chats, const Change& change)
{
    s.calls.append(call);
    for (ChatSummary& one : s.chats)
        if (chats.contains(one.id))
            change(one);
    emit s.desk->chatsChanged();
}

template <typename Change> void changeFolder(Script& s, const QString& call, FolderId folder, const Change& change)
{
    s.calls.append(call);
    for (ChatFolder& one : s.folders)
        if (one.id == folder)
            change(one);
    emit s.desk->chatsChanged();
}

} // namespace

const QList<ChatFolder>& Desk::folders() const { return fakes::scriptOf(const_cast<Desk&>(*this)).folders; }
const QList<TrashedChat>& Desk::trash() const { return fakes::scriptOf(const_cast<Desk&>(*this)).trashed; }
bool Desk::titlesByModel() const { return fakes::scriptOf(const_cast<Desk&>(*this)).titlesByModel; }

void Desk::setTitlesByModel(bool by)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("setTitlesByModel %1").arg(by));
    fakes::scriptOf(*this).titlesByModel = by;
    emit titlesByModelChanged();
}

void Desk::renameChat(ChatId chat, const QString& title)
{
    changeChats(fakes::scriptOf(*this), QStringLiteral("renameChat %1 %2").arg(chat).arg(title), { chat }, [&](ChatSummary& one) { one.title = title; });
}

void Desk::createFolder(FolderId parent, const QString& name)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("createFolder %1 %2").arg(parent).arg(name));
    s.folders.append({ s.nextId++, parent, name, true });
    emit chatsChanged();
    emit folderCreated(s.folders.last().id);
}

void Desk::renameFolder(FolderId folder, const QString& name)
{
    changeFolder(fakes::scriptOf(*this), QStringLiteral("renameFolder %1 %2").arg(folder).arg(name), folder, [&](ChatFolder& one) { one.name = name; });
}

void Desk::moveFolder(FolderId folder, FolderId parent)
{
    changeFolder(fakes::scriptOf(*this), QStringLiteral("moveFolder %1 %2").arg(folder).arg(parent), folder, [&](ChatFolder& one) { one.parent = parent; });
}

void Desk::setFolderOpen(FolderId folder, bool open)
{
    changeFolder(fakes::scriptOf(*this), QStringLiteral("setFolderOpen %1 %2").arg(folder).arg(open), folder, [&](ChatFolder& one) { one.open = open; });
}

void Desk::removeFolder(FolderId folder)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("removeFolder %1").arg(folder));
    RemovedFolder removed;
    for (const ChatFolder& one : s.folders)
        if (one.id == folder)
            removed.folder = one;
    s.folders.removeIf([folder](const ChatFolder& one) { return one.id == folder; });
    for (ChatFolder& one : s.folders)
        if (one.parent == folder)
            removed.folders.append(one.id), one.parent = removed.folder.parent;
    for (ChatSummary& one : s.chats)
        if (one.folder == folder)
            removed.chats.append(one.id), one.folder = removed.folder.parent;
    emit chatsChanged();
    emit folderRemoved(removed);
}

void Desk::putFolderBack(const RemovedFolder& removed)
{
    Script& s = fakes::scriptOf(*this);
    s.folders.append(removed.folder);
    changeChats(s, QStringLiteral("putFolderBack %1").arg(removed.folder.id), removed.chats, [&](ChatSummary& one) { one.folder = removed.folder.id; });
}

void Desk::moveChats(const QList<ChatId>& chats, FolderId folder)
{
    changeChats(fakes::scriptOf(*this), QStringLiteral("moveChats %1 to %2").arg(joined(chats)).arg(folder), chats, [&](ChatSummary& one) { one.folder = folder; });
}

void Desk::pinChats(const QList<ChatId>& chats, bool pinned)
{
    changeChats(fakes::scriptOf(*this), QStringLiteral("pinChats %1 %2").arg(joined(chats)).arg(pinned), chats, [&](ChatSummary& one) { one.pinned = pinned; });
}

void Desk::archiveChats(const QList<ChatId>& chats, bool archived)
{
    changeChats(fakes::scriptOf(*this), QStringLiteral("archiveChats %1 %2").arg(joined(chats)).arg(archived), chats, [&](ChatSummary& one) { one.archived = archived; });
}

void Desk::setChatInSight(ChatId chat)
{
    Script& s = fakes::scriptOf(*this);
    s.chatInSight = chat;
    if (std::ranges::any_of(s.chats, [chat](const ChatSummary& one) { return one.id == chat && one.unread; }))
        changeChats(s, QStringLiteral("seen %1").arg(chat), { chat }, [](ChatSummary& one) { one.unread = false; });
}

void Desk::trashChats(const QList<ChatId>& chats)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("trashChat %1").arg(joined(chats)));
    const QDateTime now = QDateTime::currentDateTime();
    for (const ChatSummary& one : s.chats)
        if (chats.contains(one.id))
            s.trashed.append({ one, now, now.addDays(30) });
    s.chats.removeIf([&chats](const ChatSummary& one) { return chats.contains(one.id); });
    emit chatsChanged();
}

void Desk::restoreChats(const QList<ChatId>& chats)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("restoreChat %1").arg(joined(chats)));
    for (const TrashedChat& one : s.trashed)
        if (chats.contains(one.chat.id))
            s.chats.prepend(one.chat);
    s.trashed.removeIf([&chats](const TrashedChat& one) { return chats.contains(one.chat.id); });
    emit chatsChanged();
}

void Desk::removeTrashed(const QList<ChatId>& chats)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("removeTrashed %1").arg(joined(chats)));
    s.trashed.removeIf([&chats](const TrashedChat& one) { return chats.contains(one.chat.id); });
    emit chatsChanged();
}

void Desk::listSearchChoices() { emit searchChoicesListed(fakes::scriptOf(*this).searchChoices); }

void Desk::searchEverything(const QString& text, const SearchFilter& filter)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("searchEverything %1 %2%3 %4").arg(text, filter.chats ? u"chats" : u"", filter.documents ? u"documents" : u"").arg(filter.collection));
    s.searched = filter;
    FoundList found { {}, 20, 0.03 };
    for (const FoundItem& item : s.found) {
        const bool inChat = item.chat != 0;
        if ((inChat ? filter.chats : filter.documents) && (inChat || filter.collection == 0 || filter.collection == item.collection))
            found.items.append(item);
    }
    emit everythingFound(text, found);
}

} // namespace sillok::app
