// bytes.h - A checked cursor over bytes that somebody else wrote: nothing is read that is not there.
#pragma once

#include "engine/base/result.h"

#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace sillok {

using Bytes = std::span<const uint8_t>;

/// a * b, or nothing when the product does not fit 64 bits.
std::optional<uint64_t> checkedMul(uint64_t a, uint64_t b);
/// a + b, or nothing when the sum does not fit 64 bits.
std::optional<uint64_t> checkedAdd(uint64_t a, uint64_t b);

/// Reads little-endian values forward. Every read says Damaged with its offset when the bytes end too early.
class ByteReader {
public:
    explicit ByteReader(Bytes bytes) : m_bytes(bytes) {}

    uint64_t offset() const { return m_offset; }
    uint64_t left() const { return m_bytes.size() - m_offset; }

    /// The next `count` bytes, without copying.
    Result<Bytes> take(uint64_t count);
    Result<void> skip(uint64_t count);

    /// One number of exactly sizeof(T) bytes.
    template <typename T>
    Result<T> number()
    {
        static_assert(std::is_arithmetic_v<T>);
        SILLOK_TRY(const Bytes raw, take(sizeof(T)));
        T value;
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }

private:
    Bytes m_bytes;
    uint64_t m_offset = 0;
};

inline std::string_view asText(Bytes bytes) { return { reinterpret_cast<const char*>(bytes.data()), bytes.size() }; }
inline Bytes asBytes(std::string_view text) { return { reinterpret_cast<const uint8_t*>(text.data()), text.size() }; }

} // namespace sillok
