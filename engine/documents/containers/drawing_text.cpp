#include "engine/documents/containers/drawing_text.h"

namespace sillok::documents {

namespace {

void collect(const pugi::xml_node& node, std::vector<std::string>& out)
{
    for (const pugi::xml_node& child : node.children()) {
        if (localName(child) != "p") {
            collect(child, out);
            continue;
        }
        if (std::string text = drawingParagraph(child); !text.empty())
            out.push_back(std::move(text));
    }
}

} // namespace

std::string drawingParagraph(const pugi::xml_node& paragraph)
{
    std::string text;
    for (const pugi::xml_node& child : paragraph.children()) {
        const std::string_view name = localName(child);
        if (name == "r" || name == "fld")
            text += childNamed(child, "t").child_value();
        else if (name == "br")
            text += '\n';
    }
    return text;
}

std::vector<std::string> drawingParagraphs(const pugi::xml_node& node)
{
    std::vector<std::string> out;
    collect(node, out);
    return out;
}

} // namespace sillok::documents
