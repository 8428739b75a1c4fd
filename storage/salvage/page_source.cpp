#include "storage/salvage/page_source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace sillok::storage {

namespace {

/// What the disk gives of a part of a file; the rest stays zero. False: nothing of it.
bool readPart(const FileDescriptor& file, uint64_t at, std::span<uint8_t> out)
{
    size_t done = 0;
    while (done < out.size()) {
        const ssize_t got = ::pread(file.get(), out.data() + done, out.size() - done, static_cast<off_t>(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += static_cast<size_t>(got);
    }
    return done > 0;
}

uint64_t sizeOf(const FileDescriptor& file)
{
    struct stat info {};
    return ::fstat(file.get(), &info) == 0 ? static_cast<uint64_t>(info.st_size) : 0;
}

/// Page by page, so that a sector that cannot be read costs one page only. Empty: there is no log.
std::vector<uint8_t> readLog(const std::string& path)
{
    const Result<FileDescriptor> file = openForReading(path);
    if (!file.ok())
        return {};
    std::vector<uint8_t> log(sizeOf(*file));
    for (size_t at = 0; at < log.size(); at += kPageBytes)
        readPart(*file, at, std::span(log).subspan(at, std::min(kPageBytes, log.size() - at)));
    return log;
}

} // namespace

Result<PageSource> PageSource::open(const std::string& path, const Secret& rawKey)
{
    SILLOK_TRY(PageKey key, PageKey::make(rawKey));
    SILLOK_TRY(FileDescriptor file, openForReading(path));
    const uint64_t size = sizeOf(file);
    return PageSource(std::move(file), size, readLog(path + "-wal"), std::move(key));
}

PageSource::PageSource(FileDescriptor file, uint64_t sizeBytes, std::vector<uint8_t> log, PageKey key)
    : m_file(std::move(file))
    , m_log(std::move(log))
    , m_key(std::move(key))
{
    m_count = static_cast<uint32_t>(std::min<uint64_t>(sizeBytes / kPageBytes, UINT32_MAX));
    for (const LogFrame& frame : scanLog(m_log, {}).frames) {
        const uint32_t number = frame.page; // may be damaged itself: then the page does not authenticate under it
        if (m_key.authentic(Bytes(m_log).subspan(frame.offset, kPageBytes), number))
            m_count = std::max(m_count, number);
        m_inLog[number].push_back(frame.offset);
    }
}

std::vector<uint8_t> PageSource::fromFile(uint32_t number) const
{
    std::vector<uint8_t> page(kPageBytes);
    return number != 0 && readPart(m_file, uint64_t(number - 1) * kPageBytes, page) ? page : std::vector<uint8_t>();
}

std::optional<std::vector<uint8_t>> PageSource::intact(uint32_t number)
{
    if (const auto found = m_inLog.find(number); found != m_inLog.end()) {
        for (auto place = found->second.rbegin(); place != found->second.rend(); ++place) {
            const Bytes page = Bytes(m_log).subspan(*place, kPageBytes);
            if (m_key.authentic(page, number))
                return std::vector<uint8_t>(page.begin(), page.end());
            m_olderPages.insert(number);
        }
    }
    std::vector<uint8_t> page = fromFile(number);
    return m_key.authentic(page, number) ? std::optional(std::move(page)) : std::nullopt;
}

std::optional<std::vector<uint8_t>> PageSource::page(uint32_t number)
{
    const std::optional<std::vector<uint8_t>> raw = intact(number);
    if (!raw)
        return std::nullopt;
    Result<std::vector<uint8_t>> content = m_key.open(*raw, number);
    return content.ok() ? std::optional(std::move(*content)) : std::nullopt;
}

bool PageSource::damaged(uint32_t number) { return number != kLockPage && !intact(number); }

} // namespace sillok::storage
