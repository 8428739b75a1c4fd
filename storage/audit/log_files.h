// log_files.h - The names in an audit log's folder, and plain reading and writing there.
#pragma once

#include "engine/base/file.h"

#include <string>

namespace sillok::storage {

inline constexpr const char* kLogName = "log";
inline constexpr const char* kStateName = "state";
inline constexpr const char* kFirstKeyName = "first";

/// The folder of the log that belongs to a vault.
inline std::string auditDir(const std::string& vaultDir) { return vaultDir + "/audit"; }

/// All of it at this place, or an error. error DiskFull, Io.
Result<void> writeAt(const FileDescriptor& file, Bytes bytes, uint64_t at);

} // namespace sillok::storage
