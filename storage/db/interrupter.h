// interrupter.h - Ends what a connection is doing, from another thread.
#pragma once

#include <mutex>

struct sqlite3;

namespace sillok::storage {

/// Outlives its connection harmlessly: once that is closed, interrupting does nothing.
class Interrupter {
public:
    explicit Interrupter(sqlite3* connection) : m_connection(connection) {}

    /// A statement that runs now ends with Cancelled, and what it changed is taken back. Thread: any.
    void interrupt();
    /// The connection is about to be closed.
    void forget();

private:
    std::mutex m_mutex;
    sqlite3* m_connection;
};

} // namespace sillok::storage
