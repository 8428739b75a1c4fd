// transaction.h - All or nothing: what is not committed never happened.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

/// Rolls back when it goes without commit(). Only one per connection at a time.
class Transaction {
public:
    explicit Transaction(Database& database) : m_database(&database) {}
    Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// After this returns without an error the changes are on the disk.
    /// error DiskFull, Io, Busy: nothing of it was stored.
    Result<void> commit();

private:
    Database* m_database;
};

} // namespace sillok::storage
