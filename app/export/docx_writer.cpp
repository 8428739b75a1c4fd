// docx_writer.cpp - WordprocessingML: the parts that a word processor asks for, and no other.
#include "app/export/archive.h"
#include "app/export/writers.h"

#include <QDateTime>

#include <algorithm>

namespace sillok::app {

namespace {

using Kind = ExportBlock::Kind;

constexpr const char* kHeader = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Runs of one text; "\n" breaks the line.
std::string runs(const std::string& text)
{
    std::string out = "<w:r><w:t xml:space=\"preserve\">";
    for (size_t at = 0;;) {
        const size_t end = text.find('\n', at);
        out += escapedXml(std::string_view(text).substr(at, end == std::string::npos ? end : end - at));
        if (end == std::string::npos)
            return out + "</w:t></w:r>";
        out += "</w:t><w:br/><w:t xml:space=\"preserve\">";
        at = end + 1;
    }
}

std::string paragraph(const std::string& style, const std::string& text)
{
    return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + runs(text) + "</w:p>";
}

std::string table(const ExportBlock& block)
{
    size_t columns = 1;
    for (const auto& row : block.rows)
        columns = std::max(columns, row.size());
    constexpr size_t kWidth = 9000; // twentieths of a point
    std::string out = "<w:tbl><w:tblPr><w:tblW w:w=\"" + std::to_string(kWidth)
        + "\" w:type=\"dxa\"/><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/><w:bottom w:val=\"single\" w:sz=\"4\"/><w:right "
          "w:val=\"single\" w:sz=\"4\"/><w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/></w:tblBorders></w:tblPr><w:tblGrid>";
    const std::string width = std::to_string(kWidth / columns);
    for (size_t c = 0; c < columns; ++c)
        out += "<w:gridCol w:w=\"" + width + "\"/>";
    out += "</w:tblGrid>";
    for (size_t r = 0; r < block.rows.size(); ++r) {
        out += r == 0 ? "<w:tr><w:trPr><w:tblHeader/></w:trPr>" : "<w:tr>";
        for (size_t c = 0; c < columns; ++c) {
            const std::string cell = c < block.rows[r].size() ? block.rows[r][c] : std::string();
            out += "<w:tc><w:tcPr><w:tcW w:w=\"" + width + "\" w:type=\"dxa\"/></w:tcPr>" + paragraph("Normal", cell) + "</w:tc>";
        }
        out += "</w:tr>";
    }
    return out + "</w:tbl><w:p/>"; // a table that ends a document needs a paragraph behind it
}

std::string body(const ExportDocument& document)
{
    std::string out;
    for (const ExportBlock& block : document.blocks) {
        switch (block.kind) {
        case Kind::Label: out += paragraph("Label", block.text); break;
        case Kind::Title: out += paragraph("Title", block.text); break;
        case Kind::Heading: out += paragraph("Heading" + std::to_string(block.level), block.text); break;
        case Kind::Paragraph: out += paragraph("Normal", block.text); break;
        case Kind::Bullet: out += paragraph("Bullet", "• " + block.text); break;
        case Kind::Quote: out += paragraph("Quote", block.text); break;
        case Kind::Table: out += table(block); break;
        case Kind::Notice: out += paragraph("Notice", block.text); break;
        }
    }
    return out;
}

std::string style(const char* id, const char* name, const char* paragraphs, const char* characters)
{
    const bool normal = std::string_view(id) == "Normal";
    return std::string("<w:style w:type=\"paragraph\"") + (normal ? " w:default=\"1\"" : "") + " w:styleId=\"" + id + "\"><w:name w:val=\"" + name + "\"/>"
        + (normal ? "" : "<w:basedOn w:val=\"Normal\"/>") + "<w:pPr>" + paragraphs + "</w:pPr><w:rPr>" + characters + "</w:rPr></w:style>";
}

std::string styles()
{
    return std::string(kHeader)
        + "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Malgun Gothic\" "
          "w:hAnsi=\"Malgun Gothic\" w:eastAsia=\"맑은 고딕\"/><w:sz w:val=\"22\"/><w:lang w:val=\"en-US\" w:eastAsia=\"ko-KR\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        + style("Normal", "Normal", "<w:spacing w:after=\"120\" w:line=\"336\" w:lineRule=\"auto\"/>", "")
        + style("Title", "Title", "<w:spacing w:after=\"240\"/><w:jc w:val=\"center\"/>", "<w:b/><w:sz w:val=\"36\"/>")
        + style("Heading1", "heading 1", "<w:keepNext/><w:spacing w:before=\"240\"/><w:outlineLvl w:val=\"0\"/>", "<w:b/><w:sz w:val=\"28\"/>")
        + style("Heading2", "heading 2", "<w:keepNext/><w:spacing w:before=\"200\"/><w:outlineLvl w:val=\"1\"/>", "<w:b/><w:sz w:val=\"26\"/>")
        + style("Heading3", "heading 3", "<w:keepNext/><w:spacing w:before=\"160\"/><w:outlineLvl w:val=\"2\"/>", "<w:b/><w:sz w:val=\"24\"/>")
        + style("Bullet", "List Bullet", "<w:ind w:left=\"360\" w:hanging=\"240\"/>", "") + style("Quote", "Quote", "<w:ind w:left=\"480\"/>", "<w:color w:val=\"444444\"/>")
        + style("Label", "Label", "<w:jc w:val=\"center\"/>", "<w:b/><w:sz w:val=\"28\"/>") + style("Notice", "Notice", "<w:spacing w:before=\"360\"/>", "<w:sz w:val=\"18\"/>")
        + "</w:styles>";
}

std::string mainPart(const ExportDocument& document)
{
    return std::string(kHeader) + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + body(document)
        + "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" w:header=\"708\" w:footer=\"708\" "
          "w:gutter=\"0\"/></w:sectPr></w:body></w:document>";
}

std::string coreProperties(const ExportDocument& document)
{
    const std::string made = QDateTime::fromMSecsSinceEpoch(document.madeAtMs, Qt::UTC).toString(Qt::ISODate).toStdString();
    return std::string(kHeader)
        + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
          "xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
        + escapedXml(document.title) + "</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + made + "</dcterms:created></cp:coreProperties>";
}

constexpr const char* kTypes
    = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override "
      "PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override "
      "PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/docProps/core.xml\" "
      "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
constexpr const char* kPackageRelations
    = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" "
      "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
constexpr const char* kDocumentRelations
    = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";

} // namespace

Result<std::string> docxBytes(const ExportDocument& document)
{
    return archiveOf({ { "[Content_Types].xml", std::string(kHeader) + kTypes }, { "_rels/.rels", std::string(kHeader) + kPackageRelations },
        { "word/document.xml", mainPart(document) }, { "word/styles.xml", styles() }, { "word/_rels/document.xml.rels", std::string(kHeader) + kDocumentRelations },
        { "docProps/core.xml", coreProperties(document) } });
}

} // namespace sillok::app
