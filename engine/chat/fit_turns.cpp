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
    const Exchanges all = exchangesOf(turns);
    const auto without = [&](size_t dropped) -> Result<FittedPrompt> {
        std::vector<ChatTurn> kept = all.system;
        kept.insert(kept.end(), turns.begin() + static_cast<ptrdiff_t>(all.starts[dropped]), turns.end());
        FittedPrompt fitted;
        SILLOK_TRY(fitted.prompt, makePrompt(kept));
        fitted.leftOut = static_cast<uint32_t>(turns.size() - kept.size());
        return fitted;
    };
    SILLOK_TRY(FittedPrompt best, without(0));
    if (best.prompt.ids.size() <= tokenLimit)
        return best;
    size_t tooLong = 0, fitting = all.starts.size() - 1; // the fewest that must leave lie between
    SILLOK_TRY(best, without(fitting));
    if (best.prompt.ids.size() > tokenLimit)
        return fail(ErrorCode::Unsafe,
            std::to_string(best.prompt.ids.size()) + " tokens do not fit: the prompt may have " + std::to_string(tokenLimit));
    while (fitting - tooLong > 1) {
        const size_t middle = tooLong + (fitting - tooLong) / 2;
        SILLOK_TRY(FittedPrompt tried, without(middle));
        if (tried.prompt.ids.size() > tokenLimit) {
            tooLong = middle;
        } else {
            fitting = middle;
            best = std::move(tried);
        }
    }
    return best;
}

} // namespace sillok
