// desk_passwords.cpp - Desk's part about documents that have a password of their own.
#include "app/services/desk_private.h"

namespace sillok::app {

namespace {

/// Documents of the collection that ask for a password, `first` before the others.
Result<QList<DocumentId>> askingForPassword(Workspace& in, CollectionId collection, DocumentId first)
{
    QList<DocumentId> asking { first };
    SILLOK_TRY(const std::vector<storage::StoredDocument> documents, in.documents().list(collection));
    for (const storage::StoredDocument& document : documents) {
        if (document.state == storage::DocumentState::NeedsPassword && document.id != first)
            asking.append(document.id);
    }
    return asking;
}

} // namespace

void Desk::giveDocumentPassword(CollectionId collection, DocumentId document, Passphrase password, bool forAll)
{
    // In memory that is locked before it waits in a queue.
    auto secret = storage::Secret::copyOf(asBytes(password.view()));
    if (!secret.ok())
        return d->report(secret.error(), Problem::During::Import);
    const DocumentPassword given = std::make_shared<const storage::Secret>(std::move(*secret));
    d->withWorkspace(Problem::During::Import, [this, collection, document, given, forAll](Workspace& in) -> Result<void> {
        SILLOK_TRY(const std::vector<storage::SourceFile> sources, in.sources().ofDocument(document));
        if (sources.empty())
            return fail(ErrorCode::NotFound, "documents whose files are not known");
        SILLOK_CHECK(d->passwords.add(collection, forAll ? std::string() : sources.front().path, given->bytes()));
        SILLOK_TRY(const QList<DocumentId> asking, forAll ? askingForPassword(in, collection, document) : Result<QList<DocumentId>>(QList<DocumentId> { document }));
        d->postIfOpen([this, collection, asking] { retryDocuments(collection, asking); });
        return {};
    });
}

} // namespace sillok::app
