#include "engine/documents/pptx/slide.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::documents::pptx {

namespace {

Paragraph plain(std::string text)
{
    Paragraph paragraph;
    paragraph.parts.emplace_back(PartKind::Text);
    paragraph.parts.back().text = std::move(text);
    return paragraph;
}

/// What a placeholder is for; empty: an ordinary shape.
std::string_view placeholderOf(const pugi::xml_node& shape)
{
    const pugi::xml_node properties = childNamed(childNamed(shape, "nvSpPr"), "nvPr");
    const pugi::xml_node placeholder = childNamed(properties, "ph");
    return placeholder ? placeholder.attribute("type").as_string("body") : "";
}

/// source ECMA-376 part 1, 19.3.1.12 (cNvPr)
bool isHidden(const pugi::xml_node& shape)
{
    return std::ranges::any_of(shape.children(), [](const pugi::xml_node& child) { return localName(child).starts_with("nv") && childNamed(child, "cNvPr").attribute("hidden").as_bool(); });
}

class ShapeReader {
public:
    ShapeReader(const DrawingGround& ground, int& hiddenCharacters) : m_ground(ground), m_hiddenCharacters(hiddenCharacters) {}

    void shapes(const pugi::xml_node& tree, std::vector<Paragraph>& out)
    {
        for (const pugi::xml_node& child : tree.children()) {
            const std::string_view name = localName(child);
            if (isHidden(child)) {
                hide(child);
            } else if (name == "sp" || name == "cxnSp") {
                shape(child, out);
            } else if (name == "grpSp" || name == "Choice") {
                shapes(child, out);
            } else if (name == "AlternateContent") {
                const pugi::xml_node choice = childNamed(child, "Choice");
                shapes(choice ? choice : childNamed(child, "Fallback"), out);
            } else if (name == "graphicFrame") {
                if (const pugi::xml_node found = childNamed(childNamed(childNamed(child, "graphic"), "graphicData"), "tbl")) {
                    Paragraph holder;
                    holder.parts.push_back(table(found));
                    out.push_back(std::move(holder));
                }
            }
        }
    }

private:
    std::vector<Paragraph> bodyParagraphs(const pugi::xml_node& body)
    {
        std::vector<Paragraph> out;
        for (std::string& text : drawingParagraphs(body, m_ground, m_hiddenCharacters))
            out.push_back(plain(std::move(text)));
        return out;
    }

    void hide(const pugi::xml_node& shape)
    {
        for (const std::string& text : drawingParagraphs(shape, m_ground, m_hiddenCharacters))
            m_hiddenCharacters += static_cast<int>(codePointCount(text));
    }

    void shape(const pugi::xml_node& node, std::vector<Paragraph>& out)
    {
        const std::string_view role = placeholderOf(node);
        if (role == "sldNum")
            return;
        std::vector<Paragraph> paragraphs = bodyParagraphs(childNamed(node, "txBody"));
        if (role == "dt" || role == "ftr" || role == "hdr") { // they stand in the margin
            Paragraph holder;
            holder.parts.emplace_back(PartKind::Note);
            holder.parts.back().paragraphs = std::move(paragraphs);
            out.push_back(std::move(holder));
            return;
        }
        if ((role == "title" || role == "ctrTitle") && !paragraphs.empty()) {
            paragraphs.front().style.kind = HeadKind::Outline;
            paragraphs.front().style.level = 0;
        }
        std::ranges::move(paragraphs, std::back_inserter(out));
    }

    /// Cells that another one spans are left out; the spanning cell is there once.
    Part table(const pugi::xml_node& node)
    {
        Part part(PartKind::Table);
        const auto grid = childNamed(node, "tblGrid").children();
        part.columns = static_cast<int>(std::distance(grid.begin(), grid.end()));
        for (const pugi::xml_node& row : node.children()) {
            if (localName(row) != "tr")
                continue;
            std::vector<Cell> cells;
            for (const pugi::xml_node& cell : row.children()) {
                const bool covered = cell.attribute("hMerge").as_bool() || cell.attribute("vMerge").as_bool();
                if (localName(cell) == "tc" && !covered)
                    cells.push_back({ std::max(1, cell.attribute("gridSpan").as_int(1)), std::max(1, cell.attribute("rowSpan").as_int(1)), bodyParagraphs(childNamed(cell, "txBody")) });
            }
            part.rows.push_back(std::move(cells));
        }
        return part;
    }

    const DrawingGround& m_ground;
    int& m_hiddenCharacters;
};

} // namespace

std::vector<Paragraph> slideParagraphs(const pugi::xml_node& shapeTree, const DrawingGround& ground, int& hiddenCharacters)
{
    std::vector<Paragraph> out;
    ShapeReader(ground, hiddenCharacters).shapes(shapeTree, out);
    return out;
}

} // namespace sillok::documents::pptx
