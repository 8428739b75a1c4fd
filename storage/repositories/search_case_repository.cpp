#include "storage/repositories/search_case_repository.h"

namespace sillok::storage {

namespace {

std::optional<int> placeAt(const Statement& row, int column)
{
    return row.columnIsNull(column) ? std::nullopt : std::optional(static_cast<int>(row.columnNumber(column)));
}

} // namespace

Result<int64_t> SearchCaseRepository::add(const StoredSearchCase& searchCase)
{
    if (searchCase.question.empty())
        return fail(ErrorCode::BadArgument, "a case without a question");
    SILLOK_TRY(Statement add,
        m_database.prepare("INSERT INTO search_case (collection_id, question, document_name, quote) VALUES (?, ?, ?, ?) ON CONFLICT (collection_id, question) "
                           "DO UPDATE SET document_name = excluded.document_name, quote = excluded.quote, place_before = NULL, place_now = NULL, checked_at_ms = 0 "
                           "RETURNING id"));
    return add.number(searchCase.collection, searchCase.question, searchCase.documentName, searchCase.quote);
}

Result<std::vector<StoredSearchCase>> SearchCaseRepository::list(CollectionId collection)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT id, question, document_name, quote, place_before, place_now, checked_at_ms FROM search_case WHERE collection_id = ? ORDER BY id"));
    SILLOK_CHECK(statement.bindAll(collection));
    std::vector<StoredSearchCase> cases;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return cases;
        cases.push_back({ statement.columnNumber(0), collection, statement.columnText(1), statement.columnText(2), statement.columnText(3),
            placeAt(statement, 4), placeAt(statement, 5), statement.columnNumber(6) });
    }
}

Result<void> SearchCaseRepository::remove(CollectionId collection, int64_t id)
{
    SILLOK_TRY(Statement statement, m_database.prepare("DELETE FROM search_case WHERE collection_id = ? AND id = ?"));
    SILLOK_CHECK(statement.run(collection, id));
    return m_database.changedRows() == 1 ? Result<void>() : fail(ErrorCode::NotFound, "no such case");
}

Result<void> SearchCaseRepository::setPlace(int64_t id, int place, int64_t nowMs)
{
    SILLOK_TRY(Statement statement, m_database.prepare("UPDATE search_case SET place_before = place_now, place_now = ?, checked_at_ms = ? WHERE id = ?"));
    SILLOK_CHECK(statement.run(place, nowMs, id));
    return m_database.changedRows() == 1 ? Result<void>() : fail(ErrorCode::NotFound, "no such case");
}

} // namespace sillok::storage
