// canonical_json.h - JSON that has exactly one encoding, so that what is signed has no second reading.
#pragma once

#include "storage/signing/fault.h"

#include <nlohmann/json_fwd.hpp>

namespace sillok::storage {

/// Keys in byte order, no white space, no key twice, whole numbers only, characters escaped only where JSON demands it, at most eight deep.
/// error Refused with TooLarge, NotCanonical, WrongType (a number with a fraction or a sign).
Result<nlohmann::json> readCanonicalJson(Bytes bytes, size_t mostBytes);

/// needs UTF-8 texts and no fractions. error BadArgument: neither holds
Result<std::string> writeCanonicalJson(const nlohmann::json& value);

} // namespace sillok::storage
