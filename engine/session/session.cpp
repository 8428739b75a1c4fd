#include "engine/session/session.h"

#include "engine/sampling/constraint.h"
#include "engine/session/model_parts.h"

#include <algorithm>
#include <chrono>

namespace sillok {

namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

} // namespace

static_assert(Session::kChunkTokens == graph::kChunkTokens);

struct Session::Private {
    std::shared_ptr<Model> model;
    std::unique_ptr<graph::Decoder> decoder;
    std::vector<TokenId> tokens; ///< all in the context
    std::vector<float> logits; ///< rows kept by the last feed
    std::optional<TokenTrie> trie; ///< made when the first grammar comes

    std::optional<Constraint> constraintFor(const GenerateOptions& options)
    {
        if (!options.grammar)
            return std::nullopt;
        const Vocabulary& vocabulary = model->tokenizer().vocabulary();
        if (!trie)
            trie = tokenBytes(vocabulary);
        std::vector<TokenId> ends = vocabulary.endOfGeneration();
        ends.insert(ends.end(), options.stopIds.begin(), options.stopIds.end());
        return Constraint(options.grammar, vocabulary, *trie, std::move(ends));
    }
};

Session::Session(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<Model> model)
{
    auto state = std::make_unique<Private>();
    Model::Parts& parts = model->parts();
    SILLOK_TRY(state->decoder, graph::Decoder::create(parts.description, *parts.backend, parts.contextTokens, parts.kvType));
    state->model = std::move(model);
    return std::unique_ptr<Session>(new Session(std::move(state)));
}

uint32_t Session::length() const { return static_cast<uint32_t>(d->tokens.size()); }

std::span<const TokenId> Session::tokens() const { return d->tokens; }

void Session::rewind(uint32_t keep)
{
    d->tokens.resize(std::min<size_t>(keep, d->tokens.size()));
    d->logits.clear();
}

std::span<const float> Session::logits() const { return d->logits; }

Result<void> Session::feed(std::span<const TokenId> tokens, Keep keep, std::stop_token stop)
{
    const uint32_t vocabulary = d->model->vocabularySize();
    if (tokens.empty())
        return fail(ErrorCode::BadArgument, "no token to compute");
    for (const TokenId id : tokens)
        if (id < 0 || static_cast<uint32_t>(id) >= vocabulary)
            return fail(ErrorCode::BadArgument, "token id " + std::to_string(id) + " is outside the vocabulary");
    if (tokens.size() > d->model->contextTokens() - length())
        return fail(ErrorCode::Unsafe,
            std::to_string(tokens.size()) + " tokens do not fit: " + std::to_string(length()) + " of "
                + std::to_string(d->model->contextTokens()) + " are taken");
    d->logits.clear();
    while (!tokens.empty()) {
        const auto chunk = tokens.first(std::min<size_t>(tokens.size(), kChunkTokens));
        SILLOK_CHECK(d->decoder->forward(chunk, length(), stop));
        d->tokens.insert(d->tokens.end(), chunk.begin(), chunk.end());
        tokens = tokens.subspan(chunk.size());
        if (keep == Keep::All) {
            d->logits.resize(d->logits.size() + chunk.size() * vocabulary);
            SILLOK_CHECK(d->decoder->allLogits(d->logits.data() + d->logits.size() - chunk.size() * vocabulary));
        }
    }
    if (keep == Keep::Last) {
        d->logits.resize(vocabulary);
        d->decoder->lastLogits(d->logits.data());
    }
    return {};
}

Result<Usage> Session::generate(std::span<const TokenId> prompt, const GenerateOptions& options,
    const std::function<void(std::string_view)>& onText, const std::function<void(TokenId)>& onToken, std::stop_token stop)
{
    SILLOK_TRY(Sampler sampler, Sampler::make(options.sampler));
    const Clock::time_point start = Clock::now();
    Usage usage;
    usage.promptTokens = static_cast<uint32_t>(prompt.size());
    const auto ended = [&](StopReason reason) {
        usage.stopReason = reason;
        return usage;
    };
    if (!prompt.empty()) {
        const auto fed = feed(prompt, Keep::Last, stop);
        if (!fed.ok() && fed.error().code == ErrorCode::Cancelled)
            return ended(StopReason::Cancelled);
        SILLOK_CHECK(fed);
    }
    const uint32_t vocabulary = d->model->vocabularySize();
    if (d->logits.size() < vocabulary)
        return fail(ErrorCode::BadArgument, "generating without a prompt");
    usage.promptMs = msSince(start);
    const std::vector<TokenId>& ends = d->model->tokenizer().vocabulary().endOfGeneration();
    const auto isStop = [&](TokenId id) {
        return std::find(options.stopIds.begin(), options.stopIds.end(), id) != options.stopIds.end()
            || (!options.ignoreEnd && std::find(ends.begin(), ends.end(), id) != ends.end());
    };
    std::optional<Constraint> constraint = d->constraintFor(options);
    StreamDecoder decoder(d->model->tokenizer());
    const auto write = [&](const std::string& text) {
        if (onText && !text.empty())
            onText(text);
    };
    const Clock::time_point generating = Clock::now();
    StopReason reason = StopReason::MaxTokens;
    while (usage.generatedTokens < options.maxTokens) {
        if (stop.stop_requested()) {
            reason = StopReason::Cancelled;
            break;
        }
        if (constraint && constraint->mustEnd()) {
            reason = StopReason::EndOfTurn;
            break;
        }
        const auto logits = std::span<const float>(d->logits).last(vocabulary);
        const Result<TokenId> chosen = constraint ? sampler.next(logits, d->tokens, *constraint) : sampler.next(logits, d->tokens);
        if (!chosen.ok() && constraint->mayEnd()) { // the model has no token for an end
            reason = StopReason::EndOfTurn;
            break;
        }
        SILLOK_TRY(const TokenId id, chosen);
        if (++usage.generatedTokens == 1)
            usage.firstTokenMs = msSince(start);
        if (onToken)
            onToken(id);
        if (isStop(id)) {
            reason = StopReason::EndOfTurn;
            break;
        }
        if (constraint) {
            SILLOK_CHECK(constraint->accept(id));
        }
        write(decoder.push(id));
        if (usage.generatedTokens == options.maxTokens)
            break;
        if (length() == d->model->contextTokens()) {
            reason = StopReason::ContextFull;
            break;
        }
        SILLOK_CHECK(feed(std::span(&id, 1), Keep::Last));
    }
    write(decoder.finish());
    usage.generateMs = msSince(generating);
    return ended(reason);
}

} // namespace sillok
