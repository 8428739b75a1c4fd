#include "storage/repositories/import_repository.h"

#include "storage/db/transaction.h"

namespace sillok::storage {

namespace {

constexpr const char* kJobs = "SELECT j.id, j.collection_id, j.is_paused, j.total, j.done, j.failed, "
                              "(SELECT coalesce(sum(size_bytes), 0) FROM import_file f WHERE f.job_id = j.id), "
                              "(SELECT coalesce(chat_id, 0) FROM collection c WHERE c.id = j.collection_id) FROM import_job j ";

ImportJob readRow(const Statement& row)
{
    return { row.columnNumber(0), row.columnNumber(1), row.columnNumber(2) != 0, row.columnNumber(3), row.columnNumber(4), row.columnNumber(5),
        row.columnNumber(6), row.columnNumber(7) };
}

} // namespace

Result<ImportJobId> ImportRepository::begin(CollectionId collection, std::span<const WaitingFile> files, int64_t nowMs)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement make, m_database.prepare("INSERT INTO import_job (collection_id, created_at_ms, total) VALUES (?, ?, ?)"));
    SILLOK_CHECK(make.run(collection, nowMs, 0));
    const ImportJobId job = m_database.lastInsertId();
    SILLOK_TRY(Statement add,
        m_database.prepare("INSERT INTO import_file SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM import_file f JOIN import_job j ON "
                           "j.id = f.job_id WHERE f.path = ?3 AND j.collection_id = ?5)"));
    int64_t total = 0;
    for (const WaitingFile& file : files) {
        SILLOK_CHECK(add.run(job, total + 1, file.path, file.sizeBytes, collection));
        total += m_database.changedRows();
    }
    if (total == 0)
        return 0;
    SILLOK_TRY(Statement count, m_database.prepare("UPDATE import_job SET total = ? WHERE id = ?"));
    SILLOK_CHECK(count.run(total, job));
    SILLOK_CHECK(transaction.commit());
    return job;
}

Result<std::vector<ImportJob>> ImportRepository::jobs()
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kJobs) + "ORDER BY j.id"));
    std::vector<ImportJob> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(readRow(statement));
    }
}

Result<ImportJob> ImportRepository::find(ImportJobId job)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kJobs) + "WHERE j.id = ?"));
    SILLOK_CHECK(statement.bindAll(job));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, "no such import");
    return readRow(statement);
}

namespace {

Result<std::vector<WaitingFile>> filesOf(Statement statement)
{
    std::vector<WaitingFile> files;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return files;
        files.push_back({ statement.columnNumber(0), statement.columnText(1), statement.columnNumber(2) });
    }
}

} // namespace

Result<std::vector<WaitingFile>> ImportRepository::next(ImportJobId job, int64_t after, int limit)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT ordinal, path, size_bytes FROM import_file WHERE job_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?"));
    SILLOK_CHECK(statement.bindAll(job, after, limit));
    return filesOf(std::move(statement));
}

Result<std::vector<WaitingFile>> ImportRepository::waitingFor(CollectionId collection)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT f.ordinal, f.path, f.size_bytes FROM import_file f JOIN import_job j ON j.id = f.job_id WHERE j.collection_id = ? "
                           "ORDER BY f.job_id, f.ordinal"));
    SILLOK_CHECK(statement.bindAll(collection));
    return filesOf(std::move(statement));
}

Result<bool> ImportRepository::leaveOut(CollectionId collection, std::string_view path)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement count,
        m_database.prepare("UPDATE import_job SET total = total - 1 WHERE collection_id = ?1 AND EXISTS (SELECT 1 FROM import_file f WHERE "
                           "f.job_id = import_job.id AND f.path = ?2)"));
    SILLOK_CHECK(count.run(collection, path));
    SILLOK_TRY(Statement leave,
        m_database.prepare("DELETE FROM import_file WHERE path = ?2 AND job_id IN (SELECT id FROM import_job WHERE collection_id = ?1)"));
    SILLOK_CHECK(leave.run(collection, path));
    const bool waited = m_database.changedRows() > 0;
    SILLOK_CHECK(transaction.commit());
    return waited;
}

Result<void> ImportRepository::store(ImportJobId job, std::span<FinishedFile> files, int64_t nowMs)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement of, m_database.prepare("SELECT collection_id FROM import_job WHERE id = ?"));
    SILLOK_TRY(const CollectionId collection, of.number(job));
    SILLOK_TRY(Statement leave, m_database.prepare("DELETE FROM import_file WHERE job_id = ? AND ordinal = ?"));
    SILLOK_TRY(Statement there, m_database.prepare("SELECT count(*) FROM document WHERE id = ?"));
    SILLOK_TRY(Statement waits, m_database.prepare("SELECT count(*) FROM import_file WHERE job_id = ? AND ordinal = ?"));
    int64_t failed = 0, left = 0;
    for (FinishedFile& file : files) {
        SILLOK_TRY(const int64_t waiting, waits.number(job, file.ordinal));
        if (waiting == 0)
            continue; // it was left out while it was being read
        SILLOK_TRY(const int64_t known, there.number(file.source.document));
        if (!file.document && file.source.document != 0 && known == 0)
            continue; // it was taken out meanwhile: the file stays in the job and is read after all
        if (file.document) {
            SILLOK_TRY(file.source.document, m_sources.storeWithin(std::move(*file.document), file.source, nowMs));
        } else if (file.source.document != 0) {
            SILLOK_CHECK(m_sources.linkWithin(collection, file.source));
        }
        SILLOK_CHECK(leave.run(job, file.ordinal));
        ++left;
        failed += file.good ? 0 : 1;
    }
    SILLOK_TRY(Statement count, m_database.prepare("UPDATE import_job SET done = done + ?, failed = failed + ? WHERE id = ?"));
    SILLOK_CHECK(count.run(left, failed, job));
    return transaction.commit();
}

Result<void> ImportRepository::setPaused(ImportJobId job, bool paused)
{
    SILLOK_TRY(Statement statement, m_database.prepare("UPDATE import_job SET is_paused = ? WHERE id = ?"));
    return statement.run(paused, job);
}

Result<void> ImportRepository::remove(ImportJobId job)
{
    SILLOK_TRY(Statement statement, m_database.prepare("DELETE FROM import_job WHERE id = ?"));
    return statement.run(job);
}

} // namespace sillok::storage
