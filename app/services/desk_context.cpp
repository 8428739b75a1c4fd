// desk_context.cpp - Desk's part about computed contexts of chats that outlive the engine; of a chat in memory nothing is kept.
#include "app/services/desk_private.h"

#include "app/services/context_keeping.h"
#include "app/services/convert.h"

namespace sillok::app {

namespace {

ContextOwner ownerOf(const AnswerJob& job, const std::string& model) { return { job.chat, job.message.collection, model }; }

} // namespace

/// Once for each chat in an engine's life: from then on the engine remembers by itself.
void Desk::Private::giveKeptContext(const AnswerJob& job, std::stop_token stop)
{
    if (!client || job.chat >= storage::kFirstMemoryId || !contextsGiven.insert(job.chat).second)
        return;
    const InVault vault = [this](const std::function<Result<void>(Workspace&)>& work) { return inVault(work); };
    if (!giveContext(*client, vault, ownerOf(job, modelNow), stop).ok())
        setEngineClient(nullptr); // loaded again by the answer
}

void Desk::Private::interruptKeeping()
{
    const std::lock_guard lock(keepingMutex);
    keeping.request_stop();
}

/// After an answer. Whoever asks meanwhile waits no longer than the engine needs to say the rest; that is not written then.
void Desk::Private::keepContextOf(const AnswerJob& job, std::stop_token stop)
{
    if (!client || job.chat >= storage::kFirstMemoryId || stop.stop_requested())
        return;
    std::stop_source interrupted;
    {
        const std::lock_guard lock(keepingMutex);
        keeping = interrupted;
    }
    const std::stop_callback onLock(stop, [&interrupted] { interrupted.request_stop(); });
    const InVault vault = [this](const std::function<Result<void>(Workspace&)>& work) { return inVault(work); };
    if (const auto kept = keepContext(*client, vault, ownerOf(job, modelNow), interrupted.get_token()); !kept.ok()) {
        setEngineClient(nullptr);
        if (!stop.stop_requested()) // a lock ends the engine in the middle of this
            publishEngine(EngineState::Died, toProblem(kept.error(), Problem::During::Answer));
    }
}

} // namespace sillok::app
