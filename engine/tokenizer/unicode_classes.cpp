#include "engine/tokenizer/unicode_classes.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sillok {

namespace {

struct Range {
    char32_t first;
    char32_t last;
    UnicodeClass kind;
};

constexpr Range kRanges[] = {
#include "engine/tokenizer/unicode_classes.inc"
};

UnicodeClass search(char32_t value)
{
    const auto* found
        = std::lower_bound(std::begin(kRanges), std::end(kRanges), value, [](const Range& range, char32_t v) { return range.last < v; });
    return found != std::end(kRanges) && found->first <= value ? found->kind : UnicodeClass::Other;
}

const std::array<UnicodeClass, 128>& asciiTable()
{
    static const std::array<UnicodeClass, 128> table = [] {
        std::array<UnicodeClass, 128> made {};
        for (char32_t value = 0; value < 128; ++value)
            made[value] = search(value);
        return made;
    }();
    return table;
}

} // namespace

UnicodeClass unicodeClass(char32_t value)
{
    if (value < 128)
        return asciiTable()[value];
    if (value >= 0xAC00 && value <= 0xD7A3) // Hangul syllables: the common case here
        return UnicodeClass::OtherLetter;
    return search(value);
}

bool isLetter(char32_t value)
{
    const UnicodeClass kind = unicodeClass(value);
    return kind >= UnicodeClass::Upper && kind <= UnicodeClass::OtherLetter;
}

bool isWhiteSpace(char32_t value)
{
    return (value >= 0x09 && value <= 0x0D) || value == 0x20 || value == 0x85 || value == 0xA0 || value == 0x1680
        || (value >= 0x2000 && value <= 0x200A) || value == 0x2028 || value == 0x2029 || value == 0x202F || value == 0x205F
        || value == 0x3000;
}

} // namespace sillok
