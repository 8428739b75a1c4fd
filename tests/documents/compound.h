// compound.h - Small compound files (OLE) made in memory, for tests of the readers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace sillok::test {

/// A compound file and where its tables lie, so that a test can spoil them.
struct Compound {
    std::vector<uint8_t> bytes;
    size_t fatAt = 0;         ///< of the entry of sector 0
    size_t miniFatAt = 0;
    size_t directoryAt = 0;   ///< of the root's entry; 128 bytes each
    uint32_t directory = 0;   ///< its first sector
    uint32_t fat = 0;         ///< the allocation table's first sector
    std::map<std::string, uint32_t> entries;   ///< number of each stream's and storage's entry
};

class CompoundWriter {
public:
    static constexpr uint32_t kNone = 0xFFFFFFFF, kEnd = 0xFFFFFFFE;
    static constexpr size_t kSector = 512, kMini = 64, kCutoff = 4096;

    static Compound write(const std::map<std::string, std::string>& streams)
    {
        CompoundWriter writer;
        writer.m_entries.push_back({ "Root Entry", 5 });
        for (const auto& [path, bytes] : streams)
            writer.addStream(path, bytes);
        return writer.finish();
    }

    static void put(std::vector<uint8_t>& bytes, size_t at, uint32_t value) { std::memcpy(bytes.data() + at, &value, 4); }

private:
    struct Entry {
        std::string name;
        uint8_t type = 2;
        uint32_t right = kNone;
        uint32_t child = kNone;
        uint32_t lastChild = kNone;
        uint32_t start = kEnd;
        uint32_t size = 0;
    };

    uint32_t addEntry(uint32_t folder, const std::string& path, const std::string& name, uint8_t type)
    {
        const auto number = static_cast<uint32_t>(m_entries.size());
        m_entries.push_back({ name, type });
        uint32_t& before = m_entries[folder].lastChild;
        (before == kNone ? m_entries[folder].child : m_entries[before].right) = number;
        before = number;
        m_numbers[path] = number;
        return number;
    }

    void addStream(const std::string& path, const std::string& bytes)
    {
        uint32_t folder = 0;
        size_t begin = 0;
        for (size_t slash = path.find('/'); slash != std::string::npos; begin = slash + 1, slash = path.find('/', begin)) {
            const std::string parent = path.substr(0, slash);
            folder = m_numbers.contains(parent) ? m_numbers[parent] : addEntry(folder, parent, path.substr(begin, slash - begin), 1);
        }
        Entry& entry = m_entries[addEntry(folder, path, path.substr(begin), 2)];
        entry.size = static_cast<uint32_t>(bytes.size());
        if (bytes.empty())
            return;
        const bool mini = bytes.size() < kCutoff;
        std::string& into = mini ? m_mini : m_body;
        const size_t unit = mini ? kMini : kSector;
        std::vector<uint32_t>& table = mini ? m_miniFat : m_fat;
        entry.start = static_cast<uint32_t>(table.size());
        into += bytes;
        into.resize((into.size() + unit - 1) / unit * unit);
        chain(table, into.size() / unit);
    }

    static void chain(std::vector<uint32_t>& table, size_t end)
    {
        while (table.size() < end)
            table.push_back(static_cast<uint32_t>(table.size() + 1));
        table.back() = kEnd;
    }

    /// Appends a run of sectors; gives the first's number.
    uint32_t addRun(std::string bytes)
    {
        if (bytes.empty())
            return kEnd;
        const auto first = static_cast<uint32_t>(m_fat.size());
        bytes.resize((bytes.size() + kSector - 1) / kSector * kSector, '\xFF');
        m_body += bytes;
        chain(m_fat, m_body.size() / kSector);
        return first;
    }

    static std::string raw(const std::vector<uint32_t>& numbers) { return { reinterpret_cast<const char*>(numbers.data()), numbers.size() * 4 }; }

    std::string directory() const
    {
        std::string out;
        for (const Entry& entry : m_entries) {
            std::vector<uint8_t> raw(128);
            for (size_t i = 0; i < entry.name.size(); ++i)
                raw[i * 2] = static_cast<uint8_t>(entry.name[i]);
            raw[64] = static_cast<uint8_t>(entry.name.size() * 2 + 2);
            raw[66] = entry.type;
            put(raw, 68, kNone);
            put(raw, 72, entry.right);
            put(raw, 76, entry.child);
            put(raw, 116, entry.start);
            put(raw, 120, entry.size);
            out.append(raw.begin(), raw.end());
        }
        return out;
    }

    Compound finish()
    {
        m_entries[0].size = static_cast<uint32_t>(m_mini.size());
        m_entries[0].start = addRun(m_mini);
        const uint32_t miniFat = addRun(raw(m_miniFat));
        Compound file;
        file.directory = addRun(directory());
        file.fat = static_cast<uint32_t>(m_fat.size());
        size_t tables = 1;
        while (tables * kSector / 4 < m_fat.size() + tables)
            ++tables;
        m_fat.resize(m_fat.size() + tables, 0xFFFFFFFD);
        m_fat.resize(tables * kSector / 4, kNone);
        m_body += raw(m_fat);

        file.bytes.resize(kSector);
        const uint8_t signature[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };
        std::copy(std::begin(signature), std::end(signature), file.bytes.begin());
        file.bytes[24] = 0x3E;
        file.bytes[26] = 3;
        file.bytes[28] = 0xFE;
        file.bytes[29] = 0xFF;
        file.bytes[30] = 9;
        file.bytes[32] = 6;
        put(file.bytes, 44, static_cast<uint32_t>(tables));
        put(file.bytes, 48, file.directory);
        put(file.bytes, 56, kCutoff);
        put(file.bytes, 60, miniFat);
        put(file.bytes, 68, kEnd);
        for (size_t i = 0; i < 109; ++i)
            put(file.bytes, 76 + i * 4, i < tables ? file.fat + static_cast<uint32_t>(i) : kNone);
        file.bytes.insert(file.bytes.end(), m_body.begin(), m_body.end());
        const auto offset = [](uint32_t sector) { return (size_t { sector } + 1) * kSector; };
        file.fatAt = offset(file.fat);
        file.miniFatAt = offset(miniFat);
        file.directoryAt = offset(file.directory);
        file.entries = m_numbers;
        return file;
    }

    std::vector<Entry> m_entries;
    std::map<std::string, uint32_t> m_numbers;
    std::string m_body;
    std::string m_mini;
    std::vector<uint32_t> m_fat;
    std::vector<uint32_t> m_miniFat;
};

} // namespace sillok::test
