#include "engine/documents/odf/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/containers/zip.h"
#include "engine/documents/crypt/part_encryption.h"
#include "engine/documents/odf/body.h"

#include <algorithm>

namespace sillok::documents::odf {

namespace {

Result<void> loadPart(ZipArchive& archive, const std::string& name, pugi::xml_document& into)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, archive.read(name));
    return parseXml(bytes, into, Spaces::Everywhere);
}

std::string titleOf(ZipArchive& archive)
{
    pugi::xml_document meta;
    if (!archive.has("meta.xml") || !loadPart(archive, "meta.xml", meta).ok())
        return {};
    return childNamed(childNamed(meta.document_element(), "meta"), "title").child_value();
}

Paragraph heading(const std::string& text)
{
    Paragraph paragraph;
    paragraph.style.kind = HeadKind::Outline;
    paragraph.parts.emplace_back(PartKind::Text);
    paragraph.parts.back().text = text;
    return paragraph;
}

Paragraph noteOf(std::vector<Paragraph> paragraphs)
{
    Paragraph holder;
    holder.parts.emplace_back(PartKind::Note);
    holder.parts.back().paragraphs = std::move(paragraphs);
    return holder;
}

Result<void> addAll(const std::vector<Paragraph>& paragraphs, FlowWriter& writer)
{
    for (const Paragraph& paragraph : paragraphs)
        SILLOK_CHECK(writer.add(paragraph));
    return {};
}

/// What every paragraph may need.
struct Context {
    const Styles& styles;
    Formulas& formulas;
    int& hiddenCharacters;
};

Result<void> addSheets(const pugi::xml_node& spreadsheet, const Context& in, FlowWriter& writer)
{
    for (const pugi::xml_node& table : spreadsheet.children()) {
        if (localName(table) != "table")
            continue;
        BodyReader reader(in.styles, in.formulas, in.hiddenCharacters);
        Paragraph sheet;
        sheet.parts = std::move(reader.element(table).front().parts);
        const bool filled = std::ranges::any_of(sheet.parts.front().rows, [](const auto& row) { return !row.empty(); });
        if (!filled)
            continue;
        SILLOK_CHECK(writer.add(heading(table.attribute("table:name").as_string())));
        SILLOK_CHECK(writer.add(sheet));
    }
    return {};
}

/// The title of a slide is a frame that says so; everything else in the file's order, then the speaker's notes.
Result<void> addSlides(const pugi::xml_node& presentation, const Context& in, FlowWriter& writer, const Progress& progress)
{
    const auto pages = presentation.children();
    const auto count = static_cast<int>(std::distance(pages.begin(), pages.end()));
    int done = 0;
    for (const pugi::xml_node& page : pages) {
        progress(++done, count);
        if (localName(page) != "page")
            continue;
        writer.beginSection();
        pugi::xml_node notes;
        for (const pugi::xml_node& shape : page.children()) {
            if (localName(shape) == "notes") {
                notes = shape;
                continue;
            }
            BodyReader reader(in.styles, in.formulas, in.hiddenCharacters);
            std::vector<Paragraph> paragraphs = reader.element(shape);
            if (std::string_view(shape.attribute("presentation:class").as_string()) == "title" && !paragraphs.empty())
                paragraphs.front().style = heading({}).style;
            SILLOK_CHECK(addAll(paragraphs, writer));
        }
        SILLOK_CHECK(writer.add(noteOf(BodyReader(in.styles, in.formulas, in.hiddenCharacters).paragraphs(notes))));
    }
    return {};
}

Result<void> addMargins(const pugi::xml_document& styleSheet, const Context& in, FlowWriter& writer)
{
    for (const pugi::xml_node& master : childNamed(styleSheet.document_element(), "master-styles").children()) {
        for (const pugi::xml_node& margin : master.children()) {
            const std::string_view name = localName(margin);
            if (name.starts_with("header") || name.starts_with("footer"))
                SILLOK_CHECK(writer.add(noteOf(BodyReader(in.styles, in.formulas, in.hiddenCharacters).paragraphs(margin))));
        }
    }
    return {};
}

} // namespace

Result<Document> read(Format format, Bytes bytes, const Progress& progress, std::string_view password)
{
    SILLOK_TRY(ZipArchive archive, ZipArchive::open(bytes));
    SILLOK_CHECK(crypt::unlockParts(archive, password));
    pugi::xml_document content, styleSheet;
    SILLOK_CHECK(loadPart(archive, "content.xml", content));
    if (archive.has("styles.xml"))
        SILLOK_CHECK(loadPart(archive, "styles.xml", styleSheet));

    Document document;
    document.format = formatName(format);
    document.title = cleanTitle(titleOf(archive), document.hiddenCharactersRemoved);
    Styles styles;
    styles.read(styleSheet);
    styles.read(content);
    Formulas formulas(archive);
    const Context in { styles, formulas, document.hiddenCharactersRemoved };
    FlowWriter writer(document, styles.numberings());
    const pugi::xml_node body = childNamed(content.document_element(), "body");
    if (const pugi::xml_node spreadsheet = childNamed(body, "spreadsheet")) {
        SILLOK_CHECK(addSheets(spreadsheet, in, writer));
    } else if (const pugi::xml_node presentation = childNamed(body, "presentation")) {
        SILLOK_CHECK(addSlides(presentation, in, writer, progress));
        document.pageCount = writer.page();
    } else {
        writer.beginSection();
        document.pagesEstimated = true;
        SILLOK_CHECK(addAll(BodyReader(in.styles, in.formulas, in.hiddenCharacters).paragraphs(childNamed(body, "text")), writer));
        document.pageCount = writer.page();
    }
    SILLOK_CHECK(addMargins(styleSheet, in, writer));
    progress(1, 1);
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "an OpenDocument file without text");
    return document;
}

} // namespace sillok::documents::odf
