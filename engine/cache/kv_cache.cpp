#include "engine/cache/kv_cache.h"

#include "engine/base/bytes.h"

namespace sillok {

Result<KvType> kvTypeByName(std::string_view name)
{
    if (name == "f32")
        return KvType::F32;
    if (name == "f16")
        return KvType::F16;
    if (name == "bf16" || name == "q8_0")
        return fail(ErrorCode::Unsupported, "cache type " + std::string(name) + " is not there yet: f16 and f32 are");
    return fail(ErrorCode::BadArgument, "cache type: f32 or f16");
}

const char* kvTypeName(KvType type) { return type == KvType::F32 ? "f32" : "f16"; }

std::optional<uint64_t> KvShape::sizeBytes() const
{
    const auto perToken = checkedMul(uint64_t { layers } * heads, (uint64_t { keyWidth } + valueWidth) * elementBytes());
    return perToken ? checkedMul(*perToken, tokens) : std::nullopt;
}

KvCache::KvCache(const KvShape& shape, std::byte* memory)
    : m_shape(shape)
    , m_keys(memory)
    , m_values(memory + shape.layers * shape.heads * shape.keyHeadBytes())
{
}

} // namespace sillok
