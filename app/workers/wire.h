// wire.h - Fields of a frame's payload: fixed little-endian numbers and counted strings, read with bounds and to the last byte.
#pragma once

#include "engine/base/bytes.h"

#include <string>
#include <vector>

namespace sillok::app {

/// Builds a payload field by field.
class WireWriter {
public:
    template <typename T>
    void number(T value)
    {
        static_assert(std::is_arithmetic_v<T>);
        const auto* raw = reinterpret_cast<const uint8_t*>(&value);
        m_bytes.insert(m_bytes.end(), raw, raw + sizeof(T));
    }
    void text(std::string_view value)
    {
        number(static_cast<uint32_t>(value.size()));
        m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    }
    std::vector<uint8_t> take() { return std::move(m_bytes); }
    size_t size() const { return m_bytes.size(); }

private:
    std::vector<uint8_t> m_bytes;
};

/// Reads what WireWriter wrote. The first mistake sticks: later reads give zero values, and finish() reports it.
/// So a decoder reads all its fields and checks once.
class WireReader {
public:
    explicit WireReader(Bytes payload) : m_reader(payload) {}

    template <typename T>
    T number()
    {
        auto read = m_reader.number<T>();
        if (!read.ok()) {
            m_broken = true;
            return T {};
        }
        return *read;
    }
    std::string text()
    {
        const auto size = number<uint32_t>();
        if (m_broken || size > m_reader.left()) {
            m_broken = true;
            return {};
        }
        auto raw = m_reader.take(size);
        return std::string(asText(*raw));
    }
    /// How many items of at least `leastBytes` each may still follow; used before reserving memory for a count.
    bool fits(uint64_t count, uint64_t leastBytes)
    {
        const auto needed = checkedMul(count, leastBytes);
        if (!needed || *needed > m_reader.left())
            m_broken = true;
        return !m_broken;
    }
    bool broken() const { return m_broken; }
    /// Something follows: for fields that earlier writers did not have.
    bool more() const { return !m_broken && m_reader.left() > 0; }

    /// error  Damaged: a field was cut off, or bytes are left over.
    Result<void> finish() const
    {
        if (m_broken || m_reader.left() != 0)
            return fail(ErrorCode::Damaged, "reading a frame: fields do not match its length");
        return {};
    }

private:
    ByteReader m_reader;
    bool m_broken = false;
};

/// The value, when nothing is left over and it is sane. error Damaged
template <typename T>
Result<T> finished(const WireReader& reader, T&& value, bool sane = true)
{
    SILLOK_CHECK(reader.finish());
    if (!sane)
        return fail(ErrorCode::Damaged, "a frame's field is out of range");
    return std::forward<T>(value);
}

} // namespace sillok::app
