#include "storage/repositories/label_repository.h"

#include "engine/base/text.h"
#include "storage/db/transaction.h"

#include <algorithm>
#include <map>
#include <set>

namespace sillok::storage {

namespace {

constexpr const char* kSearchable = "EXISTS (SELECT 1 FROM passage WHERE passage.document_id = document.id)";

Result<std::vector<DocumentId>> numbersOf(Statement statement)
{
    std::vector<DocumentId> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(statement.columnNumber(0));
    }
}

Result<std::vector<CollectionPart>> partsOf(Statement statement)
{
    std::vector<CollectionPart> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back({ statement.columnText(0), static_cast<int>(statement.columnNumber(1)), statement.columnNumber(2) });
    }
}

/// Every folder that holds one of the files, up to the one where they part from each other: what lies above says nothing.
std::map<std::string, std::set<DocumentId>> foldersOf(const std::vector<std::pair<std::string, DocumentId>>& files)
{
    std::map<std::string, std::set<DocumentId>> folders;
    for (const auto& [path, document] : files) {
        for (size_t slash = path.rfind('/'); slash != std::string::npos && slash > 0; slash = path.rfind('/', slash - 1))
            folders[path.substr(0, slash)].insert(document);
    }
    // Of a chain of folders that hold the same files, the innermost one is the one that people mean.
    std::erase_if(folders, [&](const auto& folder) {
        const auto inside = folders.lower_bound(folder.first + "/");
        for (auto next = inside; next != folders.end() && next->first.starts_with(folder.first + "/"); ++next)
            if (next->second.size() == folder.second.size())
                return true;
        return false;
    });
    return folders;
}

} // namespace

Result<std::vector<std::string>> LabelRepository::of(DocumentId document)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT label FROM document_label WHERE document_id = ? ORDER BY label"));
    SILLOK_CHECK(statement.bindAll(document));
    std::vector<std::string> labels;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return labels;
        labels.push_back(statement.columnText(0));
    }
}

Result<void> LabelRepository::set(DocumentId document, const std::vector<std::string>& labels)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_CHECK(setWithin(document, labels));
    return transaction.commit();
}

Result<void> LabelRepository::setWithin(DocumentId document, const std::vector<std::string>& labels)
{
    if (labels.size() > kMostLabels)
        return fail(ErrorCode::BadArgument, "more labels than a document may carry");
    SILLOK_TRY(Statement known, m_database.prepare("SELECT count(*) FROM document WHERE id = ?"));
    SILLOK_TRY(const int64_t there, known.number(document));
    if (there == 0)
        return fail(ErrorCode::NotFound, "no such document");
    SILLOK_TRY(Statement forget, m_database.prepare("DELETE FROM document_label WHERE document_id = ?"));
    SILLOK_CHECK(forget.run(document));
    SILLOK_TRY(Statement add, m_database.prepare("INSERT OR IGNORE INTO document_label VALUES (?, ?)"));
    for (const std::string& label : labels) {
        if (label.empty() || codePointCount(label) > kLongestLabel)
            return fail(ErrorCode::BadArgument, "a label without letters or with too many");
        SILLOK_CHECK(add.run(document, label));
    }
    return {};
}

Result<std::vector<DocumentId>> LabelRepository::documentsWith(CollectionId collection, const std::string& label)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT d.id FROM document_label l JOIN document d ON d.id = l.document_id WHERE l.label = ? AND d.collection_id = ? ORDER BY d.id"));
    SILLOK_CHECK(statement.bindAll(label, collection));
    return numbersOf(std::move(statement));
}

Result<std::vector<DocumentId>> LabelRepository::documentsBelow(CollectionId collection, const std::string& folder)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT DISTINCT document_id FROM source_file WHERE collection_id = ? AND path > ? AND path < ? AND document_id IS NOT NULL"));
    SILLOK_CHECK(statement.bindAll(collection, folder + "/", folder + "0")); // '0' follows '/'
    return numbersOf(std::move(statement));
}

Result<std::vector<CollectionPart>> LabelRepository::labels(CollectionId collection, const std::string& text, int limit)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT l.label, count(*), 0 FROM document_label l JOIN document d ON d.id = l.document_id "
                           "WHERE d.collection_id = ? AND instr(lower(l.label), lower(?)) > 0 GROUP BY l.label ORDER BY l.label LIMIT ?"));
    SILLOK_CHECK(statement.bindAll(collection, text, limit));
    return partsOf(std::move(statement));
}

Result<std::vector<CollectionPart>> LabelRepository::documents(CollectionId collection, const std::string& text, int limit)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string("SELECT name, 1, id FROM document WHERE collection_id = ? AND ") + kSearchable + " AND instr(lower(name), lower(?)) > 0 ORDER BY name LIMIT ?"));
    SILLOK_CHECK(statement.bindAll(collection, text, limit));
    return partsOf(std::move(statement));
}

Result<std::vector<CollectionPart>> LabelRepository::folders(CollectionId collection, const std::string& text, int limit)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string("SELECT path, document_id FROM source_file JOIN document ON document.id = document_id WHERE source_file.collection_id = ? AND ") + kSearchable));
    SILLOK_CHECK(statement.bindAll(collection));
    std::vector<std::pair<std::string, DocumentId>> files;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            break;
        files.emplace_back(statement.columnText(0), statement.columnNumber(1));
    }
    std::vector<CollectionPart> parts;
    for (const auto& [path, documents] : foldersOf(files)) {
        if (static_cast<int>(parts.size()) == limit)
            break;
        if (path.substr(path.rfind('/') + 1).find(text) != std::string::npos)
            parts.push_back({ path, static_cast<int>(documents.size()), 0 });
    }
    return parts;
}

} // namespace sillok::storage
