// error_words.h - An error as a person reads it in the terminal: what happened, what is safe, what to do.
#pragma once

#include "engine/base/result.h"

namespace sillok::app::cli {

struct ErrorWords {
    const char* ko;
    const char* en;
};

/// What an error says about itself decides too: the same code means another thing on a graphics card.
const ErrorWords& errorWords(const Error& error);

} // namespace sillok::app::cli
