// minisign.h - Signatures that the program minisign checks as well, so that nobody has to trust ours to check a package.
//
// source  minisign's public description of its formats: a signature over the BLAKE2b-512 of the message ("ED", which is what we write) or over
//         the message itself ("Ed", older), and a second one over that signature and the trusted comment.
#pragma once

#include "storage/signing/signing_key.h"

namespace sillok::storage {

inline constexpr size_t kMinisignIdBytes = 8;
inline constexpr size_t kMostMinisignBytes = 16 << 10;

struct MinisignKey {
    std::array<uint8_t, kMinisignIdBytes> id {};
    PublicKey key;
};

/// The first bytes of our own short name are its number there. error BadArgument: not Ed25519; Internal
Result<MinisignKey> minisignKeyOf(const PublicKey& key);
/// The two lines of a .pub file.
std::string writeMinisignKey(const MinisignKey& key);
/// error Refused with TooLarge, Cut, TrailingBytes, WrongMagic, WrongValue
Result<MinisignKey> readMinisignKey(std::string_view file);

/// The four lines of a .minisig file. needs a comment of one line
/// error BadArgument: not Ed25519, or no such comment; Internal
Result<std::string> signMinisign(const SigningKey& key, Bytes message, const std::string& trustedComment);

/// Gives the trusted comment. Lines may end as on Windows.
/// error Refused with TooLarge, Cut, TrailingBytes, WrongMagic, WrongValue; UnknownKey: by another key; BadSignature: not of this message, or
///       the comment was changed
Result<std::string> checkMinisign(const MinisignKey& key, Bytes message, std::string_view file);

} // namespace sillok::storage
