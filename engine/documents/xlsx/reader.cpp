#include "engine/documents/xlsx/reader.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/containers/drawing_color.h"
#include "engine/documents/containers/drawing_text.h"
#include "engine/documents/containers/opc.h"
#include "engine/documents/xlsx/sheet.h"

#include <algorithm>
#include <span>

namespace sillok::documents::xlsx {

namespace {

/// Writes blocks, and stops when the document is too large.
class Writer {
public:
    explicit Writer(Document& document) : m_document(document) {}

    Result<void> add(BlockKind kind, const std::string& text)
    {
        return add({ .kind = kind, .text = cleanText(text, m_document.hiddenCharactersRemoved), .headingLevel = kind == BlockKind::Heading ? 1 : 0 });
    }
    /// Rows without an empty one between them.
    Result<void> table(std::span<const Row> rows, const Merges& merges)
    {
        int first = kMostColumns, last = 0;
        for (const Row& row : rows) {
            first = std::min(first, row.cells.begin()->first);
            last = std::max(last, row.cells.rbegin()->first);
        }
        if (first == last) { // one column: text, nothing to look up
            for (const Row& row : rows)
                SILLOK_CHECK(add(BlockKind::Paragraph, row.cells.begin()->second));
            return {};
        }
        const int number = m_tables++;
        for (const Row& row : rows) {
            Block block { .kind = BlockKind::TableRow, .table = number, .tableHeader = &row == rows.data(), .row = static_cast<int>(row.number - rows.front().number) };
            addCells(row, first, merges, block);
            SILLOK_CHECK(add(std::move(block)));
        }
        return {};
    }

    int& hiddenCharacters() { return m_document.hiddenCharactersRemoved; }

private:
    Result<void> add(Block block)
    {
        if (block.text.empty())
            return {};
        m_codePoints += codePointCount(block.text);
        if (m_codePoints > kMaxTextCodePoints)
            return fail(ErrorCode::Unsafe, "a document with more than ten million characters");
        m_document.blocks.push_back(std::move(block));
        return {};
    }

    /// From the table's first column to the row's last cell; what a merged cell covers is an empty cell.
    void addCells(const Row& row, int first, const Merges& merges, Block& block)
    {
        int column = first;
        const auto begin = [&](CellPlace place) {
            block.text += block.cells.empty() ? "" : kCellSeparator;
            block.cells.push_back(place);
        };
        for (const auto& [at, text] : row.cells) {
            for (; column < at; ++column)
                begin({ column - first });
            const auto merged = merges.find({ row.number, at });
            const MergedCells size = merged == merges.end() ? MergedCells {} : merged->second;
            begin({ at - first, size.columns, size.rows });
            std::string cell = cleanText(text, m_document.hiddenCharactersRemoved);
            std::ranges::replace(cell, '\n', ' ');
            block.text += cell;
            column = at + 1;
        }
    }

    Document& m_document;
    int m_tables = 0;
    uint64_t m_codePoints = 0;
};

Result<void> addRows(const std::vector<Row>& rows, const Merges& merges, Writer& writer)
{
    for (size_t begin = 0; begin < rows.size();) {
        size_t end = begin + 1;
        while (end < rows.size() && rows[end].number == rows[end - 1].number + 1)
            ++end;
        SILLOK_CHECK(writer.table(std::span(rows).subspan(begin, end - begin), merges));
        begin = end;
    }
    return {};
}

/// Text boxes of the sheet, then what people noted at cells.
Result<void> addDrawings(OpcPackage& package, const std::string& sheet, Writer& writer)
{
    for (const OpcRelation& relation : package.relations(sheet)) {
        pugi::xml_document xml;
        if ((relation.type != "drawing" && relation.type != "comments") || !package.has(relation.part) || !package.load(relation.part, xml).ok())
            continue; // what the cells say is there; a damaged drawing takes nothing away from it
        if (relation.type == "drawing") {
            for (const std::string& text : drawingParagraphs(xml.document_element(), {}, writer.hiddenCharacters()))
                SILLOK_CHECK(writer.add(BlockKind::Paragraph, text));
            continue;
        }
        for (const pugi::xml_node& comment : childNamed(xml.document_element(), "commentList").children())
            SILLOK_CHECK(writer.add(BlockKind::Note, std::string(comment.attribute("ref").as_string()) + ": " + stringItem(childNamed(comment, "text"))));
    }
    return {};
}

Result<Workbook> readShared(OpcPackage& package, const std::string& main, const pugi::xml_document& workbook)
{
    Workbook shared;
    const std::string_view from1904 = childNamed(workbook.document_element(), "workbookPr").attribute("date1904").as_string();
    shared.from1904 = from1904 == "1" || from1904 == "true";
    if (pugi::xml_document theme; package.load(package.related(main, "theme"), theme).ok())
        shared.whiteLight = hasWhiteLight(theme.document_element());
    for (const OpcRelation& relation : package.relations(main)) {
        if ((relation.type != "sharedStrings" && relation.type != "styles") || !package.has(relation.part))
            continue;
        pugi::xml_document xml;
        SILLOK_CHECK(package.load(relation.part, xml));
        if (relation.type == "sharedStrings")
            readSharedStrings(xml, shared);
        else
            readCellFormats(xml, shared);
    }
    return shared;
}

} // namespace

Result<Document> read(Bytes bytes, const Progress& progress)
{
    SILLOK_TRY(OpcPackage package, OpcPackage::open(bytes));
    SILLOK_TRY(const std::string main, package.mainPart());
    pugi::xml_document workbook;
    SILLOK_CHECK(package.load(main, workbook));
    SILLOK_TRY(const Workbook shared, readShared(package, main, workbook));
    std::map<std::string, std::string> targets;
    for (const OpcRelation& relation : package.relations(main))
        targets.emplace(relation.id, relation.part);

    Document document;
    document.format = formatName(Format::Xlsx);
    document.title = cleanTitle(package.title(), document.hiddenCharactersRemoved);
    Writer writer(document);
    const auto sheets = childNamed(workbook.document_element(), "sheets").children();
    const auto count = static_cast<int>(std::distance(sheets.begin(), sheets.end()));
    int done = 0;
    for (const pugi::xml_node& sheet : sheets) {
        const auto target = targets.find(attributeNamed(sheet, "id"));
        const size_t before = document.blocks.size();
        if (target != targets.end() && package.has(target->second)) {
            pugi::xml_document xml;
            SILLOK_CHECK(package.load(target->second, xml));
            SILLOK_CHECK(writer.add(BlockKind::Heading, sheet.attribute("name").as_string()));
            const size_t heading = document.blocks.size();
            SILLOK_CHECK(addRows(readRows(xml, shared, document.hiddenCharactersRemoved), readMerges(xml), writer));
            SILLOK_CHECK(addDrawings(package, target->second, writer));
            if (document.blocks.size() == heading)
                document.blocks.resize(before); // the name of an empty sheet says nothing
        }
        progress(++done, count);
    }
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a spreadsheet without text");
    return document;
}

} // namespace sillok::documents::xlsx
