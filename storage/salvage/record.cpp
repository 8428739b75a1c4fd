// source  sqlite.org/fileformat2.html, sections 1.6 (b-tree pages), 1.7 (overflow) and 2.1 (records)
#include "storage/salvage/record.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr size_t kFileHeaderBytes = 100;    // in front of page 1
constexpr size_t kMostColumns = 100;        // our widest table has 22
constexpr uint64_t kMostPayloadBytes = 1ULL << 30;

size_t headerAt(uint32_t number) { return number == 1 ? kFileHeaderBytes : 0; }

uint32_t big16(Bytes bytes, size_t at) { return at + 2 <= bytes.size() ? uint32_t(bytes[at]) << 8 | bytes[at + 1] : 0; }

uint32_t big32(Bytes bytes, size_t at) { return at + 4 <= bytes.size() ? big16(bytes, at) << 16 | big16(bytes, at + 2) : 0; }

struct Cursor {
    Bytes bytes;
    size_t at = 0;

    /// Up to nine bytes, seven bits each, eight in the ninth. Nothing at the end of the bytes.
    std::optional<uint64_t> varint()
    {
        uint64_t value = 0;
        for (int i = 0; i < 9; ++i) {
            if (at >= bytes.size())
                return std::nullopt;
            const uint8_t byte = bytes[at++];
            if (i == 8)
                return value << 8 | byte;
            value = value << 7 | (byte & 0x7f);
            if (!(byte & 0x80))
                return value;
        }
        return value;
    }
};

/// How much of a payload lies in the cell itself.
size_t localBytes(uint64_t payload, bool tableLeaf)
{
    const uint64_t usable = kUsablePageBytes;
    const uint64_t most = tableLeaf ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (payload <= most)
        return static_cast<size_t>(payload);
    const uint64_t least = (usable - 12) * 32 / 255 - 23;
    const uint64_t kept = least + (payload - least) % (usable - 4);
    return static_cast<size_t>(kept <= most ? kept : least);
}

/// Appends what lies in the chain of overflow pages. False: the chain is broken.
bool appendOverflow(std::vector<uint8_t>& payload, uint64_t wanted, uint32_t next, PageSource& pages)
{
    while (payload.size() < wanted) {
        if (next == 0 || next > pages.count())
            return false;
        const std::optional<std::vector<uint8_t>> page = pages.page(next);
        if (!page)
            return false;
        const size_t part = static_cast<size_t>(std::min<uint64_t>(wanted - payload.size(), kUsablePageBytes - 4));
        payload.insert(payload.end(), page->begin() + 4, page->begin() + 4 + static_cast<ptrdiff_t>(part));
        next = big32(*page, 0);
    }
    return true;
}

int64_t signedNumber(Bytes bytes)
{
    uint64_t value = !bytes.empty() && (bytes[0] & 0x80) ? ~0ULL : 0;
    for (const uint8_t byte : bytes)
        value = value << 8 | byte;
    return static_cast<int64_t>(value);
}

std::optional<size_t> sizeOfType(uint64_t type)
{
    constexpr size_t kSizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };
    if (type < std::size(kSizes))
        return kSizes[type];
    return type < 12 ? std::nullopt : std::optional(static_cast<size_t>((type - 12) / 2));
}

Value valueOf(uint64_t type, Bytes raw)
{
    switch (type) {
    case 0: return nullptr;
    case 7: {
        const int64_t bits = signedNumber(raw);
        double real = 0;
        std::memcpy(&real, &bits, sizeof real);
        return real;
    }
    case 8: return int64_t(0);
    case 9: return int64_t(1);
    default: break;
    }
    if (type < 7)
        return signedNumber(raw);
    if (type % 2)
        return std::string(asText(raw));
    return std::vector<uint8_t>(raw.begin(), raw.end());
}

/// The values of a record. Whole only when every value is there to its last byte.
void readRecord(Bytes payload, bool chainIntact, FoundRow& row)
{
    Cursor types { payload };
    const std::optional<uint64_t> headerBytes = types.varint();
    if (!headerBytes || *headerBytes > payload.size() || *headerBytes < types.at)
        return;
    types.bytes = payload.first(static_cast<size_t>(*headerBytes));
    size_t at = static_cast<size_t>(*headerBytes);
    while (types.at < types.bytes.size()) {
        const std::optional<uint64_t> type = types.varint();
        const std::optional<size_t> size = type ? sizeOfType(*type) : std::nullopt;
        if (!size || *size > payload.size() - at || row.values.size() == kMostColumns)
            return;
        row.values.push_back(valueOf(*type, payload.subspan(at, *size)));
        at += *size;
    }
    row.whole = chainIntact && at == payload.size();
}

FoundRow readCell(Cursor cell, PageKind kind, PageSource& pages)
{
    FoundRow row;
    if (kind == PageKind::IndexInside)
        cell.at += 4; // the page below
    const std::optional<uint64_t> payloadBytes = cell.varint();
    if (kind == PageKind::TableLeaf)
        row.rowid = static_cast<int64_t>(cell.varint().value_or(0));
    if (!payloadBytes || *payloadBytes > kMostPayloadBytes || *payloadBytes / (kUsablePageBytes - 4) > pages.count())
        return row;
    const size_t local = localBytes(*payloadBytes, kind == PageKind::TableLeaf);
    if (cell.at > cell.bytes.size() || local > cell.bytes.size() - cell.at)
        return row;
    const Bytes here = cell.bytes.subspan(cell.at, local);
    std::vector<uint8_t> payload(here.begin(), here.end());
    const bool intact = local == *payloadBytes || appendOverflow(payload, *payloadBytes, big32(cell.bytes, cell.at + local), pages);
    readRecord(payload, intact, row);
    return row;
}

/// Where the cells of a page begin.
std::vector<size_t> cellsOf(Bytes page, uint32_t number, bool inside)
{
    const size_t start = headerAt(number);
    const size_t array = start + (inside ? 12 : 8);
    std::vector<size_t> cells;
    for (uint32_t i = 0; i < big16(page, start + 3) && array + 2 * (i + 1) <= page.size(); ++i) {
        const size_t at = big16(page, array + 2 * i);
        if (at >= array && at < page.size())
            cells.push_back(at);
    }
    return cells;
}

} // namespace

PageKind kindOf(Bytes page, uint32_t number)
{
    if (page.size() != kUsablePageBytes)
        return PageKind::Other;
    switch (page[headerAt(number)]) {
    case 2: return PageKind::IndexInside;
    case 5: return PageKind::TableInside;
    case 10: return PageKind::IndexLeaf;
    case 13: return PageKind::TableLeaf;
    default: return PageKind::Other;
    }
}

std::vector<uint32_t> childrenOf(Bytes page, uint32_t number, uint32_t count)
{
    std::vector<uint32_t> children;
    const auto add = [&](uint32_t child) {
        if (child > 1 && child <= count && child != number)
            children.push_back(child);
    };
    for (const size_t cell : cellsOf(page, number, true))
        add(big32(page, cell));
    add(big32(page, headerAt(number) + 8));
    return children;
}

std::vector<FoundRow> rowsOf(Bytes page, uint32_t number, PageSource& pages)
{
    const PageKind kind = kindOf(page, number);
    std::vector<FoundRow> rows;
    if (kind == PageKind::Other || kind == PageKind::TableInside)
        return rows;
    for (const size_t cell : cellsOf(page, number, kind == PageKind::IndexInside))
        rows.push_back(readCell(Cursor { page, cell }, kind, pages));
    return rows;
}

} // namespace sillok::storage
