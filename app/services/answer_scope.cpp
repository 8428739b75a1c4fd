#include "app/services/answer_scope.h"

#include <algorithm>

namespace sillok::app {

namespace {

using Numbers = std::vector<storage::DocumentId>;

Numbers common(Numbers a, Numbers b)
{
    std::ranges::sort(a);
    std::ranges::sort(b);
    Numbers both;
    std::ranges::set_intersection(a, b, std::back_inserter(both));
    return both;
}

Result<Numbers> stillThere(Workspace& workspace, const storage::AnswerScope& scope)
{
    Numbers numbers;
    for (const storage::AnswerScope::Document& named : scope.documents) {
        const auto stored = workspace.documents().find(named.id);
        if (!stored.ok() && stored.error().code != ErrorCode::NotFound)
            return stored.error();
        if (stored.ok() && stored->collection == scope.collection && stored->name == named.name)
            numbers.push_back(named.id);
    }
    return numbers;
}

/// Puts the parts of one kind behind what was found already.
void add(std::vector<ScopeFound>& found, const storage::StoredCollection& collection, ScopeFound::Kind kind, const std::vector<storage::CollectionPart>& parts)
{
    for (const storage::CollectionPart& part : parts) {
        ScopeFound one { kind, { collection.id }, collection.name, part.documents };
        if (kind == ScopeFound::Kind::Folder)
            one.scope.folder = part.name;
        else if (kind == ScopeFound::Kind::Label)
            one.scope.label = part.name;
        else
            one.scope.documents.push_back({ part.document, part.name });
        found.push_back(std::move(one));
    }
}

} // namespace

Result<SearchScope> searchScopeOf(Workspace& workspace, const storage::AnswerScope& scope)
{
    SearchScope where { scope.collection };
    const auto limit = [&](Numbers numbers) {
        where.documents = where.limited ? common(std::move(where.documents), std::move(numbers)) : std::move(numbers);
        where.limited = true;
    };
    if (!scope.folder.empty()) {
        SILLOK_TRY(Numbers below, workspace.labels().documentsBelow(scope.collection, scope.folder));
        limit(std::move(below));
    }
    if (!scope.label.empty()) {
        SILLOK_TRY(Numbers labelled, workspace.labels().documentsWith(scope.collection, scope.label));
        limit(std::move(labelled));
    }
    if (!scope.documents.empty()) {
        SILLOK_TRY(Numbers named, stillThere(workspace, scope));
        limit(std::move(named));
    }
    return where;
}

Result<std::vector<ScopeFound>> scopesWith(Workspace& workspace, const std::string& text)
{
    SILLOK_TRY(const std::vector<storage::StoredCollection> collections, workspace.collections().list());
    std::vector<ScopeFound> found;
    for (const storage::StoredCollection& collection : collections) {
        if (collection.name.find(text) != std::string::npos)
            found.push_back({ ScopeFound::Kind::Collection, { collection.id }, collection.name, collection.documentCount });
    }
    for (const storage::StoredCollection& collection : collections) {
        SILLOK_TRY(const auto labels, workspace.labels().labels(collection.id, text, kMostScopesPerKind));
        add(found, collection, ScopeFound::Kind::Label, labels);
        SILLOK_TRY(const auto folders, workspace.labels().folders(collection.id, text, kMostScopesPerKind));
        add(found, collection, ScopeFound::Kind::Folder, folders);
        SILLOK_TRY(const auto documents, workspace.labels().documents(collection.id, text, kMostScopesPerKind));
        add(found, collection, ScopeFound::Kind::Document, documents);
    }
    return found;
}

} // namespace sillok::app
