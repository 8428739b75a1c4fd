#include "storage/repositories/vector_repository.h"

#include "storage/db/transaction.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr const char* kRow = "SELECT v.id, v.passage_id, v.document_id, d.collection_id, v.scale, v.bytes FROM passage_vector v "
                             "JOIN document d ON d.id = v.document_id WHERE ";

/// Passages of ?1's collection (0: all) that have no vector of model ?2.
constexpr const char* kWaiting = "FROM passage p JOIN document d ON d.id = p.document_id WHERE (?1 = 0 OR d.collection_id = ?1) "
                                 "AND NOT EXISTS (SELECT 1 FROM passage_vector v WHERE v.passage_id = p.id AND v.model_id = ?2) ";

std::vector<int8_t> signedBytes(const std::vector<uint8_t>& bytes) { return { bytes.begin(), bytes.end() }; }

Bytes plainBytes(std::span<const int8_t> bytes) { return { reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size() }; }

StoredVector readRow(const Statement& row)
{
    return { row.columnNumber(0), row.columnNumber(1), row.columnNumber(2), row.columnNumber(3), static_cast<float>(row.columnReal(4)),
        signedBytes(row.columnBlob(5)) };
}

} // namespace

Result<EmbeddingModelId> VectorRepository::note(const EmbeddingModel& model)
{
    SILLOK_TRY(Statement insert,
        m_database.prepare("INSERT INTO embedding_model (name, sha256, recipe, width) VALUES (?, ?, ?, ?) ON CONFLICT (sha256, recipe) DO NOTHING"));
    SILLOK_CHECK(insert.run(model.name, Bytes(model.sha256), model.recipe, model.width));
    SILLOK_TRY(const std::optional<EmbeddingModelId> noted, find(model));
    return noted.value_or(0);
}

Result<std::optional<EmbeddingModelId>> VectorRepository::find(const EmbeddingModel& model)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT id FROM embedding_model WHERE sha256 = ? AND recipe = ?"));
    SILLOK_CHECK(statement.bindAll(Bytes(model.sha256), model.recipe));
    SILLOK_TRY(const bool there, statement.step());
    return there ? std::optional(statement.columnNumber(0)) : std::nullopt;
}

Result<std::vector<StoredEmbeddingModel>> VectorRepository::models()
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT id, name, sha256, recipe, width, (SELECT count(*) FROM passage_vector v WHERE v.model_id = m.id) "
                           "FROM embedding_model m ORDER BY id"));
    std::vector<StoredEmbeddingModel> models;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return models;
        StoredEmbeddingModel& model = models.emplace_back();
        model.id = statement.columnNumber(0);
        model.name = statement.columnText(1);
        const std::vector<uint8_t> hash = statement.columnBlob(2);
        std::copy_n(hash.begin(), std::min(hash.size(), model.sha256.size()), model.sha256.begin());
        model.recipe = statement.columnNumber(3);
        model.width = statement.columnNumber(4);
        model.vectors = statement.columnNumber(5);
    }
}

Result<bool> VectorRepository::removeSome(EmbeddingModelId model, int limit)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement vectors,
        m_database.prepare("DELETE FROM passage_vector WHERE id IN (SELECT id FROM passage_vector WHERE model_id = ? LIMIT ?)"));
    SILLOK_CHECK(vectors.run(model, limit));
    const bool none = m_database.changedRows() < limit;
    if (none) {
        SILLOK_TRY(Statement itself, m_database.prepare("DELETE FROM embedding_model WHERE id = ?"));
        SILLOK_CHECK(itself.run(model));
    }
    SILLOK_CHECK(transaction.commit());
    return none;
}

Result<std::vector<WaitingPassage>> VectorRepository::waiting(EmbeddingModelId model, CollectionId collection, const WaitingPassage* after, int limit)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string("SELECT p.id, p.document_id, p.ordinal, p.title, p.heading_path, p.context, p.text, d.uid ") + kWaiting
            + "AND (p.document_id, p.ordinal) > (?3, ?4) ORDER BY p.document_id, p.ordinal LIMIT ?5"));
    SILLOK_CHECK(statement.bindAll(collection, model, after ? after->document : 0, after ? after->ordinal : -1, limit));
    std::vector<WaitingPassage> passages;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return passages;
        passages.push_back({ statement.columnNumber(0), statement.columnNumber(1), statement.columnNumber(2), statement.columnText(3), statement.columnText(4),
            statement.columnText(5), statement.columnText(6), statement.columnBlob(7) });
    }
}

Result<int64_t> VectorRepository::countWaiting(EmbeddingModelId model, CollectionId collection)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string("SELECT count(*) ") + kWaiting));
    return statement.number(collection, model);
}

Result<void> VectorRepository::store(EmbeddingModelId model, std::span<const NewVector> vectors)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    // Numbers of rows are given again when the last one goes; a document's own name is not.
    SILLOK_TRY(Statement insert,
        m_database.prepare("INSERT INTO passage_vector (passage_id, model_id, document_id, scale, bytes) SELECT p.id, ?1, p.document_id, ?2, ?3 "
                           "FROM passage p JOIN document d ON d.id = p.document_id WHERE p.id = ?4 AND d.uid = ?5 AND p.title = ?6 "
                           "ON CONFLICT (passage_id, model_id) DO NOTHING"));
    SILLOK_TRY(Statement rest, m_database.prepare("INSERT INTO passage_vector_rest (vector_id, bytes) VALUES (?, ?)"));
    for (const NewVector& vector : vectors) {
        const WaitingPassage& passage = *vector.passage;
        SILLOK_CHECK(insert.run(model, double { vector.scale }, plainBytes(vector.bytes), passage.id, Bytes(passage.documentUid), passage.title));
        if (m_database.changedRows() == 1)
            SILLOK_CHECK(rest.run(m_database.lastInsertId(), plainBytes(vector.rest)));
    }
    return transaction.commit();
}

Result<std::vector<StoredVector>> VectorRepository::rows(EmbeddingModelId model, int64_t after, int limit)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kRow) + "v.model_id = ? AND v.id > ? ORDER BY v.id LIMIT ?"));
    SILLOK_CHECK(statement.bindAll(model, after, limit));
    std::vector<StoredVector> vectors;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return vectors;
        vectors.push_back(readRow(statement));
    }
}

Result<std::optional<StoredVector>> VectorRepository::ofPassage(EmbeddingModelId model, PassageId passage)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kRow) + "v.passage_id = ? AND v.model_id = ?"));
    SILLOK_CHECK(statement.bindAll(passage, model));
    SILLOK_TRY(const bool there, statement.step());
    return there ? std::optional(readRow(statement)) : std::nullopt;
}

Result<std::vector<WholeVector>> VectorRepository::wholeOnes(EmbeddingModelId model, std::span<const PassageId> passages)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT v.scale, v.bytes, r.bytes FROM passage_vector v JOIN passage_vector_rest r ON r.vector_id = v.id "
                           "WHERE v.passage_id = ? AND v.model_id = ?"));
    std::vector<WholeVector> vectors;
    for (const PassageId passage : passages) {
        SILLOK_CHECK(statement.bindAll(passage, model));
        SILLOK_TRY(const bool there, statement.step());
        if (!there)
            return fail(ErrorCode::NotFound, "no such vector");
        vectors.push_back({ passage, static_cast<float>(statement.columnReal(0)), signedBytes(statement.columnBlob(1)), signedBytes(statement.columnBlob(2)) });
    }
    return vectors;
}

Result<void> VectorRepository::watch()
{
    return m_database.execute("CREATE TEMP TABLE vector_change (passage_id INTEGER PRIMARY KEY);"
                              "CREATE TEMP TRIGGER vector_came AFTER INSERT ON main.passage_vector BEGIN "
                              "INSERT OR IGNORE INTO vector_change VALUES (new.passage_id); END;"
                              "CREATE TEMP TRIGGER vector_went AFTER DELETE ON main.passage_vector BEGIN "
                              "INSERT OR IGNORE INTO vector_change VALUES (old.passage_id); END;");
}

Result<VectorChanges> VectorRepository::takeChanges()
{
    VectorChanges changes;
    SILLOK_TRY(Statement watched, m_database.prepare("SELECT count(*) FROM sqlite_temp_master WHERE name = 'vector_change'"));
    SILLOK_TRY(const int64_t there, watched.number());
    if (there == 0) {
        SILLOK_CHECK(watch());
        changes.unknown = true;
        return changes;
    }
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT passage_id FROM vector_change"));
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            break;
        changes.passages.push_back(statement.columnNumber(0));
    }
    statement.reset();
    if (!changes.passages.empty())
        SILLOK_CHECK(m_database.execute("DELETE FROM vector_change"));
    return changes;
}

} // namespace sillok::storage
