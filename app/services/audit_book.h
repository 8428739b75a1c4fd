// audit_book.h - An audit log to be leafed through: filtered, newest first, a page at a time, however long it is.
#pragma once

#include "storage/audit/log_head.h"

#include <optional>
#include <string>

namespace sillok::app {

/// What is looked for; everything by default.
struct BookFilter {
    std::optional<storage::AuditAction> action {};
    std::optional<uint32_t> account {};
    uint64_t fromMs = 0;                 ///< wall clock, since 1970
    uint64_t toMs = UINT64_MAX;          ///< and before this

    bool operator==(const BookFilter&) const = default;
};

/// Holds the file's bytes as they were when it was opened, and of each record the few facts that are filtered by.
class AuditBook {
public:
    /// Says nothing about whether the log is in order: what can be read is shown. cost some 300 bytes a record
    /// error  NotFound, Io, Unsafe; Refused with LogHeadDamaged
    static Result<AuditBook> open(const std::string& path);
    static Result<AuditBook> of(std::vector<uint8_t> log);

    /// From now on only these. Returns how many they are.
    uint64_t choose(const BookFilter& filter);
    /// At most `count` of the chosen ones behind the first `from`, the newest first.
    std::vector<storage::AuditRecord> page(uint64_t from, size_t count) const;

    uint64_t chosen() const { return m_chosen.size(); }
    uint64_t unreadable() const { return m_unreadable; }
    /// Whose records there are, rising.
    std::vector<uint32_t> accounts() const;

private:
    struct Row {
        uint32_t index = 0;              ///< of the frame
        uint32_t account = 0;
        storage::AuditAction action {};
        bool act = false;                ///< and no seal
        uint64_t wallMs = 0;
    };
    static bool fits(const Row& row, const BookFilter& filter);

    std::vector<uint8_t> m_bytes;
    std::vector<Row> m_rows;             ///< newest first
    std::vector<uint32_t> m_chosen;      ///< indices of frames
    uint64_t m_unreadable = 0;
};

} // namespace sillok::app
