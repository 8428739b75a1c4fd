#include "engine/documents/hwpx/styles.h"

#include "engine/base/text.h"

#include <algorithm>
#include <optional>

namespace sillok::documents::hwpx {

namespace {

/// "#RRGGBB"; anything else, "none" above all, is no colour.
std::optional<uint32_t> colorOf(const pugi::xml_attribute& attribute)
{
    const std::string_view text = attribute.as_string();
    return text.size() == 7 && text[0] == '#' ? hexNumber(text, 1, 6) : std::nullopt;
}

bool isColored(const pugi::xml_attribute& attribute) { return colorOf(attribute).value_or(kWhite) != kWhite; }

} // namespace

Styles Styles::parse(const pugi::xml_document& header)
{
    Styles styles;
    const pugi::xml_node lists = childNamed(header.document_element(), "refList");
    styles.parseNumberings(lists);
    styles.parseFills(lists);
    styles.parseParagraphs(lists);
    styles.parseLetters(lists);
    return styles;
}

void Styles::parseNumberings(const pugi::xml_node& lists)
{
    for (const pugi::xml_node& numbering : childNamed(lists, "numberings").children()) {
        for (const pugi::xml_node& head : numbering.children())
            m_numberings.setLevel(numbering.attribute("id").as_string(), head.attribute("level").as_int() - 1,
                { head.child_value(), head.attribute("numFormat").as_string("DIGIT"), head.attribute("start").as_int(1) });
    }
    for (const pugi::xml_node& bullet : childNamed(lists, "bullets").children())
        m_numberings.setBullet(bullet.attribute("id").as_string(), bullet.attribute("char").as_string());
}

void Styles::parseParagraphs(const pugi::xml_node& lists)
{
    for (const pugi::xml_node& paragraph : childNamed(lists, "paraProperties").children()) {
        const pugi::xml_node heading = childNamed(paragraph, "heading");
        const std::string_view type = heading.attribute("type").as_string();
        ParagraphStyle style;
        style.kind = type == "OUTLINE" ? HeadKind::Outline : type == "NUMBER" ? HeadKind::Number : type == "BULLET" ? HeadKind::Bullet : HeadKind::None;
        style.level = std::clamp(heading.attribute("level").as_int(), 0, kLevels - 1);
        style.list = heading.attribute("idRef").as_string();
        m_paragraphs[paragraph.attribute("id").as_string()] = style;
        if (isFilled(childNamed(paragraph, "border").attribute("borderFillIDRef").as_string()))
            m_filledParagraphs.insert(paragraph.attribute("id").as_string());
    }
}

void Styles::parseFills(const pugi::xml_node& lists)
{
    for (const pugi::xml_node& fill : childNamed(lists, "borderFills").children()) {
        const pugi::xml_node brush = childNamed(fill, "fillBrush");
        const pugi::xml_node plain = childNamed(brush, "winBrush");
        if (brush && (!plain || isColored(plain.attribute("faceColor"))))
            m_fills.insert(fill.attribute("id").as_string());
    }
}

void Styles::parseLetters(const pugi::xml_node& lists)
{
    for (const pugi::xml_node& letters : childNamed(lists, "charProperties").children()) {
        LetterLook look;
        look.heightCentipoints = letters.attribute("height").as_int(look.heightCentipoints);
        look.color = colorOf(letters.attribute("textColor")).value_or(0);
        look.shaded = isColored(letters.attribute("shadeColor")) || isFilled(letters.attribute("borderFillIDRef").as_string());
        m_letters[letters.attribute("id").as_string()] = look;
    }
}

bool Styles::hides(const std::string& letters, bool onFill) const
{
    const auto found = m_letters.find(letters);
    return found != m_letters.end() && found->second.hides(onFill);
}

ParagraphStyle Styles::paragraph(const std::string& id) const
{
    const auto found = m_paragraphs.find(id);
    return found == m_paragraphs.end() ? ParagraphStyle {} : found->second;
}

} // namespace sillok::documents::hwpx
