#include "engine/documents/containers/drawing_text.h"

#include "engine/base/text.h"
#include "engine/documents/containers/drawing_color.h"
#include "engine/documents/hidden_letters.h"

namespace sillok::documents {

namespace {

void collect(const pugi::xml_node& node, const DrawingGround& ground, int& hiddenCharacters, std::vector<std::string>& out)
{
    for (const pugi::xml_node& child : node.children()) {
        if (localName(child) != "p") {
            collect(child, ground, hiddenCharacters, out);
            continue;
        }
        if (std::string text = drawingParagraph(child, ground, hiddenCharacters); !text.empty())
            out.push_back(std::move(text));
    }
}

/// What the run says itself; whatever it takes from the styles of its shape is seen.
/// source ECMA-376 part 1, 21.1.2.3.9 (rPr)
bool isHidden(const pugi::xml_node& properties, const DrawingGround& ground)
{
    LetterLook look;
    look.heightCentipoints = properties.attribute("sz").as_int(look.heightCentipoints);
    look.color = isWhite(childNamed(properties, "solidFill"), ground.whiteLight) ? kWhite : look.color;
    look.shaded = !childNamed(properties, "highlight").empty();
    return look.hides(ground.onFill);
}

} // namespace

std::string drawingParagraph(const pugi::xml_node& paragraph, const DrawingGround& ground, int& hiddenCharacters)
{
    std::string text;
    for (const pugi::xml_node& child : paragraph.children()) {
        const std::string_view name = localName(child);
        if (name == "br") {
            text += '\n';
        } else if (name == "r" || name == "fld") {
            const std::string_view letters = childNamed(child, "t").child_value();
            if (isHidden(childNamed(child, "rPr"), ground))
                hiddenCharacters += static_cast<int>(codePointCount(letters));
            else
                text += letters;
        }
    }
    return text;
}

std::vector<std::string> drawingParagraphs(const pugi::xml_node& node, const DrawingGround& ground, int& hiddenCharacters)
{
    std::vector<std::string> out;
    collect(node, ground, hiddenCharacters, out);
    return out;
}

} // namespace sillok::documents
