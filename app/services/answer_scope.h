// answer_scope.h - From what a person named (a folder, a label, documents) to the documents that are searched.
#pragma once

#include "app/services/evidence_service.h"

namespace sillok::app {

/// The documents that are in all of the limits. One that was removed since, or whose number went to another, is not among them.
/// error  as the repositories
Result<SearchScope> searchScopeOf(Workspace& workspace, const storage::AnswerScope& scope);

/// Something that a question can be asked of.
struct ScopeFound {
    enum class Kind : uint8_t { Collection, Folder, Label, Document } kind = Kind::Collection;
    storage::AnswerScope scope;
    std::string collectionName;
    int documents = 0;
};

inline constexpr int kMostScopesPerKind = 20;   ///< of one collection

/// Collections with the text in their name, and what of every collection has it: collections first, then its parts, collection by collection.
Result<std::vector<ScopeFound>> scopesWith(Workspace& workspace, const std::string& text);

} // namespace sillok::app
