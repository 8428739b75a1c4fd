// hex.h - Bytes as lower-case hex digits, which are the only ones accepted.
#pragma once

#include "engine/base/bytes.h"

#include <vector>

namespace sillok::storage {

std::string hexOf(Bytes bytes);
/// Nothing: an odd number of digits, or something else among them.
std::optional<std::vector<uint8_t>> bytesOfHex(std::string_view hex);

} // namespace sillok::storage
