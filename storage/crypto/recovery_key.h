// recovery_key.h - A 256-bit key as people write it down: thirteen groups of five, each with a check character of its own.
//
// "7K3DM-...": letters and digits without I, L, O and U. Four characters of a group carry 20 bits, the fifth checks them together with
// the group's place, so a mistyped character, two swapped ones or two swapped groups are found in their group. The last four bits are 0.
#pragma once

#include "storage/crypto/secret.h"

#include <vector>

namespace sillok::storage {

inline constexpr size_t kRecoveryGroups = 13;
inline constexpr size_t kRecoveryGroupLength = 5;
inline constexpr size_t kMostRecoveryTextBytes = 1024;

/// needs a key of 32 bytes. The text has a dash between groups.
Result<Secret> writeRecoveryKey(const Secret& key);

/// Reads what somebody typed: any case, with or without dashes and spaces, full-width forms, O for 0, I and L for 1.
/// error  BadArgument: names the first group that is wrong ("recovery key: group 3"), or the number of characters.
Result<Secret> readRecoveryKey(std::string_view text);

/// The groups (1 to 13) that do not fit their check character, of a text of any length; for a field that is being filled in.
std::vector<int> wrongRecoveryGroups(std::string_view text);

} // namespace sillok::storage
