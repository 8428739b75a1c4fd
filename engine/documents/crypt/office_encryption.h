// office_encryption.h - Office documents with a password: a compound file that holds the encrypted package and how it was encrypted.
#pragma once

#include "engine/documents/containers/ole.h"

namespace sillok::documents::crypt {

inline constexpr uint32_t kMostSpins = 1'000'000;     ///< programs write 50,000 to 100,000

/// The package: the zip that the document would be without a password. Without a password the one is tried with which spreadsheets
/// are written that are only protected against changes.
/// error  NeedsPassword: there is no password. WrongKey: it is not the password. Unsupported: another way of encrypting.
/// error  Unsafe: kMostSpins. Damaged: the streams contradict themselves. NotFound: no encrypted package.
/// source [MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9 (standard), 2.3.4.10 to 2.3.4.15 (agile), 2.3.7 (the password of no password)
Result<std::vector<uint8_t>> openPackage(OleFile& file, std::string_view password);

} // namespace sillok::documents::crypt
