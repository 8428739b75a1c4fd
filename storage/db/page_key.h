// page_key.h - Authenticates and opens single pages of an encrypted database file, without the database library: a page that is damaged
// costs nothing but itself.
#pragma once

#include "storage/crypto/secret.h"

#include <array>
#include <memory>
#include <vector>

namespace sillok::storage {

inline constexpr size_t kPageBytes = 4096;
inline constexpr size_t kUsablePageBytes = 4016;    ///< the rest holds what the encryption needs
/// The page around the byte at 1 GiB, which the library locks and never writes. source sqlite.org/fileformat2.html, section 1.4
inline constexpr uint32_t kLockPage = (1U << 30) / kPageBytes + 1;
inline constexpr size_t kSaltBytesOfDatabase = 16;  ///< in front of the first page, readable
using DatabaseSalt = std::array<uint8_t, kSaltBytesOfDatabase>;

/// The salt of a database follows from its key, so that damage to the copy in the file does not matter.
DatabaseSalt databaseSalt(const Secret& rawKey);

/// One thread at a time.
/// source  SQLCipher 4 design notes: AES-256-CBC, then HMAC-SHA512 over ciphertext, initialization vector and page number (little-endian);
///         HMAC key by PBKDF2-HMAC-SHA512, two rounds, from the key and the salt with 0x3a added by exclusive or. page_key_test checks
///         it against files that the library wrote.
class PageKey {
public:
    /// needs a 32-byte key. error BadArgument, OutOfMemory, Internal.
    static Result<PageKey> make(const Secret& rawKey);
    PageKey(PageKey&&) noexcept;
    ~PageKey();

    /// True: these kPageBytes are what was written as page `number`, counted from 1, at some time under this key.
    bool authentic(Bytes page, uint32_t number);
    /// The content of an authentic page, kUsablePageBytes. error Internal.
    Result<std::vector<uint8_t>> open(Bytes page, uint32_t number);

private:
    struct State;
    explicit PageKey(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace sillok::storage
