#include "engine/documents/docx/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/containers/opc.h"
#include "engine/documents/docx/body.h"

#include <set>

namespace sillok::documents::docx {

namespace {

/// A part that may be absent: then the document is empty. A damaged one is an error, because text would be missing unseen.
Result<void> loadRelated(OpcPackage& package, const std::string& main, std::string_view type, pugi::xml_document& into)
{
    const std::string part = package.related(main, type);
    if (part.empty() || !package.has(part))
        return {};
    return package.load(part, into);
}

Notes notesOf(const pugi::xml_document& part)
{
    Notes notes;
    for (const pugi::xml_node& node : part.document_element().children()) {
        const std::string type = attributeNamed(node, "type");
        if (type.empty() || type == "normal") // the others are lines between notes and text
            notes.emplace(attributeNamed(node, "id"), node);
    }
    return notes;
}

/// Headers and footers of all sections, each text once.
Result<void> addMargins(OpcPackage& package, const std::string& main, Styles& styles, FlowWriter& writer, int& hiddenCharacters)
{
    std::set<std::string> seen;
    for (const OpcRelation& relation : package.relations(main)) {
        if ((relation.type != "header" && relation.type != "footer") || !package.has(relation.part) || !seen.insert(relation.part).second)
            continue;
        pugi::xml_document xml;
        SILLOK_CHECK(package.load(relation.part, xml));
        const NoteLists none;
        Paragraph holder;
        holder.parts.emplace_back(PartKind::Note);
        BodyReader reader(styles, none, hasBackground(xml));
        holder.parts.back().paragraphs = reader.paragraphs(xml.document_element());
        hiddenCharacters += reader.hiddenCharacters();
        SILLOK_CHECK(writer.add(holder));
    }
    return {};
}

} // namespace

Result<Document> read(Bytes bytes, const Progress& progress)
{
    SILLOK_TRY(OpcPackage package, OpcPackage::open(bytes));
    SILLOK_TRY(const std::string main, package.mainPart());
    pugi::xml_document body, styleSheet, numbering, footnotes, endnotes, comments;
    SILLOK_CHECK(package.load(main, body));
    SILLOK_CHECK(loadRelated(package, main, "styles", styleSheet));
    SILLOK_CHECK(loadRelated(package, main, "numbering", numbering));
    SILLOK_CHECK(loadRelated(package, main, "footnotes", footnotes));
    SILLOK_CHECK(loadRelated(package, main, "endnotes", endnotes));
    SILLOK_CHECK(loadRelated(package, main, "comments", comments));

    Document document;
    document.format = formatName(Format::Docx);
    document.pagesEstimated = true;
    document.title = cleanTitle(package.title(), document.hiddenCharactersRemoved);
    Styles styles;
    styles.readStyles(styleSheet);
    styles.readNumbering(numbering);
    const NoteLists notes { notesOf(footnotes), notesOf(endnotes), notesOf(comments) };
    FlowWriter writer(document, styles.numberings());
    writer.beginSection();
    BodyReader reader(styles, notes, hasBackground(body));
    for (const Paragraph& paragraph : reader.paragraphs(childNamed(body.document_element(), "body")))
        SILLOK_CHECK(writer.add(paragraph));
    document.hiddenCharactersRemoved += reader.hiddenCharacters();
    document.pageCount = writer.page();
    SILLOK_CHECK(addMargins(package, main, styles, writer, document.hiddenCharactersRemoved));
    progress(1, 1);
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a DOCX document without text");
    return document;
}

} // namespace sillok::documents::docx
