#include "app/services/audit_book.h"

#include "app/services/log_check.h"
#include "storage/audit/record.h"

#include <algorithm>

namespace sillok::app {

Result<AuditBook> AuditBook::open(const std::string& path)
{
    SILLOK_TRY(std::vector<uint8_t> bytes, loadLog(path));
    return of(std::move(bytes));
}

Result<AuditBook> AuditBook::of(std::vector<uint8_t> log)
{
    AuditBook book;
    book.m_bytes = std::move(log);
    SILLOK_TRY(const storage::LogView view, storage::viewLog(book.m_bytes));
    book.m_unreadable = view.frames.size() % storage::kFrameBytes > 0 ? 1 : 0;
    book.m_rows.reserve(view.count());
    for (uint64_t i = view.count(); i-- > 0;) {
        const auto record = storage::readRecord(view.frame(i));
        if (record.ok())
            book.m_rows.push_back({ static_cast<uint32_t>(i), record->moment.account, record->act.action, record->kind == storage::RecordKind::Act, record->moment.wallMs });
        else
            ++book.m_unreadable;
    }
    book.choose({});
    return book;
}

bool AuditBook::fits(const Row& row, const BookFilter& filter)
{
    return (!filter.action || (row.act && row.action == *filter.action)) && (!filter.account || row.account == *filter.account) && row.wallMs >= filter.fromMs
        && row.wallMs < filter.toMs;
}

uint64_t AuditBook::choose(const BookFilter& filter)
{
    m_chosen.clear();
    for (const Row& row : m_rows)
        if (fits(row, filter))
            m_chosen.push_back(row.index);
    return m_chosen.size();
}

std::vector<storage::AuditRecord> AuditBook::page(uint64_t from, size_t count) const
{
    std::vector<storage::AuditRecord> records;
    const auto view = storage::viewLog(m_bytes);
    if (!view.ok())
        return records;
    for (uint64_t i = from; i < m_chosen.size() && records.size() < count; ++i)
        if (auto record = storage::readRecord(view->frame(m_chosen[i])); record.ok())
            records.push_back(std::move(*record));
    return records;
}

std::vector<uint32_t> AuditBook::accounts() const
{
    std::vector<uint32_t> all;
    for (const Row& row : m_rows)
        if (std::ranges::find(all, row.account) == all.end())
            all.push_back(row.account);
    std::ranges::sort(all);
    return all;
}

} // namespace sillok::app
