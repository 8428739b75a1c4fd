// credential.h - What somebody presents to open a vault.
#pragma once

#include "storage/crypto/secret.h"

#include <string>

namespace sillok::storage {

inline constexpr uint64_t kLeastKeyFileBytes = 32;
inline constexpr uint64_t kMostKeyFileBytes = 16ULL << 20;

/// A passphrase, a key file, both together as two factors, or a recovery key alone. Views: the owner of the bytes wipes them.
struct Credential {
    Credential(std::string_view phrase) : passphrase(phrase) {}
    Credential(const char* phrase) : passphrase(phrase) {}
    Credential(std::string_view phrase, const Secret& file) : passphrase(phrase), keyFile(file.bytes()) {}
    static Credential fromRecoveryKey(const Secret& key);

    std::string_view passphrase;  ///< UTF-8, NFC; empty: none
    Bytes keyFile;                ///< what the file holds; empty: none
    Bytes recoveryKey;            ///< 32 bytes as readRecoveryKey gives them; empty: none
};

/// The whole file, in guarded memory.
/// error  NotFound, Io. BadArgument: fewer bytes than kLeastKeyFileBytes, which could be guessed, or no regular file. Unsafe: too large.
Result<Secret> readKeyFile(const std::string& path);

} // namespace sillok::storage
