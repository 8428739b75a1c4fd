#include "engine/documents/hwpx/styles.h"

#include <algorithm>

namespace sillok::documents::hwpx {

Styles Styles::parse(const pugi::xml_document& header)
{
    Styles styles;
    const pugi::xml_node lists = childNamed(header.document_element(), "refList");
    styles.parseNumberings(lists);
    styles.parseParagraphs(lists);
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
    }
}

ParagraphStyle Styles::paragraph(const std::string& id) const
{
    const auto found = m_paragraphs.find(id);
    return found == m_paragraphs.end() ? ParagraphStyle {} : found->second;
}

} // namespace sillok::documents::hwpx
