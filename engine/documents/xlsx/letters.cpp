#include "engine/documents/xlsx/letters.h"

#include "engine/base/text.h"

#include <algorithm>
#include <cmath>

namespace sillok::documents::xlsx {

namespace {

constexpr double kMaxPoints = 409;  ///< the largest letters of a sheet
constexpr int kWhiteIndex = 9;      ///< of the fixed palette, and 1 for older programs
constexpr int kFirstWhiteIndex = 1;

/// source ECMA-376 part 1, 18.8.3 (bgColor), 18.8.27 (indexedColors)
bool isWhite(const pugi::xml_node& color, bool whiteLight)
{
    if (!color || color.attribute("tint").as_double() != 0)
        return false;
    if (const pugi::xml_attribute code = color.attribute("rgb")) {
        const std::string_view value = code.as_string();
        return value.size() >= 6 && std::ranges::all_of(value.substr(value.size() - 6), [](char c) { return c == 'F' || c == 'f'; });
    }
    if (const pugi::xml_attribute index = color.attribute("indexed"))
        return index.as_int() == kWhiteIndex || index.as_int() == kFirstWhiteIndex;
    return whiteLight && color.attribute("theme") && color.attribute("theme").as_int() == 0;
}

/// Of a font or of the properties of a run.
LetterLook lookOf(const pugi::xml_node& font, bool whiteLight)
{
    LetterLook look;
    if (const pugi::xml_node size = childNamed(font, "sz"))
        look.heightCentipoints = static_cast<int>(std::lround(std::clamp(size.attribute("val").as_double(11), 0.0, kMaxPoints) * 100));
    look.color = isWhite(childNamed(font, "color"), whiteLight) ? kWhite : look.color;
    return look;
}

bool isFilled(const pugi::xml_node& fill, bool whiteLight)
{
    const pugi::xml_node pattern = childNamed(fill, "patternFill");
    const std::string_view kind = pattern.attribute("patternType").as_string("none");
    const bool plain = kind == "none" || (kind == "solid" && isWhite(childNamed(pattern, "fgColor"), whiteLight));
    return fill && !(pattern && plain);
}

} // namespace

std::vector<CellLook> readCellLooks(const pugi::xml_node& styles, bool whiteLight)
{
    std::vector<LetterLook> fonts;
    for (const pugi::xml_node& font : childNamed(styles, "fonts").children())
        fonts.push_back(lookOf(font, whiteLight));
    std::vector<bool> filled;
    for (const pugi::xml_node& fill : childNamed(styles, "fills").children())
        filled.push_back(isFilled(fill, whiteLight));
    std::vector<CellLook> looks;
    for (const pugi::xml_node& cell : childNamed(styles, "cellXfs").children()) {
        const size_t font = cell.attribute("fontId").as_uint(), fill = cell.attribute("fillId").as_uint();
        looks.push_back({ font < fonts.size() ? fonts[font] : LetterLook {}, fill < filled.size() && filled[fill] });
    }
    return looks;
}

std::vector<TextRun> textRuns(const pugi::xml_node& item, bool whiteLight)
{
    std::vector<TextRun> runs;
    for (const pugi::xml_node& child : item.children()) {
        const std::string_view name = localName(child);
        if (name == "t") {
            runs.push_back({ child.child_value(), false, {} });
        } else if (name == "r") {
            const pugi::xml_node own = childNamed(child, "rPr");
            runs.push_back({ childNamed(child, "t").child_value(), !own.empty(), lookOf(own, whiteLight) });
        }
    }
    return runs;
}

std::string seenText(const std::vector<TextRun>& runs, const CellLook& cell, bool onFill, int& hiddenCharacters)
{
    std::string seen;
    for (const TextRun& run : runs) {
        if ((run.ownLook ? run.look : cell.letters).hides(onFill || cell.filled))
            hiddenCharacters += static_cast<int>(codePointCount(run.text));
        else
            seen += run.text;
    }
    return seen;
}

bool isColoured(const pugi::xml_node& sheet)
{
    return std::ranges::any_of(sheet.children(), [](const pugi::xml_node& child) {
        const std::string_view name = localName(child);
        return name == "conditionalFormatting" || name == "tableParts" || name == "picture" || name == "extLst";
    });
}

} // namespace sillok::documents::xlsx
