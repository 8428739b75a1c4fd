// error_words.h - An error as a person reads it in the terminal: what happened, what is safe, what to do.
#pragma once

#include "engine/base/result.h"

namespace sillok::app::cli {

struct ErrorWords {
    const char* ko;
    const char* en;
};

const ErrorWords& errorWords(ErrorCode code);

} // namespace sillok::app::cli
