#include "engine/privacy/digits.h"

#include "engine/base/text.h"

namespace sillok::privacy {

namespace {

int hangulDigit(char32_t c)
{
    switch (c) {
    case U'공': case U'영': return 0;
    case U'일': return 1;
    case U'이': return 2;
    case U'삼': return 3;
    case U'사': return 4;
    case U'오': return 5;
    case U'육': case U'륙': return 6;
    case U'칠': return 7;
    case U'팔': return 8;
    case U'구': return 9;
    default: return -1;
    }
}

bool isJoint(char32_t c)
{
    switch (c) {
    case U'-': case U'.': case U'~': case U'_': case U'*': case U'·': case U'‐': case U'‑':
    case U'‒': case U'–': case U'—': case U'―': case U'−': case U'∼': case U'～': case U'－': case U'．': case U'ー': case U'ㅡ': return true;
    default: return false;
    }
}

bool isBracket(char32_t c) { return c == U'(' || c == U')' || c == U',' || c == U'/'; }

bool isSpace(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || c == 0x3000 || c == 0x200B; }

constexpr int kMostBetween = 4; // characters

} // namespace

int digitAt(std::string_view text, size_t at, size_t& length, bool& hangul)
{
    const auto byte = static_cast<uint8_t>(text[at]);
    hangul = false;
    length = 1;
    if (byte < 0x80)
        return byte >= '0' && byte <= '9' ? byte - '0' : -1;
    const CodePoint point = codePointAt(text, at);
    length = point.length;
    if (point.value >= 0xFF10 && point.value <= 0xFF19)
        return static_cast<int>(point.value - 0xFF10);
    const int value = hangulDigit(point.value);
    hangul = value >= 0;
    return value;
}

size_t gapAt(std::string_view text, size_t at, Gap& gap)
{
    constexpr std::string_view kSpoken[] = { "다시", "에" };
    const size_t from = at;
    int characters = 0, joints = 0, brackets = 0, lines = 0;
    while (at < text.size() && characters < kMostBetween) {
        bool spoken = false;
        for (const std::string_view word : kSpoken)
            if (joints == 0 && text.substr(at).starts_with(word)) {
                at += word.size();
                ++joints;
                spoken = true;
            }
        if (spoken) {
            ++characters;
            continue;
        }
        const CodePoint point = codePointAt(text, at);
        lines += point.value == U'\n' ? 1 : 0;
        if (isJoint(point.value))
            ++joints;
        else if (isBracket(point.value))
            ++brackets;
        else if (!isSpace(point.value) || lines > 1)
            break;
        at += point.length;
        ++characters;
    }
    gap = at == from ? Gap::None : brackets > 0 ? Gap::Bracket : joints > 0 ? Gap::Joint : Gap::Space;
    return at - from;
}

} // namespace sillok::privacy
