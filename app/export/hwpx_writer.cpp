// hwpx_writer.cpp - OWPML: one section of paragraphs and tables.
#include "app/export/archive.h"
#include "app/export/hwpx_parts.h"
#include "app/export/writers.h"

#include <QDateTime>

#include <algorithm>

namespace sillok::app {

namespace {

using Kind = ExportBlock::Kind;

/// Text of a run; "\n" breaks the line.
std::string textRun(const std::string& text)
{
    std::string out = "<hp:t>";
    for (size_t at = 0;;) {
        const size_t end = text.find('\n', at);
        out += escapedXml(std::string_view(text).substr(at, end == std::string::npos ? end : end - at));
        if (end == std::string::npos)
            return out + "</hp:t>";
        out += "<hp:lineBreak/>";
        at = end + 1;
    }
}

class SectionWriter {
public:
    std::string write(const ExportDocument& document)
    {
        std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?><hs:sec" + hwpx::nameSpaces() + ">";
        out += paragraph(hwpx::kJustified, "<hp:run charPrIDRef=\"0\">" + hwpx::sectionProperties() + "</hp:run>");
        for (const ExportBlock& block : document.blocks)
            out += blockOf(block);
        return out + "</hs:sec>";
    }

private:
    std::string paragraph(int look, const std::string& runs)
    {
        return "<hp:p id=\"" + std::to_string(m_paragraph++) + "\" paraPrIDRef=\"" + std::to_string(look)
            + "\" styleIDRef=\"0\" pageBreak=\"0\" columnBreak=\"0\" merged=\"0\">" + runs + "</hp:p>";
    }

    std::string paragraph(int look, int characters, const std::string& text)
    {
        return paragraph(look, "<hp:run charPrIDRef=\"" + std::to_string(characters) + "\">" + textRun(text) + "</hp:run>");
    }

    std::string blockOf(const ExportBlock& block)
    {
        switch (block.kind) {
        case Kind::Label: return paragraph(hwpx::kCentred, hwpx::kHeading, block.text);
        case Kind::Title: return paragraph(hwpx::kCentred, hwpx::kTitle, block.text);
        case Kind::Heading: return paragraph(hwpx::kJustified, hwpx::kHeading, block.text);
        case Kind::Paragraph: return paragraph(hwpx::kJustified, hwpx::kBody, block.text);
        case Kind::Bullet: return paragraph(hwpx::kIndented, hwpx::kBody, "○ " + block.text);
        case Kind::Quote: return paragraph(hwpx::kIndented, hwpx::kBody, block.text);
        case Kind::Table: return table(block);
        case Kind::Notice: return paragraph(hwpx::kJustified, hwpx::kSmall, block.text);
        }
        return {};
    }

    std::string table(const ExportBlock& block)
    {
        constexpr size_t kWidth = 42'000; // of the text area, HWPUNIT
        constexpr size_t kRowHeight = 2'000;
        size_t columns = 1;
        for (const auto& row : block.rows)
            columns = std::max(columns, row.size());
        const std::string width = std::to_string(kWidth / columns);
        std::string out = "<hp:run charPrIDRef=\"0\"><hp:tbl id=\"" + std::to_string(m_paragraph++)
            + "\" zOrder=\"0\" numberingType=\"TABLE\" textWrap=\"TOP_AND_BOTTOM\" textFlow=\"BOTH_SIDES\" lock=\"0\" dropcapstyle=\"None\" pageBreak=\"CELL\" repeatHeader=\"1\" rowCnt=\""
            + std::to_string(block.rows.size()) + "\" colCnt=\"" + std::to_string(columns) + "\" cellSpacing=\"0\" borderFillIDRef=\"2\" noAdjust=\"0\"><hp:sz width=\""
            + std::to_string(kWidth) + "\" widthRelTo=\"ABSOLUTE\" height=\"" + std::to_string(kRowHeight * block.rows.size())
            + "\" heightRelTo=\"ABSOLUTE\" protect=\"0\"/><hp:pos treatAsChar=\"1\" affectLSpacing=\"0\" flowWithText=\"1\" allowOverlap=\"0\" holdAnchorAndSO=\"0\" vertRelTo=\"PARA\" "
              "horzRelTo=\"PARA\" vertAlign=\"TOP\" horzAlign=\"LEFT\" vertOffset=\"0\" horzOffset=\"0\"/><hp:outMargin left=\"283\" right=\"283\" top=\"283\" bottom=\"283\"/>"
              "<hp:inMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/>";
        for (size_t r = 0; r < block.rows.size(); ++r) {
            out += "<hp:tr>";
            for (size_t c = 0; c < columns; ++c) {
                const std::string cell = c < block.rows[r].size() ? block.rows[r][c] : std::string();
                out += std::string("<hp:tc name=\"\" header=\"") + (r == 0 ? "1" : "0")
                    + "\" hasMargin=\"0\" protect=\"0\" editable=\"0\" dirty=\"0\" borderFillIDRef=\"2\"><hp:subList id=\"\" textDirection=\"HORIZONTAL\" lineWrap=\"BREAK\" "
                      "vertAlign=\"CENTER\" linkListIDRef=\"0\" linkListNextIDRef=\"0\" textWidth=\"0\" textHeight=\"0\" hasTextRef=\"0\" hasNumRef=\"0\">"
                    + paragraph(hwpx::kJustified, hwpx::kBody, cell) + "</hp:subList><hp:cellAddr colAddr=\"" + std::to_string(c) + "\" rowAddr=\"" + std::to_string(r)
                    + "\"/><hp:cellSpan colSpan=\"1\" rowSpan=\"1\"/><hp:cellSz width=\"" + width + "\" height=\"" + std::to_string(kRowHeight)
                    + "\"/><hp:cellMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/></hp:tc>";
            }
            out += "</hp:tr>";
        }
        return paragraph(hwpx::kJustified, out + "</hp:tbl></hp:run>");
    }

    uint32_t m_paragraph = 1;
};

/// What a file manager shows: the beginning of the text.
std::string preview(const ExportDocument& document)
{
    constexpr size_t kMostBlocks = 20;
    std::string out;
    for (size_t i = 0; i < std::min(document.blocks.size(), kMostBlocks); ++i)
        out += document.blocks[i].text + "\r\n";
    return out;
}

} // namespace

Result<std::string> hwpxBytes(const ExportDocument& document)
{
    const std::string date = QDateTime::fromMSecsSinceEpoch(document.madeAtMs, Qt::UTC).toString(Qt::ISODate).toStdString();
    return archiveOf({ { "mimetype", "application/hwp+zip", true }, { "version.xml", hwpx::version() }, { "Contents/header.xml", hwpx::header() },
        { "Contents/section0.xml", SectionWriter().write(document) }, { "Preview/PrvText.txt", preview(document) }, { "settings.xml", hwpx::settings() },
        { "Contents/content.hpf", hwpx::contents(escapedXml(document.title), date) }, { "META-INF/container.xml", hwpx::container() },
        { "META-INF/manifest.xml", hwpx::manifest() } });
}

} // namespace sillok::app
