// byte_writer.h - Builds little-endian bytes, the counterpart of ByteReader.
#pragma once

#include "engine/base/bytes.h"

#include <vector>

namespace sillok {

class ByteWriter {
public:
    template <typename T>
    void number(T value)
    {
        static_assert(std::is_unsigned_v<T>);
        for (size_t i = 0; i < sizeof(T); ++i)
            m_bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
    }
    void bytes(Bytes bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    std::vector<uint8_t>& all() { return m_bytes; }

private:
    std::vector<uint8_t> m_bytes;
};

/// The next `count` bytes, copied. error Damaged: there are fewer.
inline Result<std::vector<uint8_t>> copyBytes(ByteReader& reader, size_t count)
{
    SILLOK_TRY(const Bytes raw, reader.take(count));
    return std::vector<uint8_t>(raw.begin(), raw.end());
}

/// Fills an array. error Damaged: there are fewer bytes.
template <typename Array>
Result<void> copyInto(ByteReader& reader, Array& out)
{
    SILLOK_TRY(const Bytes raw, reader.take(out.size()));
    std::memcpy(out.data(), raw.data(), out.size());
    return {};
}

} // namespace sillok
