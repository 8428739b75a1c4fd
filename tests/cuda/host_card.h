// host_card.h - A card that is the host: the entry points of kernels/cuda/card.h over the executor, for whole models, with failures on demand.
#pragma once

#include "kernels/cuda/card.h"

#include <string>

namespace sillok::test {

/// What the next cards do. One test thread at a time.
struct HostCardWishes {
    SillokCardError openError = SillokCardOk;
    uint64_t totalBytes = uint64_t { 1 } << 40;
    int64_t failAtLaunch = -1; ///< counted from the opening; everything from there on fails as Lost
    bool multiplies = false; ///< whether it has a library for large products
    bool records = true;
};

/// What cards have done since the last reset.
struct HostCardCounts {
    int64_t launches = 0;
    int64_t played = 0; ///< recordings
    uint64_t bytes = 0; ///< allocated at the moment
    uint64_t mostBytes = 0;
    std::string complaint; ///< the first thing that a real card would not forgive
};

HostCardWishes& hostCardWishes();
HostCardCounts& hostCardCounts();
/// Forgets wishes and counts.
void resetHostCard();

const SillokCardApi& hostCardApi();

} // namespace sillok::test
