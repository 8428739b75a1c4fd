// clock.h - The time of day, for names and ages of files.
#pragma once

#include <chrono>
#include <cstdint>

namespace sillok::storage {

/// Milliseconds since 1970, UTC, as the machine believes it to be.
inline int64_t nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace sillok::storage
