#include "engine/base/text.h"

namespace sillok {

namespace {

/// Length that a lead byte promises; 0 for a byte that cannot lead.
size_t promisedLength(uint8_t lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

bool isContinuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/// The second byte is narrower after some lead bytes: no overlong forms, no surrogates, nothing above U+10FFFF.
bool secondByteFits(uint8_t lead, uint8_t second)
{
    switch (lead) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return isContinuation(second);
    }
}

/// Bytes of a well-formed sequence at `at`; 0 when malformed. `available` gets how far it was well-formed.
size_t wellFormedLength(std::string_view text, size_t at, size_t& available)
{
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[at + i]); };
    const size_t length = promisedLength(byte(0));
    available = length ? 1 : 0;
    if (length <= 1)
        return length;
    for (size_t i = 1; i < length; ++i) {
        if (at + i >= text.size())
            return 0;
        if (i == 1 ? !secondByteFits(byte(0), byte(1)) : !isContinuation(byte(i)))
            return 0;
        available = i + 1;
    }
    return length;
}

} // namespace

CodePoint codePointAt(std::string_view text, size_t at)
{
    const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<uint8_t>(text[at + i])); };
    if (byte(0) < 0x80)
        return { byte(0), 1 };
    // Hangul syllables and Han: a lead byte after which every second byte is good.
    if (byte(0) >= 0xE1 && byte(0) <= 0xEC && text.size() - at >= 3 && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80)
        return { (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3 };
    size_t available = 0;
    const size_t length = wellFormedLength(text, at, available);
    switch (length) {
    case 1: return { byte(0), 1 };
    case 2: return { (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2 };
    case 3: return { (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3 };
    case 4: return { (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4 };
    default: return { kReplacementCharacter, 1 };
    }
}

bool isValidUtf8(std::string_view text)
{
    size_t available = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t length = wellFormedLength(text, at, available);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

void appendUtf8(std::string& out, char32_t value)
{
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        value = kReplacementCharacter;
    if (value < 0x80) {
        out.push_back(static_cast<char>(value));
    } else if (value < 0x800) {
        out.push_back(static_cast<char>(0xC0 | value >> 6));
        out.push_back(static_cast<char>(0x80 | (value & 0x3F)));
    } else if (value < 0x10000) {
        out.push_back(static_cast<char>(0xE0 | value >> 12));
        out.push_back(static_cast<char>(0x80 | (value >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (value & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xF0 | value >> 18));
        out.push_back(static_cast<char>(0x80 | (value >> 12 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (value >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (value & 0x3F)));
    }
}

std::string sanitizedUtf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        appendUtf8(out, point.value);
        at += point.length;
    }
    return out;
}

size_t incompleteTail(std::string_view text)
{
    const size_t most = text.size() < 3 ? text.size() : 3;
    for (size_t back = 1; back <= most; ++back) {
        const size_t at = text.size() - back;
        const auto lead = static_cast<uint8_t>(text[at]);
        if (isContinuation(lead))
            continue;
        size_t available = 0;
        const bool cut = promisedLength(lead) > back && wellFormedLength(text, at, available) == 0 && available == back;
        return cut ? back : 0;
    }
    return 0;
}

std::optional<uint32_t> hexNumber(std::string_view text, size_t at, size_t digits)
{
    if (at > text.size() || text.size() - at < digits)
        return std::nullopt;
    uint32_t value = 0;
    const char* first = text.data() + at;
    for (const char* c = first; c < first + digits; ++c) {
        const char low = static_cast<char>(*c | 0x20);
        const bool digit = *c >= '0' && *c <= '9';
        if (!digit && (low < 'a' || low > 'f'))
            return std::nullopt;
        value = value << 4 | static_cast<uint32_t>(digit ? *c - '0' : low - 'a' + 10);
    }
    return value;
}

size_t codePointCount(std::string_view text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.size(); ++count)
        at += codePointAt(text, at).length;
    return count;
}

} // namespace sillok
