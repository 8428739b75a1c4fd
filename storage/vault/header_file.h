// header_file.h - Two copies of the header, each replaced as a whole: whatever is interrupted, one copy is intact.
#pragma once

#include "storage/vault/header.h"

#include <string>

namespace sillok::storage {

inline constexpr const char* kHeaderNames[2] = { "header.a", "header.b" };

/// What was found of one copy.
struct HeaderCopy {
    bool present = false;
    Result<VaultHeader> header = fail(ErrorCode::NotFound, "vault header");
};

HeaderCopy loadHeaderCopy(const std::string& dir, const char* name);

/// Intact copies, newest first.
struct Headers {
    std::vector<VaultHeader> intact;
    bool anyPresent = false;
    Error lastError = fail(ErrorCode::NotFound, "vault header");
};

Headers loadHeaders(const std::string& dir);
bool anyHeaderFile(const std::string& dir);
/// True when both copies are intact and as this program leaves them: the same but for one step of the generation.
bool bothInOrder(const Headers& headers);

/// Writes one copy (0 or 1) with the generation counted up; it is on the disk afterwards. error DiskFull, Io: the copy is as it was.
Result<void> storeHeaderCopy(const std::string& dir, size_t copy, VaultHeader& header, const Secret& master);
/// Writes both copies, one after the other. error DiskFull, Io: at least one copy is as it was.
Result<void> storeHeader(const std::string& dir, VaultHeader& header, const Secret& master);

} // namespace sillok::storage
