// context_folder.h - The folder beside a vault in which files of computed contexts lie.
#pragma once

#include "engine/base/bytes.h"

#include <string>
#include <vector>

namespace sillok::storage {

std::string contextFolder(const std::string& vaultDir);
/// How the names of the files begin; what else lies there is nobody's business.
inline constexpr const char* kContextFilePrefix = "context.";
/// Makes the folder when there is none, and removes the files of it that are not named. error DiskFull, Io
Result<void> sweepContexts(const std::string& folder, const std::vector<std::string>& named);

} // namespace sillok::storage
