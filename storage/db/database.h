// database.h - One encrypted SQLite connection, checked before it is handed out.
#pragma once

#include "storage/crypto/secret.h"
#include "storage/db/fts_tokenizer.h"
#include "storage/db/interrupter.h"
#include "storage/db/statement.h"

#include <memory>
#include <span>

namespace sillok::storage {

class Transaction;

/// How every connection must be set. A connection that differs is closed again.
struct Expectation {
    const char* what;         ///< name of the setting, as in messages
    std::string found;        ///< as read back from the open connection
    const char* wanted;
    bool atLeast = false;     ///< compare as version numbers, found may be newer
};

/// error Refused: names the first setting that is not as wanted.
Result<void> checkExpectations(std::span<const Expectation> settings);

/// One connection. Use it from one thread at a time; statements and repositories must not outlive it.
class Database {
public:
    /// Opens or creates an encrypted file with a raw 32-byte key, sets it up and asserts every setting. WAL, synchronous FULL:
    /// what was committed is on the disk.
    /// error  WrongKey: another key, or not an encrypted database. Damaged. Busy. DiskFull. Io. Refused: a setting differs.
    static Result<Database> open(const std::string& path, const Secret& rawKey, SplitTerms split);
    /// Lives in memory only and goes with the object; no byte reaches a disk.
    static Result<Database> openInMemory(SplitTerms split);

    Database(Database&&) noexcept = default;
    Database& operator=(Database&&) noexcept = default;
    ~Database();

    /// needs a single statement. error Internal: our SQL is wrong. Busy, Damaged, DiskFull, Io.
    Result<Statement> prepare(std::string_view sql);
    /// Runs a script of statements without values.
    Result<void> execute(const std::string& sql);
    /// Begins a transaction that may write. error Busy: another connection is writing.
    Result<Transaction> begin();
    /// The key of the seals that the schema's triggers make; before the first statement that changes a message.
    Result<void> useSealKey(const Secret& key);
    int64_t lastInsertId() const;
    int64_t changedRows() const;

    /// Every setting of this connection with what was found; for tests and `vault check`.
    Result<std::vector<Expectation>> settings();
    /// What is wrong with the file: page authentication, structure, word indexes, references. Empty: nothing.
    /// cost reads the whole file.
    Result<std::vector<std::string>> check();
    /// Brings everything from the write-ahead log into the file and empties the log. error Busy: somebody else is reading. DiskFull, Io.
    Result<void> foldLog();
    /// Size of the data, in use or not.
    Result<int64_t> sizeBytes();
    /// For another thread that wants a long statement to end.
    std::shared_ptr<Interrupter> interrupter() const { return m_connection.get_deleter().interrupter; }
    /// Where the file is; empty for one in memory.
    std::string path() const;
    /// The connection itself, for what the library offers beyond statements. Only storage/db uses it.
    sqlite3* connection() { return m_connection.get(); }

private:
    struct Close {
        void operator()(sqlite3* connection) const;
        std::shared_ptr<Interrupter> interrupter;
    };
    explicit Database(sqlite3* connection) : m_connection(connection, Close { std::make_shared<Interrupter>(connection) }) {}
    static Result<Database> openFile(const std::string& path);
    Result<void> configure(const char* journalMode);
    Result<std::string> ask(std::string_view sql);

    std::unique_ptr<sqlite3, Close> m_connection;
    bool m_inMemory = false;
};

/// Names of the full-text indexes. error Damaged.
Result<std::vector<std::string>> wordIndexes(Database& database);

} // namespace sillok::storage
