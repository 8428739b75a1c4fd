// import_steps.h - The vault's side of an import, for whoever is in the vault's thread.
#pragma once

#include "app/services/import_run.h"
#include "app/services/workspace.h"

namespace sillok::app {

/// The document with this content that was read whole; 0: none.
Result<storage::DocumentId> readyDocument(Workspace& in, storage::CollectionId collection, const storage::Sha256& sha256);

/// `next`, `known` and `store` of an import that runs in the vault's own thread. needs `in` to outlive them
ImportSteps stepsWithin(Workspace& in, const storage::ImportJob& job);

} // namespace sillok::app
