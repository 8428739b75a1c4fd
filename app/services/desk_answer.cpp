// desk_answer.cpp - How a question becomes an answer: evidence first, then words if there is a model.
#include "app/services/desk_private.h"

#include "app/services/answer_preset.h"
#include "app/services/answer_scope.h"
#include "app/services/convert.h"

#include <chrono>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kShowEvery { 33 };
constexpr std::chrono::milliseconds kStoreEvery { 1000 };
constexpr uint32_t kMaxAnswerTokens = 1024;

/// The shown branch as turns for the model, ending with the prompt that is to be answered.
Result<std::vector<protocol::Turn>> turnsOf(Workspace& in, ChatId chat, MessageId prompt)
{
    SILLOK_TRY(const auto path, in.chatsOf(chat).path(chat));
    std::vector<protocol::Turn> turns;
    for (const storage::StoredMessage& message : path) {
        if (!message.text.empty())
            turns.push_back({ message.role == storage::Role::User ? protocol::TurnRole::User : protocol::TurnRole::Assistant, message.text, message.pinned });
        if (message.id == prompt)
            break;
    }
    return turns;
}

storage::MessageState stateAfter(const Result<protocol::Generated>& result)
{
    if (!result.ok())
        return result.error().code == ErrorCode::Cancelled ? storage::MessageState::Stopped : storage::MessageState::Failed;
    return result->reason == protocol::StopReason::Cancelled ? storage::MessageState::Stopped : storage::MessageState::Complete;
}

} // namespace

namespace {

/// What was asked in this chat before `prompt`, oldest first.
Result<std::vector<std::string>> questionsBefore(Workspace& in, ChatId chat, MessageId prompt)
{
    SILLOK_TRY(const auto path, in.chatsOf(chat).path(chat));
    std::vector<std::string> questions;
    for (const storage::StoredMessage& message : path) {
        if (message.id == prompt)
            break;
        if (message.role == storage::Role::User)
            questions.push_back(message.text);
    }
    return questions;
}

} // namespace

/// Reads the chat in the storage thread, counts in the engine's; a count that nobody waits for any more does no harm.
void Desk::measurePrompt(ChatId chat, const QString& draft, const Scope& scope)
{
    if (d->engine.state != EngineState::Ready)
        return;
    d->withWorkspace(Problem::During::Answer, [this, chat, text = draft.toStdString(), scope = toStored(scope)](Workspace& in) -> Result<void> {
        AnswerJob job { chat, {}, {}, {}, {} };
        job.message.collection = scope.collection;
        SILLOK_TRY(job.preset, d->presetFor(in, chat));
        if (scope.collection == 0) {
            if (chat != 0) {
                SILLOK_TRY(job.turns, turnsOf(in, chat, 0));
            }
            job.turns.push_back({ protocol::TurnRole::User, text });
            d->measure(job);
            return {};
        }
        std::vector<std::string> earlier;
        if (chat != 0) {
            SILLOK_TRY(earlier, questionsBefore(in, chat, 0));
        }
        SILLOK_TRY(const SearchScope where, searchScopeOf(in, scope));
        if (const SearchModels models = d->modelsForSearch(); models.help().embedder || models.help().scorer) {
            d->searchQueue.post([this, job, text, earlier, where, models](std::stop_token stop) {
                const InVault vault = [this](const std::function<Result<void>(Workspace&)>& work) { return d->inVault(work); };
                d->measureGrounded(job, text, findEvidence(vault, models.help(), where, text, earlier, stop));
            });
            return {};
        }
        d->measureGrounded(job, text, findEvidence(in, where, text, earlier));
        return {};
    });
}

/// A question that the documents do not answer is not put to a model: it takes nothing.
void Desk::Private::measureGrounded(AnswerJob job, const std::string& question, const Result<Evidence>& evidence)
{
    if (!evidence.ok())
        return; // asking finds the same and says so
    if (!evidence->answerable)
        return postIfOpen([this, chat = job.chat] { emit desk.promptMeasured(chat, {}); });
    job.turns = groundedTurns(question, *evidence, true).turns;
    measure(job);
}

/// Any thread.
void Desk::Private::measure(const AnswerJob& job)
{
    engineQueue.post([this, chat = job.chat, request = job.request()](std::stop_token) {
        if (!client)
            return;
        const auto measured = client->measure(request);
        if (!measured.ok())
            return; // the next answer finds a dead engine and says so
        const PromptSize size { static_cast<int>(measured->promptTokens), static_cast<int>(measured->limitTokens), static_cast<int>(measured->leftOutTurns),
            measured->tooLong };
        postIfOpen([this, chat, size] { emit desk.promptMeasured(chat, size); });
    });
}

Result<void> Desk::Private::answer(Workspace& in, ChatId chat, MessageId prompt, const std::string& question, const storage::AnswerScope& scope, bool again)
{
    interruptEmbedding();
    interruptTitling();
    interruptKeeping();
    const CollectionId collection = scope.collection;
    if (chat >= storage::kFirstMemoryId && collection != 0)
        SILLOK_CHECK(in.lendToMemory(collection));
    storage::TreeStep step;
    SILLOK_TRY(const MessageId id, in.chatsOf(chat).beginAnswer(chat, prompt, scope, nowMs(), &step));
    if (again)
        treeSteps[chat].push_back(std::move(step));
    AnswerJob job { chat, {}, {}, {}, {} };
    SILLOK_TRY(job.message, in.chatsOf(id).message(id));
    SILLOK_TRY(job.preset, presetFor(in, chat));
    publishMessage(chat, job.message, true);
    publishChats(in);
    if (collection == 0)
        return answerFrom(in, std::move(job), prompt, question, Evidence {});
    SILLOK_TRY(const std::vector<std::string> earlier, questionsBefore(in, chat, prompt));
    SILLOK_TRY(const SearchScope where, searchScopeOf(in, scope));
    if (const SearchModels models = modelsForSearch(); models.help().embedder || models.help().scorer) {
        postIfOpen([this, chat, stop = job.stop] { answering.insert_or_assign(chat, stop); });
        searchQueue.post([this, job = std::move(job), prompt, question, earlier, where](std::stop_token) { findThenAnswer(job, prompt, question, earlier, where); });
        return {};
    }
    auto evidence = findEvidence(in, where, question, earlier);
    return answerFrom(in, std::move(job), prompt, question, std::move(evidence));
}

/// Search thread: the vault is free while models compute.
void Desk::Private::findThenAnswer(AnswerJob job, MessageId prompt, const std::string& question, const std::vector<std::string>& earlier,
    const SearchScope& where)
{
    const SearchModels models = modelsForSearch();
    const std::stop_callback onLock(lockToken(), [&job] { job.stop.request_stop(); });
    const InVault vault = [this](const std::function<Result<void>(Workspace&)>& work) { return inVault(work); };
    auto evidence = findEvidence(vault, models.help(), where, question, earlier, job.stop.get_token());
    if (evidence.ok() && evidence->withoutHelp && !job.stop.stop_requested())
        report(*evidence->withoutHelp, Problem::During::LoadModel);
    const auto answered = inVault([&](Workspace& in) { return answerFrom(in, job, prompt, question, std::move(evidence)); });
    if (!answered.ok()) // after a lock nobody is told: the next opening marks the answer as stopped
        report(answered.error(), Problem::During::Answer);
}

Result<void> Desk::Private::answerFrom(Workspace& in, AnswerJob job, MessageId prompt, const std::string& question, Result<Evidence> evidence)
{
    if (!evidence.ok()) {
        storage::FinishedAnswer failed;
        if (evidence.error().code == ErrorCode::Cancelled) {
            failed.state = storage::MessageState::Stopped;
        } else {
            failed.state = storage::MessageState::Failed;
            failed.problem = evidence.error().code;
            failed.problemDetail = evidence.error().doing;
        }
        finish(in, job, std::move(failed));
        return {};
    }
    job.evidence = std::move(evidence).value();
    const bool fromDocuments = job.message.collection != 0;
    if (!modelChosen || (fromDocuments && !job.evidence.answerable))
        return answerWithoutModel(in, job);
    if (fromDocuments) {
        job.turns = groundedTurns(question, job.evidence, true).turns;
    } else {
        SILLOK_TRY(job.turns, turnsOf(in, job.chat, prompt));
    }
    postIfOpen([this, chat = job.chat, stop = job.stop] { answering.insert_or_assign(chat, stop); });
    engineQueue.post([this, job = std::move(job), locked = lockToken()](std::stop_token) {
        const std::stop_callback onLock(locked, [stop = job.stop]() mutable { stop.request_stop(); });
        generate(job, job.stop.get_token());
    });
    return {};
}

/// Evidence, refusal, or the plain statement that there is no model to talk to.
Result<void> Desk::Private::answerWithoutModel(Workspace& in, const AnswerJob& job)
{
    storage::FinishedAnswer finished;
    finished.documentsSearched = job.evidence.documentsSearched;
    finished.seconds = job.evidence.seconds;
    finished.citations = job.evidence.citations;
    if (job.message.collection == 0) {
        finished.state = storage::MessageState::Failed;
        finished.problem = ErrorCode::NotFound;
        finished.problemDetail = "no model is installed, and no documents were chosen";
    } else if (job.evidence.answerable) {
        finished.mode = storage::AnswerMode::Evidence;
        finished.text = evidenceText(job.evidence);
    } else {
        finished.mode = storage::AnswerMode::Refused;
    }
    finish(in, job, std::move(finished));
    return {};
}

protocol::Generate AnswerJob::request() const
{
    const bool documents = message.collection != 0;
    protocol::Generate request { .turns = turns,
        .maxTokens = kMaxAnswerTokens,
        .purpose = documents ? protocol::Purpose::Documents : protocol::Purpose::Chat,
        .seed = static_cast<uint64_t>(message.id) }; // another version of an answer is another message, so it may differ
    if (preset)
        applyPreset(*preset, request);
    return request;
}

Result<protocol::Generated> Desk::Private::runEngine(
    const protocol::Generate& request, std::stop_token stop, const std::function<void(const protocol::TextWritten&)>& onText)
{
    Result<protocol::Generated> result = fail(ErrorCode::Cancelled, "stopped before it began");
    if (const auto loaded = client || stop.stop_requested() ? Result<void> {} : loadModel(stop); !loaded.ok())
        result = loaded.error();
    else if (client && !stop.stop_requested())
        result = client->generate(request, stop, onText);
    if (!result.ok() && client && result.error().code != ErrorCode::Unsafe) {
        setEngineClient(nullptr);
        if (stop.stop_requested()) // a lock ends the engine under an answer
            result = fail(ErrorCode::Cancelled, "stopped by a lock");
        publishEngine(EngineState::Died, toProblem(result.error(), Problem::During::Answer));
    }
    return result;
}

std::string Desk::Private::modelName() const
{
    return client && !client->model().name.empty() ? client->model().name : "GGUF"; // a text without a name would count as copied
}

/// Engine thread. The text is shown 30 times a second and stored every second.
void Desk::Private::generate(AnswerJob job, std::stop_token stop)
{
    const auto begin = Clock::now();
    auto shown = begin, stored = begin;
    std::optional<double> firstWord;
    std::string text, thought;
    const auto onText = [&](const protocol::TextWritten& written) {
        (written.thought ? thought : text) += written.text;
        const auto now = Clock::now();
        if (!firstWord)
            firstWord = std::chrono::duration<double>(now - begin).count() + job.evidence.seconds;
        if (now - shown >= kShowEvery) {
            shown = now;
            storage::StoredMessage partial = job.message;
            partial.text = text;
            partial.thought = thought;
            publishMessage(job.chat, partial, false);
        }
        if (now - stored >= kStoreEvery) {
            stored = now;
            storageQueue.post([this, id = job.message.id, text](std::stop_token) {
                if (workspace)
                    ignore(workspace->chatsOf(id).checkpointAnswer(id, text), "the next checkpoint or the end stores it");
            });
        }
    };

    protocol::Generate request = job.request();
    request.wallClockSeconds = wallClockNow();
    giveKeptContext(job, stop);
    const Result<protocol::Generated> result = runEngine(request, stop, onText);
    storage::FinishedAnswer finished;
    finished.state = stateAfter(result);
    finished.mode = job.message.collection == 0 ? storage::AnswerMode::Chat : storage::AnswerMode::Generated;
    finished.text = text;
    finished.thought = thought;
    finished.documentsSearched = job.evidence.documentsSearched;
    finished.seconds = std::chrono::duration<double>(Clock::now() - begin).count() + job.evidence.seconds;
    finished.citations = usedCitations(text, job.evidence);
    if (finished.mode == storage::AnswerMode::Generated && result.ok() && retrieval::isRefusal(text, claimsOf(text, job.evidence.citations))) {
        finished.mode = storage::AnswerMode::Refused;
        finished.citations = job.evidence.citations; // the nearest passages
    }
    finished.modelName = modelName();
    if (result.ok() && result->generateMs > 0)
        finished.tokensPerSecond = result->generatedTokens * 1000.0 / result->generateMs;
    finished.firstWordSeconds = firstWord.value_or(0);
    if (result.ok()) {
        finished.leftOutMessages = static_cast<int>(result->leftOutTurns);
        finished.promptTokens = static_cast<int>(result->promptTokens);
        finished.writtenTokens = static_cast<int>(result->generatedTokens);
    }
    if (finished.state == storage::MessageState::Complete)
        job.record = recordOf(openedModel, finished.modelName, request);
    if (finished.state == storage::MessageState::Failed) {
        finished.problem = result.error().code;
        finished.problemDetail = result.error().doing;
    }
    storageQueue.post([this, job, finished](std::stop_token) {
        if (workspace)
            finish(*workspace, job, finished);
    });
    const bool likelyToComeAgain = job.message.collection == 0 || (result.ok() && result->knownTokens > result->promptTokens / 2);
    if (finished.state == storage::MessageState::Complete && likelyToComeAgain)
        keepContextOf(job, stop);
}

void Desk::Private::finish(Workspace& in, const AnswerJob& job, storage::FinishedAnswer finished)
{
    if (const auto stored = in.chatsOf(job.message.id).finishAnswer(job.message.id, finished, nowMs()); !stored.ok())
        report(stored.error(), Problem::During::Answer);
    if (job.record && job.message.id < storage::kFirstMemoryId)
        ignore(in.answerRecords().add(job.message.id, *job.record), "the answer is kept; it cannot be made again, and says so");
    post([this, chat = job.chat] { answering.erase(chat); });
    if (const auto message = in.chatsOf(job.message.id).message(job.message.id); message.ok())
        publishMessage(job.chat, *message, false);
    noteFinished(in, job.chat, finished.state);
    publishChats(in);
}

void Desk::Private::publishMessage(ChatId chat, const storage::StoredMessage& message, bool added)
{
    postIfOpen([this, chat, shown = toMessage(message), added] { added ? emit desk.messageAdded(chat, shown) : emit desk.messageChanged(chat, shown); });
}

} // namespace sillok::app
