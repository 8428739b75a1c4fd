#include "engine/documents/containers/ole.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::documents {

namespace {

constexpr size_t kHeaderBytes = 512;
constexpr size_t kHeaderDifatEntries = 109;
constexpr size_t kEntryBytes = 128;
constexpr size_t kMiniSectorBytes = 64;
constexpr uint32_t kMaxRegularSector = 0xFFFFFFFA;
constexpr uint32_t kNoEntry = 0xFFFFFFFF;

/// needs at + sizeof(T) <= bytes.size()
template <typename T>
T numberAt(Bytes bytes, size_t at)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof(T));
    return value;
}

std::string nameOf(Bytes entry)
{
    constexpr size_t kNameUnits = 32;
    const size_t units = std::min<size_t>(numberAt<uint16_t>(entry, 64) / 2, kNameUnits);
    std::string name;
    for (size_t i = 0; i < units; ++i) {
        const auto unit = numberAt<uint16_t>(entry, i * 2);
        if (unit == 0)
            break;
        appendUtf8(name, unit);
    }
    return name;
}

} // namespace

struct OleFile::Entry {
    enum class Type : uint8_t { Free = 0, Storage = 1, Stream = 2, Root = 5 };

    std::string name;
    Type type = Type::Free;
    uint32_t left = kNoEntry;
    uint32_t right = kNoEntry;
    uint32_t child = kNoEntry;
    OleFile::Stream stream;
};

Result<OleFile> OleFile::open(Bytes bytes)
{
    OleFile file;
    file.m_bytes = bytes;
    SILLOK_CHECK(file.readHeader());
    SILLOK_CHECK(file.readFat(numberAt<uint32_t>(bytes, 68)));
    std::vector<Entry> entries;
    SILLOK_CHECK(file.readDirectory(numberAt<uint32_t>(bytes, 48), entries));
    SILLOK_CHECK(file.readMiniStream(numberAt<uint32_t>(bytes, 60), entries[0].stream));
    SILLOK_CHECK(file.walkTree(entries));
    return file;
}

Result<void> OleFile::readHeader()
{
    using namespace std::string_view_literals;
    if (m_bytes.size() < kHeaderBytes || asText(m_bytes.first(8)) != "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)
        return fail(ErrorCode::Damaged, "opening a compound file");
    const auto shift = numberAt<uint16_t>(m_bytes, 30);
    if (shift != 9 && shift != 12)
        return fail(ErrorCode::Damaged, "a compound file with sectors of 2^" + std::to_string(shift) + " bytes");
    m_sectorBytes = 1u << shift;
    // The header takes the room of one sector.
    m_sectors = static_cast<uint32_t>(std::min<uint64_t>((m_bytes.size() + m_sectorBytes - 1) / m_sectorBytes, kMaxRegularSector) - 1);
    m_miniCutoff = numberAt<uint32_t>(m_bytes, 56);
    return {};
}

Bytes OleFile::sector(uint32_t index) const
{
    const uint64_t at = (uint64_t { index } + 1) * m_sectorBytes;
    if (index >= m_sectors || at >= m_bytes.size())
        return {};
    return m_bytes.subspan(at, std::min<uint64_t>(m_sectorBytes, m_bytes.size() - at));
}

/// The allocation table comes in sectors that are listed in the header, then in a chain of lists. Entries for sectors that the file
/// does not have are left out, so no count in the file decides how much is read.
Result<void> OleFile::readFat(uint32_t difatStart)
{
    const size_t perSector = m_sectorBytes / 4;
    const auto addSector = [&](uint32_t index) {
        const Bytes table = sector(index);
        for (size_t at = 0; at + 4 <= table.size() && m_fat.size() < m_sectors; at += 4)
            m_fat.push_back(numberAt<uint32_t>(table, at));
    };
    for (size_t i = 0; i < kHeaderDifatEntries; ++i)
        addSector(numberAt<uint32_t>(m_bytes, 76 + i * 4));
    uint32_t list = difatStart;
    for (uint32_t steps = 0; m_fat.size() < m_sectors && list < m_sectors; ++steps) {
        if (steps > m_sectors)
            return fail(ErrorCode::Damaged, "a compound file whose list of tables is a circle");
        const Bytes entries = sector(list);
        if (entries.size() < m_sectorBytes)
            return fail(ErrorCode::Damaged, "a compound file whose list of tables is cut off");
        for (size_t i = 0; i + 1 < perSector; ++i)
            addSector(numberAt<uint32_t>(entries, i * 4));
        list = numberAt<uint32_t>(entries, (perSector - 1) * 4);
    }
    return {};
}

/// Sectors from `start` to the end of their chain. A chain longer than its table has met itself.
Result<std::vector<uint32_t>> OleFile::chain(uint32_t start, const std::vector<uint32_t>& table) const
{
    std::vector<uint32_t> found;
    for (uint32_t index = start; index < table.size(); index = table[index]) {
        if (found.size() >= table.size())
            return fail(ErrorCode::Damaged, "a compound file with a chain in a circle");
        found.push_back(index);
    }
    return found;
}

Result<std::vector<uint8_t>> OleFile::readChain(uint32_t start, uint64_t size) const
{
    SILLOK_TRY(const std::vector<uint32_t> sectors, chain(start, m_fat));
    std::vector<uint8_t> out;
    for (const uint32_t index : sectors) {
        const Bytes part = sector(index);
        out.insert(out.end(), part.begin(), part.begin() + static_cast<ptrdiff_t>(std::min<uint64_t>(part.size(), size - out.size())));
        if (out.size() == size || part.size() < m_sectorBytes)
            break;
    }
    return out;
}

Result<void> OleFile::readDirectory(uint32_t start, std::vector<Entry>& entries)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, readChain(start, kMaxOleEntries * kEntryBytes + 1));
    if (bytes.size() > kMaxOleEntries * kEntryBytes)
        return fail(ErrorCode::Unsafe, "a compound file with more than 20000 entries");
    for (size_t at = 0; at + kEntryBytes <= bytes.size(); at += kEntryBytes) {
        const Bytes raw = Bytes(bytes).subspan(at, kEntryBytes);
        Entry& entry = entries.emplace_back();
        entry.name = nameOf(raw);
        entry.type = static_cast<Entry::Type>(raw[66]);
        entry.left = numberAt<uint32_t>(raw, 68);
        entry.right = numberAt<uint32_t>(raw, 72);
        entry.child = numberAt<uint32_t>(raw, 76);
        // Only files with large sectors use the upper half of the size; in others it may hold anything.
        entry.stream = { numberAt<uint32_t>(raw, 116), m_sectorBytes > 512 ? numberAt<uint64_t>(raw, 120) : numberAt<uint32_t>(raw, 120) };
    }
    if (entries.empty() || entries[0].type != Entry::Type::Root)
        return fail(ErrorCode::Damaged, "a compound file without a root");
    return {};
}

Result<void> OleFile::readMiniStream(uint32_t miniFatStart, const Stream& root)
{
    SILLOK_TRY(m_miniStream, readChain(root.start, root.size));
    SILLOK_TRY(const std::vector<uint8_t> table, readChain(miniFatStart, m_bytes.size()));
    const size_t count = std::min(table.size() / 4, (m_miniStream.size() + kMiniSectorBytes - 1) / kMiniSectorBytes);
    m_miniFat.resize(count);
    if (count > 0)
        std::memcpy(m_miniFat.data(), table.data(), count * 4);
    return {};
}

Result<void> OleFile::walkTree(const std::vector<Entry>& entries)
{
    struct Visit {
        uint32_t index;
        std::string folder;
        size_t depth;
    };
    std::vector<bool> seen(entries.size(), false);
    std::vector<Visit> open { { entries[0].child, "", 1 } };
    while (!open.empty()) {
        const Visit visit = std::move(open.back());
        open.pop_back();
        if (visit.index >= entries.size())
            continue;
        if (seen[visit.index])
            return fail(ErrorCode::Damaged, "a compound file whose directory meets itself");
        if (visit.depth > kMaxOleDepth)
            return fail(ErrorCode::Unsafe, "a compound file with storages nested deeper than 16");
        seen[visit.index] = true;
        const Entry& entry = entries[visit.index];
        open.push_back({ entry.left, visit.folder, visit.depth });
        open.push_back({ entry.right, visit.folder, visit.depth });
        if (entry.type == Entry::Type::Stream)
            m_streams.emplace(visit.folder + entry.name, entry.stream);
        else if (entry.type == Entry::Type::Storage)
            open.push_back({ entry.child, visit.folder + entry.name + "/", visit.depth + 1 });
    }
    return {};
}

std::vector<std::string> OleFile::names() const
{
    std::vector<std::string> all;
    for (const auto& [name, stream] : m_streams)
        all.push_back(name);
    return all;
}

Result<std::vector<uint8_t>> OleFile::read(const std::string& path)
{
    const auto found = m_streams.find(path);
    if (found == m_streams.end())
        return fail(ErrorCode::NotFound, "a stream of the compound file is missing: " + path);
    const Stream& stream = found->second;
    if (stream.size > m_bytes.size())
        return fail(ErrorCode::Damaged, "a stream longer than its file");
    m_read += stream.size;
    if (m_read > m_bytes.size() * kMaxOleReread)
        return fail(ErrorCode::Unsafe, "a compound file whose streams share their bytes");
    std::vector<uint8_t> out;
    if (stream.size >= m_miniCutoff) {
        SILLOK_TRY(out, readChain(stream.start, stream.size));
    } else {
        SILLOK_TRY(const std::vector<uint32_t> sectors, chain(stream.start, m_miniFat));
        for (const uint32_t index : sectors) {
            const Bytes part = Bytes(m_miniStream).subspan(size_t { index } * kMiniSectorBytes);
            const uint64_t wanted = std::min<uint64_t>({ part.size(), kMiniSectorBytes, stream.size - out.size() });
            out.insert(out.end(), part.begin(), part.begin() + static_cast<ptrdiff_t>(wanted));
        }
    }
    if (out.size() < stream.size)
        return fail(ErrorCode::Damaged, "a stream whose sectors end too early");
    return out;
}

} // namespace sillok::documents
