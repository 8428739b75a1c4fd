// desk_collections.cpp - Desk's part about collections and what is in them; taking documents in is in desk_intake.cpp.
#include "app/services/desk_private.h"

#include "app/services/answer_scope.h"
#include "app/services/convert.h"

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

void Desk::setLabels(DocumentId document, const QStringList& labels)
{
    std::vector<std::string> clean;
    for (const QString& label : labels)
        if (const QString one = label.simplified().normalized(QString::NormalizationForm_C); !one.isEmpty())
            clean.push_back(one.toStdString());
    d->withWorkspace(Problem::During::Label, [this, document, clean](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.labels().set(document, clean));
        SILLOK_TRY(const storage::StoredDocument stored, in.documents().find(document));
        d->publishDocuments(in, stored.collection);
        return {};
    });
}

void Desk::findScopes(const QString& text)
{
    d->withWorkspace(Problem::During::Other, [this, text](Workspace& in) -> Result<void> {
        SILLOK_TRY(const std::vector<ScopeFound> found, scopesWith(in, text.simplified().normalized(QString::NormalizationForm_C).toStdString()));
        QList<ScopeChoice> choices;
        for (const ScopeFound& one : found)
            choices.append({ static_cast<ScopeChoice::Kind>(one.kind), toScope(one.scope), QString::fromStdString(one.collectionName), one.documents });
        d->postIfOpen([this, text, choices] { emit scopesFound(text, choices); });
        return {};
    });
}

} // namespace sillok::app
