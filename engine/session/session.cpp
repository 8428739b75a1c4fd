#include "engine/session/session.h"

#include "engine/cache/prefix_store.h"
#include "engine/sampling/constraint.h"
#include "engine/session/model_parts.h"
#include "engine/session/prompt_lookup.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace sillok {

namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

} // namespace

static_assert(Session::kChunkTokens == graph::kChunkTokens);
static_assert(Session::kPrefixBlockTokens == PrefixStore::kBlockTokens);

struct Session::Private {
    std::shared_ptr<Model> model;
    std::unique_ptr<graph::Decoder> decoder;
    std::optional<PrefixStore> prefixes;
    std::vector<TokenId> tokens; ///< all in the context
    uint32_t given = 0; ///< of these, from the first on, how many were computed as a prompt
    std::vector<float> logits; ///< rows kept by the last feed
    std::optional<TokenTrie> trie; ///< made when the first grammar comes

    Result<void> makeDecoder()
    {
        Model::Parts& parts = model->parts();
        SILLOK_TRY(decoder, graph::Decoder::create(parts.description, *parts.backend, parts.contextTokens, parts.kvType));
        return {};
    }

    const std::vector<TokenId>& endsOf(const GenerateOptions& options) const
    {
        return options.stopIds.empty() ? model->tokenizer().vocabulary().endOfGeneration() : options.stopIds;
    }

    std::optional<Constraint> constraintFor(const GenerateOptions& options)
    {
        if (!options.grammar)
            return std::nullopt;
        const Vocabulary& vocabulary = model->tokenizer().vocabulary();
        if (!trie)
            trie = tokenBytes(vocabulary);
        return Constraint(options.grammar, vocabulary, *trie, endsOf(options));
    }
};

/// Guessed tokens of one generation: they are in the context, but count only once the model has chosen them too.
class Session::Drafts {
public:
    Drafts(Session::Private& session, bool wanted)
        : m_session(session)
        , m_wanted(wanted)
        , m_accepted(session.tokens.size())
        , m_row(session.logits.size() / session.model->vocabularySize() - 1)
    {
        for (size_t i = 0; m_wanted && i < m_accepted; ++i)
            m_lookup.append(session.tokens[i]);
    }

    /// Which row of the session's logits comes next.
    size_t row() const { return m_row; }
    std::span<const TokenId> accepted() const { return std::span<const TokenId>(m_session.tokens).first(m_accepted); }

    /// Whether `id` was guessed, so that what follows it is computed already.
    bool agrees(TokenId id)
    {
        if (m_accepted == m_session.tokens.size() || m_session.tokens[m_accepted] != id)
            return false;
        accept(id);
        ++m_row;
        ++m_agreed;
        return true;
    }

    /// Drops what was guessed wrong and computes `id` with a new guess of at most `mostNew` - 1 tokens behind it.
    Result<void> feed(Session& session, TokenId id, uint32_t mostNew)
    {
        report();
        session.rewind(static_cast<uint32_t>(m_accepted));
        accept(id);
        const size_t room = std::min<size_t>(session.d->model->contextTokens() - m_accepted, mostNew - 1);
        const std::span<const TokenId> guess = m_wanted ? m_lookup.continuation(std::min(m_controller.allowed(), room)) : std::span<const TokenId> {};
        std::vector<TokenId> tokens { id };
        tokens.insert(tokens.end(), guess.begin(), guess.end());
        m_guessed = guess.size();
        m_agreed = 0;
        m_row = 0;
        const Clock::time_point start = Clock::now();
        SILLOK_CHECK(session.feed(tokens, Pass::Written, guess.empty() ? Session::Keep::Last : Session::Keep::All, {}));
        m_ms = msSince(start);
        return {};
    }

    /// Leaves only what was written in the context; says how many tokens came from guesses.
    uint32_t finish(Session& session)
    {
        report();
        if (m_accepted < m_session.tokens.size())
            session.rewind(static_cast<uint32_t>(m_accepted));
        return m_total;
    }

private:
    void accept(TokenId id)
    {
        ++m_accepted;
        if (m_wanted)
            m_lookup.append(id);
    }
    void report()
    {
        if (m_ms == 0)
            return;
        m_guessed == 0 ? m_controller.plainPass(m_ms) : m_controller.draftedPass(m_guessed, m_agreed, m_ms);
        m_total += static_cast<uint32_t>(m_agreed);
        m_agreed = 0;
        m_ms = 0;
    }

    Session::Private& m_session;
    bool m_wanted;
    size_t m_accepted; ///< tokens of the context that were really given or written
    size_t m_row;
    size_t m_guessed = 0, m_agreed = 0;
    uint32_t m_total = 0;
    double m_ms = 0; ///< of the last pass; 0: none since the last report
    PromptLookup m_lookup;
    DraftController m_controller;
};

Session::Session(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<Model> model)
{
    auto state = std::make_unique<Private>();
    state->model = std::move(model);
    SILLOK_CHECK(state->makeDecoder());
    return std::unique_ptr<Session>(new Session(std::move(state)));
}

uint32_t Session::length() const { return static_cast<uint32_t>(d->tokens.size()); }

std::span<const TokenId> Session::tokens() const { return d->tokens; }

void Session::rewind(uint32_t keep)
{
    if (keep < d->tokens.size())
        d->tokens.resize(keep);
    d->given = std::min(d->given, keep);
    d->logits.clear();
}

size_t Session::reusable() const { return d->model->parts().backend->passesDiffer() ? d->given : d->tokens.size(); }

uint32_t Session::keepFront(std::span<const TokenId> prompt)
{
    const std::span<const TokenId> front = prompt.first(prompt.empty() ? 0 : prompt.size() - 1);
    const size_t most = std::min(reusable(), front.size());
    const auto differs = std::mismatch(front.begin(), front.begin() + static_cast<ptrdiff_t>(most), d->tokens.begin());
    rewind(static_cast<uint32_t>(differs.first - front.begin()));
    recall(front.first(std::min<size_t>(front.size(), d->model->contextTokens())));
    return length();
}

void Session::recall(std::span<const TokenId> prompt)
{
    if (!d->prefixes)
        return;
    constexpr uint32_t kBlock = kPrefixBlockTokens;
    const std::vector<const std::byte*> blocks = d->prefixes->front(prompt);
    for (uint32_t first = length() / kBlock * kBlock; first / kBlock < blocks.size(); first += kBlock) {
        if (!d->decoder->copyTokensIn(first, kBlock, blocks[first / kBlock]).ok())
            return; // a card that broke off: the next feed leaves it
        const auto known = prompt.subspan(length(), first + kBlock - length());
        d->tokens.insert(d->tokens.end(), known.begin(), known.end());
        d->given = length();
    }
}

void Session::remember()
{
    if (d->prefixes)
        d->prefixes->remember(std::span<const TokenId>(d->tokens).first(reusable()),
            [this](uint32_t first, std::byte* to) { return copyPrefixBlock(first / kPrefixBlockTokens, to).ok(); });
}

void Session::limitPrefixes(uint64_t bytes)
{
    if (!d->prefixes)
        d->prefixes.emplace(prefixBlockBytes());
    d->prefixes->limitTo(bytes);
}

uint64_t Session::prefixBlockBytes() const { return d->decoder->tokenBytes() * kPrefixBlockTokens; }

std::span<const TokenId> Session::prefix() const { return std::span<const TokenId>(d->tokens).first(reusable() / kPrefixBlockTokens * kPrefixBlockTokens); }

Result<void> Session::copyPrefixBlock(uint32_t index, std::byte* to) { return d->decoder->copyTokensOut(index * kPrefixBlockTokens, kPrefixBlockTokens, to); }

bool Session::takePrefixBlock(std::span<const TokenId> tokens, std::span<const std::byte> block)
{
    if (!d->prefixes || block.size() != prefixBlockBytes() || tokens.empty() || tokens.size() % kPrefixBlockTokens != 0)
        return false;
    const uint32_t last = static_cast<uint32_t>(tokens.size()) - kPrefixBlockTokens;
    d->prefixes->remember(tokens, [&](uint32_t first, std::byte* to) {
        if (first == last)
            std::memcpy(to, block.data(), block.size());
        return first == last;
    });
    return d->prefixes->front(tokens).size() == tokens.size() / kPrefixBlockTokens;
}

uint64_t Session::prefixBytes() const { return d->prefixes ? d->prefixes->heldBytes() : 0; }

std::span<const float> Session::logits() const { return d->logits; }

Result<void> Session::feed(std::span<const TokenId> tokens, Pass pass, Keep keep, std::stop_token stop)
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
    const size_t before = d->tokens.size();
    const auto computed = compute(tokens, pass, keep, stop);
    const bool broke = !computed.ok() && (computed.error().code == ErrorCode::Io || computed.error().code == ErrorCode::OutOfMemory);
    if (!broke || !d->model->parts().backend->hasOwnMemory())
        return computed;
    SILLOK_CHECK(leaveCard(d->model->parts(), computed.error()));
    SILLOK_CHECK(d->makeDecoder());
    if (d->prefixes)
        d->prefixes->forgetAll(); // the processor's numbers are others
    const std::vector<TokenId> context(d->tokens.begin(), d->tokens.begin() + static_cast<ptrdiff_t>(before));
    reset();
    if (!context.empty())
        SILLOK_CHECK(compute(context, Pass::Prompt, Keep::None, stop));
    return compute(tokens, pass, keep, stop);
}

Result<void> Session::compute(std::span<const TokenId> tokens, Pass pass, Keep keep, std::stop_token stop)
{
    const uint32_t vocabulary = d->model->vocabularySize();
    d->logits.clear();
    while (!tokens.empty()) {
        const auto chunk = tokens.first(std::min<size_t>(tokens.size(), kChunkTokens));
        SILLOK_CHECK(d->decoder->forward(chunk, length(), pass, stop));
        if (d->given == length() && pass == Pass::Prompt)
            d->given += static_cast<uint32_t>(chunk.size());
        d->tokens.insert(d->tokens.end(), chunk.begin(), chunk.end());
        tokens = tokens.subspan(chunk.size());
        if (keep == Keep::All) {
            d->logits.resize(d->logits.size() + chunk.size() * vocabulary);
            SILLOK_CHECK(d->decoder->allLogits(d->logits.data() + d->logits.size() - chunk.size() * vocabulary));
        }
    }
    if (keep == Keep::Last) {
        d->logits.resize(vocabulary);
        SILLOK_CHECK(d->decoder->lastLogits(d->logits.data()));
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
        remember();
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
    const std::vector<TokenId>& ends = d->endsOf(options);
    const bool endsAtAll = !options.ignoreEnd || !options.stopIds.empty();
    const auto isStop = [&](TokenId id) { return endsAtAll && std::find(ends.begin(), ends.end(), id) != ends.end(); };
    std::optional<Constraint> constraint = d->constraintFor(options);
    StreamDecoder decoder(d->model->tokenizer());
    const auto write = [&](const std::string& text) {
        if (onText && !text.empty())
            onText(text);
    };
    const Clock::time_point generating = Clock::now();
    StopReason reason = StopReason::MaxTokens;
    Drafts drafts(*d, options.draftsFromContext);
    while (usage.generatedTokens < options.maxTokens) {
        if (stop.stop_requested()) {
            reason = StopReason::Cancelled;
            break;
        }
        if (constraint && constraint->mustEnd()) {
            reason = StopReason::EndOfTurn;
            break;
        }
        const auto logits = std::span<const float>(d->logits).subspan(drafts.row() * vocabulary, vocabulary);
        const std::span<const TokenId> written = drafts.accepted();
        const Result<TokenId> chosen = constraint ? sampler.next(logits, written, *constraint) : sampler.next(logits, written);
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
        if (drafts.accepted().size() == d->model->contextTokens()) {
            reason = StopReason::ContextFull;
            break;
        }
        if (drafts.agrees(id))
            continue;
        SILLOK_CHECK(drafts.feed(*this, id, options.maxTokens - usage.generatedTokens));
    }
    usage.draftedTokens = drafts.finish(*this);
    write(decoder.finish());
    usage.generateMs = msSince(generating);
    return ended(reason);
}

} // namespace sillok
