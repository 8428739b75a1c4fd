#include "app/workers/engine_client.h"

#include <ctime>

namespace sillok::app {

namespace {

using protocol::Type;

constexpr std::chrono::milliseconds kStopCheck { 20 };
constexpr std::chrono::minutes kSilenceLimit { 5 };

/// The request with a time: its own, or this moment.
std::vector<uint8_t> timed(protocol::Generate request)
{
    if (request.wallClockSeconds == 0)
        request.wallClockSeconds = wallClockNow();
    return protocol::encode(request);
}

} // namespace

int64_t wallClockNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm local {};
    localtime_r(&now, &local);
    return now + local.tm_gmtoff;
}

Error EngineClient::died(const char* doing)
{
    return fail(ErrorCode::WorkerDied, std::string(doing) + ": the engine ended (" + m_worker.end() + ")");
}

Result<EngineClient> EngineClient::load(const std::string& program, std::span<const FileDescriptor> parts, const protocol::LoadModel& options,
    std::stop_token stop, const std::function<void(double)>& progress)
{
    bool opensCard = false;
    const bool searches = options.use == protocol::ModelUse::Searching; // beside the model that writes, which wants the card for itself
    auto loaded = loadOnce(program, searches ? kProcessorArgument : "", parts, options, stop, progress, opensCard);
    if (loaded.ok() || loaded.error().code != ErrorCode::WorkerDied || !opensCard)
        return loaded;
    SILLOK_TRY(EngineClient again, loadOnce(program, kProcessorArgument, parts, options, stop, progress, opensCard));
    again.m_model.card = protocol::CardUse::Broke;
    return again;
}

Result<EngineClient> EngineClient::loadOnce(const std::string& program, const std::string& argument, std::span<const FileDescriptor> parts,
    const protocol::LoadModel& options, std::stop_token stop, const std::function<void(double)>& progress, bool& opensCard)
{
    SILLOK_TRY(WorkerProcess worker, WorkerProcess::start(program, argument));
    EngineClient client(std::move(worker));
    protocol::LoadModel message = options;
    message.parts = static_cast<uint32_t>(parts.size());
    SILLOK_CHECK(client.m_worker.link().send(static_cast<uint16_t>(Type::LoadModel), protocol::encode(message), parts[0].get()));
    for (const FileDescriptor& part : parts.subspan(1))
        SILLOK_CHECK(client.m_worker.link().send(static_cast<uint16_t>(Type::ModelPart), {}, part.get()));
    while (true) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "loading a model");
        const auto frame = client.m_worker.link().receive(kStopCheck);
        if (!frame.ok() && frame.error().code == ErrorCode::TimedOut)
            continue;
        if (!frame.ok())
            return frame.error().code == ErrorCode::WorkerDied ? client.died("loading a model") : frame.error();
        switch (static_cast<Type>(frame->type)) {
        case Type::CardOpened: opensCard = true; break;
        case Type::LoadProgress: {
            SILLOK_TRY(const auto step, protocol::decodeProgress(frame->payload));
            if (progress && step.total > 0)
                progress(static_cast<double>(step.done) / step.total);
            break;
        }
        case Type::ModelLoaded: {
            SILLOK_TRY(client.m_model, protocol::decodeModelLoaded(frame->payload));
            return client;
        }
        case Type::Failed: return protocol::decodeFailure(frame->payload);
        default: return fail(ErrorCode::Damaged, "a frame that the engine may not send while loading");
        }
    }
}

Result<protocol::Measured> EngineClient::measure(const protocol::Generate& request)
{
    SILLOK_TRY(const Frame frame, answerTo(Type::Measure, timed(request), Type::Measured, "measuring a question", {}));
    return protocol::decodeMeasured(frame.payload);
}

Result<protocol::Generated> EngineClient::generate(const protocol::Generate& request, std::stop_token stop, const std::function<void(const protocol::TextWritten&)>& onText)
{
    if (const auto sent = m_worker.link().send(static_cast<uint16_t>(Type::Generate), timed(request)); !sent.ok())
        return died("sending a question");
    bool cancelSent = false;
    auto lastFrame = std::chrono::steady_clock::now();
    while (true) {
        if (stop.stop_requested() && !std::exchange(cancelSent, true))
            ignore(m_worker.link().send(static_cast<uint16_t>(Type::Cancel), {}), "a dead engine is found by the next receive");
        const auto frame = m_worker.link().receive(kStopCheck);
        if (!frame.ok() && frame.error().code == ErrorCode::TimedOut) {
            if (std::chrono::steady_clock::now() - lastFrame > kSilenceLimit)
                return fail(ErrorCode::TimedOut, "the engine has been silent for five minutes");
            continue;
        }
        if (!frame.ok())
            return died("answering");
        lastFrame = std::chrono::steady_clock::now();
        switch (static_cast<Type>(frame->type)) {
        case Type::TextWritten: {
            SILLOK_TRY(const auto written, protocol::decodeTextWritten(frame->payload));
            onText(written);
            break;
        }
        case Type::Generated: {
            auto done = protocol::decodeGenerated(frame->payload);
            if (done.ok() && done->leftCard)
                m_model.card = protocol::CardUse::Broke;
            return done;
        }
        case Type::Failed: return protocol::decodeFailure(frame->payload);
        default: return fail(ErrorCode::Damaged, "a frame that the engine may not send while answering");
        }
    }
}

Result<Frame> EngineClient::answerTo(
    protocol::Type request, const std::vector<uint8_t>& payload, protocol::Type answer, const char* doing, std::stop_token stop)
{
    if (const auto sent = m_worker.link().send(static_cast<uint16_t>(request), payload); !sent.ok())
        return died(doing);
    const auto begin = std::chrono::steady_clock::now();
    for (bool cancelSent = false;;) {
        if (stop.stop_requested() && !std::exchange(cancelSent, true))
            ignore(m_worker.link().send(static_cast<uint16_t>(Type::Cancel), {}), "a dead engine is found by the next receive");
        auto frame = m_worker.link().receive(kStopCheck);
        if (!frame.ok() && frame.error().code == ErrorCode::TimedOut) {
            if (std::chrono::steady_clock::now() - begin > kSilenceLimit)
                return fail(ErrorCode::TimedOut, std::string(doing) + ": the engine has been silent for five minutes");
            continue;
        }
        if (!frame.ok())
            return died(doing);
        if (static_cast<Type>(frame->type) == Type::Failed)
            return protocol::decodeFailure(frame->payload);
        if (static_cast<Type>(frame->type) != answer)
            return fail(ErrorCode::Damaged, std::string(doing) + ": a frame that the engine may not send");
        return frame;
    }
}

Result<protocol::Prefix> EngineClient::prefix()
{
    SILLOK_TRY(const Frame frame, answerTo(Type::AskPrefix, {}, Type::Prefix, "asking for a computed context", {}));
    return protocol::decodePrefix(frame.payload);
}

Result<void> EngineClient::receivePrefix(
    const protocol::Prefix& prefix, uint32_t firstBlock, const std::function<void(uint32_t index, Bytes block)>& onBlock)
{
    const auto end = static_cast<uint32_t>(prefix.tokens.size() / protocol::kPrefixBlockTokens);
    const protocol::SendPrefix wish { firstBlock, end - firstBlock };
    SILLOK_CHECK(m_worker.link().send(static_cast<uint16_t>(Type::SendPrefix), protocol::encode(wish)));
    std::vector<uint8_t> block(prefix.blockBytes);
    for (uint32_t i = firstBlock; i < end; ++i) {
        SILLOK_CHECK(protocol::receiveBlock(m_worker.link(), block, kSilenceLimit));
        onBlock(i, block);
    }
    return {};
}

Result<uint32_t> EngineClient::givePrefix(
    const protocol::Prefix& prefix, const std::function<bool(uint32_t index, std::span<uint8_t> block)>& block)
{
    constexpr const char* kDoing = "giving back a computed context";
    const auto blocks = static_cast<uint32_t>(prefix.tokens.size() / protocol::kPrefixBlockTokens);
    SILLOK_CHECK(m_worker.link().send(static_cast<uint16_t>(Type::TakePrefix), protocol::encode(prefix)));
    std::vector<uint8_t> bytes(prefix.blockBytes);
    for (uint32_t i = 0; i < blocks; ++i) {
        if (!block(i, bytes)) {
            SILLOK_CHECK(m_worker.link().send(static_cast<uint16_t>(Type::Cancel), {}));
            break;
        }
        SILLOK_CHECK(protocol::sendBlock(m_worker.link(), bytes));
    }
    SILLOK_TRY(const Frame frame, m_worker.link().receive(kSilenceLimit));
    if (static_cast<Type>(frame.type) != Type::PrefixTaken)
        return fail(ErrorCode::Damaged, std::string(kDoing) + ": a frame that the engine may not send");
    SILLOK_TRY(const protocol::PrefixTaken taken, protocol::decodePrefixTaken(frame.payload));
    return taken.tokens;
}

Result<std::vector<std::vector<float>>> EngineClient::embed(const protocol::Embed& request, std::stop_token stop)
{
    constexpr const char* kDoing = "making vectors";
    SILLOK_TRY(const Frame frame, answerTo(Type::Embed, protocol::encode(request), Type::Embedded, kDoing, stop));
    SILLOK_TRY(const protocol::Embedded made, protocol::decodeEmbedded(frame.payload));
    if (made.width != m_model.vectorWidth || made.values.size() != request.texts.size() * made.width)
        return fail(ErrorCode::Damaged, std::string(kDoing) + ": not one vector for each text");
    std::vector<std::vector<float>> vectors;
    for (auto at = made.values.begin(); at != made.values.end(); at += made.width)
        vectors.emplace_back(at, at + made.width);
    return vectors;
}

Result<std::vector<float>> EngineClient::score(const protocol::Score& request, std::stop_token stop)
{
    constexpr const char* kDoing = "scoring passages";
    SILLOK_TRY(const Frame frame, answerTo(Type::Score, protocol::encode(request), Type::Scored, kDoing, stop));
    SILLOK_TRY(protocol::Scored made, protocol::decodeScored(frame.payload));
    if (made.scores.size() != request.texts.size())
        return fail(ErrorCode::Damaged, std::string(kDoing) + ": not one score for each text");
    return std::move(made.scores);
}

} // namespace sillok::app
