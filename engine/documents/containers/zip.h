// zip.h - A zip archive in memory, read with limits; entry names are never used as paths.
#pragma once

#include "engine/base/bytes.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sillok::documents {

inline constexpr uint64_t kMaxZipEntries = 20'000;
inline constexpr uint64_t kMaxInflatedBytes = 256u << 20;   ///< of one entry, and of all entries read together
inline constexpr uint64_t kFreeInflatedBytes = 10u << 20;   ///< below this no ratio is checked
inline constexpr uint64_t kMaxInflateRatio = 100;

/// Keeps a view of `bytes`; they must outlive it.
class ZipArchive {
public:
    /// error  Damaged: no zip. Unsafe: too many entries.
    static Result<ZipArchive> open(Bytes bytes);
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;
    ~ZipArchive();

    bool has(const std::string& name) const;
    std::vector<std::string> names() const;

    /// The entry's bytes, inflated and its checksum verified.
    /// error  NotFound. Unsafe: a limit above. NeedsPassword: zip encryption. Damaged: inflating or the checksum failed.
    Result<std::vector<uint8_t>> read(const std::string& name);

    /// What an entry's bytes are made of from now on: encrypted parts are stored as such. Counts what it inflates in `inflatedSoFar`.
    using OpenPart = std::function<Result<std::vector<uint8_t>>(const std::string& name, std::vector<uint8_t> stored, uint64_t& inflatedSoFar)>;
    void openPartsWith(OpenPart open);

    /// Text of the entry "mimetype", or nothing.
    std::string mimetype();

private:
    struct Handle;
    explicit ZipArchive(std::unique_ptr<Handle> handle);
    Result<std::vector<uint8_t>> readStored(const std::string& name);
    std::unique_ptr<Handle> m_handle;
};

} // namespace sillok::documents
