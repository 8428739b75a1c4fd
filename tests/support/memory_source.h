// memory_source.h - The bytes of a package in memory.
#pragma once

#include "storage/package/package_source.h"

#include <algorithm>
#include <vector>

namespace sillok::test {

/// Borrows the bytes; they may be changed between two readings.
class MemorySource final : public storage::PackageSource {
public:
    explicit MemorySource(const std::vector<uint8_t>& bytes) : m_bytes(bytes) {}
    uint64_t size() const override { return m_bytes.size(); }
    Result<void> read(uint64_t offset, std::span<uint8_t> out) const override
    {
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
        return {};
    }

private:
    const std::vector<uint8_t>& m_bytes;
};

} // namespace sillok::test
