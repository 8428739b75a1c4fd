#include "engine/cache/kv_cache.h"

#include "engine/base/bytes.h"

namespace sillok {

namespace {

struct NamedType {
    const char* name;
    KvType type;
};
constexpr NamedType kTypes[] = { { "f32", KvType::F32 }, { "f16", KvType::F16 }, { "bf16", KvType::BF16 }, { "q8_0", KvType::Q8_0 } };

} // namespace

Result<KvType> kvTypeByName(std::string_view name)
{
    for (const NamedType& one : kTypes)
        if (name == one.name)
            return one.type;
    return fail(ErrorCode::BadArgument, "cache type: f32, f16, bf16 or q8_0");
}

const char* kvTypeName(KvType type)
{
    for (const NamedType& one : kTypes)
        if (type == one.type)
            return one.name;
    return "";
}

std::optional<uint64_t> KvShape::sizeBytes() const
{
    const uint64_t perHead = static_cast<uint64_t>(kernels::cacheRowBytes(type, keyWidth) + kernels::cacheRowBytes(type, valueWidth));
    const auto perToken = checkedMul(uint64_t { layers } * heads, perHead);
    return perToken ? checkedMul(*perToken, tokens) : std::nullopt;
}

KvCache::KvCache(const KvShape& shape, std::byte* memory)
    : m_shape(shape)
    , m_keys(memory)
    , m_values(memory + shape.layers * shape.heads * shape.keyHeadBytes())
{
}

} // namespace sillok
