// known_answers.h - Whether the libraries on this machine still compute what the standards print, before anything depends on them.
#pragma once

#include "engine/base/result.h"

namespace sillok::storage {

/// Published answers of hashes, MACs, ciphers and signatures of both profiles, and that a changed bit is refused. Some 10 ms.
/// error  Internal: the part that gives another answer
/// source FIPS 180-4 (SHA-256), RFC 4231 (HMAC), RFC 5794 (ARIA), RFC 8032 (Ed25519), RFC 8018 with SHA-512 (PBKDF2)
Result<void> checkKnownAnswers();

} // namespace sillok::storage
