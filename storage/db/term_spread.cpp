#include "storage/db/term_spread.h"

#include "storage/db/varint.h"

namespace sillok::storage {

namespace {

/// A word whose places fill no more pages than that, besides the ones that it shares with others, is counted.
constexpr int64_t kCountedPages = 8;
/// The number of a leaf: its segment above 37 bits, its page below.
constexpr int kSegmentBits = 37;

/// Which statement is which.
enum : size_t { kBefore, kBehind, kLeaf, kCount };

size_t twoBytes(Bytes block, size_t at) { return static_cast<size_t>(block[at]) << 8 | block[at + 1]; }

/// Behind the rows stands where each word begins, as distances. A word gives how much it shares with the one before it, but for the first.
std::string lastTerm(Bytes block)
{
    std::string term;
    if (block.size() < 4)
        return term;
    const size_t end = std::min(twoBytes(block, 2), block.size());
    size_t place = 0;
    for (size_t at = end, first = true; at < block.size(); first = false) {
        place += static_cast<size_t>(takeVarint(block, at)) & 0xFFFF;
        size_t from = place;
        const size_t shared = first ? 0 : static_cast<size_t>(takeVarint(block, from));
        const auto size = static_cast<size_t>(takeVarint(block, from));
        if (from >= end || size > end - from || shared > term.size())
            return {};
        term.resize(shared);
        term.append(reinterpret_cast<const char*>(block.data()) + from, size);
    }
    return term;
}

} // namespace

Result<TermSpread> TermSpread::open(Database& database, const std::string& index, const std::string& vocabulary)
{
    TermSpread spread(database, index);
    SILLOK_TRY(Statement next, database.prepare("SELECT coalesce(min(segid), 0) FROM " + index + "_idx WHERE segid > ?"));
    for (int64_t segment = 0;;) {
        SILLOK_TRY(segment, next.number(segment));
        if (segment == 0)
            break;
        spread.m_segments.push_back(segment);
    }
    for (const std::string& sql : { "SELECT pgno >> 1 FROM " + index + "_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1",
             "SELECT pgno >> 1 FROM " + index + "_idx WHERE segid = ? AND term > ? ORDER BY term LIMIT 1", "SELECT block FROM " + index + "_data WHERE id = ?",
             "SELECT doc FROM " + vocabulary + " WHERE term = ?" }) {
        SILLOK_TRY(Statement statement, database.prepare(sql));
        spread.m_statements.push_back(std::move(statement));
    }
    return spread;
}

Result<int64_t> TermSpread::rows(const std::string& term)
{
    SILLOK_TRY(const std::optional<int64_t> estimated, estimate(term));
    if (estimated)
        return *estimated;
    Statement& count = m_statements[kCount];
    SILLOK_CHECK(count.bindAll(term));
    SILLOK_TRY(const bool there, count.step());
    const int64_t found = there ? count.columnNumber(0) : 0;
    count.reset();
    return found;
}

/// 0: none.
Result<int64_t> TermSpread::pageOf(Statement& statement, int64_t segment, const std::string& key)
{
    SILLOK_CHECK(statement.bindAll(segment, Bytes(reinterpret_cast<const uint8_t*>(key.data()), key.size())));
    SILLOK_TRY(const bool there, statement.step());
    const int64_t page = there ? statement.columnNumber(0) : 0;
    statement.reset();
    return page;
}

/// Nothing: it is to be counted.
Result<std::optional<int64_t>> TermSpread::estimate(const std::string& term)
{
    struct Part {
        int64_t segment;
        int64_t first;
        int64_t pages;
    };
    const std::string key = "0" + term; // words of the index itself begin with this, in front of those of prefix indexes
    std::vector<Part> parts;
    int64_t all = 0;
    for (const int64_t segment : m_segments) {
        SILLOK_TRY(const int64_t begin, pageOf(m_statements[kBefore], segment, key));
        SILLOK_TRY(const int64_t end, pageOf(m_statements[kBehind], segment, key));
        if (begin == 0 || end <= begin + 1)
            continue; // on two pages at most, which are others' too; or the last word of all
        SILLOK_TRY(const std::vector<uint8_t> block, leaf(segment, begin));
        if (lastTerm(block) != key)
            continue; // the pages behind are another word's
        parts.push_back({ segment, begin + 1, end - begin - 1 });
        all += end - begin - 1;
    }
    if (all <= kCountedPages)
        return std::optional<int64_t>();
    int64_t rows = 0;
    for (const Part& part : parts) {
        SILLOK_TRY(const std::optional<int64_t> onPage, rowsOfPage(part.segment, part.first + part.pages / 2));
        if (!onPage)
            return std::optional<int64_t>();
        rows += *onPage * (part.pages + 1); // the two that it shares make about one more
    }
    return std::optional(rows);
}

Result<std::vector<uint8_t>> TermSpread::leaf(int64_t segment, int64_t page)
{
    Statement& leaf = m_statements[kLeaf];
    SILLOK_CHECK(leaf.bindAll(segment << kSegmentBits | page));
    SILLOK_TRY(const bool there, leaf.step());
    std::vector<uint8_t> block = there ? leaf.columnBlob(0) : std::vector<uint8_t>();
    leaf.reset();
    return block;
}

Result<std::optional<int64_t>> TermSpread::rowsOfPage(int64_t segment, int64_t page)
{
    SILLOK_TRY(const std::vector<uint8_t> block, leaf(segment, page));
    if (block.size() < 4)
        return std::optional<int64_t>();
    const size_t end = std::min(twoBytes(block, 2), block.size());
    size_t at = twoBytes(block, 0); // of the first row that begins here
    if (at < 4 || at >= end)
        return std::optional<int64_t>();
    int64_t rows = 0;
    while (at < end) {
        takeVarint(block, at); // the row, or how much larger than the last one it is
        ++rows;
        const auto size = static_cast<uint64_t>(takeVarint(block, at)) >> 1;
        if (size >= end - std::min(at, end))
            break;
        at += size;
    }
    return std::optional(rows);
}

} // namespace sillok::storage
