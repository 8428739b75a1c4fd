#include "engine/chat/jinja/letters.h"

#include "engine/base/text.h"
#include "engine/tokenizer/unicode_classes.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

/// Pairs of upper and lower letters that stand side by side, upper on even or odd places.
struct Alternating {
    char32_t first, last;
};
constexpr Alternating kAlternating[]
    = { { 0x100, 0x12F }, { 0x132, 0x137 }, { 0x139, 0x148 }, { 0x14A, 0x177 }, { 0x179, 0x17E }, { 0x1A0, 0x1A5 }, { 0x3D8, 0x3EF },
          { 0x460, 0x481 }, { 0x48A, 0x4BF }, { 0x4C1, 0x4CE }, { 0x4D0, 0x52F }, { 0x1E00, 0x1E95 }, { 0x1EA0, 0x1EFF } };
/// Blocks of upper letters whose lower ones stand at a fixed distance.
struct Shifted {
    char32_t first, last, distance;
};
constexpr Shifted kShifted[] = { { 'A', 'Z', 32 }, { 0xC0, 0xD6, 32 }, { 0xD8, 0xDE, 32 }, { 0x391, 0x3A1, 32 }, { 0x3A3, 0x3AB, 32 },
    { 0x388, 0x38A, 37 }, { 0x410, 0x42F, 32 }, { 0x400, 0x40F, 80 }, { 0x531, 0x556, 48 }, { 0x2160, 0x216F, 16 }, { 0x24B6, 0x24CF, 26 },
    { 0xFF21, 0xFF3A, 32 } };
/// Letters on their own: upper, lower.
constexpr char32_t kSingles[][2]
    = { { 0x178, 0xFF }, { 0x386, 0x3AC }, { 0x38C, 0x3CC }, { 0x38E, 0x3CD }, { 0x38F, 0x3CE }, { 0x4C0, 0x4CF }, { 0x1AF, 0x1B0 } };

char32_t lowerOf(char32_t c)
{
    for (const auto& block : kShifted) {
        if (c >= block.first && c <= block.last)
            return c + block.distance;
    }
    for (const auto& block : kAlternating) {
        if (c >= block.first && c <= block.last)
            return (c - block.first) % 2 == 0 ? c + 1 : c;
    }
    for (const auto& pair : kSingles) {
        if (c == pair[0])
            return pair[1];
    }
    return c;
}

char32_t upperOf(char32_t c)
{
    for (const auto& block : kShifted) {
        if (c >= block.first + block.distance && c <= block.last + block.distance)
            return c - block.distance;
    }
    for (const auto& block : kAlternating) {
        if (c >= block.first && c <= block.last)
            return (c - block.first) % 2 == 1 ? c - 1 : c;
    }
    for (const auto& pair : kSingles) {
        if (c == pair[1])
            return pair[0];
    }
    switch (c) {
    case 0xB5:
        return 0x39C; // micro
    case 0x3C2:
        return 0x3A3; // final sigma
    case 0x131:
        return 'I';
    case 0x17F:
        return 'S';
    default:
        return c;
    }
}

void appendUpper(std::string& out, char32_t c, bool title)
{
    if (c == 0xDF)
        out += title ? "Ss" : "SS";
    else
        appendUtf8(out, upperOf(c));
}

} // namespace

bool isSpace(char32_t c) { return isWhiteSpace(c) || (c >= 0x1C && c <= 0x1F); }

bool isPrintable(char32_t c) { return c < 0x7F ? c >= 0x20 : unicodeClass(c) != UnicodeClass::Other; }

bool isUpper(char32_t c) { return unicodeClass(c) == UnicodeClass::Upper; }
bool isLower(char32_t c) { return unicodeClass(c) == UnicodeClass::Lower || c == 0xAA || c == 0xBA; }
bool isAlpha(char32_t c) { return isLetter(c); }

bool isDigit(char32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9';
    return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) || (c >= 0x966 && c <= 0x96F)
        || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) || (c >= 0x2080 && c <= 0x2089) || (c >= 0x2460 && c <= 0x2468)
        || (c >= 0xFF10 && c <= 0xFF19);
}

bool isWordLetter(char32_t c) { return c == '_' || isLetter(c) || isNumber(c); }

Text withCase(const Text& text, Case wanted)
{
    Text out;
    bool inWord = false;
    size_t at = 0;
    for (const Text::Run& run : text.runs()) {
        std::string changed;
        while (at < run.end) {
            const auto [c, length] = codePointAt(text.bytes(), at);
            const bool cased = isUpper(c) || isLower(c);
            switch (wanted) {
            case Case::Upper:
                appendUpper(changed, c, false);
                break;
            case Case::Lower:
                appendUtf8(changed, lowerOf(c));
                break;
            case Case::Swap:
                if (isUpper(c))
                    appendUtf8(changed, lowerOf(c));
                else
                    appendUpper(changed, c, false);
                break;
            case Case::Title:
            case Case::Capital:
                if (inWord)
                    appendUtf8(changed, lowerOf(c));
                else
                    appendUpper(changed, c, true);
                break;
            }
            inWord = wanted == Case::Capital || cased;
            at += length;
        }
        out.append(changed, run.fromData);
    }
    return out;
}

Positions::Positions(const std::string& bytes)
    : m_size(bytes.size())
    , m_ascii(std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
{
    if (m_ascii)
        return;
    for (size_t at = 0; at < bytes.size(); at += codePointAt(bytes, at).length)
        m_offsets.push_back(at);
    m_offsets.push_back(bytes.size());
}

size_t Positions::characterAt(size_t byte) const
{
    if (m_ascii)
        return byte;
    return static_cast<size_t>(std::lower_bound(m_offsets.begin(), m_offsets.end(), byte) - m_offsets.begin());
}

Trimmed trimmed(const std::string& bytes, bool left, bool right, const std::string* set)
{
    const auto goes = [&](size_t at, size_t length) {
        return set ? set->find(bytes.substr(at, length)) != std::string::npos : isSpace(codePointAt(bytes, at).value);
    };
    size_t begin = 0, end = bytes.size();
    while (left && begin < end) {
        const size_t length = codePointAt(bytes, begin).length;
        if (!goes(begin, length))
            break;
        begin += length;
    }
    while (right && end > begin) {
        size_t last = end - 1;
        while (last > begin && (static_cast<unsigned char>(bytes[last]) & 0xC0) == 0x80)
            --last;
        if (!goes(last, end - last))
            break;
        end = last;
    }
    return { begin, end };
}

} // namespace sillok::jinja
