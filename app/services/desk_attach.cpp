// desk_attach.cpp - Desk's part about files that belong to one chat: a collection of its own, read like any other.
#include "app/services/desk_private.h"

#include "app/policy/vault_policy.h"
#include "app/services/convert.h"

#include <QFileInfo>

namespace sillok::app {

namespace {

Attachment toAttachment(const DocumentSummary& document, const std::string& path)
{
    return { QString::fromStdString(path), document.name, document.sizeBytes, document.id, document.state, document.problem };
}

/// What was stored, and what waits for its turn, in the order of their names.
Result<QList<Attachment>> filesOf(Workspace& in, CollectionId collection)
{
    QList<Attachment> files;
    SILLOK_TRY(const auto documents, in.documents().list(collection));
    for (const storage::StoredDocument& document : documents) {
        SILLOK_TRY(const auto sources, in.sources().ofDocument(document.id));
        files.append(toAttachment(toSummary(document), sources.empty() ? std::string() : sources.front().path));
    }
    SILLOK_TRY(const auto waiting, in.imports().waitingFor(collection));
    for (const storage::WaitingFile& file : waiting) {
        const QString path = QString::fromStdString(file.path);
        const auto again = std::ranges::find_if(files, [&path](const Attachment& one) { return one.path == path; });
        if (again != files.end())
            again->state = DocumentState::Waiting;
        else
            files.append({ path, QFileInfo(path).fileName(), file.sizeBytes });
    }
    std::ranges::stable_sort(files, {}, &Attachment::name);
    return files;
}

} // namespace

void Desk::attachFiles(ChatId chat, const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    d->withWorkspace(Problem::During::Attach, [this, chat, paths](Workspace& in) -> Result<void> {
        if (chat >= storage::kFirstMemoryId)
            return fail(ErrorCode::Unsupported, "files of a chat that is kept in memory only");
        SILLOK_CHECK(checkEscrow(in, *d->managedNow.load()));
        ChatId target = chat;
        if (target == 0) {
            const std::string title = titleFrom(QFileInfo(paths.first()).fileName().toStdString());
            SILLOK_TRY(target, in.chats().create(title, nowMs()));
            SILLOK_CHECK(d->adoptNewChat(in, target));
            d->publishChats(in);
            d->postIfOpen([this, target, name = QString::fromStdString(title)] { emit chatOpened(target, name, {}); });
            d->publishChosenPreset(in, target);
        }
        SILLOK_TRY(const CollectionId collection, in.collections().makeForChat(target, nowMs()));
        d->postIfOpen([this, collection, paths] { addFiles(collection, paths); });
        return {};
    });
}

void Desk::detachFile(ChatId chat, const Attachment& file)
{
    d->withWorkspace(Problem::During::Attach, [this, chat, file](Workspace& in) -> Result<void> {
        SILLOK_TRY(const CollectionId collection, in.collections().ofChat(chat));
        SILLOK_TRY(const bool waited, in.imports().leaveOut(collection, file.path.toStdString()));
        static_cast<void>(waited);
        if (file.document != 0) {
            SILLOK_TRY(const storage::StoredDocument stored, in.documents().find(file.document));
            if (stored.collection != collection)
                return fail(ErrorCode::NotFound, "a file of another chat");
            SILLOK_CHECK(in.documents().remove(file.document));
        }
        d->publishAttachments(in, chat);
        return {};
    });
}

/// Storage thread.
void Desk::Private::publishAttachments(Workspace& in, ChatId chat)
{
    Attached now;
    if (chat < storage::kFirstMemoryId) {
        const auto collection = in.collections().ofChat(chat);
        if (!collection.ok())
            return report(collection.error(), Problem::During::Attach);
        now.collection = *collection;
    }
    if (now.collection != 0) {
        const auto files = filesOf(in, now.collection);
        if (!files.ok())
            return report(files.error(), Problem::During::Attach);
        now.files = *files;
    }
    postIfOpen([this, chat, now] {
        attached.insert(chat, now);
        emit desk.attachmentsChanged(chat, now.collection, now.files);
    });
}

/// Storage thread. False: it is a collection among the others.
bool Desk::Private::publishIfOfChat(Workspace& in, CollectionId collection)
{
    const auto found = in.collections().find(collection);
    if (!found.ok() || found->chat == 0)
        return false;
    publishAttachments(in, found->chat);
    return true;
}

/// Window thread: which of the files is being read, and how far. What came of it is told when it is stored.
void Desk::Private::showAttachedReading(const ImportProgress& progress)
{
    const auto found = attached.find(progress.chat);
    if (found == attached.end() || progress.finished)
        return;
    for (Attachment& file : found->files) {
        if (!file.waits() || file.name != progress.currentFile)
            continue;
        const bool recognising = progress.recognisedPages > 0;
        file.state = DocumentState::Reading;
        file.page = recognising ? progress.recognisedPage : progress.readParts;
        file.pages = recognising ? progress.recognisedPages : progress.readOf;
        emit desk.attachmentsChanged(progress.chat, found->collection, found->files);
    }
}

} // namespace sillok::app
