#include "app/services/document_intake.h"

#include "engine/base/text.h"
#include "engine/retrieval/chunker.h"

namespace sillok::app {

namespace {

storage::BlockKind kindOf(documents::BlockKind kind)
{
    switch (kind) {
    case documents::BlockKind::Heading: return storage::BlockKind::Heading;
    case documents::BlockKind::Paragraph: return storage::BlockKind::Paragraph;
    case documents::BlockKind::ListItem: return storage::BlockKind::ListItem;
    case documents::BlockKind::TableRow: return storage::BlockKind::TableRow;
    case documents::BlockKind::Caption: return storage::BlockKind::Caption;
    case documents::BlockKind::Note: return storage::BlockKind::Note;
    }
    return storage::BlockKind::Paragraph;
}

std::vector<storage::StoredBlock> blocksOf(const documents::Document& document)
{
    std::vector<storage::StoredBlock> blocks;
    int64_t start = 0;
    for (const documents::Block& block : document.blocks) {
        const auto end = start + static_cast<int64_t>(codePointCount(block.text));
        blocks.push_back({ kindOf(block.kind), block.headingLevel, block.page, start, end });
        start = end + 1; // blocks are joined by a line break
    }
    return blocks;
}

/// File name without its ending, and the document's own title when that says something else.
std::string searchTitle(std::string_view fileName, const std::string& title)
{
    const size_t dot = fileName.rfind('.');
    std::string stem(fileName.substr(0, dot == 0 ? std::string_view::npos : dot));
    if (title.empty() || stem.find(title) != std::string::npos)
        return stem;
    return title.find(stem) != std::string::npos ? title : title + " " + stem;
}

} // namespace

storage::NewDocument intake(const documents::Document& document, std::string_view fileName)
{
    storage::NewDocument stored;
    stored.name = fileName;
    stored.title = searchTitle(fileName, document.title);
    stored.format = document.format;
    stored.pageCount = document.pageCount;
    stored.pagesEstimated = document.pagesEstimated;
    stored.hiddenCharactersRemoved = document.hiddenCharactersRemoved;
    stored.recognition = { static_cast<int>(document.pagesWithoutText.size()), document.pagesRecognised, document.pagesUnsure, document.recognitionConfidence };
    stored.plainText = documents::plainText(document);
    stored.blocks = blocksOf(document);
    for (retrieval::Passage& passage : retrieval::chunk(document)) {
        stored.passages.push_back({ std::move(passage.headingPath), std::move(passage.context), passage.page, passage.start, passage.end,
            std::move(passage.text) });
    }
    if (stored.passages.empty())
        stored.state = storage::DocumentState::NoText;
    return stored;
}

} // namespace sillok::app
