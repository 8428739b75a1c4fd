// package_words.h - Why something signed was refused, for people: what happened, what is safe, what to do.
#pragma once

#include <cstdint>

namespace sillok::app {

struct FaultWords {
    const char* ko;
    const char* en;
};

/// `fault`: Error::fault. Null: 0, or a number that no rule has.
const FaultWords* faultWords(uint16_t fault);

} // namespace sillok::app
