#include "engine/documents/numbering.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::documents {

namespace {

std::string one(char32_t c)
{
    std::string text;
    appendUtf8(text, c);
    return text;
}

/// 가 나 다 ... 하, then 거 너 더 ... as Hangul lists count.
char32_t hangulSyllable(int number)
{
    constexpr std::array<int, 14> kInitials { 0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18 }; // ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ
    constexpr std::array<int, 5> kVowels { 0, 4, 8, 13, 18 };                                     // ㅏㅓㅗㅜㅡ
    const auto index = static_cast<size_t>(number - 1);
    return static_cast<char32_t>(0xAC00 + (kInitials[index % 14] * 21 + kVowels[index / 14 % 5]) * 28);
}

std::string roman(int number)
{
    constexpr std::array<std::pair<int, const char*>, 13> kSteps { { { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" },
        { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } } };
    std::string out;
    for (const auto& [value, letters] : kSteps) {
        for (; number >= value; number -= value)
            out += letters;
    }
    return out;
}

/// Bullets of symbol fonts live in the private use area, where nobody else's font has anything.
std::string readableBullet(std::string bullet)
{
    const char32_t c = bullet.empty() ? U' ' : codePointAt(bullet, 0).value;
    return c >= 0xE000 && c <= 0xF8FF ? "•" : bullet;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

} // namespace

std::string formatNumber(int number, const std::string& format)
{
    if (number >= 1 && number <= 70 && format == "HANGUL_SYLLABLE")
        return one(hangulSyllable(number));
    if (number >= 1 && number <= 14 && format == "CIRCLED_HANGUL_SYLLABLE")
        return one(static_cast<char32_t>(0x326E + number - 1));
    if (number >= 1 && number <= 14 && format == "HANGUL_JAMO") {
        constexpr char32_t kJamo[] = U"ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ";
        return one(kJamo[number - 1]);
    }
    if (number >= 1 && number <= 20 && format == "CIRCLED_DIGIT")
        return one(static_cast<char32_t>(0x2460 + number - 1));
    if (number >= 1 && number <= 26 && format == "LATIN_CAPITAL")
        return one(static_cast<char32_t>('A' + number - 1));
    if (number >= 1 && number <= 26 && format == "LATIN_SMALL")
        return one(static_cast<char32_t>('a' + number - 1));
    if (number >= 1 && number <= 26 && format == "CIRCLED_LATIN_SMALL")
        return one(static_cast<char32_t>(0x24D0 + number - 1));
    if (number >= 1 && number < 4000 && format == "ROMAN_CAPITAL")
        return roman(number);
    if (number >= 1 && number < 4000 && format == "ROMAN_SMALL")
        return lower(roman(number));
    return std::to_string(number);
}

void Numberings::setLevel(const std::string& numbering, int level, NumberLevel how)
{
    if (level < 0 || level >= kLevels)
        return;
    how.start = std::clamp(how.start, 1, kMaxFirstNumber);
    m_numberings[numbering][static_cast<size_t>(level)] = std::move(how);
}

void Numberings::setBullet(const std::string& id, const std::string& text) { m_bullets[id] = readableBullet(text); }

std::string Numberings::nextMark(const ParagraphStyle& style, const std::string& outlineNumbering)
{
    if (style.kind == HeadKind::None)
        return {};
    if (style.kind == HeadKind::Bullet) {
        const auto bullet = m_bullets.find(style.list);
        return bullet == m_bullets.end() ? std::string {} : bullet->second;
    }
    const std::string& id = style.kind == HeadKind::Outline && style.listLevel < 0 ? outlineNumbering : style.list;
    const auto numbering = m_numberings.find(id);
    if (numbering == m_numberings.end())
        return {};
    const auto& levels = numbering->second;
    auto& counters = m_counters[id];
    const auto level = static_cast<size_t>(style.listLevel >= 0 ? style.listLevel : style.level);
    counters[level] = counters[level] == 0 ? levels[level].start : counters[level] + 1;
    std::fill(counters.begin() + static_cast<ptrdiff_t>(level) + 1, counters.end(), 0);

    std::string mark;
    const std::string& pattern = levels[level].pattern;
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '^' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9') {
            const auto other = static_cast<size_t>(pattern[++i] - '1');
            mark += formatNumber(std::max(counters[other], 1), levels[other].format);
        } else {
            mark += pattern[i];
        }
    }
    return mark;
}

} // namespace sillok::documents
