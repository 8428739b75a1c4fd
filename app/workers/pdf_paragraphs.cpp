#include "app/workers/pdf_paragraphs.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/text/reader.h"

#include <algorithm>
#include <map>
#include <set>

namespace sillok::app {

namespace {

bool startsWithAny(std::string_view line, std::initializer_list<std::string_view> starts)
{
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return line.starts_with(start); });
}

/// "1." "12)" "(3)" "가." "나)" at the start of a line, followed by a space.
bool startsWithNumber(std::string_view line)
{
    size_t at = line.starts_with("(") ? 1 : 0;
    const size_t digits = line.find_first_not_of("0123456789", at);
    if (digits == std::string_view::npos)
        return false;
    size_t after = digits;
    if (digits == at) {
        const CodePoint first = codePointAt(line, at);
        if (first.value < 0xAC00 || first.value > 0xD7A3)
            return false;
        after = at + first.length;
    } else if (digits - at > 3) {
        return false;
    }
    return after + 1 < line.size() && (line[after] == '.' || line[after] == ')') && line[after + 1] == ' ';
}

/// "제12조", "제3장", "제1절" at the start of a line.
bool startsWithArticle(std::string_view line)
{
    constexpr std::string_view kOrdinal = "제";
    if (!line.starts_with(kOrdinal))
        return false;
    size_t at = kOrdinal.size();
    while (at < line.size() && (line[at] == ' ' || (line[at] >= '0' && line[at] <= '9')))
        ++at;
    return at > kOrdinal.size() && startsWithAny(line.substr(at), { "조", "장", "절", "관", "편" });
}

bool startsItem(std::string_view line)
{
    if (startsWithAny(line, { "□", "■", "○", "●", "◦", "ㅇ ", "◇", "◆", "▪", "•", "※", "- ", "– ", "* ", "붙임", "별표", "부칙", "[별표", "<별표", "[붙임" }))
        return true;
    const char32_t first = codePointAt(line, 0).value;
    const bool circled = (first >= 0x2460 && first <= 0x2473) || (first >= 0x326E && first <= 0x327B);
    const bool romanNumeral = first >= 0x2160 && first <= 0x217F;
    return circled || romanNumeral || startsWithArticle(line) || startsWithNumber(line);
}

bool endsSentence(std::string_view line)
{
    constexpr std::string_view kEnds[] = { ".", "!", "?", ":", "다.", "음", "함", "임", "”", "」" };
    return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) { return line.ends_with(end); });
}

/// PDFium runs a short line and the next one together. Where a sentence ends and an item begins, they come apart again.
std::vector<std::string_view> itemsOf(std::string_view line)
{
    std::vector<std::string_view> items;
    size_t begin = 0;
    for (size_t space = line.find(' '); space != std::string_view::npos; space = line.find(' ', space + 1)) {
        const std::string_view before = line.substr(begin, space - begin);
        const bool ended = before.ends_with("다.") || before.ends_with("요.") || before.ends_with("함.") || before.ends_with("음.");
        if (ended && space + 1 < line.size() && startsItem(line.substr(space + 1))) {
            items.push_back(before);
            begin = space + 1;
        }
    }
    items.push_back(line.substr(begin));
    return items;
}

/// "7", "- 7 -", "7 / 24": a page number by itself is no text of the document.
bool isPageNumber(std::string_view line)
{
    return !line.empty() && line.size() <= 12 && line.find_first_not_of("0123456789-–/ ") == std::string_view::npos
        && line.find_first_of("0123456789") != std::string_view::npos;
}

struct Line {
    std::string text;
    bool openEnd = false;   ///< the page's text has a space after it
    const documents::Part* table = nullptr; ///< stands here instead of a text
};
using Page = std::vector<Line>;

bool isHangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

bool endsInHangul(std::string_view text)
{
    return text.size() >= 3 && isHangul(codePointAt(text, text.size() - 3).value) && codePointAt(text, text.size() - 3).length == 3;
}

/// Begins with a word that counts parts of a statute.
bool isUnit(std::string_view text) { return startsWithAny(text, { "조", "장", "절", "관", "편", "항", "호", "목" }); }

/// "제 3 조제 5 호" is "제3조제5호": fonts that change between Hangul and digits leave spaces behind.
std::string withoutOrdinalSpaces(const std::string& text)
{
    constexpr std::string_view kOrdinal = "제 ";
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const std::string_view rest = std::string_view(text).substr(at);
        const size_t digits = rest.starts_with(kOrdinal) ? rest.find_first_not_of("0123456789", kOrdinal.size()) : std::string_view::npos;
        const bool begins = !endsInHangul(out) || isUnit(std::string_view(out).substr(out.size() - 3));
        const bool numbered = begins && digits != std::string_view::npos && digits > kOrdinal.size() && rest[digits] == ' ';
        if (numbered && isUnit(rest.substr(digits + 1))) {
            out += "제" + std::string(rest.substr(kOrdinal.size(), digits - kOrdinal.size()));
            at += digits + 1;
        } else {
            out += text[at++];
        }
    }
    return out;
}

/// "한다 ." is "한다."; "의무 )" is "의무)".
std::string withoutSpacesBeforeStops(std::string text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool stop = i + 1 < text.size() && std::string_view(".,)").find(text[i + 1]) != std::string_view::npos;
        const bool last = i + 2 >= text.size() || text[i + 2] == ' ';
        if (text[i] != ' ' || !stop || !last || !endsInHangul(out))
            out += text[i];
    }
    return out;
}

void appendLines(std::string_view text, Page& lines, int& hiddenRemoved)
{
    documents::text::forEachLine(text, [&](std::string_view line) {
        std::string clean = documents::cleanText(line, hiddenRemoved);
        if (!clean.empty())
            lines.push_back({ withoutSpacesBeforeStops(withoutOrdinalSpaces(documents::withoutLetterSpacing(std::move(clean)))), line.ends_with(' '), nullptr });
    });
}

/// A page's lines without the number at its head or foot.
Page linesOf(const documents::pdf::PageText& page, int& hiddenRemoved)
{
    Page lines;
    size_t from = 0;
    for (const documents::pdf::PageTable& table : page.tables) {
        appendLines(std::string_view(page.text).substr(from, table.at - from), lines, hiddenRemoved);
        lines.push_back({ {}, false, &table.table });
        from = table.at;
    }
    appendLines(std::string_view(page.text).substr(from), lines, hiddenRemoved);
    if (!lines.empty() && isPageNumber(lines.back().text))
        lines.pop_back();
    if (!lines.empty() && isPageNumber(lines.front().text))
        lines.erase(lines.begin());
    return lines;
}

/// The line as it repeats from page to page: its digits may differ.
std::string shapeOf(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }, '#');
    return text;
}

/// Head and foot lines of at least three pages and of half of them stay on the first page that has them.
class RunningLines {
public:
    explicit RunningLines(const std::vector<Page>& pages)
    {
        for (const Page& page : pages) {
            for (const std::string& shape : edges(page))
                ++m_pages[shape];
        }
        std::erase_if(m_pages, [&](const auto& shape) { return shape.second < 3 || shape.second * 2 < pages.size(); });
    }

    void dropRepeats(Page& page)
    {
        const auto repeats = [this](const Line& line) {
            if (line.table)
                return false;
            const std::string shape = shapeOf(line.text);
            return m_pages.contains(shape) && !m_seen.insert(shape).second;
        };
        if (!page.empty() && repeats(page.back()))
            page.pop_back();
        if (!page.empty() && repeats(page.front()))
            page.erase(page.begin());
    }

private:
    static std::set<std::string> edges(const Page& page)
    {
        std::set<std::string> shapes;
        for (const Line* line : page.empty() ? std::vector<const Line*> {} : std::vector<const Line*> { &page.front(), &page.back() }) {
            if (!line->table)
                shapes.insert(shapeOf(line->text));
        }
        return shapes;
    }

    std::map<std::string, size_t> m_pages;
    std::set<std::string> m_seen;
};

/// Joins the lines of one page. `tables` counts the document's.
class Joiner {
public:
    Joiner(int number, int& tables, documents::Document& document) : m_number(number), m_tables(tables), m_document(document) {}

    void page(const Page& lines)
    {
        measure(lines);
        for (const Line& line : lines) {
            if (line.table) {
                flush();
                table(*line.table);
                continue;
            }
            for (const std::string_view item : itemsOf(line.text))
                take(item, line.openEnd);
        }
        flush();
    }

private:
    /// Where some long lines end in a space and some do not, the space tells where a word ends.
    void measure(const Page& lines)
    {
        for (const Line& line : lines) {
            for (const std::string_view item : itemsOf(line.text))
                m_longest = std::max(m_longest, codePointCount(item));
        }
        size_t open = 0, shut = 0;
        for (const Line& line : lines) {
            const bool broken = !isShort(codePointCount(line.text)) && endsInHangul(line.text);
            open += broken && line.openEnd;
            shut += broken && !line.openEnd;
        }
        m_spacesTell = open > 0 && shut > 0;
    }

    /// A line much shorter than the page's longest was not broken by the margin.
    bool isShort(size_t codePoints) const { return codePoints * 4 < m_longest * 3; }

    void take(std::string_view item, bool openEnd)
    {
        if (isShort(m_previous) || endsSentence(m_paragraph) || startsItem(item))
            flush();
        if (!m_paragraph.empty() && !insideWord(item))
            m_paragraph += ' ';
        m_paragraph += item;
        m_previous = codePointCount(item);
        m_openEnd = openEnd;
    }

    /// Rows as the office formats write them.
    void table(const documents::Part& table)
    {
        documents::Document rows;
        documents::Numberings none;
        documents::Paragraph holder;
        holder.parts.push_back(table);
        ignore(documents::FlowWriter(rows, none).add(holder), "a page's text was measured before");
        m_document.hiddenCharactersRemoved += rows.hiddenCharactersRemoved;
        int last = -1;
        for (documents::Block& block : rows.blocks) {
            block.page = m_number;
            last = std::max(last, block.table);
            block.table += block.table < 0 ? 0 : m_tables;
            m_document.blocks.push_back(std::move(block));
        }
        m_tables += last + 1;
    }

    bool insideWord(std::string_view next) const
    {
        return m_spacesTell && !m_openEnd && endsInHangul(m_paragraph) && isHangul(codePointAt(next, 0).value);
    }

    void flush()
    {
        if (!m_paragraph.empty())
            m_document.blocks.push_back({ .text = std::move(m_paragraph), .page = m_number });
        m_paragraph.clear();
    }

    int m_number;
    int& m_tables;
    documents::Document& m_document;
    size_t m_longest = 0;
    size_t m_previous = 0;
    bool m_spacesTell = false;
    bool m_openEnd = false;
    std::string m_paragraph;
};

} // namespace

void appendPdfPages(const std::vector<documents::pdf::PageText>& pages, documents::Document& document)
{
    std::vector<Page> lines;
    for (const documents::pdf::PageText& page : pages) {
        document.hiddenCharactersRemoved += page.hiddenCharacters;
        lines.push_back(linesOf(page, document.hiddenCharactersRemoved));
    }
    RunningLines running(lines);
    int tables = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        running.dropRepeats(lines[i]);
        Joiner(static_cast<int>(i + 1), tables, document).page(lines[i]);
    }
}

void appendPdfPages(const std::vector<std::string>& pages, documents::Document& document)
{
    std::vector<documents::pdf::PageText> texts;
    for (const std::string& page : pages)
        texts.push_back({ page, {}, 0 });
    appendPdfPages(texts, document);
}

} // namespace sillok::app
