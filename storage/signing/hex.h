// hex.h - Bytes as the lower-case digits that stand in signed texts, and back.
#pragma once

#include "engine/base/bytes.h"

#include <string>
#include <vector>

namespace sillok::storage {

std::string hexOf(Bytes bytes);
/// Nothing: something else than pairs of the digits 0-9 and a-f. One text only for the same bytes.
std::optional<std::vector<uint8_t>> bytesOfHex(std::string_view hex);

} // namespace sillok::storage
