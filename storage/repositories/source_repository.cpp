#include "storage/repositories/source_repository.h"

#include "storage/db/transaction.h"
#include "storage/repositories/label_repository.h"

namespace sillok::storage {

namespace {

constexpr const char* kColumns = "SELECT path, document_id, size_bytes, modified_at_ns FROM source_file ";

/// The first path that is no longer inside the folder: '0' follows '/'.
std::string behindFolder(const std::string& folder) { return folder + "0"; }

/// "가/나/다.txt" with 1: "나/다.txt".
std::string endOfPath(const std::string& path, int folders)
{
    size_t at = path.rfind('/');
    for (; folders > 0 && at != std::string::npos && at > 0; --folders)
        at = path.rfind('/', at - 1);
    return at == std::string::npos ? path : path.substr(at + 1);
}

std::string stemOf(const std::string& path)
{
    const std::string name = endOfPath(path, 0);
    const size_t dot = name.rfind('.');
    return dot == 0 ? name : name.substr(0, dot);
}

/// A title that says the file's old name says the new one.
std::string retitled(std::string title, const std::string& from, const std::string& to)
{
    const size_t at = title.find(from);
    return from.empty() || at == std::string::npos ? title : title.replace(at, from.size(), to);
}

} // namespace

Result<std::vector<SourceFile>> SourceRepository::list(Statement statement)
{
    std::vector<SourceFile> files;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return files;
        files.push_back({ statement.columnText(0), statement.columnNumber(1), statement.columnNumber(2), statement.columnNumber(3) });
    }
}

Result<std::vector<SourceFile>> SourceRepository::below(CollectionId collection, const std::string& folder)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "WHERE collection_id = ? AND path > ? AND path < ? ORDER BY path"));
    SILLOK_CHECK(statement.bindAll(collection, folder + "/", behindFolder(folder)));
    return list(std::move(statement));
}

Result<std::vector<SourceFile>> SourceRepository::ofDocument(DocumentId document)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "WHERE document_id = ? ORDER BY path"));
    SILLOK_CHECK(statement.bindAll(document));
    return list(std::move(statement));
}

Result<std::vector<SourceFile>> SourceRepository::withProblems(CollectionId collection)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string(kColumns) + "WHERE document_id IN (SELECT id FROM document WHERE collection_id = ? AND (state <> 1 OR pages_without_text > 0)) ORDER BY path"));
    SILLOK_CHECK(statement.bindAll(collection));
    return list(std::move(statement));
}

Result<DocumentId> SourceRepository::documentOf(CollectionId collection, const std::string& path)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT coalesce((SELECT document_id FROM source_file WHERE collection_id = ? AND path = ?), 0)"));
    return statement.number(collection, path);
}

Result<bool> SourceRepository::hasOtherFiles(DocumentId document, const std::string& path)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT count(*) FROM source_file WHERE document_id = ? AND path <> ?"));
    SILLOK_TRY(const int64_t others, statement.number(document, path));
    return others > 0;
}

/// A document that came from nowhere we know is replaced by one of its name; a document of another file is not.
Result<bool> SourceRepository::isTaken(CollectionId collection, const std::string& name, const std::string& path)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT count(*) FROM document d JOIN source_file s ON s.document_id = d.id WHERE d.collection_id = ? AND d.name = ? AND s.path <> ?"));
    SILLOK_TRY(const int64_t files, statement.number(collection, name, path));
    return files > 0;
}

Result<std::string> SourceRepository::freeName(CollectionId collection, const std::string& path)
{
    std::string last;
    for (int folders = 0;; ++folders) {
        std::string name = endOfPath(path, folders);
        if (name == last)
            break;
        SILLOK_TRY(const bool taken, isTaken(collection, name, path));
        if (!taken)
            return name;
        last = std::move(name);
    }
    for (int number = 2;; ++number) { // only a document that shares its text with another path can hold the whole path
        std::string name = last + " (" + std::to_string(number) + ")";
        SILLOK_TRY(const bool taken, isTaken(collection, name, path));
        if (!taken)
            return name;
    }
}

Result<void> SourceRepository::removeUnlessShared(DocumentId document, const std::string& path)
{
    if (document == 0)
        return {};
    SILLOK_TRY(const bool shared, hasOtherFiles(document, path));
    return shared ? Result<void>() : m_documents.remove(document);
}

Result<void> SourceRepository::linkWithin(CollectionId collection, const SourceFile& file)
{
    SILLOK_TRY(const DocumentId before, documentOf(collection, file.path));
    SILLOK_TRY(Statement link, m_database.prepare("INSERT OR REPLACE INTO source_file VALUES (?, ?, ?, ?, ?)"));
    SILLOK_CHECK(link.run(collection, file.path, file.document, file.sizeBytes, file.modifiedAtNs));
    return before == file.document ? Result<void>() : removeUnlessShared(before, file.path);
}

Result<DocumentId> SourceRepository::storeWithin(NewDocument document, const SourceFile& file, int64_t nowMs)
{
    SILLOK_TRY(const std::optional<StoredDocument> same, m_documents.findByContent(document.collection, document.sha256));
    SourceFile linked = file;
    const bool better = same && same->recognition.pagesWithoutText > document.recognition.pagesWithoutText;
    if (same && same->state == DocumentState::Ready && document.state == DocumentState::Ready && !better) {
        linked.document = same->id;
    } else {
        SILLOK_TRY(document.name, freeName(document.collection, file.path));
        SILLOK_TRY(const DocumentId before, documentOf(document.collection, file.path));
        LabelRepository labels(m_database);
        SILLOK_TRY(const std::vector<std::string> given, labels.of(before)); // they are the file's, whatever it holds now
        SILLOK_CHECK(removeUnlessShared(before, file.path));
        SILLOK_TRY(linked.document, m_documents.addWithin(document, nowMs));
        SILLOK_CHECK(labels.setWithin(linked.document, given));
    }
    SILLOK_CHECK(linkWithin(document.collection, linked));
    return linked.document;
}

Result<void> SourceRepository::remove(CollectionId collection, const std::vector<std::string>& paths)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement forget, m_database.prepare("DELETE FROM source_file WHERE collection_id = ? AND path = ?"));
    for (const std::string& path : paths) {
        SILLOK_TRY(const DocumentId document, documentOf(collection, path));
        SILLOK_CHECK(forget.run(collection, path));
        SILLOK_CHECK(removeUnlessShared(document, path));
    }
    return transaction.commit();
}

Result<void> SourceRepository::rename(CollectionId collection, const std::string& from, const SourceFile& to)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(const DocumentId document, documentOf(collection, from));
    SILLOK_TRY(Statement forget, m_database.prepare("DELETE FROM source_file WHERE collection_id = ? AND path = ?"));
    SILLOK_CHECK(forget.run(collection, from));
    SILLOK_TRY(const StoredDocument stored, m_documents.find(document));
    SILLOK_TRY(const bool shared, hasOtherFiles(document, from));
    if (!shared) {
        SILLOK_TRY(const std::string name, freeName(collection, to.path));
        const std::string title = retitled(stored.title, stemOf(from), stemOf(to.path));
        SILLOK_TRY(Statement say, m_database.prepare("UPDATE document SET name = ?, title = ? WHERE id = ?"));
        SILLOK_CHECK(say.run(name, title, document));
        SILLOK_TRY(Statement tell, m_database.prepare("UPDATE passage SET title = ? WHERE document_id = ? AND title <> ?1"));
        SILLOK_CHECK(tell.run(title.empty() ? name : title, document));
    }
    SourceFile linked = to;
    linked.document = document;
    SILLOK_CHECK(linkWithin(collection, linked));
    return transaction.commit();
}

Result<void> SourceRepository::watch(CollectionId collection, const std::string& folder)
{
    SILLOK_TRY(Statement statement, m_database.prepare("INSERT INTO watched_folder (collection_id, path) VALUES (?, ?)"));
    return statement.run(collection, folder);
}

Result<void> SourceRepository::unwatch(CollectionId collection, const std::string& folder)
{
    SILLOK_TRY(Statement statement, m_database.prepare("DELETE FROM watched_folder WHERE collection_id = ? AND path = ?"));
    SILLOK_CHECK(statement.run(collection, folder));
    return m_database.changedRows() == 1 ? Result<void>() : fail(ErrorCode::NotFound, "this folder is not watched");
}

Result<std::vector<SourceRepository::WatchedFolder>> SourceRepository::watched()
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT collection_id, path FROM watched_folder ORDER BY id"));
    std::vector<WatchedFolder> folders;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return folders;
        folders.push_back({ statement.columnNumber(0), statement.columnText(1) });
    }
}

} // namespace sillok::storage
