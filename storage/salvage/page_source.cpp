#include "storage/salvage/page_source.h"

#include <algorithm>

namespace sillok::storage {

Result<PageSource> PageSource::open(const std::string& path, const Secret& rawKey)
{
    SILLOK_TRY(PageKey key, PageKey::make(rawKey));
    SILLOK_TRY(MappedFile file, MappedFile::open(path));
    Result<MappedFile> log = MappedFile::open(path + "-wal");
    return PageSource(std::move(file), log.ok() ? std::optional(std::move(*log)) : std::nullopt, std::move(key));
}

PageSource::PageSource(MappedFile file, std::optional<MappedFile> log, PageKey key)
    : m_file(std::move(file))
    , m_log(std::move(log))
    , m_key(std::move(key))
{
    m_count = static_cast<uint32_t>(std::min<uint64_t>(m_file.bytes().size() / kPageBytes, UINT32_MAX));
    if (!m_log)
        return;
    for (const LogFrame& frame : scanLog(m_log->bytes(), m_file.bytes()).frames) {
        const uint32_t number = frame.page; // may be damaged itself: then the page does not authenticate under it
        if (m_key.authentic(m_log->bytes().subspan(frame.offset, kPageBytes), number))
            m_count = std::max(m_count, number);
        m_inLog[number].push_back(frame.offset);
    }
}

Bytes PageSource::fromFile(uint32_t number) const
{
    const uint64_t at = uint64_t(number - 1) * kPageBytes;
    const Bytes all = m_file.bytes();
    return number == 0 || at + kPageBytes > all.size() ? Bytes() : all.subspan(at, kPageBytes);
}

std::optional<Bytes> PageSource::intact(uint32_t number)
{
    if (const auto found = m_inLog.find(number); found != m_inLog.end()) {
        for (auto place = found->second.rbegin(); place != found->second.rend(); ++place) {
            const Bytes page = m_log->bytes().subspan(*place, kPageBytes);
            if (m_key.authentic(page, number))
                return page;
            ++m_olderPages;
        }
    }
    const Bytes page = fromFile(number);
    return m_key.authentic(page, number) ? std::optional(page) : std::nullopt;
}

std::optional<std::vector<uint8_t>> PageSource::page(uint32_t number)
{
    const std::optional<Bytes> raw = intact(number);
    if (!raw)
        return std::nullopt;
    Result<std::vector<uint8_t>> content = m_key.open(*raw, number);
    return content.ok() ? std::optional(std::move(*content)) : std::nullopt;
}

bool PageSource::damaged(uint32_t number)
{
    const Bytes page = fromFile(number);
    const bool empty = std::ranges::all_of(page, [](uint8_t byte) { return byte == 0; });
    return !intact(number) && !(empty && !m_inLog.contains(number));
}

} // namespace sillok::storage
