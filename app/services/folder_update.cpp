#include "app/services/folder_update.h"

#include "app/services/import_service.h"

#include <algorithm>

namespace sillok::app {

namespace {

/// Whether the file holds what its document was read from.
Result<bool> isSame(Workspace& in, storage::CollectionId collection, const std::string& from, const storage::Sha256& sha256)
{
    SILLOK_TRY(const std::optional<storage::StoredDocument> known, in.documents().findByContent(collection, sha256));
    if (!known)
        return false;
    SILLOK_TRY(const std::vector<storage::SourceFile> files, in.sources().ofDocument(known->id));
    return std::ranges::any_of(files, [&](const storage::SourceFile& file) { return file.path == from; });
}

} // namespace

Result<FolderUpdate> updateFromFolder(storage::CollectionId collection, const FolderScan& scan, const std::string& folder, const InVault& inVault)
{
    FolderChanges changes;
    SILLOK_CHECK(inVault([&](Workspace& in) -> Result<void> {
        SILLOK_TRY(const std::vector<storage::SourceFile> known, in.sources().below(collection, folder));
        changes = changesOf(scan, known);
        return changes.gone.empty() ? Result<void>() : in.sources().remove(collection, changes.gone);
    }));
    FolderUpdate update { .removed = static_cast<int>(changes.gone.size()), .folders = static_cast<int>(scan.folders.size()) };
    for (const RenamedFile& file : changes.renamed) {
        const auto opened = openToImport(file.to.path);
        bool same = false;
        SILLOK_CHECK(inVault([&](Workspace& in) -> Result<void> {
            if (opened.ok()) {
                SILLOK_TRY(same, isSame(in, collection, file.from, opened->digest.sha256));
            }
            if (same)
                return in.sources().rename(collection, file.from, { file.to.path, 0, opened->found.sizeBytes, opened->found.modifiedAtNs });
            return in.sources().remove(collection, { file.from });
        }));
        if (same)
            ++update.renamed;
        else
            changes.toRead.push_back(file.to);
    }
    update.toRead = static_cast<int>(changes.toRead.size());
    if (changes.toRead.empty())
        return update;
    std::vector<storage::WaitingFile> files;
    for (const FoundFile& file : changes.toRead)
        files.push_back({ 0, file.path, file.sizeBytes });
    SILLOK_CHECK(inVault([&](Workspace& in) -> Result<void> { const auto job = in.imports().begin(collection, files, nowMs());
        return job.ok() ? Result<void>() : Result<void>(job.error());
    }));
    return update;
}

} // namespace sillok::app
