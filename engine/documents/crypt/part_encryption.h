// part_encryption.h - Archives whose parts are encrypted one by one: OpenDocument, and HWPX, which does it the same way.
#pragma once

#include "engine/documents/containers/zip.h"

namespace sillok::documents::crypt {

inline constexpr uint32_t kMostRounds = 1'000'000;          ///< of one part; programs write 1024 to 100,000
inline constexpr uint64_t kMostRoundsTogether = 5'000'000;  ///< of all parts that are read: some seconds

/// From here on the archive gives its encrypted parts as they were before. Nothing happens when none is encrypted.
/// error  NeedsPassword: some part is encrypted and there is no password. WrongKey: it is not the password.
/// error  Unsupported: another way of encrypting. Unsafe: kMostRounds. Damaged: the manifest contradicts itself.
/// source OpenDocument 1.2 part 3, chapter 3.4 and 4; the sample hwpjs__password-12345.hwpx
Result<void> unlockParts(ZipArchive& archive, std::string_view password);

} // namespace sillok::documents::crypt
