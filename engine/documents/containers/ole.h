// ole.h - A compound file (OLE, [MS-CFB]) in memory, read with limits; every chain ends and every tree is walked once.
#pragma once

#include "engine/base/bytes.h"

#include <map>
#include <string>
#include <vector>

namespace sillok::documents {

inline constexpr size_t kMaxOleEntries = 20'000;      ///< streams and storages
inline constexpr size_t kMaxOleDepth = 16;            ///< storages inside storages
inline constexpr uint64_t kMaxOleReread = 4;          ///< all reads together, in sizes of the file; streams of an honest file share nothing

/// Keeps a view of `bytes`; they must outlive it. Streams are named by their path: "BodyText/Section0".
class OleFile {
public:
    /// error  Damaged: no compound file, or its tables contradict themselves (a chain in a circle, a tree that meets itself).
    /// error  Unsafe: one of the limits above.
    /// source [MS-CFB] sections 2.2 to 2.6
    static Result<OleFile> open(Bytes bytes);

    bool has(const std::string& path) const { return m_streams.contains(path); }
    std::vector<std::string> names() const;

    /// The stream's bytes. error  NotFound. Damaged: its chain is shorter than it says, or a circle. Unsafe: kMaxOleReread.
    Result<std::vector<uint8_t>> read(const std::string& path);

private:
    struct Stream {
        uint32_t start = 0;
        uint64_t size = 0;
    };
    struct Entry;

    OleFile() = default;
    Result<void> readHeader();
    Result<void> readFat(uint32_t difatStart);
    Result<void> readMiniStream(uint32_t miniFatStart, const Stream& root);
    Result<void> readDirectory(uint32_t start, std::vector<Entry>& entries);
    Result<void> walkTree(const std::vector<Entry>& entries);
    Bytes sector(uint32_t index) const;
    Result<std::vector<uint32_t>> chain(uint32_t start, const std::vector<uint32_t>& table) const;
    Result<std::vector<uint8_t>> readChain(uint32_t start, uint64_t size) const;

    Bytes m_bytes;
    uint32_t m_sectorBytes = 0;
    uint32_t m_sectors = 0;               ///< that the file has room for; the last may be cut
    uint64_t m_miniCutoff = 0;
    uint64_t m_read = 0;
    std::vector<uint32_t> m_fat;
    std::vector<uint32_t> m_miniFat;
    std::vector<uint8_t> m_miniStream;
    std::map<std::string, Stream> m_streams;
};

} // namespace sillok::documents
