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

/// "[text](target)" and "![text](target)" give text; emphasis, code and escape marks go.
std::string withoutInlineMarks(std::string_view line)
{
    std::string out;
    for (size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\\' && i + 1 < line.size() && std::string_view("\\`*_{}[]()#+-.!|>~").find(line[i + 1]) != std::string_view::npos) {
            out += line[++i];
        } else if (c == '`' || (c == '*' && i + 1 < line.size() && line[i + 1] == '*')) {
            i += c == '*';
        } else if (c == '[' || (c == '!' && i + 1 < line.size() && line[i + 1] == '[')) {
            const size_t open = c == '!' ? i + 1 : i;
            const size_t close = line.find("](", open);
            const size_t end = close == std::string_view::npos ? close : line.find(')', close);
            if (end == std::string_view::npos) {
                out += c;
                continue;
            }
            out += withoutInlineMarks(line.substr(open + 1, close - open - 1));
            i = end;
        } else {
            out += c;
        }
    }
    return out;
}

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

bool isListItem(std::string_view line)
{
    return line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ';
}

/// Collects blocks line by line.
class Collector {
public:
    explicit Collector(Document& document) : m_document(document) {}

    void line(std::string_view raw)
    {
        const std::string_view line = trim(raw);
        if (line.starts_with("```") || line.starts_with("~~~")) {
            endParagraph();
            m_inCode = !m_inCode;
        } else if (m_inCode) {
            add(BlockKind::Paragraph, std::string(raw));
        } else if (line.empty()) {
            endParagraph();
            m_inTable = false;
        } else if (const int level = atxLevel(line)) {
            endParagraph();
            const size_t last = line.find_last_not_of("# ");
            if (last != std::string_view::npos && last >= static_cast<size_t>(level))
                add(BlockKind::Heading, withoutInlineMarks(trim(line.substr(static_cast<size_t>(level), last + 1 - static_cast<size_t>(level)))), level);
        } else if (line.starts_with('|')) {
            tableRow(line);
        } else if (isSetextLine(line)) {
            setextHeading(line[0] == '=' ? 1 : 2);
        } else if (line.find_first_not_of("-*_ ") == std::string_view::npos && line.size() >= 3) {
            endParagraph();
        } else if (isListItem(line)) {
            endParagraph();
            add(BlockKind::ListItem, "- " + withoutInlineMarks(trim(line.substr(2))));
        } else {
            text(line.starts_with("> ") ? line.substr(2) : line);
        }
    }

    void endParagraph()
    {
        if (!m_paragraph.empty())
            add(BlockKind::Paragraph, std::move(m_paragraph));
        m_paragraph.clear();
    }

private:
    bool isSetextLine(std::string_view line) const
    {
        return !m_paragraph.empty() && line.size() >= 2
            && (line.find_first_not_of('=') == std::string_view::npos || line.find_first_not_of('-') == std::string_view::npos);
    }

    void setextHeading(int level)
    {
        add(BlockKind::Heading, std::move(m_paragraph), level);
        m_paragraph.clear();
    }

    void text(std::string_view line)
    {
        if (!m_paragraph.empty())
            m_paragraph += ' ';
        m_paragraph += withoutInlineMarks(line);
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
            m_document.title = clean;
        m_document.blocks.push_back({ .kind = kind, .text = std::move(clean), .headingLevel = level, .table = table });
    }

    Document& m_document;
    std::string m_paragraph;
    bool m_inCode = false;
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
