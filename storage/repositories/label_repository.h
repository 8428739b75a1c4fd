// label_repository.h - Free words that the person gives to documents, and the documents that one of them, or a folder, stands for.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

namespace sillok::storage {

/// A part of a collection that a question can be asked of.
struct CollectionPart {
    std::string name;        ///< path of the folder, the label, or name of the document
    int documents = 1;       ///< that can be searched
    DocumentId document = 0; ///< of a single document
};

inline constexpr size_t kLongestLabel = 60;      ///< code points
inline constexpr size_t kMostLabels = 20;        ///< of one document

/// Lives as long as one unlocked vault. Storage thread only.
class LabelRepository {
public:
    explicit LabelRepository(Database& database) : m_database(database) {}

    Result<std::vector<std::string>> of(DocumentId document);    ///< in order
    /// In the place of those that it had. error  BadArgument: too long, or too many. NotFound: no such document.
    Result<void> set(DocumentId document, const std::vector<std::string>& labels);
    Result<void> setWithin(DocumentId document, const std::vector<std::string>& labels);
    /// Documents of the collection that carry the label.
    Result<std::vector<DocumentId>> documentsWith(CollectionId collection, const std::string& label);
    /// Documents whose file lies inside the folder or a folder in it.
    Result<std::vector<DocumentId>> documentsBelow(CollectionId collection, const std::string& folder);

    // What of a collection can be named, each with the text in its name; by name, at most `limit`
    Result<std::vector<CollectionPart>> labels(CollectionId collection, const std::string& text, int limit);
    Result<std::vector<CollectionPart>> folders(CollectionId collection, const std::string& text, int limit);
    Result<std::vector<CollectionPart>> documents(CollectionId collection, const std::string& text, int limit);

private:
    Database& m_database;
};

} // namespace sillok::storage
