// folder_sync.h - What changed in a watched folder since it was taken in, and what follows from that.
#pragma once

#include "app/services/folder_scan.h"
#include "storage/repositories/source_repository.h"

namespace sillok::app {

struct RenamedFile {
    std::string from;
    FoundFile to;
};

/// Nothing was opened for it: what differs in size or time of change is to be looked at.
struct FolderChanges {
    std::vector<FoundFile> toRead;          ///< new or changed
    std::vector<std::string> gone;          ///< their documents leave at once
    std::vector<RenamedFile> renamed;       ///< perhaps: a gone and a new file of the same size and time. Their content decides
};

/// Files in folders that could not be looked into are neither gone nor changed: a network drive that is away takes nothing with it.
/// needs `known` by path
FolderChanges changesOf(const FolderScan& scan, const std::vector<storage::SourceFile>& known);

} // namespace sillok::app
