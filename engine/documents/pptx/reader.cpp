#include "engine/documents/pptx/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/containers/drawing_text.h"
#include "engine/documents/containers/opc.h"
#include "engine/documents/pptx/ground.h"
#include "engine/documents/pptx/slide.h"

#include <map>

namespace sillok::documents::pptx {

namespace {

/// Slides in the order in which they are shown; one that is listed and not there is left out.
std::vector<std::string> slideParts(OpcPackage& package, const std::string& main, const pugi::xml_document& presentation)
{
    std::map<std::string, std::string> targets;
    for (const OpcRelation& relation : package.relations(main)) {
        if (relation.type == "slide")
            targets.emplace(relation.id, relation.part);
    }
    std::vector<std::string> parts;
    for (const pugi::xml_node& slide : childNamed(presentation.document_element(), "sldIdLst").children()) {
        std::string id; // r:id; the slide's own number is an attribute named id too
        for (const pugi::xml_attribute& attribute : slide.attributes()) {
            const std::string_view name = attribute.name();
            if (name.ends_with(":id"))
                id = attribute.value();
        }
        const auto target = targets.find(id);
        if (target != targets.end() && package.has(target->second))
            parts.push_back(target->second);
    }
    return parts;
}

Paragraph noteOf(std::vector<Paragraph> paragraphs)
{
    Paragraph holder;
    holder.parts.emplace_back(PartKind::Note);
    holder.parts.back().paragraphs = std::move(paragraphs);
    return holder;
}

Paragraph plain(std::string text)
{
    Paragraph paragraph;
    paragraph.parts.emplace_back(PartKind::Text);
    paragraph.parts.back().text = std::move(text);
    return paragraph;
}

/// Words of diagrams, the speaker's notes and comments, which are parts of their own.
Result<void> addRelated(OpcPackage& package, const std::string& slide, FlowWriter& writer, int& hiddenCharacters)
{
    for (const OpcRelation& relation : package.relations(slide)) {
        const bool notes = relation.type == "notesSlide";
        const bool comments = relation.type == "comments";
        const bool diagram = relation.type == "diagramData";
        pugi::xml_document xml;
        if ((!notes && !comments && !diagram) || !package.has(relation.part) || !package.load(relation.part, xml).ok())
            continue; // the slide itself is there; what hangs on it takes nothing away
        const pugi::xml_node root = xml.document_element();
        if (notes) {
            SILLOK_CHECK(writer.add(noteOf(slideParagraphs(childNamed(childNamed(root, "cSld"), "spTree"), {}, hiddenCharacters))));
        } else if (diagram) {
            for (std::string& text : drawingParagraphs(root, {}, hiddenCharacters))
                SILLOK_CHECK(writer.add(plain(std::move(text))));
        } else {
            for (const pugi::xml_node& comment : root.children())
                SILLOK_CHECK(writer.add(noteOf({ plain(childNamed(comment, "text").child_value()) })));
        }
    }
    return {};
}

} // namespace

Result<Document> read(Bytes bytes, const Progress& progress)
{
    SILLOK_TRY(OpcPackage package, OpcPackage::open(bytes));
    SILLOK_TRY(const std::string main, package.mainPart());
    pugi::xml_document presentation;
    SILLOK_CHECK(package.load(main, presentation));
    Document document;
    document.format = formatName(Format::Pptx);
    document.title = cleanTitle(package.title(), document.hiddenCharactersRemoved);
    Numberings none;
    FlowWriter writer(document, none);
    Grounds grounds(package);
    const std::vector<std::string> slides = slideParts(package, main, presentation);
    for (size_t i = 0; i < slides.size(); ++i) {
        pugi::xml_document slide;
        SILLOK_CHECK(package.load(slides[i], slide));
        writer.beginSection();
        const pugi::xml_node shapes = childNamed(childNamed(slide.document_element(), "cSld"), "spTree");
        for (const Paragraph& paragraph : slideParagraphs(shapes, grounds.under(slides[i], slide.document_element()), document.hiddenCharactersRemoved))
            SILLOK_CHECK(writer.add(paragraph));
        SILLOK_CHECK(addRelated(package, slides[i], writer, document.hiddenCharactersRemoved));
        progress(static_cast<int>(i + 1), static_cast<int>(slides.size()));
    }
    document.pageCount = writer.page();
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a presentation without text");
    return document;
}

} // namespace sillok::documents::pptx
