// memory_plan.h - Whether a model fits this machine, to the byte and before a weight is touched, and what would fit instead.
#pragma once

#include "engine/graph/decoder.h"

namespace sillok {

struct MemoryWish {
    uint32_t contextTokens = 0; ///< 0: as much of kDefaultContextTokens and of the model's own window as fits
    KvType kvType = KvType::F16; ///< with contextTokens 0: Q8_0 instead of F16 where that alone makes it fit
};

struct MemoryPlan {
    uint32_t contextTokens = 0;
    KvType kvType = KvType::F16;
    graph::MemoryNeed need;
};

/// Below this a conversation over documents makes no sense: a free choice never goes lower.
constexpr uint32_t kLeastContextTokens = 2048;

/// workBytes: what Backend::workBytes() says.
/// error  Unsupported: a cache type that the heads do not fit; OutOfMemory: it does not fit `available`. The text says what is needed,
///        what is free, and the context and cache type that would fit, if any does.
Result<MemoryPlan> planMemory(const graph::HyperParameters& parameters, const MemoryWish& wish, uint64_t weightBytes, uint64_t workBytes,
    uint64_t available);

/// What the system would give without swapping; the whole address space when it does not say. The first call opens what later ones read, so
/// a process that is to be sealed calls it before. source proc(5), MemAvailable
uint64_t availableMemoryBytes();

/// How much the remembered prompts of a session may take that take `held` bytes now: a quarter of what is free, and never more than 4 GiB.
uint64_t prefixMemoryBytes(uint64_t held, uint64_t available);

} // namespace sillok
