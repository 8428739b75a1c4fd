#include "engine/chat/fit_turns.h"

#include <algorithm>

namespace sillok {

namespace {

struct Exchange {
    size_t begin = 0;         ///< in turns
    size_t end = 0;
    size_t leaves = 0;        ///< the exchange with the largest number leaves last
};

struct Exchanges {
    size_t systemTurns = 0;   ///< at the front
    std::vector<Exchange> all;
};

bool isPinned(std::span<const ChatTurn> turns, const Exchange& exchange)
{
    const auto of = turns.subspan(exchange.begin, exchange.end - exchange.begin);
    return std::ranges::any_of(of, [](const ChatTurn& turn) { return turn.pinned; });
}

Exchanges exchangesOf(std::span<const ChatTurn> turns)
{
    Exchanges found;
    while (found.systemTurns < turns.size() && turns[found.systemTurns].role == ChatRole::System)
        ++found.systemTurns;
    for (size_t at = found.systemTurns; at < turns.size() || found.all.empty(); ++at) {
        if (found.all.empty() || turns[at].role == ChatRole::User)
            found.all.push_back({ at, turns.size() });
        if (const size_t count = found.all.size(); count > 1)
            found.all[count - 2].end = found.all.back().begin;
    }
    size_t next = 0;
    for (const bool pinned : { false, true })
        for (size_t i = 0; i + 1 < found.all.size(); ++i)
            if (isPinned(turns, found.all[i]) == pinned)
                found.all[i].leaves = next++;
    found.all.back().leaves = next;
    return found;
}

} // namespace

uint32_t promptLimit(uint32_t contextTokens, uint32_t answerTokens) { return contextTokens - std::min(answerTokens, contextTokens / 4); }

Result<FittedPrompt> fitTurns(std::span<const ChatTurn> turns, uint32_t tokenLimit, const MakePrompt& makePrompt)
{
    if (turns.empty())
        return fail(ErrorCode::BadArgument, "a prompt without a turn");
    const Exchanges exchanges = exchangesOf(turns);
    const size_t all = exchanges.all.size();
    const auto with = [&](size_t staying) -> Result<FittedPrompt> {
        std::vector<ChatTurn> kept(turns.begin(), turns.begin() + static_cast<ptrdiff_t>(exchanges.systemTurns));
        for (const Exchange& exchange : exchanges.all)
            if (exchange.leaves + staying >= all)
                kept.insert(kept.end(), turns.begin() + static_cast<ptrdiff_t>(exchange.begin), turns.begin() + static_cast<ptrdiff_t>(exchange.end));
        FittedPrompt fitted;
        SILLOK_TRY(fitted.prompt, makePrompt(kept));
        fitted.leftOut = static_cast<uint32_t>(turns.size() - kept.size());
        return fitted;
    };
    // From the one that leaves last backwards, twice as many each time: what is measured stays a few times the limit, however long the chat is.
    size_t fitting = 0, tooMany = all + 1; // exchanges that fit, and that are known not to
    FittedPrompt best;
    for (size_t kept = 1; fitting < all && kept < tooMany; kept = std::min(2 * kept, all)) {
        SILLOK_TRY(FittedPrompt tried, with(kept));
        if (tried.prompt.ids.size() > tokenLimit) {
            if (kept == 1)
                return fail(ErrorCode::Unsafe,
                    std::to_string(tried.prompt.ids.size()) + " tokens do not fit: the prompt may have " + std::to_string(tokenLimit));
            tooMany = kept;
        } else {
            fitting = kept;
            best = std::move(tried);
        }
    }
    while (tooMany - fitting > 1 && fitting < all) {
        const size_t middle = fitting + (tooMany - fitting) / 2;
        SILLOK_TRY(FittedPrompt tried, with(middle));
        if (tried.prompt.ids.size() > tokenLimit) {
            tooMany = middle;
        } else {
            fitting = middle;
            best = std::move(tried);
        }
    }
    return best;
}

} // namespace sillok
