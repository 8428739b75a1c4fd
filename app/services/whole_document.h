// whole_document.h - Work that looks at all of a document: its summary, what changed between two, its tables.
#pragma once

#include "app/services/workspace.h"

#include <functional>
#include <stop_token>

namespace sillok::app {

/// A document's text, taken out of the vault so that the work can go on elsewhere.
struct WholeDocument {
    storage::StoredDocument document;
    std::vector<storage::StoredPassage> sections;    ///< together they hold every line that is not blank
    std::vector<storage::StoredBlock> blocks;
    std::string plainText;
};
/// error  NotFound; BadArgument: it was never read, or holds no text.
Result<WholeDocument> loadWhole(Workspace& workspace, storage::DocumentId document);

/// How much has been looked at.
struct Visited {
    size_t sections = 0;
    size_t total = 0;
};
using VisitedSections = std::function<void(const Visited&)>;

/// What came of it, in Markdown with citations.
struct WholeResult {
    std::string text;
    std::vector<storage::StoredCitation> citations;    ///< numbered from 1, each proven
    Visited visited;
    int documents = 1;
    std::string documentNames;
};

inline constexpr size_t kSummaryPoints = 12;
inline constexpr size_t kMostDifferences = 200;     ///< shown; the rest is counted

/// A proven citation of a slice of the section; `start` and `end` count code points of the document.
storage::StoredCitation citationOf(const storage::StoredPassage& section, int number, std::string quote, int64_t start, int64_t end);

/// The sentences that say what the document says, below their headings. error Cancelled.
Result<WholeResult> summarizeWhole(const WholeDocument& document, bool korean, const VisitedSections& visited, const std::stop_token& stop);

/// Paragraphs that changed, came, went or moved, with their words. error Cancelled.
Result<WholeResult> compareWhole(const WholeDocument& before, const WholeDocument& after, bool korean, const VisitedSections& visited, const std::stop_token& stop);

/// A table as its rows of cells.
struct ExtractedTable {
    std::string caption;
    std::string headingPath;
    int page = 0;
    std::vector<std::vector<std::string>> rows;
};
std::vector<ExtractedTable> tablesOf(const WholeDocument& document);

/// The tables in Markdown, each with the place it stands. error Cancelled; NotFound: there are none.
Result<WholeResult> tablesWhole(const WholeDocument& document, bool korean);

/// One table as CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe.
std::string csvOf(const ExtractedTable& table);

} // namespace sillok::app
