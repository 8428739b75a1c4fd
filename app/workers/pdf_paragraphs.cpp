#include "app/workers/pdf_paragraphs.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/text/reader.h"

#include <algorithm>
#include <vector>

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

/// A page's lines without the number at its head or foot.
std::vector<std::string> linesOf(std::string_view text, int& hiddenRemoved)
{
    std::vector<std::string> lines;
    documents::text::forEachLine(text, [&](std::string_view line) {
        std::string clean = documents::cleanText(line, hiddenRemoved);
        if (!clean.empty())
            lines.push_back(std::move(clean));
    });
    if (!lines.empty() && isPageNumber(lines.back()))
        lines.pop_back();
    if (!lines.empty() && isPageNumber(lines.front()))
        lines.erase(lines.begin());
    return lines;
}

} // namespace

void appendPdfPage(std::string_view text, int page, documents::Document& document)
{
    size_t longest = 0;
    std::vector<std::string> items;
    for (const std::string& line : linesOf(text, document.hiddenCharactersRemoved)) {
        for (const std::string_view item : itemsOf(line)) {
            longest = std::max(longest, codePointCount(item));
            items.emplace_back(item);
        }
    }
    std::string paragraph;
    const auto flush = [&] {
        if (!paragraph.empty())
            document.blocks.push_back({ .text = std::move(paragraph), .page = page });
        paragraph.clear();
    };
    size_t previous = 0;
    for (const std::string& item : items) {
        // A line much shorter than the page's longest was not broken by the margin.
        const bool shortBefore = previous * 4 < longest * 3;
        if (shortBefore || endsSentence(paragraph) || startsItem(item))
            flush();
        previous = codePointCount(item);
        paragraph += (paragraph.empty() ? "" : " ") + item;
    }
    flush();
}

} // namespace sillok::app
