// kv_cache.h - Keys and values of every layer, so that a token is computed once.
#pragma once

#include "engine/base/result.h"
#include "kernels/attention.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace sillok {

using KvType = kernels::CacheType;

/// "f32", "f16", "bf16", "q8_0"; error BadArgument: no cache type.
Result<KvType> kvTypeByName(std::string_view name);
const char* kvTypeName(KvType type);

/// The shape of a cache. Layout: [layer][key-value head][position][head width], keys and values apart, so that attention reads straight
/// runs.
struct KvShape {
    uint32_t layers = 0;
    uint32_t heads = 0;
    uint32_t keyWidth = 0;
    uint32_t valueWidth = 0;
    uint32_t tokens = 0;
    KvType type = KvType::F16;

    /// Whether heads of these widths can be kept in this type.
    bool fits() const { return type != KvType::Q8_0 || (keyWidth % 32 == 0 && valueWidth % 32 == 0); }
    /// Bytes of all keys plus all values; nothing when they do not fit 64 bits.
    std::optional<uint64_t> sizeBytes() const;
    uint64_t keyHeadBytes() const { return uint64_t { tokens } * static_cast<uint64_t>(kernels::cacheRowBytes(type, keyWidth)); }
    uint64_t valueHeadBytes() const { return uint64_t { tokens } * static_cast<uint64_t>(kernels::cacheRowBytes(type, valueWidth)); }
};

/// Addresses inside one block of backend memory.
class KvCache {
public:
    KvCache() = default;
    KvCache(const KvShape& shape, std::byte* memory);
    const KvShape& shape() const { return m_shape; }
    std::byte* keys(uint32_t layer) const { return m_keys + layer * m_shape.heads * m_shape.keyHeadBytes(); }
    std::byte* values(uint32_t layer) const { return m_values + layer * m_shape.heads * m_shape.valueHeadBytes(); }
    /// Calls visit(address, bytes) for every straight run of keys or values of `count` tokens from `first` on, always in the same order.
    /// needs  both multiples of kernels::kKeyBlock
    template <typename Visit> void forRuns(uint32_t first, uint32_t count, Visit visit) const;

private:
    KvShape m_shape;
    std::byte* m_keys = nullptr;
    std::byte* m_values = nullptr;
};

template <typename Visit> void KvCache::forRuns(uint32_t first, uint32_t count, Visit visit) const
{
    const uint64_t keyBytes = m_shape.keyHeadBytes() / m_shape.tokens, valueBytes = m_shape.valueHeadBytes() / m_shape.tokens;
    for (uint64_t head = 0; head < uint64_t { m_shape.layers } * m_shape.heads; ++head) {
        visit(m_keys + head * m_shape.keyHeadBytes() + first * keyBytes, count * keyBytes);
        visit(m_values + head * m_shape.valueHeadBytes() + first * valueBytes, count * valueBytes);
    }
}

} // namespace sillok
