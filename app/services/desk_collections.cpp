// desk_collections.cpp - Desk's part about collections and what is in them; taking documents in is in desk_intake.cpp.
#include "app/services/desk_private.h"

namespace sillok::app {

void Desk::createCollection(const QString& name)
{
    const std::string clean = name.simplified().toStdString();
    d->withWorkspace(Problem::During::Other, [this, clean](Workspace& in) -> Result<void> {
        SILLOK_TRY(const CollectionId id, in.collections().create(clean, nowMs()));
        d->publishCollections(in);
        d->postIfOpen([this, id] { emit collectionCreated(id); });
        return {};
    });
}

void Desk::removeCollection(CollectionId collection)
{
    d->withWorkspace(Problem::During::Other, [this, collection](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.collections().remove(collection));
        d->publishCollections(in);
        return {};
    });
}

void Desk::listDocuments(CollectionId collection)
{
    d->withWorkspace(Problem::During::Other, [this, collection](Workspace& in) -> Result<void> {
        d->publishDocuments(in, collection);
        return {};
    });
}

void Desk::removeDocument(DocumentId document)
{
    d->withWorkspace(Problem::During::Other, [this, document](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredDocument stored, in.documents().find(document));
        SILLOK_CHECK(in.documents().remove(document));
        d->publishDocuments(in, stored.collection);
        d->publishCollections(in);
        return {};
    });
}

} // namespace sillok::app
