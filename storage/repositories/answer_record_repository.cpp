#include "storage/repositories/answer_record_repository.h"

#include "storage/db/transaction.h"

#include <algorithm>

namespace sillok::storage {

Result<void> AnswerRecordRepository::add(MessageId message, const AnswerRecord& record)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement insert, m_database.prepare("INSERT INTO answer_record VALUES (?, ?, ?, ?, ?, ?, ?)"));
    SILLOK_CHECK(insert.run(message, record.modelName, record.modelId, static_cast<int64_t>(record.modelVersion), record.modelDigest,
        record.programVersion, Bytes(record.request)));
    SILLOK_TRY(Statement sources, m_database.prepare("INSERT OR IGNORE INTO answer_source SELECT c.message_id, d.name, d.sha256 FROM citation c"
                                                     " JOIN document d ON d.id = c.document_id WHERE c.message_id = ?"));
    SILLOK_CHECK(sources.run(message));
    return transaction.commit();
}

Result<AnswerRecord> AnswerRecordRepository::of(MessageId message)
{
    SILLOK_TRY(Statement select,
        m_database.prepare("SELECT model_name, model_id, model_version, model_digest, program_version, request FROM answer_record WHERE message_id = ?"));
    SILLOK_CHECK(select.bindAll(message));
    SILLOK_TRY(const bool there, select.step());
    if (!there)
        return fail(ErrorCode::NotFound, "a record of the answer");
    AnswerRecord record { select.columnText(0), select.columnText(1), static_cast<uint64_t>(select.columnNumber(2)), select.columnText(3),
        select.columnText(4), select.columnBlob(5), {} };
    SILLOK_TRY(Statement sources, m_database.prepare("SELECT document_name, sha256 FROM answer_source WHERE message_id = ? ORDER BY document_name, sha256"));
    SILLOK_CHECK(sources.bindAll(message));
    for (;;) {
        SILLOK_TRY(const bool row, sources.step());
        if (!row)
            return record;
        AnswerSource source { sources.columnText(0), {} };
        const auto sha256 = sources.columnBlob(1);
        if (sha256.size() != source.sha256.size())
            return fail(ErrorCode::Damaged, "a record of the answer");
        std::copy(sha256.begin(), sha256.end(), source.sha256.begin());
        record.sources.push_back(std::move(source));
    }
}

} // namespace sillok::storage
