#include "engine/documents/odf/styles.h"

#include <algorithm>

namespace sillok::documents::odf {

namespace {

/// source ISO/IEC 26300-1, 19.500 (style:num-format)
std::string formatOf(std::string_view format)
{
    if (format.starts_with("가"))
        return "HANGUL_SYLLABLE";
    if (format.starts_with("ㄱ"))
        return "HANGUL_JAMO";
    if (format.starts_with("①"))
        return "CIRCLED_DIGIT";
    if (format == "I")
        return "ROMAN_CAPITAL";
    if (format == "i")
        return "ROMAN_SMALL";
    if (format == "A")
        return "LATIN_CAPITAL";
    return format == "a" ? "LATIN_SMALL" : "DIGIT";
}

/// "1.2." for a level that shows the ones above it too.
std::string patternOf(const pugi::xml_node& node, int level)
{
    const int shown = std::clamp(node.attribute("text:display-levels").as_int(1), 1, level);
    std::string pattern = node.attribute("style:num-prefix").as_string();
    for (int above = level - shown + 1; above <= level; ++above)
        pattern += std::string(above > level - shown + 1 ? "." : "") + "^" + std::to_string(above);
    return pattern + node.attribute("style:num-suffix").as_string();
}

} // namespace

void Styles::read(const pugi::xml_document& part)
{
    for (const pugi::xml_node& group : part.document_element().children()) {
        const std::string_view name = localName(group);
        if (name != "styles" && name != "automatic-styles")
            continue;
        m_letters.read(group);
        for (const pugi::xml_node& style : group.children()) {
            if (localName(style) == "list-style")
                readList(style, style.attribute("style:name").as_string());
            else if (localName(style) == "outline-style")
                readList(style, kOutlineList);
        }
    }
}

void Styles::readList(const pugi::xml_node& style, const std::string& name)
{
    auto& bullets = m_bullets[name];
    for (const pugi::xml_node& node : style.children()) {
        const int level = node.attribute("text:level").as_int();
        if (level < 1 || level >= kLevels)
            continue;
        const auto index = static_cast<size_t>(level - 1);
        const std::string_view kind = localName(node);
        const std::string_view format = node.attribute("style:num-format").as_string();
        if (kind == "list-level-style-bullet" || kind == "list-level-style-image") {
            bullets[index] = true;
            m_numberings.setBullet(name + "#" + std::to_string(level - 1), node.attribute("text:bullet-char").as_string("•"));
        } else if (!format.empty()) { // without a format the level prints nothing
            bullets[index] = false;
            m_numberings.setLevel(name, level - 1, { patternOf(node, level), formatOf(format), node.attribute("text:start-value").as_int(1) });
        }
    }
}

ParagraphStyle Styles::paragraph(const std::string& list, int listLevel, int outlineLevel) const
{
    ParagraphStyle style;
    const int level = std::clamp(listLevel, 0, kLevels - 1);
    if (outlineLevel > 0) {
        style.kind = HeadKind::Outline;
        style.level = std::clamp(outlineLevel, 1, 9) - 1;
        style.list = kOutlineList;
        style.listLevel = style.level;
        return style;
    }
    const auto bullets = m_bullets.find(list);
    if (bullets == m_bullets.end())
        return style;
    const bool bullet = bullets->second[static_cast<size_t>(level)];
    style.kind = bullet ? HeadKind::Bullet : HeadKind::Number;
    style.level = level;
    style.list = bullet ? list + "#" + std::to_string(level) : list;
    return style;
}

} // namespace sillok::documents::odf
