#include "engine/session/prompt_lookup.h"

#include <algorithm>

namespace sillok {

/// Ids are below 2^21: the range table of graph/model.h allows 2^20.
uint64_t PromptLookup::lastKey() const
{
    uint64_t key = 0;
    for (size_t i = m_tokens.size() - kMatch; i < m_tokens.size(); ++i)
        key = key << 21 | static_cast<uint64_t>(m_tokens[i]);
    return key;
}

void PromptLookup::append(TokenId token)
{
    m_tokens.push_back(token);
    m_found = 0;
    if (m_tokens.size() < kMatch)
        return;
    auto [place, isNew] = m_after.try_emplace(lastKey(), m_tokens.size());
    if (!isNew)
        m_found = std::exchange(place->second, m_tokens.size());
}

std::span<const TokenId> PromptLookup::continuation(size_t most) const
{
    if (m_found == 0)
        return {};
    return std::span(m_tokens).subspan(m_found, std::min(most, m_tokens.size() - m_found));
}

void DraftController::plainPass(double ms)
{
    constexpr double kSmooth = 0.2;
    m_plainMs = m_plainMs == 0 ? ms : m_plainMs + kSmooth * (ms - m_plainMs);
    m_pause = std::max(m_pause - 1, 0);
}

void DraftController::draftedPass(size_t guessed, size_t agreed, double ms)
{
    constexpr double kSmooth = 0.4;
    const double gain = static_cast<double>(agreed + 1) * m_plainMs / ms;
    m_gain += kSmooth * (gain - m_gain);
    if (agreed == guessed)
        m_length = std::min(2 * m_length + 1, kMost);
    else if (2 * agreed < guessed)
        m_length = kFirst;
    if (gain >= 1 || m_gain >= 1) {
        m_nextPause = kShortestPause;
        return;
    }
    m_pause = m_nextPause;
    m_nextPause = std::min(2 * m_nextPause, kLongestPause);
    m_gain = 1;
}

} // namespace sillok
