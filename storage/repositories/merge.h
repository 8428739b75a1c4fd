// merge.h - Adds to one database what another one has and it has not.
#pragma once

#include "storage/db/copy.h"

namespace sillok::storage {

/// Rows of one kind.
struct MergedKind {
    int64_t added = 0;
    int64_t alreadyThere = 0;
};

struct MergeReport {
    MergedKind collections;
    MergedKind documents;
    MergedKind chats;
    MergedKind messages;
};

/// Rows are the same when their uid is; collections also when their name is, documents also when a collection has their content. Nothing
/// is changed or removed, and merging the same twice adds nothing the second time. A document whose name is taken by another content
/// gets a number behind its name. Settings stay.
/// needs   both with the newest schema; `from` is only read
/// error   Cancelled, DiskFull, Io, Damaged: nothing was added.
Result<MergeReport> mergeDatabase(Database& from, Database& into, const CopyProgress& progress, const std::stop_token& stop);

} // namespace sillok::storage
