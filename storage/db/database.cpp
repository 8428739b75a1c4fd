#include "storage/db/database.h"

#include "storage/db/fts_score.h"
#include "storage/db/page_key.h"
#include "storage/db/row_seal.h"
#include "storage/db/row_source.h"
#include "storage/db/sqlite.h"
#include "storage/db/transaction.h"

#include <charconv>

namespace sillok::storage {

namespace {

constexpr int kBusyTimeoutMs = 2000;

/// The switches that are not pragmas. `wanted` is what they are set to and read back as.
struct Switch {
    int option;
    const char* what;
    int wanted;
};
constexpr Switch kSwitches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, "defensive", 1 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, "load_extension", 0 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, "trusted_schema switch", 0 },
    { SQLITE_DBCONFIG_WRITABLE_SCHEMA, "writable_schema", 0 },
    { SQLITE_DBCONFIG_DQS_DML, "double-quoted strings", 0 },
    { SQLITE_DBCONFIG_DQS_DDL, "double-quoted strings in schemas", 0 },
};

struct Pragma {
    const char* name;
    const char* wanted;
    bool atLeast = false;
};
constexpr Pragma kCommonPragmas[] = {
    { "cipher_version", "4.6", true },
    { "temp_store", "2" }, // MEMORY: sorts and temporary tables never reach a file
    { "synchronous", "2" }, // FULL: a commit has been through fdatasync
    { "secure_delete", "1" },
    { "foreign_keys", "1" },
    { "trusted_schema", "0" },
    { "cell_size_check", "1" },
    { "recursive_triggers", "1" },
};
/// Only a file has these.
constexpr Pragma kFilePragmas[] = {
    { "journal_mode", "wal" },
    { "mmap_size", "0" },
    { "page_size", "4096" },
    { "cipher_page_size", "4096" },
    { "cipher_use_hmac", "1" },
    { "cipher_hmac_algorithm", "HMAC_SHA512" },
    { "cipher_kdf_algorithm", "PBKDF2_HMAC_SHA512" },
    { "cipher_plaintext_header_size", "0" },
};

/// The numbers in front of a version text: "4.6.1 community" is 4, 6, 1.
std::vector<int> versionNumbers(std::string_view text)
{
    std::vector<int> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (int number = 0; at != end; ++at) {
        const auto [rest, error] = std::from_chars(at, end, number);
        if (error != std::errc())
            break;
        numbers.push_back(number);
        at = rest;
        if (at == end || *at != '.')
            break;
    }
    return numbers;
}

bool satisfied(const Expectation& setting)
{
    return setting.atLeast ? versionNumbers(setting.found) >= versionNumbers(setting.wanted) : setting.found == setting.wanted;
}

/// The raw key and the salt in the library's notation x'..', which skips its own key derivation. Never part of an SQL text.
Result<Secret> keySpecification(const Secret& rawKey)
{
    constexpr char kHex[] = "0123456789abcdef";
    const DatabaseSalt salt = databaseSalt(rawKey);
    SILLOK_TRY(Secret text, Secret::make((rawKey.size() + salt.size()) * 2 + 3));
    uint8_t* out = text.data();
    const auto add = [&](Bytes bytes) {
        for (const uint8_t byte : bytes) {
            *out++ = static_cast<uint8_t>(kHex[byte >> 4]);
            *out++ = static_cast<uint8_t>(kHex[byte & 15]);
        }
    };
    *out++ = 'x';
    *out++ = '\'';
    add(rawKey.bytes());
    add(salt);
    *out = '\'';
    return text;
}

} // namespace

Result<void> checkExpectations(std::span<const Expectation> settings)
{
    for (const Expectation& setting : settings) {
        if (!satisfied(setting))
            return fail(ErrorCode::Refused,
                std::string("database setting ") + setting.what + " is '" + setting.found + "', not '" + setting.wanted + "'");
    }
    return {};
}

void Database::Close::operator()(sqlite3* connection) const
{
    interrupter->forget();
    sqlite3_close_v2(connection);
}

Database::~Database() = default;

Result<Database> Database::openFile(const std::string& path)
{
    // Counting its own memory costs the library a lock at every allocation, and nobody asks. Only before its first use; later it is refused.
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3* connection = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
    Database database(connection); // owns it also when opening failed
    if (code != SQLITE_OK)
        return databaseError(connection, code, "opening the database");
    return database;
}

Result<Database> Database::open(const std::string& path, const Secret& rawKey, SplitTerms split)
{
    if (rawKey.size() != 32)
        return fail(ErrorCode::BadArgument, "database key of the wrong size");
    SILLOK_TRY(Database database, openFile(path));
    SILLOK_TRY(const Secret specification, keySpecification(rawKey));
    sqlite3* const connection = database.m_connection.get();
    const int code = sqlite3_key(connection, specification.bytes().data(), static_cast<int>(specification.size()));
    if (code != SQLITE_OK)
        return databaseError(connection, code, "keying the database");
    SILLOK_CHECK(registerTokenizer(connection, split));
    SILLOK_CHECK(database.configure("wal"));
    return database;
}

Result<Database> Database::openInMemory(SplitTerms split)
{
    SILLOK_TRY(Database database, openFile(":memory:"));
    database.m_inMemory = true;
    SILLOK_CHECK(registerTokenizer(database.m_connection.get(), split));
    SILLOK_CHECK(database.configure("memory"));
    return database;
}

Result<void> Database::useSealKey(const Secret& key) { return registerRowSeal(m_connection.get(), key.bytes()); }

Result<void> Database::configure(const char* journalMode)
{
    SILLOK_CHECK(registerRowSeal(m_connection.get(), {}));
    SILLOK_CHECK(registerRowValue(m_connection.get()));
    SILLOK_CHECK(registerKnownBm25(m_connection.get()));
    sqlite3_busy_timeout(m_connection.get(), kBusyTimeoutMs);
    sqlite3_limit(m_connection.get(), SQLITE_LIMIT_ATTACHED, 0); // nothing is ever written to a second, perhaps plain, file
    for (const Switch& item : kSwitches)
        sqlite3_db_config(m_connection.get(), item.option, item.wanted, nullptr);
    SILLOK_CHECK(execute("PRAGMA cipher_log_level = NONE; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;"
                         "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON;"
                         "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;"
                         "PRAGMA cache_size = -32768;" // KiB; a page found here need not be decrypted and proven again
                         "SELECT count(*) FROM sqlite_schema;"));
    SILLOK_CHECK(execute(std::string("PRAGMA journal_mode = ") + journalMode));
    SILLOK_TRY(const std::vector<Expectation> found, settings());
    return checkExpectations(found);
}

Result<std::string> Database::ask(std::string_view sql)
{
    SILLOK_TRY(Statement statement, prepare(sql));
    SILLOK_TRY(const bool there, statement.step());
    return there ? statement.columnText(0) : std::string();
}

Result<std::vector<Expectation>> Database::settings()
{
    std::vector<Expectation> all;
    const auto add = [&](const Pragma& pragma) -> Result<void> {
        SILLOK_TRY(std::string found, ask(std::string("PRAGMA ") + pragma.name));
        all.push_back({ pragma.name, std::move(found), pragma.wanted, pragma.atLeast });
        return {};
    };
    for (const Pragma& pragma : kCommonPragmas)
        SILLOK_CHECK(add(pragma));
    for (const Pragma& pragma : kFilePragmas) {
        if (!m_inMemory)
            SILLOK_CHECK(add(pragma));
    }
    for (const Switch& item : kSwitches) {
        int found = -1;
        sqlite3_db_config(m_connection.get(), item.option, -1, &found);
        all.push_back({ item.what, std::to_string(found), item.wanted ? "1" : "0" });
    }
    all.push_back({ "attached databases", std::to_string(sqlite3_limit(m_connection.get(), SQLITE_LIMIT_ATTACHED, -1)), "0" });
    return all;
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(m_connection.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code == SQLITE_OK)
        return Statement(m_connection.get(), statement);
    Error error = databaseError(m_connection.get(), code, std::string("preparing ").append(sql));
    if (error.code == ErrorCode::Internal) // our own SQL is wrong: the message names the place and holds no value
        error.doing += std::string(": ") + sqlite3_errmsg(m_connection.get());
    return error;
}

Result<void> Database::execute(const std::string& sql)
{
    const int code = sqlite3_exec(m_connection.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code == SQLITE_OK)
        return {};
    Error error = databaseError(m_connection.get(), code, "running a script");
    if (error.code == ErrorCode::Internal)
        error.doing += std::string(": ") + sqlite3_errmsg(m_connection.get());
    return error;
}

Result<Transaction> Database::begin()
{
    SILLOK_CHECK(execute("BEGIN IMMEDIATE"));
    return Transaction(*this);
}

int64_t Database::lastInsertId() const { return sqlite3_last_insert_rowid(m_connection.get()); }

int64_t Database::changedRows() const { return sqlite3_changes64(m_connection.get()); }

Result<void> Database::foldLog()
{
    const int code = sqlite3_wal_checkpoint_v2(m_connection.get(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK)
        return databaseError(m_connection.get(), code, "bringing the write-ahead log into the database");
    return {};
}

std::string Database::path() const
{
    const char* const name = m_inMemory ? nullptr : sqlite3_db_filename(m_connection.get(), "main");
    return name ? name : "";
}

Result<int64_t> Database::sizeBytes()
{
    SILLOK_TRY(Statement statement, prepare("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"));
    return statement.number();
}

} // namespace sillok::storage
