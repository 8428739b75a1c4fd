// desk_chat_import.cpp - Desk's part about chats of other programs: read in the sealed reader, looked at, then taken in.
#include "app/services/desk_private.h"

#include "app/policy/vault_policy.h"
#include "app/services/convert.h"
#include "app/services/leaving_file.h"
#include "storage/repositories/chat_import_repository.h"
#include "storage/repositories/retention.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>
#include <set>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTurn { 40 };          // the vault is asked for other things meanwhile
constexpr std::chrono::seconds kEstimateAfter { 2 };

const char* programName(ForeignSource source)
{
    switch (source) {
    case ForeignSource::ChatGpt: return "ChatGPT";
    case ForeignSource::OpenWebUi: return "Open WebUI";
    case ForeignSource::LmStudio: return "LM Studio";
    }
    return "";
}

/// The same chat of the same program always has the same.
storage::Uid uidOf(const ForeignChat& chat, const std::string& message = {})
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string& part : { std::string("sillok chat import"), std::string(programName(chat.source)), chat.id, message }) {
        hash.addData(QByteArray::number(static_cast<qulonglong>(part.size())) + ':');
        hash.addData(QByteArray::fromStdString(part));
    }
    storage::Uid uid;
    std::ranges::copy_n(hash.result().constData(), static_cast<std::ptrdiff_t>(uid.size()), uid.begin());
    return uid;
}

/// Numbers of persons in all of them, and what the policy does about such where something is saved.
GuardFinding guardChats(const Policy& rules, const ForeignChats& foreign)
{
    GuardFinding all { {}, rules.guardAt(GuardPlace::Save) };
    if (all.action == GuardAction::Off)
        return all;
    for (const ForeignChat& chat : foreign.chats) {
        all.counts += countIdentifiers(chat.title);
        for (const ForeignMessage& message : chat.messages) {
            all.counts += countIdentifiers(message.text);
            all.counts += countIdentifiers(message.thought);
        }
    }
    return all;
}

/// `mask`: numbers of persons are covered.
storage::NewChat toNew(const ForeignChat& foreign, bool mask)
{
    const auto kept = [mask](const std::string& text) { return mask ? maskIdentifiers(text) : text; };
    // A file does not say how late it is: a time ahead of the clock would let other chats grow old (see Retention::believedTime).
    const auto past = [now = nowMs()](int64_t ms) { return std::min(ms, now); };
    storage::NewChat chat;
    chat.uid = uidOf(foreign);
    chat.title = titleFrom(kept(foreign.title.empty() ? foreign.messages.front().text : foreign.title));
    chat.createdAtMs = past(foreign.createdAtMs);
    chat.updatedAtMs = past(foreign.updatedAtMs);
    chat.pinned = foreign.pinned;
    chat.archived = foreign.archived;
    chat.shown = foreign.shown;
    for (const ForeignMessage& message : foreign.messages)
        chat.messages.push_back({ uidOf(foreign, message.id), message.parent, message.answer ? storage::Role::Assistant : storage::Role::User, kept(message.text), kept(message.thought),
            message.model, past(message.createdAtMs) });
    return chat;
}

void widen(ChatImportPreview& preview, const ForeignChat& chat)
{
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(chat.createdAtMs), to = QDateTime::fromMSecsSinceEpoch(chat.updatedAtMs);
    if (chat.createdAtMs > 0 && (preview.from.isNull() || from < preview.from))
        preview.from = from;
    if (chat.updatedAtMs > 0 && (preview.to.isNull() || to > preview.to))
        preview.to = to;
}

} // namespace

/// One import, from its first chat to its last.
struct Desk::Private::ChatImport {
    std::shared_ptr<const ForeignChats> foreign;
    std::stop_token stop;
    storage::AuditAct act;
    bool mask = false;        ///< numbers of persons are covered
    size_t next = 0;
    int added = 0;
    Clock::time_point begun = Clock::now();

    ChatImportProgress progress() const
    {
        const auto all = static_cast<double>(foreign->chats.size());
        const auto spent = std::chrono::duration<double>(Clock::now() - begun);
        ChatImportProgress now { static_cast<int>(next), static_cast<int>(all), -1, added, false, false };
        if (spent >= kEstimateAfter && next > 0)
            now.secondsLeft = static_cast<int>(spent.count() * (all - static_cast<double>(next)) / static_cast<double>(next));
        return now;
    }
};

std::stop_token Desk::Private::beginChatImport()
{
    importingChats.request_stop();
    importingChats = std::stop_source {};
    return importingChats.get_token();
}

void Desk::lookIntoChats(const QString& path)
{
    if (d->vaultState != VaultState::Open)
        return emit problem({ ErrorCode::Locked, {}, {}, Problem::During::ImportChats });
    d->writeQueue.post([this, path = path.toStdString(), stop = d->beginChatImport()](std::stop_token) { d->lookInto(path, stop); });
}

void Desk::Private::lookInto(const std::string& path, const std::stop_token& stop)
{
    const QString name = QFileInfo(QString::fromStdString(path)).fileName();
    if (const auto may = mayUseWorkers(); !may.ok())
        return report(may.error(), Problem::During::ImportChats, name);
    Result<ForeignChats> read = fail(ErrorCode::NotFound, "an export of chats");
    if (const auto file = openForReading(path); file.ok())
        read = readChats(paths.workerDir.toStdString() + "/sillok-reader", *file, stop, {});
    else
        read = file.error();
    if (stop.stop_requested())
        return; // nobody waits for it
    if (!read.ok())
        return report(read.error(), Problem::During::ImportChats, name);
    const auto shown = inVault([&](Workspace& in) -> Result<void> {
        foreignChats = std::make_shared<const ForeignChats>(std::move(read).value());
        SILLOK_TRY(const ChatImportPreview preview, previewOf(in, *foreignChats, path));
        postIfOpen([this, preview] { emit desk.chatImportPreviewed(preview); });
        return {};
    });
    if (!shown.ok())
        report(shown.error(), Problem::During::ImportChats, name);
}

Result<ChatImportPreview> Desk::Private::previewOf(Workspace& in, const ForeignChats& foreign, const std::string& path)
{
    storage::ChatImportRepository stored(in.vault().database());
    ChatImportPreview preview;
    preview.file = QFileInfo(QString::fromStdString(path)).fileName();
    std::set<ForeignSource> sources;
    std::set<storage::Uid> seen;
    for (const ForeignChat& chat : foreign.chats) {
        sources.insert(chat.source);
        const storage::Uid uid = uidOf(chat);
        SILLOK_TRY(const bool there, stored.has(uid));
        preview.alreadyThere += there || !seen.insert(uid).second;
        preview.messages += static_cast<int>(chat.messages.size());
        widen(preview, chat);
    }
    preview.chats = static_cast<int>(foreign.chats.size());
    for (const ForeignSource source : sources)
        preview.programs.append(QString::fromLatin1(programName(source)));
    static_assert(static_cast<size_t>(NotImported::UnknownEntries) + 1 == kLeftOutKinds);
    for (size_t i = 0; i < kLeftOutKinds; ++i)
        if (foreign.leftOut[i] > 0)
            preview.leftOut.append({ static_cast<NotImported>(i), static_cast<int>(std::min<uint32_t>(foreign.leftOut[i], 1'000'000'000)) });
    return preview;
}

void Desk::importChats()
{
    d->withWorkspace(Problem::During::ImportChats, [this, stop = d->beginChatImport()](Workspace& in) -> Result<void> {
        if (!d->foreignChats)
            return fail(ErrorCode::NotFound, "nothing was looked into");
        SILLOK_CHECK(checkEscrow(in, *d->managedNow.load()));
        const GuardFinding found = guardChats(d->rules(), *d->foreignChats);
        SILLOK_CHECK(recordGuard(in, found, "chat", "0"));
        SILLOK_CHECK(ManagedState::allow(!found.speaks() || found.action != GuardAction::Block, "guard_save"));
        d->importedChats.clear();
        auto import = std::make_shared<Private::ChatImport>();
        import->mask = found.speaks() && found.action == GuardAction::Mask;
        import->foreign = std::exchange(d->foreignChats, nullptr);
        import->stop = stop;
        import->act = in.audit().act(storage::AuditAction::ChatsImported);
        import->act.result = storage::AuditResult::Begun;
        SILLOK_CHECK(in.audit().record(import->act));
        d->importSome(import);
        return {};
    });
}

/// Storage thread. A turn is short, so that whatever else is wanted of the vault comes between.
void Desk::Private::importSome(const std::shared_ptr<ChatImport>& import)
{
    if (!workspace)
        return; // what was added is on the disk
    const auto until = Clock::now() + kTurn;
    storage::ChatImportRepository stored(workspace->vault().database());
    Result<void> result;
    while (result.ok() && import->next < import->foreign->chats.size() && !import->stop.stop_requested() && Clock::now() < until) {
        const auto added = stored.add(toNew(import->foreign->chats[import->next++], import->mask));
        if (!added.ok())
            result = added.error();
        else if (*added != 0)
            ++import->added, importedChats.push_back(*added);
    }
    ChatImportProgress progress = import->progress();
    progress.cancelled = import->stop.stop_requested() || !result.ok();
    progress.finished = progress.cancelled || progress.done == progress.total;
    if (progress.finished) {
        import->act.counts = { static_cast<uint32_t>(import->added), static_cast<uint32_t>(progress.done - import->added) };
        const Error stopped = fail(ErrorCode::Cancelled, "stopped by the person");
        workspace->audit().recordEnd(import->act, !result.ok() ? &result.error() : progress.cancelled ? &stopped : nullptr);
        publishChats(*workspace);
    }
    if (!result.ok())
        report(result.error(), Problem::During::ImportChats);
    postIfOpen([this, progress] { emit desk.chatImportProgressed(progress); });
    if (!progress.finished)
        storageQueue.post([this, import](std::stop_token) { importSome(import); });
}

void Desk::cancelChatImport() { d->importingChats.request_stop(); }

void Desk::undoChatImport()
{
    d->withWorkspace(Problem::During::ImportChats, [this](Workspace& in) -> Result<void> {
        const std::vector<ChatId> chats = std::exchange(d->importedChats, {});
        storage::AuditAct act = in.audit().act(storage::AuditAction::ChatsRemoved);
        act.counts[0] = static_cast<uint32_t>(chats.size());
        const auto removed = audited(in.audit(), act, [&]() -> Result<void> {
            for (const ChatId chat : chats) {
                const auto gone = storage::removeChat(in.vault().database(), chat);
                if (!gone.ok() && gone.error().code != ErrorCode::NotFound) // the person has removed it already
                    return gone;
            }
            return {};
        });
        d->publishChats(in);
        return removed;
    });
}

} // namespace sillok::app
