// numbering.h - Numbers and bullets that Hangul prints before paragraphs: they are in no text and are made again here.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace sillok::documents {

inline constexpr int kLevels = 10;
inline constexpr int kMaxFirstNumber = 100'000; ///< where a list may begin; far beyond any real one

/// How one level of a numbering writes itself: "^1." with its number format, first number.
struct NumberLevel {
    std::string pattern;
    std::string format = "DIGIT";
    int start = 1;
};

enum class HeadKind : uint8_t { None, Outline, Number, Bullet };

struct ParagraphStyle {
    HeadKind kind = HeadKind::None;
    int level = 0;              ///< counted from 0
    std::string list;           ///< id of the numbering or bullet
    int listLevel = -1;         ///< an outline paragraph that counts on `list` and not on the document's outline: its level there
};

/// The numberings and bullets of one document, and how far each has counted.
class Numberings {
public:
    /// A level outside 0 to kLevels - 1 is ignored.
    void setLevel(const std::string& numbering, int level, NumberLevel how);
    void setBullet(const std::string& id, const std::string& text);

    /// The number or bullet that the program would print before this paragraph ("1.", "가.", "①"), advancing the counters.
    /// needs style.level and style.listLevel below kLevels
    std::string nextMark(const ParagraphStyle& style, const std::string& outlineNumbering);

private:
    std::map<std::string, std::array<NumberLevel, kLevels>> m_numberings;
    std::map<std::string, std::string> m_bullets;
    std::map<std::string, std::array<int, kLevels>> m_counters;
};

/// `number` written as OWPML's numFormat says: DIGIT 3, HANGUL_SYLLABLE 다, CIRCLED_DIGIT ③, ROMAN_CAPITAL III, ...
/// An unknown format or a number beyond it is written in digits.
std::string formatNumber(int number, const std::string& format);

} // namespace sillok::documents
