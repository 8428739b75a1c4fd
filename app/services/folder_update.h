// folder_update.h - Brings a collection in line with one of its watched folders, as far as that needs no reading; the rest becomes an import.
#pragma once

#include "app/services/folder_sync.h"
#include "app/services/workspace.h"

namespace sillok::app {

struct FolderUpdate {
    int removed = 0;
    int renamed = 0;
    int toRead = 0;               ///< they wait in a new import
    int folders = 0;
};

/// Any thread but the vault's. Gone files leave the collection first, so that no answer shows them any more.
/// error as scanFolder: then nothing was changed. What the vault says.
Result<FolderUpdate> updateFromFolder(storage::CollectionId collection, const FolderScan& scan, const std::string& folder, const InVault& inVault);

} // namespace sillok::app
