#include "app/services/answer_preset.h"

namespace sillok::app {

void applyPreset(const storage::StoredPreset& preset, protocol::Generate& request)
{
    std::vector<protocol::Turn>& turns = request.turns;
    if (!preset.instructions.empty()) {
        if (!turns.empty() && turns.front().role == protocol::TurnRole::System)
            turns.front().text = preset.instructions + "\n\n" + turns.front().text;
        else
            turns.insert(turns.begin(), { protocol::TurnRole::System, preset.instructions });
    }
    request.maxTokens = static_cast<uint32_t>(preset.longestAnswerTokens);
    if (preset.temperatureMilli)
        request.temperatureMilli = static_cast<uint32_t>(*preset.temperatureMilli);
    if (preset.topPMilli)
        request.topPMilli = static_cast<uint32_t>(*preset.topPMilli);
    if (preset.seed)
        request.seed = static_cast<uint64_t>(*preset.seed);
}

} // namespace sillok::app
