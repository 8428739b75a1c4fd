#include "app/services/whole_document.h"

#include "engine/base/text.h"
#include "engine/digest/compare.h"
#include "engine/digest/summary.h"
#include "engine/documents/document.h"

#include <algorithm>

namespace sillok::app {

namespace {

/// Slices of a text by code points, walked forwards: bytes are found once.
class Slices {
public:
    explicit Slices(std::string_view text) : m_text(text) {}
    std::string_view slice(int64_t start, int64_t end)
    {
        const size_t from = byteOf(start);
        return m_text.substr(from, byteOf(end) - from);
    }

private:
    size_t byteOf(int64_t point)
    {
        if (point < m_point)
            m_point = 0, m_byte = 0;
        for (; m_point < point && m_byte < m_text.size(); ++m_point)
            m_byte += codePointAt(m_text, m_byte).length;
        return m_byte;
    }

    std::string_view m_text;
    int64_t m_point = 0;
    size_t m_byte = 0;
};

std::string mark(int number) { return " [" + std::to_string(number) + "]"; }

/// Line breaks become spaces.
std::string oneLine(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '\n' ? ' ' : c;
    return out;
}

/// The section that holds this place; the last one that begins before it.
const storage::StoredPassage& sectionAt(const std::vector<storage::StoredPassage>& sections, int64_t point)
{
    const auto after = std::ranges::upper_bound(sections, point, std::less<>(), &storage::StoredPassage::startCodePoint);
    return after == sections.begin() ? sections.front() : *(after - 1);
}

struct Paragraphs {
    std::vector<std::string> texts;
    std::vector<const storage::StoredBlock*> blocks;
};

Paragraphs paragraphsOf(const WholeDocument& document)
{
    Paragraphs all;
    Slices slices(document.plainText);
    for (const storage::StoredBlock& block : document.blocks) {
        all.texts.emplace_back(slices.slice(block.startCodePoint, block.endCodePoint));
        all.blocks.push_back(&block);
    }
    return all;
}

/// Writes the list of differences.
class DifferenceWriter {
public:
    DifferenceWriter(const WholeDocument& before, const WholeDocument& after, const Paragraphs& old, const Paragraphs& now, bool korean, WholeResult& result)
        : m_before(before), m_after(after), m_old(old), m_now(now), m_korean(korean), m_result(result)
    {
    }

    void write(const digest::Difference& difference)
    {
        const bool there = difference.after.has_value();
        heading(there ? sectionAt(m_after.sections, m_now.blocks[*difference.after]->startCodePoint)
                      : sectionAt(m_before.sections, m_old.blocks[*difference.before]->startCodePoint));
        std::string line = "- **" + std::string(nameOf(difference.change)) + "** ";
        if (difference.change == digest::Change::Changed)
            line += changedWords(difference.words);
        else
            line += oneLine(there ? m_now.texts[*difference.after] : m_old.texts[*difference.before]);
        if (difference.before)
            line += cite(m_before, m_old, *difference.before);
        if (there)
            line += cite(m_after, m_now, *difference.after);
        m_result.text += line + "\n";
    }

private:
    const char* nameOf(digest::Change change) const
    {
        switch (change) {
        case digest::Change::Changed: return m_korean ? "바뀜" : "Changed";
        case digest::Change::Added: return m_korean ? "생김" : "Added";
        case digest::Change::Removed: return m_korean ? "없어짐" : "Removed";
        case digest::Change::Moved: return m_korean ? "옮김" : "Moved";
        case digest::Change::Same: break;
        }
        return "";
    }

    void heading(const storage::StoredPassage& section)
    {
        if (section.headingPath == m_heading)
            return;
        m_heading = section.headingPath;
        m_result.text += "\n### " + (m_heading.empty() ? section.documentName : m_heading) + "\n";
    }

    /// 「지금」 (← 「전에」); words that stayed give the place, as many as needed.
    std::string changedWords(const std::vector<digest::WordRun>& runs) const
    {
        constexpr size_t kContext = 3;
        std::string line;
        for (size_t i = 0; i < runs.size(); ++i) {
            const digest::WordRun& run = runs[i];
            if (run.kind == digest::WordRun::Kind::Gone)
                line += "「" + oneLine(run.text) + "」 → ";
            else if (run.kind == digest::WordRun::Kind::New)
                line += (i > 0 && runs[i - 1].kind == digest::WordRun::Kind::Gone ? "" : (m_korean ? "(없음) → " : "(nothing) → ")) + std::string("「") + oneLine(run.text) + "」 ";
            else
                line += shortened(run.text, i > 0 ? kContext : 0, i + 1 < runs.size() ? kContext : 0) + " ";
            const bool dropped = run.kind == digest::WordRun::Kind::Gone && (i + 1 == runs.size() || runs[i + 1].kind != digest::WordRun::Kind::New);
            line += dropped ? (m_korean ? "(지움) " : "(deleted) ") : "";
        }
        return line;
    }

    /// The first and last words of a run that stayed.
    static std::string shortened(const std::string& text, size_t first, size_t last)
    {
        std::vector<std::string> words;
        for (size_t at = 0; at < text.size();) {
            const size_t end = std::min(text.find(' ', at), text.size());
            words.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        if (words.size() <= first + last + 1)
            return text;
        std::string out;
        for (size_t i = 0; i < first; ++i)
            out += words[i] + " ";
        out += "…";
        for (size_t i = words.size() - last; i < words.size(); ++i)
            out += " " + words[i];
        return out;
    }

    std::string cite(const WholeDocument& document, const Paragraphs& paragraphs, size_t paragraph)
    {
        const storage::StoredBlock& block = *paragraphs.blocks[paragraph];
        const int number = static_cast<int>(m_result.citations.size()) + 1;
        m_result.citations.push_back(citationOf(sectionAt(document.sections, block.startCodePoint), number, paragraphs.texts[paragraph], block.startCodePoint, block.endCodePoint));
        return mark(number);
    }

    const WholeDocument& m_before;
    const WholeDocument& m_after;
    const Paragraphs& m_old;
    const Paragraphs& m_now;
    bool m_korean;
    WholeResult& m_result;
    std::string m_heading = "\n";
};

std::string counted(bool korean, const char* ko, const char* en, size_t number) { return std::string(korean ? ko : en) + " " + std::to_string(number); }

std::vector<std::string> cellsOf(std::string_view row)
{
    const std::string_view separator = documents::kCellSeparator;
    std::vector<std::string> cells;
    for (size_t at = 0;;) {
        const size_t end = row.find(separator, at);
        cells.emplace_back(row.substr(at, end == std::string_view::npos ? end : end - at));
        if (end == std::string_view::npos)
            return cells;
        at = end + separator.size();
    }
}

} // namespace

storage::StoredCitation citationOf(const storage::StoredPassage& section, int number, std::string quote, int64_t start, int64_t end)
{
    storage::StoredCitation citation;
    citation.number = number;
    citation.document = section.document;
    citation.passage = section.id;
    citation.documentName = section.documentName;
    citation.headingPath = section.headingPath;
    citation.page = section.page;
    citation.pageEstimated = section.pageEstimated;
    citation.passageText = section.text;
    citation.quote = std::move(quote);
    citation.startCodePoint = start;
    citation.endCodePoint = end;
    citation.verified = true; // it is a slice of the stored text
    return citation;
}

Result<WholeDocument> loadWhole(Workspace& workspace, storage::DocumentId id)
{
    WholeDocument whole;
    SILLOK_TRY(whole.document, workspace.documents().find(id));
    SILLOK_TRY(whole.sections, workspace.passages().ofDocument(id));
    SILLOK_TRY(whole.blocks, workspace.documents().blocks(id));
    SILLOK_TRY(whole.plainText, workspace.documents().plainText(id));
    if (whole.sections.empty())
        return fail(ErrorCode::BadArgument, "a document without text");
    return whole;
}

Result<WholeResult> summarizeWhole(const WholeDocument& document, bool korean, const VisitedSections& visited, const std::stop_token& stop)
{
    std::vector<digest::Section> sections;
    for (const storage::StoredPassage& section : document.sections)
        sections.push_back({ section.headingPath, section.text });
    WholeResult result;
    result.documentNames = document.document.name;
    const digest::Summary summary = digest::summarize(sections, kSummaryPoints, [&](size_t n) { visited({ n, sections.size() }); }, stop);
    result.visited = { summary.visited, sections.size() };
    if (summary.visited < sections.size())
        return fail(ErrorCode::Cancelled, "summarizing a document");
    std::string heading = "\n";
    for (const digest::Point& point : summary.points) {
        const storage::StoredPassage& section = document.sections[point.section];
        if (section.headingPath != heading) {
            heading = section.headingPath;
            result.text += (result.text.empty() ? "" : "\n") + (heading.empty() ? std::string() : "### " + heading + "\n");
        }
        const int number = static_cast<int>(result.citations.size()) + 1;
        result.citations.push_back(citationOf(section, number, point.quote, section.startCodePoint + point.start, section.startCodePoint + point.end));
        result.text += "- " + oneLine(point.quote) + mark(number) + "\n";
    }
    if (result.text.empty())
        result.text = korean ? "요약할 문장이 없습니다." : "There is no sentence to summarize.";
    return result;
}

Result<WholeResult> compareWhole(const WholeDocument& before, const WholeDocument& after, bool korean, const VisitedSections& visited, const std::stop_token& stop)
{
    const Paragraphs old = paragraphsOf(before), now = paragraphsOf(after);
    WholeResult result;
    result.documents = 2;
    result.documentNames = before.document.name + " → " + after.document.name;
    const size_t total = before.sections.size() + after.sections.size();
    visited({ 0, total });
    const std::vector<digest::Difference> differences = digest::compare(old.texts, now.texts, stop);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "comparing two documents");
    size_t counts[5] = {};
    for (const digest::Difference& difference : differences)
        ++counts[static_cast<size_t>(difference.change)];
    using digest::Change;
    const auto count = [&](Change change) { return counts[static_cast<size_t>(change)]; };
    result.text = counted(korean, "같은 문단", "Same paragraphs:", count(Change::Same)) + ", " + counted(korean, "바뀐 문단", "changed:", count(Change::Changed)) + ", "
        + counted(korean, "생긴 문단", "added:", count(Change::Added)) + ", " + counted(korean, "없어진 문단", "removed:", count(Change::Removed)) + ", "
        + counted(korean, "옮긴 문단", "moved:", count(Change::Moved)) + "\n";
    DifferenceWriter writer(before, after, old, now, korean, result);
    size_t shown = 0;
    for (const digest::Difference& difference : differences) {
        if (difference.change == Change::Same)
            continue;
        if (++shown <= kMostDifferences)
            writer.write(difference);
    }
    if (shown > kMostDifferences)
        result.text += "\n" + counted(korean, "더 있는 차이", "Further differences:", shown - kMostDifferences) + "\n";
    result.visited = { total, total };
    visited(result.visited);
    return result;
}

std::vector<ExtractedTable> tablesOf(const WholeDocument& document)
{
    std::vector<ExtractedTable> tables;
    Slices slices(document.plainText);
    std::string before;    // what stands in front: a caption, or a short line
    bool open = false;
    for (const storage::StoredBlock& block : document.blocks) {
        const std::string text(slices.slice(block.startCodePoint, block.endCodePoint));
        if (block.kind != storage::BlockKind::TableRow) {
            constexpr size_t kLongestCaption = 80;
            before = block.kind == storage::BlockKind::Caption || codePointCount(text) <= kLongestCaption ? text : std::string();
            open = false;
            continue;
        }
        if (!open)
            tables.push_back({ before, sectionAt(document.sections, block.startCodePoint).headingPath, block.page, {} });
        open = true;
        tables.back().rows.push_back(cellsOf(text));
    }
    return tables;
}

Result<WholeResult> tablesWhole(const WholeDocument& document, bool korean)
{
    const std::vector<ExtractedTable> tables = tablesOf(document);
    if (tables.empty())
        return fail(ErrorCode::NotFound, "a document without tables");
    WholeResult result;
    result.documentNames = document.document.name;
    result.visited = { document.sections.size(), document.sections.size() };
    int number = 0;
    for (const ExtractedTable& table : tables) {
        size_t columns = 0;
        for (const std::vector<std::string>& row : table.rows)
            columns = std::max(columns, row.size());
        result.text += (result.text.empty() ? "### " : "\n### ") + std::string(korean ? "표 " : "Table ") + std::to_string(++number)
            + (table.caption.empty() ? "" : ". " + oneLine(table.caption)) + "\n\n";
        for (size_t r = 0; r < table.rows.size(); ++r) {
            std::string line = "|";
            for (size_t c = 0; c < columns; ++c) {
                std::string cell = c < table.rows[r].size() ? oneLine(table.rows[r][c]) : std::string();
                std::replace(cell.begin(), cell.end(), '|', '/');
                line += " " + cell + " |";
            }
            result.text += line + "\n";
            if (r == 0) {
                result.text += "|";
                for (size_t c = 0; c < columns; ++c)
                    result.text += "---|";
                result.text += "\n";
            }
        }
    }
    return result;
}

std::string csvOf(const ExtractedTable& table)
{
    std::string out;
    for (const std::vector<std::string>& row : table.rows) {
        for (size_t c = 0; c < row.size(); ++c) {
            std::string cell = row[c];
            // "-5" and "+3" are numbers; "=1+1", "@x" and "-cmd" are not.
            const bool number = cell.find_first_not_of("0123456789.,%") == std::string::npos
                || (!cell.empty() && (cell[0] == '-' || cell[0] == '+') && cell.size() > 1 && cell.find_first_not_of("0123456789.,%", 1) == std::string::npos);
            if (!cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos && !number)
                cell.insert(0, "'");
            std::string quoted;
            for (const char ch : cell)
                quoted += ch == '"' ? "\"\"" : std::string(1, ch);
            out += (c > 0 ? "," : "") + ("\"" + quoted + "\"");
        }
        out += "\r\n";
    }
    return out;
}

} // namespace sillok::app
