// styles.h - What header.xml says about paragraphs: which are headings, and how they are numbered.
#pragma once

#include "engine/documents/containers/xml.h"

#include <array>
#include <map>
#include <string>

namespace sillok::documents::hwpx {

inline constexpr int kLevels = 10;

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
};

/// Paragraph properties, numberings and bullets of one document.
class Styles {
public:
    static Styles parse(const pugi::xml_document& header);

    ParagraphStyle paragraph(const std::string& id) const;

    /// The number or bullet that the program would print before this paragraph ("1.", "가.", "①"), advancing the counters.
    std::string nextMark(const ParagraphStyle& style, const std::string& outlineNumbering);

private:
    void parseNumberings(const pugi::xml_node& head);
    void parseParagraphs(const pugi::xml_node& head);

    std::map<std::string, ParagraphStyle> m_paragraphs;
    std::map<std::string, std::array<NumberLevel, kLevels>> m_numberings;
    std::map<std::string, std::string> m_bullets;
    std::map<std::string, std::array<int, kLevels>> m_counters;
};

/// `number` written as OWPML's numFormat says: DIGIT 3, HANGUL_SYLLABLE 다, CIRCLED_DIGIT ③, ROMAN_CAPITAL III, ...
/// An unknown format or a number beyond it is written in digits.
std::string formatNumber(int number, const std::string& format);

} // namespace sillok::documents::hwpx
