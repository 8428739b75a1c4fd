#include "engine/documents/containers/drawing_color.h"

#include <algorithm>

namespace sillok::documents {

namespace {

bool isWhiteCode(std::string_view code)
{
    return code.size() == 6 && std::ranges::all_of(code, [](char c) { return c == 'F' || c == 'f'; });
}

} // namespace

bool hasWhiteLight(const pugi::xml_node& theme)
{
    return isWhite(childNamed(childNamed(childNamed(theme, "themeElements"), "clrScheme"), "lt1"), false);
}

/// A colour with something inside it is a shade of that one, or lets something through.
bool isWhite(const pugi::xml_node& fill, bool whiteLight)
{
    const pugi::xml_node color = fill.first_child();
    const std::string_view name = localName(color), value = color.attribute("val").as_string();
    if (color.first_child())
        return false;
    if (name == "srgbClr")
        return isWhiteCode(value);
    if (name == "sysClr")
        return isWhiteCode(color.attribute("lastClr").as_string());
    if (name == "prstClr")
        return value == "white";
    return name == "schemeClr" && whiteLight && (value == "bg1" || value == "lt1");
}

} // namespace sillok::documents
