#include "engine/documents/hwp3/characters.h"

#include "engine/base/text.h"

#include <array>
#include <memory>
#include <optional>
#include <unicode/ucnv.h>

namespace sillok::documents::hwp3 {

namespace {

constexpr char32_t kUnknown = 0x25A1;
constexpr int kNone = -1;

/// Johab writes a syllable as three numbers of five bits; the vowels' numbers have gaps.
constexpr std::array<int, 32> kVowels { kNone, kNone, kNone, 0, 1, 2, 3, 4, kNone, kNone, 5, 6, 7, 8, 9, 10, kNone, kNone, 11, 12, 13, 14, 15, 16,
    kNone, kNone, 17, 18, 19, 20, kNone, kNone };

/// Letters that stand alone, in the order of Johab's initials.
constexpr char32_t kInitialLetters[] = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

char32_t hangul(uint16_t code)
{
    constexpr int kFiller = 1, kVowelFiller = 2;
    const int initial = code >> 10 & 0x1F, vowel = code >> 5 & 0x1F, final = code & 0x1F;
    const bool hasInitial = initial >= 2 && initial <= 20;
    const bool hasFinal = final >= 1 && final <= 29 && final != 18;
    const int vowelIndex = kVowels[static_cast<size_t>(vowel)];
    if (hasInitial && vowel == kVowelFiller && final == kFiller)
        return kInitialLetters[initial - 2];
    if (initial == kFiller && vowelIndex != kNone && final == kFiller)
        return static_cast<char32_t>(0x314F + vowelIndex); // ㅏ and after it the other vowels
    if (!hasInitial || vowelIndex == kNone || !hasFinal)
        return kUnknown;
    const int finalIndex = final - (final > 18 ? 2 : 1);
    return static_cast<char32_t>(0xAC00 + ((initial - 2) * 21 + vowelIndex) * 28 + finalIndex);
}

/// The character at that place of KS X 1001, counted in its two bytes.
char32_t wansung(uint8_t row, uint8_t column)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open("windows-949", &status), &ucnv_close);
    if (U_FAILURE(status))
        return kUnknown;
    const std::array<char, 2> bytes { static_cast<char>(row), static_cast<char>(column) };
    const char* at = bytes.data();
    const UChar32 point = ucnv_getNextUChar(converter.get(), &at, at + bytes.size(), &status);
    return U_FAILURE(status) || point == kReplacementCharacter ? kUnknown : static_cast<char32_t>(point);
}

/// Hanja in the order of KS X 1001 from 0x4000 on; symbols from 0x3400 on, each row with room for 96.
char32_t placed(uint16_t code)
{
    constexpr uint16_t kSymbols = 0x3400, kSymbolsEnd = 0x37C0, kHanja = 0x4000, kHanjaCount = 4888;
    constexpr unsigned kPerRow = 94, kPerSymbolRow = 96;
    if (code >= kHanja && code < kHanja + kHanjaCount) {
        const unsigned index = code - kHanja;
        return wansung(static_cast<uint8_t>(0xCA + index / kPerRow), static_cast<uint8_t>(0xA1 + index % kPerRow));
    }
    if (code >= kSymbols && code < kSymbolsEnd) {
        const unsigned index = code - kSymbols; // the first and the last place of a row are empty
        if (index % kPerSymbolRow == 0 || index % kPerSymbolRow > kPerRow)
            return kUnknown;
        return wansung(static_cast<uint8_t>(0xA1 + index / kPerSymbolRow), static_cast<uint8_t>(0xA0 + index % kPerSymbolRow));
    }
    return kUnknown;
}

} // namespace

void appendCharacter(std::string& out, uint16_t code)
{
    appendUtf8(out, code < 0x80 ? code : code & 0x8000 ? hangul(code) : placed(code));
}

} // namespace sillok::documents::hwp3
