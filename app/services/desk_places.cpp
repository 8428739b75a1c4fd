// desk_places.cpp - Desk's part about where chats are kept, and the lists of them.
#include "app/services/desk_private.h"

#include "app/services/convert.h"
#include "storage/repositories/retention.h"

namespace sillok::app {

namespace {

std::vector<storage::ChatId> numbers(const QList<ChatId>& ids) { return { ids.begin(), ids.end() }; }

ChatFolder toFolder(const storage::StoredFolder& stored) { return { stored.id, stored.parent, QString::fromStdString(stored.name), stored.open }; }

RemovedFolder toRemoved(const storage::RemovedFolder& stored)
{
    return { toFolder(stored.folder), QDateTime::fromMSecsSinceEpoch(stored.folder.createdAtMs), { stored.chats.begin(), stored.chats.end() },
        { stored.folders.begin(), stored.folders.end() } };
}

TrashedChat toTrashed(const storage::PlacedChat& stored)
{
    TrashedChat trashed { toSummary(stored), QDateTime::fromMSecsSinceEpoch(stored.chat.trashedAtMs), {} };
    if (!trashed.chat.memoryOnly)
        trashed.goesAt = trashed.trashedAt.addDays(storage::Retention::kTrashDays);
    return trashed;
}

/// What a look into the vault and into the memory brings; those in memory come first.
struct Lists {
    QList<ChatSummary> chats;
    QList<TrashedChat> trash;
    QList<ChatFolder> folders;
};

Result<Lists> listsOf(Workspace& in)
{
    Lists lists;
    for (storage::ChatPlaceRepository* places : { &in.memoryPlaces(), &in.places() }) {
        SILLOK_TRY(const auto chats, places->list(false));
        for (const storage::PlacedChat& chat : chats)
            lists.chats.append(toSummary(chat));
        SILLOK_TRY(const auto trashed, places->list(true));
        for (const storage::PlacedChat& chat : trashed)
            lists.trash.append(toTrashed(chat));
    }
    SILLOK_TRY(const auto folders, in.places().folders());
    for (const storage::StoredFolder& folder : folders)
        lists.folders.append(toFolder(folder));
    return lists;
}

} // namespace

const QList<ChatFolder>& Desk::folders() const { return d->chatFolders; }
const QList<TrashedChat>& Desk::trash() const { return d->trash; }

void Desk::Private::publishChats(Workspace& in)
{
    const auto lists = listsOf(in);
    if (!lists.ok())
        return report(lists.error(), Problem::During::Chat);
    postIfOpen([this, lists = *lists]() mutable {
        for (ChatSummary& chat : lists.chats)
            chat.answering = answering.contains(chat.id);
        chats = std::move(lists.chats);
        trash = std::move(lists.trash);
        chatFolders = std::move(lists.folders);
        emit desk.chatsChanged();
    });
}

void Desk::Private::changePlaces(std::function<Result<void>(Places&)> work)
{
    withWorkspace(Problem::During::Chat, [this, work = std::move(work)](Workspace& in) -> Result<void> {
        const auto changed = work(in.places());
        publishChats(in); // also when it was refused: the window may have shown it already
        return changed;
    });
}

/// Some may live in memory.
void Desk::Private::changePlacesOf(const QList<ChatId>& which, std::function<Result<void>(Places&, std::span<const storage::ChatId>)> work)
{
    std::vector<storage::ChatId> stored = numbers(which);
    const auto inMemory = std::partition(stored.begin(), stored.end(), [](storage::ChatId chat) { return chat < storage::kFirstMemoryId; });
    const std::vector<storage::ChatId> memory(inMemory, stored.end());
    stored.erase(inMemory, stored.end());
    withWorkspace(Problem::During::Chat, [this, stored, memory, work = std::move(work)](Workspace& in) -> Result<void> {
        auto changed = work(in.places(), stored);
        if (changed.ok())
            changed = work(in.memoryPlaces(), memory);
        publishChats(in);
        return changed;
    });
}

void Desk::createFolder(FolderId parent, const QString& name)
{
    d->changePlaces([this, parent, clean = name.simplified().toStdString()](auto& places) -> Result<void> {
        SILLOK_TRY(const FolderId folder, places.createFolder(parent, clean, nowMs()));
        d->postIfOpen([this, folder] { emit folderCreated(folder); });
        return {};
    });
}

void Desk::renameFolder(FolderId folder, const QString& name)
{
    d->changePlaces([folder, clean = name.simplified().toStdString()](auto& places) { return places.renameFolder(folder, clean); });
}

void Desk::moveFolder(FolderId folder, FolderId parent)
{
    d->changePlaces([folder, parent](auto& places) { return places.moveFolder(folder, parent); });
}

void Desk::removeFolder(FolderId folder)
{
    d->changePlaces([this, folder](auto& places) -> Result<void> {
        SILLOK_TRY(const storage::RemovedFolder removed, places.removeFolder(folder));
        d->postIfOpen([this, removed = toRemoved(removed)] { emit folderRemoved(removed); });
        return {};
    });
}

void Desk::putFolderBack(const RemovedFolder& removed)
{
    const storage::RemovedFolder stored { { removed.folder.id, removed.folder.parent, removed.folder.name.toStdString(), removed.createdAt.toMSecsSinceEpoch(),
                                              removed.folder.open },
        numbers(removed.chats), numbers(removed.folders) };
    d->changePlaces([stored](auto& places) { return places.putBack(stored); });
}

void Desk::setFolderOpen(FolderId folder, bool open)
{
    d->changePlaces([folder, open](auto& places) { return places.setOpen(folder, open); });
}

void Desk::moveChats(const QList<ChatId>& chats, FolderId folder)
{
    d->changePlacesOf(chats, [folder](auto& places, auto which) { return places.move(which, folder); });
}

void Desk::pinChats(const QList<ChatId>& chats, bool pinned)
{
    d->changePlacesOf(chats, [pinned](auto& places, auto which) { return places.pin(which, pinned); });
}

void Desk::archiveChats(const QList<ChatId>& chats, bool archived)
{
    d->changePlacesOf(chats, [archived](auto& places, auto which) { return places.archive(which, archived); });
}

void Desk::trashChats(const QList<ChatId>& chats)
{
    d->changePlacesOf(chats, [](auto& places, auto which) { return places.trash(which, nowMs()); });
}

void Desk::restoreChats(const QList<ChatId>& chats)
{
    d->changePlacesOf(chats, [](auto& places, auto which) { return places.restore(which); });
}

void Desk::removeTrashed(const QList<ChatId>& chats)
{
    const std::vector<storage::ChatId> ids = numbers(chats);
    d->withWorkspace(Problem::During::Chat, [this, ids](Workspace& in) -> Result<void> {
        storage::AuditAct act = in.audit().act(storage::AuditAction::ChatsRemoved);
        act.counts[0] = static_cast<uint32_t>(ids.size());
        const auto removed = audited(in.audit(), act, [&]() -> Result<void> {
            for (const storage::ChatId chat : ids)
                SILLOK_CHECK(in.placesOf(chat).removeTrashed({ &chat, 1 }));
            return {};
        });
        d->publishChats(in);
        return removed;
    });
}

void Desk::renameChat(ChatId chat, const QString& title)
{
    d->changePlacesOf({ chat }, [clean = title.simplified().toStdString()](auto& places, auto which) -> Result<void> {
        for (const storage::ChatId one : which)
            SILLOK_CHECK(places.setTitle(one, clean, storage::TitleBy::Person));
        return {};
    });
}

void Desk::listSearchChoices()
{
    d->withWorkspace(Problem::During::Chat, [this](Workspace& in) -> Result<void> {
        SILLOK_TRY(const auto stored, in.everything().choices());
        SearchChoices choices;
        for (const std::string& label : stored.labels)
            choices.labels.append(QString::fromStdString(label));
        for (const std::string& model : stored.models)
            choices.models.append(QString::fromStdString(model));
        d->postIfOpen([this, choices] { emit searchChoicesListed(choices); });
        return {};
    });
}

void Desk::setChatInSight(ChatId chat)
{
    d->chatInSight = chat;
    const auto known = std::ranges::find(d->chats, chat, &ChatSummary::id);
    if (known == d->chats.end() || !known->unread)
        return;
    d->changePlacesOf({ chat }, [](auto& places, auto which) -> Result<void> {
        for (const storage::ChatId one : which)
            SILLOK_CHECK(places.setUnread(one, false));
        return {};
    });
}

/// What the person stopped is no news.
void Desk::Private::noteFinished(Workspace& in, ChatId chat, storage::MessageState state)
{
    if (state != storage::MessageState::Stopped && chatInSight != chat)
        ignore(in.placesOf(chat).setUnread(chat, true), "the answer is there; only its mark is not");
    if (state == storage::MessageState::Complete)
        titleSoon(in, chat);
}

} // namespace sillok::app
