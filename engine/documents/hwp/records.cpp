#include "engine/documents/hwp/records.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::documents::hwp {

Result<std::vector<Record>> parseRecords(Bytes stream)
{
    struct Open {
        uint32_t index;
        uint32_t level;
    };
    constexpr uint32_t kLongSize = 0xFFF; // the size follows as a number of its own
    std::vector<Record> records;
    std::vector<Open> open;
    const auto closeDownTo = [&](uint32_t level) {
        for (; !open.empty() && open.back().level >= level; open.pop_back())
            records[open.back().index].end = static_cast<uint32_t>(records.size());
    };
    ByteReader reader(stream);
    while (reader.left() >= sizeof(uint32_t)) {
        SILLOK_TRY(const uint32_t head, reader.number<uint32_t>());
        uint32_t size = head >> 20;
        if (size == kLongSize) {
            SILLOK_TRY(size, reader.number<uint32_t>());
        }
        SILLOK_TRY(const Bytes payload, reader.take(size));
        const uint32_t level = (head >> 10) & 0x3FF;
        closeDownTo(level);
        if (open.size() >= kMaxRecordDepth)
            return fail(ErrorCode::Unsafe, "records nested deeper than 64");
        if (records.size() >= kMaxRecords)
            return fail(ErrorCode::Unsafe, "a stream with more than a million records");
        open.push_back({ static_cast<uint32_t>(records.size()), level });
        records.push_back({ static_cast<Tag>(head & 0x3FF), 0, payload });
    }
    closeDownTo(0);
    return records;
}

Utf16Point utf16At(Bytes text, size_t at)
{
    const auto first = field<uint16_t>(text, at * 2);
    if (first < 0xD800 || first > 0xDFFF)
        return { first, 1 };
    const auto second = field<uint16_t>(text, at * 2 + 2);
    if (first > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
        return { kReplacementCharacter, 1 };
    return { static_cast<char32_t>(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)), 2 };
}

std::string utf16Field(Bytes payload, size_t at, size_t units)
{
    if (at >= payload.size())
        return {};
    const Bytes text = payload.subspan(at, std::min(units * 2, (payload.size() - at) / 2 * 2));
    std::string out;
    for (size_t i = 0; i * 2 < text.size();) {
        const Utf16Point point = utf16At(text, i);
        appendUtf8(out, point.value);
        i += point.units;
    }
    return out;
}

} // namespace sillok::documents::hwp
