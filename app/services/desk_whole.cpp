// desk_whole.cpp - Desk's part about whole documents: the work is an answer in a chat of its own, counted section by section.
#include "app/services/desk_private.h"

#include "app/policy/vault_policy.h"
#include "app/services/convert.h"
#include "app/services/model_summary.h"

#include <chrono>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kCountEvery { 250 }; // numbers change at most four times a second

/// Said below the result, so that it stays with it wherever it goes.
std::string coverageLine(const Visited& visited, bool korean)
{
    const std::string n = std::to_string(visited.sections), all = std::to_string(visited.total);
    return korean ? "\n\n살펴본 구역: " + n + " / " + all : "\n\nSections looked at: " + n + " / " + all;
}

} // namespace

/// One piece of work, with everything that it needs of the vault.
struct Desk::Private::WholeJob {
    ChatId chat = 0;
    WholeOrder order;
    storage::StoredMessage message;           ///< the answer as it was begun
    WholeDocument document;
    std::optional<WholeDocument> later;
    bool byModel = false;
    std::shared_ptr<Clock::time_point> shown = std::make_shared<Clock::time_point>();
};

void Desk::workOnWhole(const WholeOrder& order)
{
    d->withWorkspace(Problem::During::Whole, [this, order](Workspace& in) { return d->beginWhole(in, order); });
}

/// Storage thread. Nothing is begun when a document holds nothing.
Result<void> Desk::Private::beginWhole(Workspace& in, const WholeOrder& order)
{
    SILLOK_CHECK(checkEscrow(in, *managedNow.load()));
    WholeJob job { 0, order, {}, {}, {}, order.work == WholeWork::Summary && modelChosen };
    SILLOK_TRY(job.document, loadWhole(in, order.document));
    storage::AnswerScope scope { job.document.document.collection, {}, {}, { { order.document, job.document.document.name } } };
    if (order.work == WholeWork::Comparison) {
        SILLOK_TRY(job.later, loadWhole(in, order.later));
        scope.documents.push_back({ order.later, job.later->document.name });
    }
    if (order.work == WholeWork::Tables && tablesOf(job.document).empty())
        return fail(ErrorCode::NotFound, "a document without tables");
    const std::string title = titleFrom(order.asked.toStdString());
    SILLOK_TRY(job.chat, in.chats().create(title, nowMs()));
    postIfOpen([this, chat = job.chat, title = QString::fromStdString(title)] { emit desk.chatOpened(chat, title, {}); });
    SILLOK_TRY(const MessageId prompt, in.chats().appendPrompt(job.chat, 0, order.asked.toStdString(), nowMs()));
    SILLOK_TRY(const storage::StoredMessage asked, in.chats().message(prompt));
    publishMessage(job.chat, asked, true);
    SILLOK_TRY(const MessageId answer, in.chats().beginAnswer(job.chat, prompt, scope, nowMs()));
    SILLOK_TRY(job.message, in.chats().message(answer));
    job.message.mode = storage::AnswerMode::Generated;
    publishMessage(job.chat, job.message, true);
    publishChats(in);
    std::stop_source stop;
    postIfOpen([this, chat = job.chat, stop] { answering.insert_or_assign(chat, stop); });
    SerialQueue& queue = job.byModel ? engineQueue : writeQueue;
    queue.post([this, job = std::move(job), stop, locked = lockToken()](std::stop_token) {
        const std::stop_callback onLock(locked, [stop]() mutable { stop.request_stop(); });
        runWhole(job, stop.get_token());
    });
    return {};
}

void Desk::Private::showVisited(const WholeJob& job, size_t sections, size_t total)
{
    if (const auto now = Clock::now(); now - *job.shown >= kCountEvery || sections == total)
        *job.shown = now;
    else
        return;
    Message shown = toMessage(job.message);
    shown.sectionsVisited = static_cast<int>(sections);
    shown.sectionsTotal = static_cast<int>(total);
    postIfOpen([this, chat = job.chat, shown] { emit desk.messageChanged(chat, shown); });
}

/// Engine thread with a model, otherwise the thread beside.
void Desk::Private::runWhole(const WholeJob& job, std::stop_token stop)
{
    const auto begin = Clock::now();
    const bool korean = job.order.korean;
    const VisitedSections visited = [&](const Visited& now) { showVisited(job, now.sections, now.total); };
    const WriteText write = [&](const std::vector<protocol::Turn>& turns, uint32_t maxTokens) -> Result<std::string> {
        std::string text;
        const protocol::Generate request { .turns = turns, .maxTokens = maxTokens, .purpose = protocol::Purpose::Documents };
        SILLOK_TRY(const protocol::Generated done, runEngine(request, stop, [&](const protocol::TextWritten& written) {
            if (!written.thought)
                text += written.text;
        }));
        return done.reason == protocol::StopReason::Cancelled ? Result<std::string>(fail(ErrorCode::Cancelled, "writing about a document")) : text;
    };
    Result<WholeResult> result = fail(ErrorCode::Cancelled, "stopped before it began");
    if (!stop.stop_requested()) {
        switch (job.order.work) {
        case WholeWork::Summary:
            result = job.byModel ? summarizeWithModel(job.document, korean, write, visited, stop) : summarizeWhole(job.document, korean, visited, stop);
            break;
        case WholeWork::Comparison: result = compareWhole(job.document, *job.later, korean, visited, stop); break;
        case WholeWork::Tables: result = tablesWhole(job.document, korean); break;
        }
    }
    storage::FinishedAnswer finished;
    finished.mode = storage::AnswerMode::Generated;
    finished.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    if (result.ok()) {
        finished.text = result->text + coverageLine(result->visited, korean);
        finished.citations = result->citations;
        finished.documentsSearched = result->documents;
    } else if (result.error().code == ErrorCode::Cancelled) {
        finished.state = storage::MessageState::Stopped;
    } else {
        finished.state = storage::MessageState::Failed;
        finished.problem = result.error().code;
        finished.problemDetail = result.error().doing;
    }
    if (job.byModel)
        finished.modelName = modelName();
    storageQueue.post([this, answer = AnswerJob { job.chat, job.message, {}, {}, {} }, finished](std::stop_token) {
        if (workspace)
            finish(*workspace, answer, finished);
    });
}

} // namespace sillok::app
