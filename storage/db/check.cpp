// The slow whole-file checks of a Database.
#include "storage/db/database.h"

namespace sillok::storage {

namespace {

/// Rows of a check that are not the word "ok" are problems.
Result<void> collect(Database& database, const std::string& sql, const std::string& label, std::vector<std::string>& problems)
{
    SILLOK_TRY(Statement statement, database.prepare(sql));
    for (;;) {
        Result<bool> row = statement.step();
        if (!row.ok()) {
            problems.push_back(label + ": " + row.error().doing);
            return {};
        }
        if (!*row)
            return {};
        if (std::string text = statement.columnText(0); text != "ok")
            problems.push_back(label + ": " + text);
    }
}

/// Without it removed words stay in the index until it is merged by chance. source sqlite.org/fts5.html, section 6.10
Result<void> mustForget(Database& database, const std::string& index, std::vector<std::string>& problems)
{
    SILLOK_TRY(Statement statement, database.prepare("SELECT count(*) FROM " + index + "_config WHERE k = 'secure-delete' AND v = 1"));
    const Result<int64_t> set = statement.number();
    if (!set.ok() || *set != 1)
        problems.push_back("word index " + index + ": removed words are kept");
    return {};
}

} // namespace

Result<std::vector<std::string>> wordIndexes(Database& database)
{
    SILLOK_TRY(Statement statement, database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%USING fts5(%'"));
    std::vector<std::string> names;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return names;
        names.push_back(statement.columnText(0));
    }
}

Result<std::vector<std::string>> Database::check()
{
    std::vector<std::string> problems;
    // Page authentication looks at the file alone. A page that a power cut tore during a checkpoint is whole in the log: it goes first.
    if (const auto logged = execute("PRAGMA wal_checkpoint(TRUNCATE)"); !logged.ok())
        problems.push_back("log: " + logged.error().doing);
    SILLOK_CHECK(collect(*this, "PRAGMA cipher_integrity_check", "page authentication", problems));
    SILLOK_CHECK(collect(*this, "PRAGMA integrity_check", "structure", problems));
    SILLOK_CHECK(collect(*this, "SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check", "reference", problems));
    Result<std::vector<std::string>> indexes = wordIndexes(*this);
    if (!indexes.ok()) {
        problems.push_back("schema: " + indexes.error().doing);
        return problems;
    }
    for (const std::string& name : *indexes) {
        SILLOK_CHECK(mustForget(*this, name, problems));
        // Compares the index with the texts that it was made from; the plain integrity check does not.
        if (const auto result = execute("INSERT INTO " + name + "(" + name + ", rank) VALUES('integrity-check', 1)"); !result.ok())
            problems.push_back("word index " + name + ": " + result.error().doing);
    }
    return problems;
}

} // namespace sillok::storage
