#include "engine/documents/docx/styles.h"

#include <algorithm>

namespace sillok::documents::docx {

namespace {

constexpr int kTooSmall = 4;         ///< half points: letters of two points are a grey line on paper
constexpr int kMaxStyleDepth = 32;   ///< styles that are based on each other in a circle end here

std::string valueOf(const pugi::xml_node& node) { return attributeNamed(node, "val"); }

int numberOf(const std::string& text, int otherwise)
{
    if (text.empty() || text.size() > 6)
        return otherwise;
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) ? std::stoi(text) : otherwise;
}

/// "%1.%2" as "^1.^2".
std::string patternOf(std::string text)
{
    for (size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] == '%' && text[i + 1] >= '1' && text[i + 1] <= '9')
            text[i] = '^';
    }
    return text;
}

/// source ECMA-376 part 1, 17.18.59 (ST_NumberFormat)
std::string formatOf(const std::string& format)
{
    static const std::map<std::string, std::string> kFormats { { "ganada", "HANGUL_SYLLABLE" }, { "chosung", "HANGUL_JAMO" },
        { "decimalEnclosedCircle", "CIRCLED_DIGIT" }, { "decimalEnclosedCircleChinese", "CIRCLED_DIGIT" }, { "upperRoman", "ROMAN_CAPITAL" },
        { "lowerRoman", "ROMAN_SMALL" }, { "upperLetter", "LATIN_CAPITAL" }, { "lowerLetter", "LATIN_SMALL" } };
    const auto found = kFormats.find(format);
    return found == kFormats.end() ? "DIGIT" : found->second;
}

/// source ECMA-376 part 1, 17.3.2.41 (vanish) and 17.3.2.38 (sz)
std::optional<bool> hiddenBy(const pugi::xml_node& runProperties)
{
    const int size = numberOf(valueOf(childNamed(runProperties, "sz")), 0);
    if (size > 0 && size <= kTooSmall)
        return true;
    const pugi::xml_node vanish = childNamed(runProperties, "vanish");
    const std::string value = valueOf(vanish);
    return vanish ? std::optional(value != "0" && value != "false" && value != "off") : std::nullopt;
}

} // namespace

bool isShaded(const pugi::xml_node& properties)
{
    const pugi::xml_node shading = childNamed(properties, "shd");
    const std::string fill = attributeNamed(shading, "fill"), pattern = valueOf(shading);
    const bool plain = fill.empty() || fill == "auto" || fill == "FFFFFF" || fill == "ffffff";
    return shading && (!plain || !attributeNamed(shading, "themeFill").empty() || (!pattern.empty() && pattern != "clear" && pattern != "nil"));
}

/// source ECMA-376 part 1, 17.3.2.6 (color), 17.3.2.15 (highlight), 17.3.2.32 (shd)
void Styles::lettersOf(const pugi::xml_node& runProperties, Properties& into)
{
    into.hidden = hiddenBy(runProperties);
    if (const std::string color = valueOf(childNamed(runProperties, "color")); !color.empty())
        into.white = color == "FFFFFF" || color == "ffffff";
    if (childNamed(runProperties, "shd") || childNamed(runProperties, "highlight"))
        into.shaded = isShaded(runProperties) || childNamed(runProperties, "highlight");
}

Styles::Properties Styles::propertiesOf(const pugi::xml_node& paragraphProperties)
{
    Properties properties;
    properties.basedOn = valueOf(childNamed(paragraphProperties, "pStyle"));
    if (const pugi::xml_node level = childNamed(paragraphProperties, "outlineLvl"))
        properties.outlineLevel = numberOf(valueOf(level), 9);
    if (const pugi::xml_node numbering = childNamed(paragraphProperties, "numPr")) {
        if (const pugi::xml_node id = childNamed(numbering, "numId"))
            properties.list = valueOf(id);
        if (const pugi::xml_node level = childNamed(numbering, "ilvl"))
            properties.listLevel = numberOf(valueOf(level), 0);
    }
    return properties;
}

void Styles::readStyles(const pugi::xml_document& styles)
{
    for (const pugi::xml_node& style : styles.document_element().children()) {
        const std::string type = attributeNamed(style, "type");
        if (localName(style) != "style" || (type != "paragraph" && type != "character"))
            continue;
        const std::string id = attributeNamed(style, "styleId");
        Properties properties = propertiesOf(childNamed(style, "pPr"));
        properties.basedOn = valueOf(childNamed(style, "basedOn"));
        lettersOf(childNamed(style, "rPr"), properties);
        if (isShaded(childNamed(style, "pPr")))
            properties.shaded = true;
        if (const std::string byDefault = attributeNamed(style, "default"); type == "paragraph" && (byDefault == "1" || byDefault == "true"))
            m_defaultStyle = id;
        m_styles.emplace(id, std::move(properties));
    }
}

void Styles::readNumbering(const pugi::xml_document& numbering)
{
    for (const pugi::xml_node& node : numbering.document_element().children()) {
        if (localName(node) == "abstractNum")
            readLevels(node, attributeNamed(node, "abstractNumId"));
    }
    for (const pugi::xml_node& node : numbering.document_element().children()) {
        if (localName(node) != "num")
            continue;
        const std::string id = attributeNamed(node, "numId");
        const std::string base = valueOf(childNamed(node, "abstractNumId"));
        if (!childNamed(node, "lvlOverride")) {
            m_lists[id] = base;
            continue;
        }
        // A list that overrides something counts on its own.
        const std::string own = base + "/" + id;
        m_lists[id] = own;
        for (const pugi::xml_node& abstract : numbering.document_element().children()) {
            if (localName(abstract) == "abstractNum" && attributeNamed(abstract, "abstractNumId") == base)
                readLevels(abstract, own);
        }
        for (const pugi::xml_node& change : node.children()) {
            if (localName(change) == "lvlOverride")
                readLevels(change, own);
        }
    }
}

void Styles::readLevels(const pugi::xml_node& holder, const std::string& list)
{
    auto& levels = m_levels[list];
    for (const pugi::xml_node& node : holder.children()) {
        const int level = numberOf(attributeNamed(node, "ilvl"), -1);
        if (localName(node) != "lvl" || level < 0 || level >= kLevels)
            continue;
        const std::string format = valueOf(childNamed(node, "numFmt"));
        const std::string text = valueOf(childNamed(node, "lvlText"));
        if (format == "bullet" || format == "none") {
            levels[static_cast<size_t>(level)].bullet = true;
            m_numberings.setBullet(list + "#" + std::to_string(level), format == "none" ? std::string() : text);
        } else {
            levels[static_cast<size_t>(level)].bullet = false;
            m_numberings.setLevel(list, level, { patternOf(text), formatOf(format), numberOf(valueOf(childNamed(node, "start")), 1) });
        }
    }
}

void Styles::inherit(Properties& into, std::string style) const
{
    for (int depth = 0; depth < kMaxStyleDepth && !style.empty(); ++depth) {
        const auto found = m_styles.find(style);
        if (found == m_styles.end())
            return;
        const Properties& base = found->second;
        if (!into.outlineLevel)
            into.outlineLevel = base.outlineLevel;
        if (!into.list)
            into.list = base.list;
        if (!into.listLevel)
            into.listLevel = base.listLevel;
        if (!into.hidden)
            into.hidden = base.hidden;
        if (!into.white)
            into.white = base.white;
        if (!into.shaded)
            into.shaded = base.shaded;
        style = base.basedOn;
    }
}

bool Styles::hides(const pugi::xml_node& run, const pugi::xml_node& paragraph, bool onFill) const
{
    Properties properties;
    lettersOf(run, properties);
    if (isShaded(paragraph))
        properties.shaded = true;
    inherit(properties, valueOf(childNamed(run, "rStyle")));
    const std::string style = valueOf(childNamed(paragraph, "pStyle"));
    inherit(properties, style.empty() ? m_defaultStyle : style);
    return properties.hidden.value_or(false) || (properties.white.value_or(false) && !properties.shaded.value_or(false) && !onFill);
}

ParagraphStyle Styles::paragraph(const pugi::xml_node& properties) const
{
    Properties own = propertiesOf(properties);
    inherit(own, own.basedOn.empty() ? m_defaultStyle : own.basedOn);
    ParagraphStyle style;
    const int outline = own.outlineLevel.value_or(9);
    if (outline >= 0 && outline < 9) {
        style.kind = HeadKind::Outline;
        style.level = outline;
    }
    const auto list = m_lists.find(own.list.value_or("0"));
    if (list == m_lists.end())
        return style;
    const int level = std::clamp(own.listLevel.value_or(style.kind == HeadKind::Outline ? style.level : 0), 0, kLevels - 1);
    const auto levels = m_levels.find(list->second);
    const bool bullet = levels != m_levels.end() && levels->second[static_cast<size_t>(level)].bullet;
    if (style.kind == HeadKind::None) {
        style.kind = bullet ? HeadKind::Bullet : HeadKind::Number;
        style.level = level;
    }
    style.list = bullet ? list->second + "#" + std::to_string(level) : list->second;
    style.listLevel = level;
    return style;
}

} // namespace sillok::documents::docx
