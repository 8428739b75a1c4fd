#include "storage/db/transaction.h"

namespace sillok::storage {

Transaction::~Transaction()
{
    if (m_database)
        ignore(m_database->execute("ROLLBACK"), "after some errors the library has rolled back already");
}

Result<void> Transaction::commit()
{
    SILLOK_CHECK(m_database->execute("COMMIT"));
    m_database = nullptr;
    return {};
}

} // namespace sillok::storage
