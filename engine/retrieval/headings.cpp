#include "engine/retrieval/headings.h"

#include "engine/base/text.h"

#include <array>

namespace sillok::retrieval {

namespace {

using Kind = LineMark::Kind;

constexpr size_t kMostTitleLength = 60;     ///< longer lines are sentences
constexpr size_t kMostPointLength = 40;

/// Walks a line of code points.
class Cursor {
public:
    explicit Cursor(std::string_view line) : m_line(line) {}

    bool atEnd() const { return m_at >= m_line.size(); }
    size_t at() const { return m_at; }
    char32_t peek() const { return atEnd() ? 0 : codePointAt(m_line, m_at).value; }
    void advance() { m_at += codePointAt(m_line, m_at).length; }
    bool take(std::string_view text)
    {
        if (m_line.substr(m_at, text.size()) != text)
            return false;
        m_at += text.size();
        return true;
    }
    bool takeAny(std::u32string_view set)
    {
        if (atEnd() || set.find(peek()) == std::u32string_view::npos)
            return false;
        advance();
        return true;
    }
    void skipSpaces()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == 0xA0 || peek() == 0x3000))
            advance();
    }
    /// True when at least one digit was there.
    bool takeNumber()
    {
        const size_t before = m_at;
        while (!atEnd() && peek() >= '0' && peek() <= '9')
            advance();
        return m_at != before;
    }

private:
    std::string_view m_line;
    size_t m_at = 0;
};

std::string_view trimmed(std::string_view line)
{
    const size_t first = line.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return line.substr(first, line.find_last_not_of(" \t\r\n") - first + 1);
}

bool looksLikeSentence(std::string_view line) { return line.ends_with("다.") || line.ends_with("다") || line.ends_with("요."); }

/// The end of "(...)" that begins at `at`; `at` itself when it does not close.
size_t closingParenthesis(std::string_view line, size_t at)
{
    const size_t close = line.find(')', at);
    return close == std::string_view::npos ? at : close + 1;
}

/// 제12조, 제12조의2, 제3장 배차와 운행
LineMark numberedSection(std::string_view line)
{
    Cursor cursor(line);
    if (!cursor.take("제"))
        return {};
    cursor.skipSpaces();
    if (!cursor.takeNumber())
        return {};
    cursor.skipSpaces();
    int rank = 0;
    if (cursor.take("편"))
        rank = 15;
    else if (cursor.take("장"))
        rank = 20;
    else if (cursor.take("절"))
        rank = 30;
    else if (cursor.take("관"))
        rank = 40;
    else if (cursor.take("조"))
        rank = 50;
    else
        return {};
    if (cursor.take("의") && !cursor.takeNumber())
        return {}; // "제12조의 규정에 따라": a sentence
    if (cursor.peek() == '(' || cursor.peek() == '[')
        return { Kind::Section, rank, std::string(line.substr(0, closingParenthesis(line, cursor.at()))) };
    const bool free = cursor.atEnd() || cursor.peek() == ' ';
    if (!free || codePointCount(line) > kMostTitleLength || looksLikeSentence(line))
        return {};
    return { Kind::Section, rank, std::string(line) };
}

/// 부칙, [별표 1], 별지 제2호서식, 붙임 1.
LineMark annex(std::string_view line)
{
    Cursor cursor(line);
    cursor.takeAny(U"[<〔【");
    bool found = false;
    for (const std::string_view word : { "부칙", "부 칙", "별표", "별지", "별첨", "붙임", "부록" })
        found = found || cursor.take(word);
    if (!found || codePointCount(line) > kMostTitleLength || looksLikeSentence(line))
        return {};
    const char32_t next = cursor.peek();
    const bool ends = cursor.atEnd() || next == ' ' || next == ']' || next == '>' || next == '(' || next == ':' || next == '<'
        || (next >= '0' && next <= '9') || next == 0x3015 || next == 0x3011;
    if (!ends)
        return {};
    return { Kind::Section, 20, std::string(line) };
}

constexpr std::u32string_view kRoman = U"ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ";
constexpr std::u32string_view kOrder = U"가나다라마바사아자차카타파하";
constexpr std::u32string_view kCircled = U"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
constexpr std::u32string_view kBoxes = U"□■◆◇▣❏";
constexpr std::u32string_view kBullets = U"○●◦ㅇ-–—•·※*☞▶▷▪◎→";

LineMark point(std::string_view line, int rank)
{
    if (codePointCount(line) > kMostPointLength || looksLikeSentence(line) || line.ends_with('.'))
        return { Kind::Item, 0, {} };
    return { Kind::Point, rank, std::string(line) };
}

/// Ⅰ. 1. 가. and the signs of reports
LineMark pointOrItem(std::string_view line)
{
    Cursor cursor(line);
    if (cursor.takeAny(kRoman))
        return point(line, 25);
    if (cursor.takeAny(kBoxes))
        return point(line, 75);
    if (cursor.takeAny(kCircled) || cursor.takeAny(kBullets))
        return { Kind::Item, 0, {} };
    const bool parenthesis = cursor.take("(");
    const bool number = cursor.takeNumber();
    const bool letter = !number && cursor.takeAny(kOrder);
    if (!number && !letter)
        return {};
    if (cursor.peek() == ')')
        return { Kind::Item, 0, {} };
    if (parenthesis || !cursor.take("."))
        return {};
    if (cursor.peek() >= '0' && cursor.peek() <= '9')
        return {}; // 1.5 and dates
    return point(line, number ? 60 : 65);
}

LineMark questionOrAnswer(std::string_view line)
{
    const auto begins = [&](std::initializer_list<std::string_view> words) {
        for (const std::string_view word : words) {
            Cursor cursor(line);
            if (!cursor.take(word))
                continue;
            cursor.takeNumber();
            if (cursor.takeAny(U".:)]>") || (word.starts_with("[") && cursor.take("]")))
                return true;
        }
        return false;
    };
    if (begins({ "Q", "q", "문", "질문", "[질문", "[Q" }))
        return { Kind::Question, 0, {} };
    if (begins({ "A", "a", "답", "답변", "[답변", "[A" }))
        return { Kind::Answer, 0, {} };
    return {};
}

} // namespace

LineMark markOf(std::string_view line)
{
    const std::string_view text = trimmed(line.substr(0, line.find('\n')));
    for (const auto test : { numberedSection, annex, questionOrAnswer, pointOrItem }) {
        if (LineMark mark = test(text); mark.kind != Kind::None)
            return mark;
    }
    return {};
}

} // namespace sillok::retrieval
