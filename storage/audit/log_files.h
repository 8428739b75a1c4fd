// log_files.h - The names in an audit log's folder.
#pragma once

#include <string>

namespace sillok::storage {

inline constexpr const char* kLogName = "log";
inline constexpr const char* kStateName = "state";
inline constexpr const char* kFirstKeyName = "first";

/// The folder of the log that belongs to a vault.
inline std::string auditDir(const std::string& vaultDir) { return vaultDir + "/audit"; }

} // namespace sillok::storage
