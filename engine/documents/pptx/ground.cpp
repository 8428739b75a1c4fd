#include "engine/documents/pptx/ground.h"

#include "engine/documents/containers/drawing_color.h"

#include <algorithm>

namespace sillok::documents::pptx {

namespace {

/// Whatever paints more than letters and lines.
bool isPainted(std::string_view name)
{
    constexpr std::string_view kPainted[] = { "pic", "blipFill", "gradFill", "pattFill", "grpFill", "contentPart", "tableStyleId", "chart", "oleObj", "relIds" };
    return std::ranges::find(kPainted, name) != std::end(kPainted);
}

bool fillsShape(std::string_view holder) { return holder == "spPr" || holder == "grpSpPr" || holder == "tcPr"; }

bool hasColour(const pugi::xml_node& node, bool whiteLight)
{
    return std::ranges::any_of(node.children(), [&](const pugi::xml_node& child) {
        const std::string_view name = localName(child);
        const bool filled = name == "solidFill" && fillsShape(localName(node)) && !isWhite(child, whiteLight);
        const bool styled = name == "fillRef" && child.attribute("idx").as_int() != 0;
        return filled || styled || isPainted(name) || hasColour(child, whiteLight);
    });
}

/// Without a background of its own a slide has that of its layout, and that one the master's.
/// source ECMA-376 part 1, 19.3.1.1 (bg) and 19.3.1.3 (bgRef): 1001 is the first fill of the theme's backgrounds
bool isWhiteBackground(const pugi::xml_node& background, const DrawingGround& ground, bool plainFirst)
{
    if (const pugi::xml_node reference = childNamed(background, "bgRef"))
        return plainFirst && reference.attribute("idx").as_int() == 1001 && isWhite(reference, ground.whiteLight);
    return !background || isWhite(childNamed(childNamed(background, "bgPr"), "solidFill"), ground.whiteLight);
}

bool isPlain(const pugi::xml_node& part, const DrawingGround& ground, bool plainFirst)
{
    const pugi::xml_node content = childNamed(part, "cSld");
    const bool ownColours = childNamed(childNamed(part, "clrMapOvr"), "overrideClrMapping");
    return !ownColours && isWhiteBackground(childNamed(content, "bg"), ground, plainFirst) && !hasColour(childNamed(content, "spTree"), ground.whiteLight);
}

bool isPlainFirst(const pugi::xml_node& theme)
{
    const pugi::xml_node formats = childNamed(childNamed(theme, "themeElements"), "fmtScheme");
    const pugi::xml_node first = childNamed(formats, "bgFillStyleLst").first_child();
    return localName(first) == "solidFill" && !first.first_child().first_child();
}

} // namespace

DrawingGround Grounds::under(const std::string& part, const pugi::xml_node& slide)
{
    const std::string layout = m_package.related(part, "slideLayout");
    auto known = m_layouts.find(layout);
    if (known == m_layouts.end())
        known = m_layouts.emplace(layout, ofLayout(layout)).first;
    DrawingGround ground = known->second;
    ground.onFill = ground.onFill || !isPlain(slide, ground, false);
    return ground;
}

DrawingGround Grounds::ofLayout(const std::string& part)
{
    pugi::xml_document layout, master, theme;
    const std::string masterPart = m_package.related(part, "slideMaster");
    if (!m_package.load(part, layout).ok() || !m_package.load(masterPart, master).ok() || !m_package.load(m_package.related(masterPart, "theme"), theme).ok())
        return {};
    const bool plainFirst = isPlainFirst(theme.document_element());
    const std::string_view light = childNamed(master.document_element(), "clrMap").attribute("bg1").as_string();
    DrawingGround ground { true, light == "lt1" && hasWhiteLight(theme.document_element()) };
    ground.onFill = !isPlain(layout.document_element(), ground, plainFirst) || !isPlain(master.document_element(), ground, plainFirst);
    return ground;
}

} // namespace sillok::documents::pptx
