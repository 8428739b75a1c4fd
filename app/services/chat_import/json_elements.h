// json_elements.h - Reads a JSON text piece by piece: each element of the outermost list is handed over when it is whole, and never more of it kept.
#pragma once

#include "engine/base/bytes.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace sillok::app {

struct JsonLimits {
    int depth = 0;
    size_t elementBytes = 0;     ///< of strings in one element
    size_t elementValues = 0;
};

/// Calls `take` with each element; a text that is no list is one element. `tooLarge` is called for one beyond the limits of size, whose
/// content is skipped. error Damaged: no JSON, with the place. Unsafe: deeper than allowed. Whatever `take` says.
Result<void> readJsonElements(Bytes text, const JsonLimits& limits, const std::function<Result<void>(const nlohmann::json&)>& take, const std::function<void()>& tooLarge);

} // namespace sillok::app
