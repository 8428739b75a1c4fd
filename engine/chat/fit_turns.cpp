#include "engine/chat/fit_turns.h"

#include <algorithm>

namespace sillok {

namespace {

struct Exchanges {
    std::vector<ChatTurn> system;
    std::vector<size_t> starts; ///< of each exchange, in turns
};

Exchanges exchangesOf(std::span<const ChatTurn> turns)
{
    Exchanges found;
    size_t at = 0;
    while (at < turns.size() && turns[at].role == ChatRole::System)
        found.system.push_back(turns[at++]);
    found.starts.push_back(at);
    for (++at; at < turns.size(); ++at)
        if (turns[at].role == ChatRole::User)
            found.starts.push_back(at);
    return found;
}

} // namespace

uint32_t promptLimit(uint32_t contextTokens, uint32_t answerTokens) { return contextTokens - std::min(answerTokens, contextTokens / 4); }

Result<FittedPrompt> fitTurns(std::span<const ChatTurn> turns, uint32_t tokenLimit, const MakePrompt& makePrompt)
{
    if (turns.empty())
        return fail(ErrorCode::BadArgument, "a prompt without a turn");
    const Exchanges exchanges = exchangesOf(turns);
    const auto with = [&](size_t newest) -> Result<FittedPrompt> {
        std::vector<ChatTurn> kept = exchanges.system;
        kept.insert(kept.end(), turns.begin() + static_cast<ptrdiff_t>(exchanges.starts[exchanges.starts.size() - newest]), turns.end());
        FittedPrompt fitted;
        SILLOK_TRY(fitted.prompt, makePrompt(kept));
        fitted.leftOut = static_cast<uint32_t>(turns.size() - kept.size());
        return fitted;
    };
    // From the newest exchange backwards, twice as many each time: what is measured stays a few times the limit, however long the chat is.
    const size_t all = exchanges.starts.size();
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
