#include "engine/documents/odf/letters.h"

#include "engine/documents/hidden_letters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sillok::documents::odf {

namespace {

constexpr int kMaxStyleDepth = 32;   ///< styles that are based on each other in a circle end here

std::string keyOf(const std::string& family, const std::string& name) { return family + "/" + name; }

bool isWhite(const pugi::xml_attribute& color)
{
    std::string value = color.as_string();
    std::ranges::replace(value, 'F', 'f');
    return value == "#ffffff";
}

/// Whether the attribute gives a colour other than white.
bool isColour(const pugi::xml_attribute& background) { return std::string_view(background.as_string("transparent")) != "transparent" && !isWhite(background); }

/// "9pt" or "0.5mm"; nothing for a share of another size.
std::optional<int> centipoints(std::string_view length)
{
    double number = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), number);
    const std::string_view unit(end, static_cast<size_t>(length.data() + length.size() - end));
    const double points = unit == "pt" ? 1 : unit == "mm" ? 72 / 25.4 : unit == "cm" ? 72 / 2.54 : unit == "in" ? 72 : 0;
    if (error != std::errc() || points == 0 || !(number >= 0 && number < 10'000))
        return std::nullopt;
    return static_cast<int>(std::lround(number * points * 100));
}

bool hasPicture(const pugi::xml_node& properties) { return !childNamed(properties, "background-image").attribute("xlink:href").empty(); }

Letters lettersIn(const pugi::xml_node& text, const pugi::xml_node& paragraph)
{
    Letters letters;
    if (const pugi::xml_attribute size = text.attribute("fo:font-size"))
        letters.heightCentipoints = centipoints(size.as_string());
    if (const pugi::xml_attribute color = text.attribute("fo:color"))
        letters.white = isWhite(color);
    if (text.attribute("style:use-window-font-color").as_bool())
        letters.white = false;
    if (isColour(text.attribute("fo:background-color")) || isColour(paragraph.attribute("fo:background-color")) || hasPicture(paragraph))
        letters.shaded = true;
    if (const pugi::xml_attribute display = text.attribute("text:display"))
        letters.absent = std::string_view(display.as_string()) == "none";
    return letters;
}

template <typename Value>
void fillIn(std::optional<Value>& value, const std::optional<Value>& base)
{
    if (!value)
        value = base;
}

} // namespace

void Letters::inherit(const Letters& base)
{
    fillIn(heightCentipoints, base.heightCentipoints);
    fillIn(white, base.white);
    fillIn(shaded, base.shaded);
    fillIn(absent, base.absent);
}

bool Letters::hidden(bool onFill) const
{
    LetterLook look;
    look.heightCentipoints = heightCentipoints.value_or(look.heightCentipoints);
    look.color = white.value_or(false) ? kWhite : look.color;
    look.shaded = shaded.value_or(false);
    return absent.value_or(false) || look.hides(onFill);
}

void LetterStyles::read(const pugi::xml_node& styles)
{
    for (const pugi::xml_node& style : styles.children()) {
        const std::string_view name = localName(style);
        if (name == "style" || name == "default-style")
            readStyle(style);
        const pugi::xml_node page = name == "page-layout" ? childNamed(style, "page-layout-properties") : pugi::xml_node();
        const std::string_view fill = page.attribute("draw:fill").as_string("none");
        m_colouredPaper = m_colouredPaper || isColour(page.attribute("fo:background-color")) || fill != "none" || hasPicture(page);
    }
}

void LetterStyles::readStyle(const pugi::xml_node& node)
{
    const std::string family = node.attribute("style:family").as_string();
    Style style { lettersIn(childNamed(node, "text-properties"), childNamed(node, "paragraph-properties")), false, node.attribute("style:parent-style-name").as_string() };
    if (childNamed(node, "map")) // another style takes its place under some condition
        style.letters.shaded = true;
    for (const char* properties : { "table-properties", "table-row-properties", "table-cell-properties" }) {
        const pugi::xml_node found = childNamed(node, properties);
        style.fills = style.fills || isColour(found.attribute("fo:background-color")) || hasPicture(found);
    }
    const std::string_view layer = childNamed(node, "graphic-properties").attribute("style:run-through").as_string();
    m_colouredPaper = m_colouredPaper || layer == "background";
    m_styles[keyOf(family, node.attribute("style:name").as_string())] = std::move(style);
}

const LetterStyles::Style* LetterStyles::find(const std::string& family, const std::string& name) const
{
    const auto found = m_styles.find(keyOf(family, name));
    return found == m_styles.end() ? nullptr : &found->second;
}

/// The default of a family has no name.
Letters LetterStyles::letters(const std::string& family, const std::string& name) const
{
    Letters letters;
    const Style* style = name.empty() ? nullptr : find(family, name);
    for (int depth = 0; depth < kMaxStyleDepth && style; ++depth) {
        letters.inherit(style->letters);
        style = style->basedOn.empty() ? nullptr : find(family, style->basedOn);
    }
    if (const Style* byDefault = find(family, {}))
        letters.inherit(byDefault->letters);
    return letters;
}

bool LetterStyles::fills(const std::string& family, const std::string& name) const
{
    const Style* style = find(family, name);
    for (int depth = 0; depth < kMaxStyleDepth && style; ++depth) {
        if (style->fills)
            return true;
        style = style->basedOn.empty() ? nullptr : find(family, style->basedOn);
    }
    return false;
}

} // namespace sillok::documents::odf
