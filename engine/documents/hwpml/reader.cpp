#include "engine/documents/hwpml/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/hwpml/paragraphs.h"

namespace sillok::documents::hwpml {

Result<Document> read(Bytes bytes, const Progress& progress)
{
    pugi::xml_document xml;
    SILLOK_CHECK(parseXml(bytes, xml));
    const pugi::xml_node root = xml.document_element();
    const pugi::xml_node head = childNamed(root, "HEAD");
    Document document;
    document.format = formatName(Format::Hwpml);
    document.pagesEstimated = true;
    document.title = cleanTitle(childNamed(childNamed(head, "DOCSUMMARY"), "TITLE").child_value(), document.hiddenCharactersRemoved);
    Styles styles = parseStyles(childNamed(head, "MAPPINGTABLE"));
    FlowWriter writer(document, styles.numberings);
    int sections = 0;
    for (const pugi::xml_node& section : childNamed(root, "BODY").children("SECTION")) {
        writer.beginSection();
        SILLOK_CHECK(readSection(section, styles, writer));
        progress(++sections, 0);
    }
    if (sections == 0)
        return fail(ErrorCode::Damaged, "a HWPML document without sections");
    document.pageCount = writer.page();
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a HWPML document without text");
    return document;
}

} // namespace sillok::documents::hwpml
