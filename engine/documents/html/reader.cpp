#include "engine/documents/html/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/html/charset.h"
#include "engine/documents/html/page.h"
#include "engine/documents/registry.h"

namespace sillok::documents::html {

Result<Document> read(Bytes bytes)
{
    SILLOK_TRY(const std::string page, decode(bytes));
    Document document;
    document.format = formatName(Format::Html);
    Numberings numberings;
    FlowWriter writer(document, numberings);
    SILLOK_TRY(const PageFacts facts, addPage(page, numberings, writer));
    document.title = cleanTitle(facts.title, document.hiddenCharactersRemoved);
    document.hiddenCharactersRemoved += facts.hiddenCharacters;
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a page without text");
    return document;
}

} // namespace sillok::documents::html
