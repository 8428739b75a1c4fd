#include "app/services/import_steps.h"

namespace sillok::app {

Result<storage::DocumentId> readyDocument(Workspace& in, storage::CollectionId collection, const storage::Sha256& sha256)
{
    SILLOK_TRY(const std::optional<storage::StoredDocument> known, in.documents().findByContent(collection, sha256));
    return known && known->state == storage::DocumentState::Ready && known->recognition.pagesWithoutText == 0 ? known->id : 0;
}

ImportSteps stepsWithin(Workspace& in, const storage::ImportJob& job)
{
    ImportSteps steps;
    steps.next = [&in, id = job.id](int64_t after, int limit) { return in.imports().next(id, after, limit); };
    steps.known = [&in, collection = job.collection](const storage::Sha256& sha256) { return readyDocument(in, collection, sha256); };
    steps.store = [&in, id = job.id](std::span<storage::FinishedFile> files) { return in.imports().store(id, files, nowMs()); };
    return steps;
}

} // namespace sillok::app
