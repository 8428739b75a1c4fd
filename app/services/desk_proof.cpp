// desk_proof.cpp - Desk's part about the proof of a citation: the letters, the page, and whether the file is still what was read.
#include "app/services/desk_private.h"

#include "app/services/import_service.h"
#include "engine/base/text.h"
#include "engine/retrieval/citation.h"

namespace sillok::app {

namespace {

/// Letters and page, as the vault has them.
Result<CitationCheck> checkText(Workspace& in, const Citation& citation)
{
    CitationCheck check;
    check.passage = citation.passage;
    check.number = citation.number;
    const std::string quote = citation.quote.toStdString();
    check.characters = static_cast<int>(codePointCount(quote));
    SILLOK_TRY(const std::string text, in.documents().plainText(citation.document));
    const auto place = retrieval::findQuote(text, quote, citation.start);
    if (!place)
        return check;
    // White space and width are not the letters: a quote that stands there stands there whole.
    check.matching = check.characters;
    SILLOK_TRY(const std::vector<storage::StoredBlock> blocks, in.documents().blocks(citation.document));
    SILLOK_TRY(const storage::StoredDocument document, in.documents().find(citation.document));
    for (const storage::StoredBlock& block : blocks) {
        if (block.startCodePoint <= place->start && place->start < block.endCodePoint)
            check.page = block.page;
    }
    check.pageEstimated = document.pagesEstimated;
    check.pageRight = check.page > 0 && check.page == citation.page;
    return check;
}

CitationCheck::File compareFiles(const std::vector<storage::SourceFile>& files, const storage::Sha256& sha256)
{
    auto state = CitationCheck::File::Gone;
    for (const storage::SourceFile& file : files) {
        const Result<OpenedFile> opened = openToImport(file.path);
        if (!opened.ok())
            continue;
        if (opened->digest.sha256 == sha256)
            return CitationCheck::File::Same;
        state = CitationCheck::File::Changed;
    }
    return state;
}

} // namespace

void Desk::checkCitation(const Citation& citation)
{
    d->withWorkspace(Problem::During::OpenPassage, [this, citation](Workspace& in) -> Result<void> {
        SILLOK_TRY(const CitationCheck check, checkText(in, citation));
        SILLOK_TRY(const storage::StoredDocument stored, in.documents().find(citation.document));
        SILLOK_TRY(const std::vector<storage::SourceFile> files, in.sources().ofDocument(citation.document));
        d->pageQueue.post([this, proof = check, files, sha256 = stored.sha256](std::stop_token) mutable {
            proof.file = compareFiles(files, sha256);
            d->postIfOpen([this, proof] { emit citationChecked(proof); });
        });
        return {};
    });
}

} // namespace sillok::app
