// digest.h - The hash of what is signed, and how people and files write it.
#pragma once

#include "storage/crypto/profile.h"

#include <string>

namespace sillok::storage {

/// The hash of a signed body's exact bytes: of a manifest, which holds the hashes of everything else, or of a root. error Internal
Result<Digest> manifestDigest(Bytes manifest);
std::string writeDigest(const Digest& digest);
/// error Refused with WrongValue: not 64 lower-case hex digits
Result<Digest> readDigest(const std::string& text);

} // namespace sillok::storage
