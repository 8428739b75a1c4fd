// require.h - What a fuzz target says must hold.
#pragma once

#include <cstdlib>

namespace sillok::fuzz {

/// Ends the process when `holds` is false: the fuzzer keeps the input.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace sillok::fuzz
