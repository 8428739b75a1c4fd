// problem_code.h - Error codes as they are stored: by their stable names, so that the enum may grow in the middle.
#pragma once

#include "engine/base/result.h"

#include <string_view>

namespace sillok::storage {

/// The name to store; nothing becomes NULL.
std::optional<std::string> problemName(const std::optional<ErrorCode>& code);
/// Unknown names, from a newer program, become Internal; an empty name nothing.
std::optional<ErrorCode> problemFromName(std::string_view name);

} // namespace sillok::storage
