// json.h - JSON that somebody else wrote, read within limits; access that never throws.
#pragma once

#include "engine/base/bytes.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sillok::convert {

using Json = nlohmann::json;

/// Caps of one text: nesting, and values of any kind.
struct JsonLimits {
    size_t depth = 32;
    size_t values = size_t { 6 } << 20; ///< a vocabulary of a million tokens with its merges
};

/// error  Damaged: not JSON. Unsafe: beyond a limit. `what` names the text in the message.
Result<Json> parseJson(std::string_view text, const std::string& what, const JsonLimits& limits = {});

/// The member, or null when `object` is none, lacks it, or holds null there.
const Json* member(const Json& object, const std::string& name);

// A value of the wanted kind, or nothing.
std::optional<std::string> textIn(const Json& object, const std::string& name);
std::optional<int64_t> integerIn(const Json& object, const std::string& name);
std::optional<double> realIn(const Json& object, const std::string& name);
std::optional<bool> flagIn(const Json& object, const std::string& name);

} // namespace sillok::convert
