#include "storage/db/interrupter.h"

#include "storage/db/sqlite.h"

namespace sillok::storage {

void Interrupter::interrupt()
{
    const std::lock_guard lock(m_mutex);
    if (m_connection)
        sqlite3_interrupt(m_connection);
}

void Interrupter::forget()
{
    const std::lock_guard lock(m_mutex);
    m_connection = nullptr;
}

} // namespace sillok::storage
