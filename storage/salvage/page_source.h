// page_source.h - The pages of a perhaps damaged database, each in its newest version that authenticates.
#pragma once

#include "storage/db/log_file.h"
#include "storage/db/page_key.h"

#include <unordered_map>
#include <unordered_set>

namespace sillok::storage {

/// Reads the file beside its write-ahead log. Damage never stops it, and sectors that the disk no longer gives are damage like any other.
class PageSource {
public:
    /// error NotFound, Io: the file cannot be read at all.
    static Result<PageSource> open(const std::string& path, const Secret& rawKey);

    /// Number of pages that the database has or had; pages are counted from 1.
    uint32_t count() const { return m_count; }
    /// The content of a page, kUsablePageBytes, or nothing when no version of it authenticates.
    std::optional<std::vector<uint8_t>> page(uint32_t number);
    /// No version of the page authenticates.
    bool damaged(uint32_t number);
    /// Pages whose newest version is damaged and an older one was taken.
    int64_t olderPages() const { return static_cast<int64_t>(m_olderPages.size()); }

private:
    PageSource(FileDescriptor file, uint64_t sizeBytes, std::vector<uint8_t> log, PageKey key);
    /// Empty when there is no such page, or the disk does not give it.
    std::vector<uint8_t> fromFile(uint32_t number) const;
    /// The newest version that authenticates.
    std::optional<std::vector<uint8_t>> intact(uint32_t number);

    FileDescriptor m_file;
    std::vector<uint8_t> m_log;
    PageKey m_key;
    std::unordered_map<uint32_t, std::vector<uint64_t>> m_inLog;    ///< places in the log, oldest first
    std::unordered_set<uint32_t> m_olderPages;
    uint32_t m_count = 0;
};

} // namespace sillok::storage
