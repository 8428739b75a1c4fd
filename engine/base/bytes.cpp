#include "engine/base/bytes.h"

namespace sillok {

std::optional<uint64_t> checkedMul(uint64_t a, uint64_t b)
{
    uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        return std::nullopt;
    return product;
}

std::optional<uint64_t> checkedAdd(uint64_t a, uint64_t b)
{
    uint64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return std::nullopt;
    return sum;
}

Result<Bytes> ByteReader::take(uint64_t count)
{
    if (count > left())
        return fail(ErrorCode::Damaged, "reading " + std::to_string(count) + " bytes at offset " + std::to_string(m_offset)
                + ": only " + std::to_string(left()) + " left");
    const Bytes taken = m_bytes.subspan(m_offset, count);
    m_offset += count;
    return taken;
}

Result<void> ByteReader::skip(uint64_t count)
{
    SILLOK_CHECK(take(count));
    return {};
}

} // namespace sillok
