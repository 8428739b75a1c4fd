// varint.h - Numbers as the database library writes them into pages and word indexes.
#pragma once

#include "engine/base/bytes.h"

#include <algorithm>
#include <cstdint>

namespace sillok::storage {

/// Nine bytes at most, seven bits in each but the ninth; 0 for nothing. `at` moves behind it.
/// source  sqlite.org/fileformat2.html, section 1.6
inline int64_t takeVarint(Bytes bytes, size_t& at)
{
    uint64_t value = 0;
    const size_t end = std::min(bytes.size(), at + 9), begin = at;
    while (at < end) {
        const uint8_t byte = bytes[at++];
        if (at - begin == 9)
            return static_cast<int64_t>(value << 8 | byte);
        value = value << 7 | (byte & 0x7F);
        if ((byte & 0x80) == 0)
            break;
    }
    return static_cast<int64_t>(value);
}

} // namespace sillok::storage
