#include "storage/repositories/message_seals.h"

#include "storage/db/transaction.h"

namespace sillok::storage {

namespace {

constexpr const char* kBrokenLinks
    = "SELECT count(*) FROM (SELECT seq, message_id, content, chain, lag(seq, 1, 0) OVER (ORDER BY seq) AS before, lag(chain, 1, x'') OVER (ORDER "
      "BY seq) AS link FROM message_seal WHERE seq >= ?1) WHERE seq > ?1 AND (before <> seq - 1 OR chain <> row_seal('chain', seq, message_id, "
      "content, link))";
constexpr const char* kChangedMessages
    = "SELECT count(*) FROM (SELECT message_id, content, max(seq) FROM message_seal WHERE seq > ?1 GROUP BY message_id) s LEFT JOIN "
      "message_content m ON m.id = s.message_id WHERE s.content <> coalesce(m.content, x'')";
constexpr const char* kUnsealed = "SELECT count(*) FROM message WHERE state <> 1 AND id NOT IN (SELECT message_id FROM message_seal)";

Result<void> ask(Database& database, const char* sql, const std::string& what, std::vector<std::string>& problems, const std::optional<int64_t>& after)
{
    SILLOK_TRY(Statement statement, database.prepare(sql));
    const Result<int64_t> found = after ? statement.number(*after) : statement.number();
    if (!found.ok() && found.error().code != ErrorCode::Damaged)
        return found.error();
    if (!found.ok())
        problems.push_back(what + ": " + found.error().doing);
    else if (*found != 0)
        problems.push_back(what + ": " + std::to_string(*found));
    return {};
}

} // namespace

Result<std::vector<std::string>> checkMessageSeals(Database& database, int64_t most)
{
    std::vector<std::string> problems;
    SILLOK_TRY(Statement end, database.prepare("SELECT seq FROM message_seal_end"));
    SILLOK_TRY(const int64_t newest, end.number());
    const int64_t after = most == 0 ? 0 : std::max<int64_t>(newest - most, 0);
    SILLOK_CHECK(ask(database, kBrokenLinks, "breaks in the chain of message seals", problems, after));
    SILLOK_CHECK(ask(database, kChangedMessages, "messages that are not as they were stored", problems, after));
    if (most == 0)
        SILLOK_CHECK(ask(database, kUnsealed, "messages without a seal", problems, std::nullopt));
    return problems;
}

Result<void> renewMessageSeals(Database& database)
{
    SILLOK_TRY(Transaction transaction, database.begin());
    SILLOK_CHECK(database.execute("DELETE FROM message_seal; UPDATE message SET state = state"));
    return transaction.commit();
}

} // namespace sillok::storage
