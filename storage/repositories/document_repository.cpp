#include "storage/repositories/document_repository.h"

#include "engine/base/text.h"
#include "storage/db/row_source.h"
#include "storage/db/transaction.h"
#include "storage/repositories/lines.h"
#include "storage/repositories/problem_code.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr int64_t kMostLostCodePoints = 64 << 20; // places in a damaged vault are not to be believed without end

constexpr const char* kColumns
    = "SELECT d.id, d.collection_id, d.name, d.title, d.format, d.sha256, d.size_bytes, d.page_count, d.pages_are_estimated, "
      "d.hidden_characters_removed, d.state, d.problem_code, d.problem_detail, d.added_at_ms, "
      "(SELECT count(*) FROM passage p WHERE p.document_id = d.id), d.pages_without_text, d.pages_recognised, d.pages_unsure, "
      "d.recognition_percent, d.identifiers, "
      "(SELECT group_concat(label, char(10)) FROM (SELECT label FROM document_label l WHERE l.document_id = d.id ORDER BY label)), d.had_password FROM document d ";

StoredDocument readRow(const Statement& row)
{
    StoredDocument document;
    document.id = row.columnNumber(0);
    document.collection = row.columnNumber(1);
    document.name = row.columnText(2);
    document.title = row.columnText(3);
    document.format = row.columnText(4);
    const std::vector<uint8_t> hash = row.columnBlob(5);
    std::copy_n(hash.begin(), std::min(hash.size(), document.sha256.size()), document.sha256.begin());
    document.sizeBytes = row.columnNumber(6);
    document.pageCount = static_cast<int>(row.columnNumber(7));
    document.pagesEstimated = row.columnNumber(8) != 0;
    document.hiddenCharactersRemoved = static_cast<int>(row.columnNumber(9));
    document.state = static_cast<DocumentState>(row.columnNumber(10));
    document.problem = problemFromName(row.columnText(11));
    document.problemDetail = row.columnText(12);
    document.addedAtMs = row.columnNumber(13);
    document.passageCount = static_cast<int>(row.columnNumber(14));
    document.recognition = { static_cast<int>(row.columnNumber(15)), static_cast<int>(row.columnNumber(16)), static_cast<int>(row.columnNumber(17)),
        static_cast<int>(row.columnNumber(18)) };
    document.identifiers = row.columnText(19);
    document.labels = splitLines(row.columnText(20));
    document.hadPassword = row.columnNumber(21) != 0;
    return document;
}

/// Finds byte places of code points; cheap when asked in rising order.
class CodePoints {
public:
    explicit CodePoints(std::string_view text) : m_text(text) {}

    /// Nothing when the text is shorter.
    std::optional<size_t> byteOf(int64_t point)
    {
        if (point < m_point)
            m_point = 0, m_byte = 0;
        for (; m_point < point && m_byte < m_text.size(); ++m_point)
            m_byte += codePointAt(m_text, m_byte).length;
        return m_point == point ? std::optional(m_byte) : std::nullopt;
    }

private:
    std::string_view m_text;
    int64_t m_point = 0;
    size_t m_byte = 0;
};

/// A passage's bytes in the plain text.
struct Slice {
    size_t start = 0;
    size_t end = 0;
};

Result<std::vector<Slice>> slicesOf(const NewDocument& document)
{
    CodePoints places(document.plainText);
    std::vector<Slice> slices;
    for (const NewPassage& passage : document.passages) {
        const std::optional<size_t> start = places.byteOf(passage.startCodePoint);
        const std::optional<size_t> end = places.byteOf(passage.endCodePoint);
        if (!start || !end || *end < *start || std::string_view(document.plainText).substr(*start, *end - *start) != passage.text)
            return fail(ErrorCode::BadArgument, "a passage is not the slice that it claims to be");
        slices.push_back({ *start, *end });
    }
    return slices;
}

/// What stands before each passage and behind the last one: with the passages it makes the whole text, which is then stored once.
struct Between {
    std::vector<std::string_view> before;
    std::string_view after;
};

/// Nothing when passages overlap or are out of order, or when there are none.
std::optional<Between> betweenSlices(std::string_view text, const std::vector<Slice>& slices)
{
    Between between;
    size_t end = 0;
    for (const Slice& slice : slices) {
        if (slice.start < end)
            return std::nullopt;
        between.before.push_back(text.substr(end, slice.start - end));
        end = slice.end;
    }
    between.after = text.substr(end);
    return slices.empty() ? std::nullopt : std::optional(std::move(between));
}

/// In the order in which addPassages asks for them.
class PassageRows : public RowSource {
public:
    PassageRows(const std::vector<NewPassage>& passages, const std::vector<std::string_view>& before) : m_passages(passages), m_before(before) {}

    Value value(int64_t row, int column) const override
    {
        const NewPassage& passage = m_passages[static_cast<size_t>(row)];
        switch (column) {
        case 0: return passage.headingPath;
        case 1: return passage.context;
        case 2: return passage.page;
        case 3: return passage.startCodePoint;
        case 4: return passage.endCodePoint;
        case 5: return passage.text;
        default: return m_before[static_cast<size_t>(row)];
        }
    }

private:
    const std::vector<NewPassage>& m_passages;
    const std::vector<std::string_view>& m_before;
};

Result<void> mustExist(Database& database, CollectionId collection)
{
    SILLOK_TRY(Statement statement, database.prepare("SELECT id FROM collection WHERE id = ?"));
    SILLOK_TRY(const int64_t found, statement.number(collection));
    static_cast<void>(found);
    return {};
}

} // namespace

Result<DocumentId> DocumentRepository::add(const NewDocument& document, int64_t nowMs)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(const DocumentId id, addWithin(document, nowMs));
    SILLOK_CHECK(transaction.commit());
    return id;
}

Result<DocumentId> DocumentRepository::addWithin(const NewDocument& document, int64_t nowMs)
{
    SILLOK_TRY(const std::vector<Slice> slices, slicesOf(document));
    SILLOK_CHECK(mustExist(m_database, document.collection));
    const std::optional<Between> between = betweenSlices(document.plainText, slices);
    SILLOK_TRY(Statement replace, m_database.prepare("DELETE FROM document WHERE collection_id = ? AND name = ?"));
    SILLOK_CHECK(replace.run(document.collection, document.name));
    SILLOK_TRY(Statement insert,
        m_database.prepare("INSERT INTO document (collection_id, name, title, format, sha256, size_bytes, page_count, pages_are_estimated, "
                           "hidden_characters_removed, state, problem_code, problem_detail, added_at_ms, plain_text, text_is_in_passages, "
                           "pages_without_text, pages_recognised, pages_unsure, recognition_percent, identifiers, had_password) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    SILLOK_CHECK(insert.run(document.collection, document.name, document.title, document.format, Bytes(document.sha256), document.sizeBytes,
        document.pageCount, document.pagesEstimated, document.hiddenCharactersRemoved, static_cast<int>(document.state),
        problemName(document.problem), document.problemDetail, nowMs, between ? between->after : std::string_view(document.plainText),
        between.has_value(), document.recognition.pagesWithoutText, document.recognition.pagesRecognised, document.recognition.pagesUnsure,
        document.recognition.confidence, document.identifiers, document.hadPassword));
    const DocumentId id = m_database.lastInsertId();
    SILLOK_CHECK(addBlocks(id, document.blocks));
    SILLOK_CHECK(addPassages(id, document, between ? between->before : std::vector<std::string_view>(document.passages.size())));
    return id;
}

Result<void> DocumentRepository::addBlocks(DocumentId document, const std::vector<StoredBlock>& blocks)
{
    SILLOK_TRY(Statement insert, m_database.prepare("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)"));
    int ordinal = 0;
    for (const StoredBlock& block : blocks) {
        SILLOK_CHECK(insert.run(document, ordinal++, static_cast<int>(block.kind), block.headingLevel, block.page, block.startCodePoint,
            block.endCodePoint));
    }
    return {};
}

Result<void> DocumentRepository::addPassages(DocumentId id, const NewDocument& document, const std::vector<std::string_view>& before)
{
    if (document.passages.empty())
        return {};
    SILLOK_TRY(Statement insert,
        m_database.prepare("WITH RECURSIVE place(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM place WHERE i + 1 < ?1) "
                           "INSERT INTO passage (document_id, ordinal, scope, title, heading_path, context, page, page_is_estimated, "
                           "start_code_point, end_code_point, text, before) SELECT ?2, i, ?3, ?4, row_value(?5, i, 0), row_value(?5, i, 1), "
                           "row_value(?5, i, 2), ?6, row_value(?5, i, 3), row_value(?5, i, 4), row_value(?5, i, 5), row_value(?5, i, 6) FROM place"));
    const std::string& title = document.title.empty() ? document.name : document.title;
    const PassageRows rows(document.passages, before);
    return insert.run(document.passages.size(), id, "c" + std::to_string(document.collection), title, rows, document.pagesEstimated);
}

Result<std::optional<StoredDocument>> DocumentRepository::findByContent(CollectionId collection, const Sha256& sha256)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "WHERE d.collection_id = ? AND d.sha256 = ? LIMIT 1"));
    SILLOK_CHECK(statement.bindAll(collection, Bytes(sha256)));
    SILLOK_TRY(const bool there, statement.step());
    return there ? std::optional(readRow(statement)) : std::nullopt;
}

Result<StoredDocument> DocumentRepository::find(DocumentId document)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "WHERE d.id = ?"));
    SILLOK_CHECK(statement.bindAll(document));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, "no such document");
    return readRow(statement);
}

Result<std::vector<StoredDocument>> DocumentRepository::list(CollectionId collection)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "WHERE d.collection_id = ? ORDER BY d.name"));
    SILLOK_CHECK(statement.bindAll(collection));
    std::vector<StoredDocument> documents;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return documents;
        documents.push_back(readRow(statement));
    }
}

Result<std::string> DocumentRepository::plainText(DocumentId document)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT plain_text, text_is_in_passages FROM document WHERE id = ?"));
    SILLOK_CHECK(statement.bindAll(document));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, "no such document");
    if (statement.columnNumber(1) == 0)
        return statement.columnText(0);
    SILLOK_TRY(std::string text, textOfPassages(document));
    return text + statement.columnText(0);
}

/// A passage that salvage could not save leaves spaces, so that every other place stays right.
Result<std::string> DocumentRepository::textOfPassages(DocumentId document)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT before, text, start_code_point, end_code_point FROM passage WHERE document_id = ? ORDER BY ordinal"));
    SILLOK_CHECK(statement.bindAll(document));
    std::string text;
    int64_t end = 0;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return text;
        const std::string before = statement.columnText(0);
        const int64_t start = statement.columnNumber(2);
        const int64_t gap = start - end - static_cast<int64_t>(codePointCount(before));
        if (gap > 0 && gap <= kMostLostCodePoints)
            text.append(static_cast<size_t>(gap), ' ');
        text += before + statement.columnText(1);
        end = statement.columnNumber(3);
    }
}

Result<std::vector<StoredBlock>> DocumentRepository::blocks(DocumentId document)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT kind, heading_level, page, start_code_point, end_code_point FROM block WHERE document_id = ? "
                           "ORDER BY ordinal"));
    SILLOK_CHECK(statement.bindAll(document));
    std::vector<StoredBlock> blocks;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return blocks;
        blocks.push_back({ static_cast<BlockKind>(statement.columnNumber(0)), static_cast<int>(statement.columnNumber(1)),
            static_cast<int>(statement.columnNumber(2)), statement.columnNumber(3), statement.columnNumber(4) });
    }
}

Result<void> DocumentRepository::remove(DocumentId document)
{
    SILLOK_TRY(Statement statement, m_database.prepare("DELETE FROM document WHERE id = ?"));
    SILLOK_CHECK(statement.run(document));
    if (m_database.changedRows() == 0)
        return fail(ErrorCode::NotFound, "no such document");
    return {};
}

} // namespace sillok::storage
