// usage.h - What a generation did and how long it took.
#pragma once

#include <cstdint>

namespace sillok {

enum class StopReason : uint8_t { EndOfTurn, MaxTokens, ContextFull, Cancelled };

/// Stable English name: "end", "length", "context", "cancelled".
const char* stopReasonName(StopReason reason);

struct Usage {
    uint32_t promptTokens = 0;
    uint32_t generatedTokens = 0; ///< the stop token included
    uint32_t draftedTokens = 0; ///< of the generated ones, guessed rightly and so computed together
    double promptMs = 0;
    double generateMs = 0;
    double firstTokenMs = 0; ///< from the call to the first token
    StopReason stopReason = StopReason::MaxTokens;
};

} // namespace sillok
