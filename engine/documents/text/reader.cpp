#include "engine/documents/text/reader.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/registry.h"

namespace sillok::documents::text {

Result<Document> read(Bytes bytes)
{
    SILLOK_TRY(const std::string decoded, decode(bytes));
    if (codePointCount(decoded) > kMaxTextCodePoints)
        return fail(ErrorCode::Unsafe, "a text with more than ten million characters");
    Document document;
    document.format = formatName(Format::Text);
    forEachLine(decoded, [&](std::string_view line) {
        std::string clean = cleanText(line, document.hiddenCharactersRemoved);
        if (!clean.empty())
            document.blocks.push_back({ .text = std::move(clean) });
    });
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a text file without text");
    return document;
}

} // namespace sillok::documents::text
