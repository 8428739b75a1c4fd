// engine_worker.cpp - sillok-engine: one model, held in a process that can open nothing.
#include "app/platform/harden.h"
#include "app/platform/sandbox.h"
#include "app/workers/graphics_card.h"
#include "app/workers/protocol.h"
#include "app/workers/search_serving.h"
#include "app/workers/worker_process.h"
#include "engine/backend/cuda/library.h"
#include "engine/chat/fit_turns.h"
#include "engine/chat/presets.h"
#include "engine/chat/prompt_maker.h"
#include "engine/chat/reply_parser.h"
#include "engine/chat/stop_texts.h"
#include "engine/session/memory_plan.h"
#include "engine/session/session.h"

#include <ctime>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace {

using namespace sillok;
using namespace sillok::app;
using protocol::Type;

constexpr std::chrono::hours kForever { 24 * 365 };

void sendOrIgnore(const FrameLink& link, Type type, const std::vector<uint8_t>& payload)
{
    ignore(link.send(static_cast<uint16_t>(type), payload), "a closed link ends the main loop at its next receive");
}

Result<MappedFile> receiveModel(FrameLink& link, FileDescriptor first, uint32_t parts)
{
    std::vector<FileDescriptor> files;
    files.push_back(std::move(first));
    while (files.size() < parts) {
        SILLOK_TRY(Frame next, link.receive(kForever));
        if (static_cast<Type>(next.type) != Type::ModelPart || !next.file.valid())
            return fail(ErrorCode::Damaged, "a frame that brings no part of the model");
        files.push_back(std::move(next.file));
    }
    return MappedFile::mapTogether(files);
}

/// What is to be loaded, and how.
struct Wanted {
    MappedFile file;
    ModelOptions options;
    protocol::ModelUse use = protocol::ModelUse::Writing;
    std::vector<protocol::SamplingPreset> presets;
    std::vector<std::string> stops;
    protocol::CardUse cardBefore = protocol::CardUse::None; ///< what came of opening the card before the seal
};

Result<Wanted> receiveWanted(FrameLink& link)
{
    SILLOK_TRY(Frame request, link.receive(kForever));
    if (static_cast<Type>(request.type) != Type::LoadModel || !request.file.valid())
        return fail(ErrorCode::Damaged, "the first frame brings no model");
    SILLOK_TRY(protocol::LoadModel message, protocol::decodeLoadModel(request.payload));
    SILLOK_TRY(MappedFile file, receiveModel(link, std::move(request.file), message.parts));
    ModelOptions options;
    options.threads = message.threads;
    options.contextTokens = message.contextTokens;
    options.chatTemplate = message.chatTemplate;
    options.onProgress = [&link](double done) {
        sendOrIgnore(link, Type::LoadProgress, protocol::encode(protocol::ReadProgress { static_cast<uint32_t>(done * 1000), 1000 }));
    };
    return Wanted { std::move(file), std::move(options), message.use, std::move(message.presets), std::move(message.stops) };
}

protocol::StopReason reasonOf(StopReason reason)
{
    switch (reason) {
    case StopReason::EndOfTurn: return protocol::StopReason::EndOfTurn;
    case StopReason::MaxTokens: return protocol::StopReason::Length;
    case StopReason::ContextFull: return protocol::StopReason::ContextFull;
    case StopReason::Cancelled: return protocol::StopReason::Cancelled;
    }
    return protocol::StopReason::EndOfTurn;
}

constexpr float kMilli = 1000.0F;

SamplerOptions samplingOf(const protocol::SamplingPreset& preset)
{
    SamplerOptions options;
    options.temperature = static_cast<float>(preset.temperatureMilli) / kMilli;
    options.topP = static_cast<float>(preset.topPMilli) / kMilli;
    options.minP = static_cast<float>(preset.minPMilli) / kMilli;
    options.topK = preset.topK;
    options.repetitionPenalty = static_cast<float>(preset.repetitionMilli) / kMilli;
    options.presencePenalty = static_cast<float>(preset.presenceMilli) / kMilli;
    return options;
}

/// What the model writes, taken apart and sent on.
class Reply {
public:
    Reply(const FrameLink& link, const Model& model, const ChatPrompt& prompt, std::vector<std::string> stops)
        : m_link(link), m_model(model), m_stops(std::move(stops)), m_parser(chatFamilyOf(model.tokenizer().vocabulary()), prompt.start) {}

    void text(std::string_view text)
    {
        send(m_parser.text(m_stops.push(text)));
        if (m_stops.stopped())
            m_stop.request_stop();
    }
    void token(TokenId id)
    {
        const Vocabulary& vocabulary = m_model.tokenizer().vocabulary();
        if (!vocabulary.isControl(id))
            return;
        send(m_parser.text(m_stops.finish()));
        send(m_parser.control(vocabulary.token(id).text));
    }
    void finish()
    {
        send(m_parser.text(m_stops.finish()));
        send(m_parser.finish());
    }
    bool ended() const { return m_parser.ended() || m_stops.stopped(); }
    void requestStop() { m_stop.request_stop(); }
    std::stop_token stopToken() const { return m_stop.get_token(); }

private:
    void send(const std::vector<ReplySegment>& segments)
    {
        for (const ReplySegment& segment : segments) // nobody offered a tool: a call that comes all the same is shown
            sendOrIgnore(m_link, Type::TextWritten, protocol::encode(protocol::TextWritten { segment.text, segment.kind == ReplyKind::Thought }));
        if (m_parser.ended())
            m_stop.request_stop();
    }

    const FrameLink& m_link;
    const Model& m_model;
    StopTexts m_stops;
    ReplyParser m_parser;
    std::stop_source m_stop;
};

/// One answer after another; each in its own thread, so that a Cancel frame is seen while the model computes.
class Answering {
public:
    Answering(const FrameLink& link, std::shared_ptr<Model> model, std::unique_ptr<Session> session, const Wanted& wanted)
        : m_link(link), m_model(std::move(model)), m_prompts(m_model->tokenizer(), m_model->chatTemplate()), m_session(std::move(session)), m_presets(wanted.presets),
          m_stops(wanted.stops) {}

    void start(protocol::Generate request)
    {
        cancel();
        m_thread = std::jthread([this, asked = std::move(request)](std::stop_token stop) {
            const auto result = answer(asked, stop);
            if (result.ok())
                sendOrIgnore(m_link, Type::Generated, protocol::encode(*result));
            else
                sendOrIgnore(m_link, Type::Failed, protocol::encode(result.error()));
        });
    }

    void cancel()
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join();
    }

    /// error  as the prompt maker
    Result<protocol::Measured> measure(const protocol::Generate& request) const
    {
        const auto fitted = fit(request);
        if (!fitted.ok() && fitted.error().code == ErrorCode::Unsafe)
            return protocol::Measured { 0, 0, limitOf(request), true };
        SILLOK_CHECK(fitted);
        return protocol::Measured { static_cast<uint32_t>(fitted->prompt.ids.size()), fitted->leftOut, limitOf(request), false };
    }

    void requestStop() { m_thread.request_stop(); }

    /// What of the context could be kept. Waits for an answer that is still being written.
    protocol::Prefix prefix()
    {
        if (m_thread.joinable())
            m_thread.join();
        const auto tokens = m_session->prefix();
        const auto kept = tokens.first(std::min(tokens.size(), protocol::kMostPrefixTokens));
        return { m_model->numerics(), m_session->prefixBlockBytes(), { kept.begin(), kept.end() } };
    }

    /// error  BadArgument: not all of them are there
    Result<void> sendPrefix(const protocol::SendPrefix& wish)
    {
        const protocol::Prefix all = prefix();
        const uint64_t end = uint64_t { wish.firstBlock } + wish.blocks;
        if (end > all.tokens.size() / protocol::kPrefixBlockTokens)
            return fail(ErrorCode::BadArgument, "blocks that were not computed");
        std::vector<uint8_t> block(all.blockBytes);
        for (uint32_t i = wish.firstBlock; i < end; ++i) {
            SILLOK_CHECK(m_session->copyPrefixBlock(i, reinterpret_cast<std::byte*>(block.data())));
            SILLOK_CHECK(protocol::sendBlock(m_link, block));
        }
        return {};
    }

    /// Every block is received, also those that are of no use here.
    Result<protocol::PrefixTaken> takePrefix(FrameLink& link, const protocol::Prefix& offered)
    {
        const protocol::Prefix own = prefix();
        bool fits = offered.numerics == own.numerics && offered.blockBytes == own.blockBytes;
        limitPrefixes();
        std::vector<uint8_t> block(offered.blockBytes);
        protocol::PrefixTaken taken;
        const std::span<const int32_t> tokens(offered.tokens);
        for (size_t end = protocol::kPrefixBlockTokens; end <= tokens.size(); end += protocol::kPrefixBlockTokens) {
            if (const auto received = protocol::receiveBlock(link, block, kForever); !received.ok()) {
                if (received.error().code == ErrorCode::Cancelled)
                    break;
                return received.error();
            }
            fits = fits && m_session->takePrefixBlock(tokens.first(end), std::as_bytes(std::span(block)));
            if (fits)
                taken.tokens = static_cast<uint32_t>(end);
        }
        return taken;
    }

private:
    void limitPrefixes() { m_session->limitPrefixes(prefixMemoryBytes(m_session->prefixBytes(), availableMemoryBytes())); }

    Result<protocol::Generated> answer(const protocol::Generate& request, std::stop_token stop)
    {
        SILLOK_TRY(const FittedPrompt fitted, fit(request));
        const std::vector<TokenId>& ids = fitted.prompt.ids;
        Reply reply(m_link, *m_model, fitted.prompt, m_stops);
        GenerateOptions options;
        options.maxTokens = request.maxTokens;
        options.sampler = samplingFor(request, fitted.prompt);
        options.stopIds = fitted.prompt.stopIds;
        limitPrefixes();
        const uint32_t known = m_session->keepFront(ids);
        const bool hadCard = m_model->onCard();
        std::stop_callback forward(stop, [&reply] { reply.requestStop(); });
        auto usage = m_session->generate(
            std::span(ids).subspan(known), options, [&](std::string_view text) { reply.text(text); }, [&](TokenId id) { reply.token(id); },
            reply.stopToken());
        const bool leftCard = hadCard && !m_model->onCard();
        if (!usage.ok())
            m_session->reset(); // what a broken feed left is unspecified
        if (!usage.ok() && usage.error().code == ErrorCode::Cancelled)
            return protocol::Generated { protocol::StopReason::Cancelled, static_cast<uint32_t>(ids.size()), 0, 0, 0, fitted.leftOut, leftCard, known };
        if (!usage.ok())
            return usage.error();
        if (usage->stopReason == StopReason::Cancelled && usage->generatedTokens == 0)
            m_session->reset();
        reply.finish();
        const StopReason reason = reply.ended() && !stop.stop_requested() ? StopReason::EndOfTurn : usage->stopReason;
        return protocol::Generated { reasonOf(reason), static_cast<uint32_t>(ids.size()), usage->generatedTokens, usage->promptMs, usage->generateMs, fitted.leftOut, leftCard,
            known };
    }

    SamplerOptions samplingFor(const protocol::Generate& request, const ChatPrompt& prompt) const
    {
        const ModelIdentity identity { m_model->architecture(), m_model->name(), chatFamilyOf(m_model->tokenizer().vocabulary()) };
        const Purpose purpose = request.purpose == protocol::Purpose::Documents ? Purpose::Documents : Purpose::Chat;
        SamplerOptions options = makersSampling(identity, purpose, prompt.start == ReplyStart::Thought);
        for (const protocol::SamplingPreset& preset : m_presets)
            if (preset.purpose == request.purpose)
                options = samplingOf(preset);
        if (request.temperatureMilli)
            options.temperature = static_cast<float>(*request.temperatureMilli) / kMilli;
        if (request.topPMilli)
            options.topP = static_cast<float>(*request.topPMilli) / kMilli;
        options.seed = request.seed;
        return options;
    }

    Result<FittedPrompt> fit(const protocol::Generate& request) const
    {
        std::vector<ChatTurn> turns;
        for (const protocol::Turn& turn : request.turns)
            turns.push_back({ static_cast<ChatRole>(turn.role), turn.text, turn.pinned });
        const std::time_t seconds = request.wallClockSeconds;
        std::tm now {};
        gmtime_r(&seconds, &now);
        const auto makePrompt = [&](std::span<const ChatTurn> some) { return m_prompts.prompt(some, Thinking::Default, now); };
        return fitTurns(turns, limitOf(request), makePrompt);
    }

    uint32_t limitOf(const protocol::Generate& request) const { return promptLimit(m_model->contextTokens(), request.maxTokens); }

    const FrameLink& m_link;
    std::shared_ptr<Model> m_model;
    PromptMaker m_prompts;
    std::unique_ptr<Session> m_session;
    const std::vector<protocol::SamplingPreset> m_presets;
    const std::vector<std::string> m_stops;
    std::jthread m_thread;
};

Result<void> serveWriting(FrameLink& link, Wanted wanted)
{
    SILLOK_TRY(const std::shared_ptr<Model> model, Model::load(std::move(wanted.file), wanted.options));
    SILLOK_TRY(std::unique_ptr<Session> session, Session::create(model));
    const protocol::ModelLoaded loaded {
        .name = model->name(), .architecture = model->architecture(), .contextTokens = model->contextTokens(), .memoryBytes = model->memoryBytes(),
        .card = model->onCard() || model->cardRefusal() ? cardUse(*model) : wanted.cardBefore, .cardName = model->onCard() ? model->device() : std::string()
    };
    SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::ModelLoaded), protocol::encode(loaded)));
    Answering answering(link, model, std::move(session), wanted);
    while (true) {
        SILLOK_TRY(const Frame frame, link.receive(kForever));
        switch (static_cast<Type>(frame.type)) {
        case Type::Generate: {
            SILLOK_TRY(protocol::Generate request, protocol::decodeGenerate(frame.payload));
            answering.start(std::move(request));
            break;
        }
        case Type::Measure: {
            SILLOK_TRY(const protocol::Generate request, protocol::decodeGenerate(frame.payload));
            const auto measured = answering.measure(request);
            if (measured.ok())
                sendOrIgnore(link, Type::Measured, protocol::encode(*measured));
            else
                sendOrIgnore(link, Type::Failed, protocol::encode(measured.error()));
            break;
        }
        case Type::AskPrefix: sendOrIgnore(link, Type::Prefix, protocol::encode(answering.prefix())); break;
        case Type::SendPrefix: {
            SILLOK_TRY(const protocol::SendPrefix wish, protocol::decodeSendPrefix(frame.payload));
            if (const auto sent = answering.sendPrefix(wish); !sent.ok())
                sendOrIgnore(link, Type::Failed, protocol::encode(sent.error()));
            break;
        }
        case Type::TakePrefix: {
            SILLOK_TRY(const protocol::Prefix offered, protocol::decodePrefix(frame.payload));
            SILLOK_TRY(const protocol::PrefixTaken taken, answering.takePrefix(link, offered));
            sendOrIgnore(link, Type::PrefixTaken, protocol::encode(taken));
            break;
        }
        case Type::Cancel: answering.requestStop(); break;
        default: return fail(ErrorCode::Damaged, "a frame that the engine does not know");
        }
    }
}

Result<void> serve(FrameLink& link, const Result<const SillokCardApi*>& card)
{
    SILLOK_TRY(Wanted wanted, receiveWanted(link));
    wanted.options.card = card.ok() ? *card : nullptr;
    wanted.cardBefore = card.ok() ? protocol::CardUse::None : cardUse(card.error());
    if (wanted.use == protocol::ModelUse::Searching)
        return serveSearching(link, std::move(wanted.file), wanted.options);
    return serveWriting(link, std::move(wanted));
}

} // namespace

int main(int argc, char** argv)
{
    hardenProcess();
    FrameLink link = workerLink();
    const bool processor = argc > 1 && std::string_view(argv[1]) == kProcessorArgument;
    const auto card = processor ? cardError(ErrorCode::NotFound, "not wished for") : cardBeforeTheSeal();
    if (card.ok())
        sendOrIgnore(link, Type::CardOpened, {});
    availableMemoryBytes(); // opens what it reads, which the seal forbids
    if (const auto sealed = enterSandbox(engineProfile(card.ok() ? sillok::app::Backend::Gpu : sillok::app::Backend::Cpu)); !sealed.ok()) {
        sendOrIgnore(link, Type::Failed, protocol::encode(sealed.error()));
        return 3;
    }
    const auto served = serve(link, card);
    if (!served.ok() && served.error().code != ErrorCode::WorkerDied)
        sendOrIgnore(link, Type::Failed, protocol::encode(served.error()));
    _exit(served.ok() ? 0 : 1); // destructors of libraries would want calls that the seal refuses
}
