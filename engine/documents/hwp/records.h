// records.h - The records of a HWP 5.0 stream as a tree: each knows where what belongs to it ends.
#pragma once

#include "engine/base/bytes.h"

#include <string>
#include <vector>

namespace sillok::documents::hwp {

inline constexpr size_t kMaxRecords = 1'000'000;   ///< of one stream; a page of dense tables has about a thousand
inline constexpr size_t kMaxRecordDepth = 64;      ///< source documents.md section 4, "Defence list"

/// Names of the tags that are read. source HWP 5.0 format document, tables of record tags
enum class Tag : uint16_t {
    BorderFill = 20,
    CharacterShape = 21,
    Numbering = 23,
    Bullet = 24,
    ParagraphShape = 25,
    DistributionData = 28,
    ParagraphHeader = 66,
    ParagraphText = 67,
    ParagraphCharacterShapes = 68,
    ParagraphLines = 69,
    Control = 71,
    List = 72,
    Table = 77,
    Equation = 88
};

/// One record. Its children are those from the next index up to `end`, each reached from the one before by its own `end`.
struct Record {
    Tag tag {};
    uint32_t end = 0;      ///< index after the last record that belongs to this one
    Bytes payload;
};

/// Views into `stream`, which must outlive them.
/// error  Damaged: a record longer than the stream. Unsafe: one of the limits above.
Result<std::vector<Record>> parseRecords(Bytes stream);

/// The number at that offset of a payload; 0 when the payload is shorter, as older versions write fewer fields.
template <typename T>
T field(Bytes payload, size_t at)
{
    T value {};
    if (at + sizeof(T) <= payload.size())
        std::memcpy(&value, payload.data() + at, sizeof(T));
    return value;
}

/// `units` UTF-16 units from that offset as UTF-8; fewer when the payload is shorter.
std::string utf16Field(Bytes payload, size_t at, size_t units);

/// The code point at unit `at` of UTF-16 text, and how many units it takes; a lone surrogate is U+FFFD. needs a unit there
struct Utf16Point {
    char32_t value;
    size_t units;
};
Utf16Point utf16At(Bytes text, size_t at);

} // namespace sillok::documents::hwp
