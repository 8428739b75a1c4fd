// archive.h - A zip archive made in memory.
#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

namespace sillok::app {

struct ArchivePart {
    std::string name;
    std::string bytes;
    bool stored = false;    ///< not compressed: the first part of formats that are known by it
};

/// The parts in this order. error Internal: the library could not make it.
Result<std::string> archiveOf(const std::vector<ArchivePart>& parts);

} // namespace sillok::app
