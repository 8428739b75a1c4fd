#include "engine/documents/markdown/reader.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/registry.h"
#include "engine/documents/text/reader.h"

#include <algorithm>

namespace sillok::documents::markdown {

namespace {

std::string_view trim(std::string_view line)
{
    const size_t first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view {} : line.substr(first, line.find_last_not_of(" \t") - first + 1);
}

constexpr char kGone = '\0'; // stands for a mark that turned out to belong to a link; a zero in the text, which is nothing to read, goes with it

/// One pass over a line: "[text](target)" and "![text](target)" give text; code, strong and escape marks go.
class InlineText {
public:
    explicit InlineText(std::string_view line) : m_line(line) {}

    std::string take()
    {
        for (m_at = 0; m_at < m_line.size(); ++m_at)
            character(m_line[m_at]);
        std::erase(m_out, kGone);
        return std::move(m_out);
    }

private:
    char next() const { return m_at + 1 < m_line.size() ? m_line[m_at + 1] : kGone; }

    void character(char c)
    {
        constexpr std::string_view kEscapable = "\\`*_{}[]()#+-.!|>~";
        if (c == '\\' && next() != kGone && kEscapable.find(next()) != std::string_view::npos)
            m_out += m_line[++m_at];
        else if (c == '*' && next() == '*')
            ++m_at;
        else if (c == ']' && next() == '(' && !m_opens.empty() && skipTarget())
            dropOpen();
        else if (c != '`')
            keep(c);
    }

    void keep(char c)
    {
        if (c == '[')
            m_opens.push_back(m_out.size());
        m_out += c;
    }

    /// Moves to the ")" of "](target)". Once a line has no further one, it is not searched again.
    bool skipTarget()
    {
        const size_t end = m_noTarget ? std::string_view::npos : m_line.find(')', m_at);
        m_noTarget = end == std::string_view::npos;
        m_at = m_noTarget ? m_at : end;
        return !m_noTarget;
    }

    void dropOpen()
    {
        const size_t open = m_opens.back();
        m_opens.pop_back();
        m_out[open] = kGone;
        if (open > 0 && m_out[open - 1] == '!')
            m_out[open - 1] = kGone;
    }

    std::string_view m_line;
    std::string m_out;
    std::vector<size_t> m_opens;
    size_t m_at = 0;
    bool m_noTarget = false;
};

std::string withoutInlineMarks(std::string_view line) { return InlineText(line).take(); }

std::vector<std::string_view> cellsOf(std::string_view row)
{
    std::vector<std::string_view> cells;
    if (row.starts_with('|'))
        row.remove_prefix(1);
    if (row.ends_with('|') && !row.ends_with("\\|"))
        row.remove_suffix(1);
    size_t at = 0;
    for (size_t i = 0; i <= row.size(); ++i) {
        if (i == row.size() || (row[i] == '|' && (i == 0 || row[i - 1] != '\\'))) {
            cells.push_back(trim(row.substr(at, i - at)));
            at = i + 1;
        }
    }
    return cells;
}

bool isDelimiterRow(std::string_view line)
{
    return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos
        && line.find_first_not_of("|-: \t") == std::string_view::npos;
}

/// 1 to 6 for "# ..." to "###### ...", else 0.
int atxLevel(std::string_view line)
{
    const size_t marks = line.find_first_not_of('#');
    return marks != std::string_view::npos && marks >= 1 && marks <= 6 && line[marks] == ' ' ? static_cast<int>(marks) : 0;
}

/// The text of "# text #" without its marks.
std::string_view atxText(std::string_view line, int level)
{
    std::string_view text = trim(line.substr(static_cast<size_t>(level)));
    const size_t last = text.find_last_not_of('#');
    if (last == std::string_view::npos)
        return {};
    return last + 1 < text.size() && text[last] == ' ' ? trim(text.substr(0, last)) : text;
}

bool isBulleted(std::string_view line)
{
    return line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ';
}

/// "1. text" or "2) text"
bool isNumbered(std::string_view line)
{
    const size_t digits = line.find_first_not_of("0123456789");
    return digits != std::string_view::npos && digits >= 1 && digits <= 9 && digits + 2 < line.size() && (line[digits] == '.' || line[digits] == ')')
        && line[digits + 1] == ' ';
}

bool isRule(std::string_view line) { return line.size() >= 3 && line.find_first_not_of("-*_ ") == std::string_view::npos; }

/// Collects blocks line by line.
class Collector {
public:
    explicit Collector(Document& document) : m_document(document) {}

    void line(std::string_view raw)
    {
        if (fence(trim(raw)))
            return;
        if (!m_fence.empty())
            add(BlockKind::Paragraph, std::string(raw));
        else
            outsideCode(trim(raw));
    }

    void endParagraph()
    {
        if (!m_paragraph.empty())
            add(m_kind, std::move(m_paragraph));
        m_paragraph.clear();
        m_kind = BlockKind::Paragraph;
        m_onlyLine = {};
    }

private:
    /// Three marks open code; three of the same close it.
    bool fence(std::string_view line)
    {
        const bool mark = line.starts_with("```") || line.starts_with("~~~");
        if (!mark || (!m_fence.empty() && !line.starts_with(m_fence)))
            return false;
        endParagraph();
        m_inTable = false;
        m_fence = m_fence.empty() ? std::string(line.substr(0, 3)) : std::string {};
        return true;
    }

    void outsideCode(std::string_view line)
    {
        line = withoutQuoteMarks(line);
        const bool row = line.starts_with('|') || (m_inTable && line.find('|') != std::string_view::npos) || beginsBareTable(line);
        m_inTable = m_inTable && row;
        if (line.empty())
            endParagraph();
        else if (row)
            tableRow(line);
        else if (const int level = atxLevel(line))
            heading(atxText(line, level), level);
        else if (isSetextLine(line))
            setextHeading(line[0] == '=' ? 1 : 2);
        else if (isRule(line))
            endParagraph();
        else if (isBulleted(line))
            listItem("- ", trim(line.substr(2)));
        else if (isNumbered(line))
            listItem("", line);
        else
            text(line);
    }

    std::string_view withoutQuoteMarks(std::string_view line)
    {
        const bool quote = line.starts_with('>');
        if (quote && !m_inQuote)
            endParagraph();
        m_inQuote = quote;
        return quote ? trim(line.substr(std::min(line.find_first_not_of("> "), line.size()))) : line;
    }

    bool isSetextLine(std::string_view line) const
    {
        return !m_paragraph.empty() && m_kind == BlockKind::Paragraph && line.size() >= 2
            && (line.find_first_not_of('=') == std::string_view::npos || line.find_first_not_of('-') == std::string_view::npos);
    }

    void heading(std::string_view text, int level)
    {
        endParagraph();
        add(BlockKind::Heading, withoutInlineMarks(text), level);
    }

    void setextHeading(int level)
    {
        add(BlockKind::Heading, std::move(m_paragraph), level);
        m_paragraph.clear();
        endParagraph();
    }

    void listItem(std::string mark, std::string_view item)
    {
        endParagraph();
        m_kind = BlockKind::ListItem;
        m_paragraph = std::move(mark) + withoutInlineMarks(item);
    }

    void text(std::string_view line)
    {
        m_onlyLine = m_paragraph.empty() ? line : std::string_view {};
        if (!m_paragraph.empty())
            m_paragraph += ' ';
        m_paragraph += withoutInlineMarks(line);
    }

    /// "a | b" over "---|---": a table whose rows have no bars at their ends.
    bool beginsBareTable(std::string_view line)
    {
        if (m_onlyLine.find('|') == std::string_view::npos || !isDelimiterRow(line))
            return false;
        const std::string_view header = m_onlyLine;
        m_paragraph.clear();
        tableRow(header);
        return true;
    }

    void tableRow(std::string_view line)
    {
        endParagraph();
        if (isDelimiterRow(line)) {
            if (!m_document.blocks.empty() && m_inTable)
                m_document.blocks.back().tableHeader = true;
            return;
        }
        if (!m_inTable)
            ++m_tables;
        m_inTable = true;
        std::string row;
        for (const std::string_view cell : cellsOf(line))
            row += withoutInlineMarks(cell) + kCellSeparator;
        row.resize(row.size() - std::string_view(kCellSeparator).size());
        add(BlockKind::TableRow, std::move(row), 0, m_tables - 1);
    }

    void add(BlockKind kind, std::string text, int level = 0, int table = -1)
    {
        std::string clean = cleanText(text, m_document.hiddenCharactersRemoved);
        if (clean.empty())
            return;
        if (kind == BlockKind::Heading && m_document.title.empty())
            m_document.title = cleanTitle(clean, m_document.hiddenCharactersRemoved);
        m_document.blocks.push_back({ .kind = kind, .text = std::move(clean), .headingLevel = level, .table = table });
    }

    Document& m_document;
    std::string m_paragraph;
    BlockKind m_kind = BlockKind::Paragraph;
    std::string_view m_onlyLine;   ///< the paragraph as it stands in the source, while it is one line
    std::string m_fence;           ///< the marks that close the code we are in
    bool m_inQuote = false;
    bool m_inTable = false;
    int m_tables = 0;
};

/// "---" ... "---" at the very top holds settings, not text.
std::string_view withoutFrontMatter(std::string_view text)
{
    if (!text.starts_with("---\n") && !text.starts_with("---\r\n"))
        return text;
    const size_t end = text.find("\n---", 3);
    if (end == std::string_view::npos)
        return text;
    const size_t line = text.find('\n', end + 1);
    return line == std::string_view::npos ? std::string_view {} : text.substr(line + 1);
}

} // namespace

Result<Document> read(Bytes bytes)
{
    SILLOK_TRY(const std::string decoded, text::decode(bytes));
    if (codePointCount(decoded) > kMaxTextCodePoints)
        return fail(ErrorCode::Unsafe, "a text with more than ten million characters");
    Document document;
    document.format = formatName(Format::Markdown);
    Collector collector(document);
    text::forEachLine(withoutFrontMatter(decoded), [&](std::string_view line) { collector.line(line); });
    collector.endParagraph();
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a text file without text");
    return document;
}

} // namespace sillok::documents::markdown
