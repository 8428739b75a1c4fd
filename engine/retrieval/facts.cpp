#include "engine/retrieval/facts.h"

#include "engine/base/text.h"
#include "engine/retrieval/number_words.h"
#include "engine/retrieval/particles.h"
#include "engine/retrieval/terms.h"

#include <algorithm>
#include <cstdlib>

namespace sillok::retrieval {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLatin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

size_t skipSpaces(std::string_view text, size_t at)
{
    while (at < text.size() && text[at] == ' ')
        ++at;
    return at;
}

/// One or two digits, or four for a year, and no more of them; moves `at` behind. 0: not here.
int smallNumber(std::string_view text, size_t& at, size_t fewest, size_t most)
{
    size_t end = at;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    if (end - at < fewest || end - at > most)
        return 0;
    const int value = std::atoi(std::string(text.substr(at, end - at)).c_str());
    at = end;
    return value;
}

bool take(std::string_view text, size_t& at, std::string_view what)
{
    const size_t from = skipSpaces(text, at);
    if (!text.substr(from).starts_with(what))
        return false;
    at = skipSpaces(text, from + what.size());
    return true;
}

/// 2026년 3월 1일, 2026. 3. 1., 2026-03-01, 2026/3/1, 2026년 3월, 3월 1일 at `at`: moves `at` behind it.
DateFact dateAt(std::string_view text, size_t& at)
{
    size_t next = at;
    DateFact date;
    std::string_view ofYear, ofMonth = "월";
    if (const int year = smallNumber(text, next, 4, 4); year >= 1800 && year <= 2200) {
        for (const std::string_view sign : { "년", ".", "-", "/" }) {
            if (ofYear.empty() && take(text, next, sign))
                ofYear = sign;
        }
        if (ofYear.empty())
            return {};
        date.year = year;
        ofMonth = ofYear == "년" ? "월" : ofYear;
    }
    date.month = smallNumber(text, next, 1, 2);
    if (date.month < 1 || date.month > 12)
        return {};
    const size_t afterMonth = next;
    if (!take(text, next, ofMonth))
        return {};
    size_t last = ofMonth == "월" ? next : afterMonth;
    size_t day = next;
    date.day = smallNumber(text, day, 1, 2);
    const bool closed = ofMonth != "월" || take(text, day, "일");
    if (date.day < 1 || date.day > 31 || !closed)
        date.day = 0;
    else
        last = day;
    const bool whole = date.year != 0 ? date.day != 0 || ofMonth == "월" : date.day != 0;
    if (!whole)
        return {};
    at = last;
    return date;
}

void addDate(const DateFact& date, Facts& facts)
{
    facts.dates.push_back(date);
    if (date.year)
        facts.numbers.push_back({ std::to_string(date.year), "년" });
    facts.numbers.push_back({ std::to_string(date.month), "월" });
    if (date.day)
        facts.numbers.push_back({ std::to_string(date.day), "일" });
}

/// 100분의 50 says 50 %.
void addShare(std::string_view text, const ReadNumber& number, Facts& facts)
{
    size_t at = number.end;
    if (number.value != "100" || !take(text, at, "분의") || at >= text.size() || !isDigit(text[at]))
        return;
    facts.numbers.push_back({ readDigits(text, at).value, "%" });
}

bool beginsWord(std::string_view text, size_t at) { return at == 0 || static_cast<unsigned char>(text[at - 1]) < 0x80; }

void findNumbers(std::string_view text, Facts& facts)
{
    for (size_t at = 0; at < text.size();) {
        const bool inWord = at > 0 && (isLatin(text[at - 1]) || text[at - 1] == '_');
        if (!isDigit(text[at]) || inWord) {
            const size_t length = codePointAt(text, at).length;
            if (length > 1 && beginsWord(text, at)) {
                if (const ReadNumber word = readWord(text, at); !word.value.empty()) {
                    facts.numbers.push_back({ word.value, word.unit });
                    at = word.end;
                    continue;
                }
            }
            if (isDigit(text[at])) { // the rest of A4 or h264 is no number
                while (at < text.size() && isDigit(text[at]))
                    ++at;
                continue;
            }
            at += length;
            continue;
        }
        size_t end = at;
        if (const DateFact date = dateAt(text, end); date.month) {
            addDate(date, facts);
            at = end;
            continue;
        }
        const ReadNumber number = readDigits(text, at);
        facts.numbers.push_back({ number.value, number.unit });
        addShare(text, number, facts);
        at = std::max(number.end, at + 1);
    }
}

struct QuoteSigns {
    std::string_view open;
    std::string_view close;
};

/// Words in quotation marks or title brackets. A sign that is never closed quotes nothing.
void findQuotes(std::string_view text, Facts& facts)
{
    constexpr QuoteSigns kSigns[]
        = { { "“", "”" }, { "‘", "’" }, { "「", "」" }, { "『", "』" }, { "《", "》" }, { "〈", "〉" }, { "\"", "\"" } };
    for (size_t at = 0; at < text.size();) {
        size_t next = at + codePointAt(text, at).length;
        for (const QuoteSigns& signs : kSigns) {
            if (!text.substr(at).starts_with(signs.open))
                continue;
            const size_t begin = at + signs.open.size();
            const size_t end = text.find(signs.close, begin);
            if (end == std::string_view::npos)
                break;
            if (codePointCount(text.substr(begin, end - begin)) >= 2)
                facts.quotes.emplace_back(text.substr(begin, end - begin));
            next = end + signs.close.size();
            break;
        }
        at = next;
    }
}

bool isWordByte(char c) { return static_cast<unsigned char>(c) >= 0x80 || isDigit(c) || isLatin(c) || c == '-' || c == '_'; }

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    for (size_t at = 0; at < text.size();) {
        size_t end = at;
        while (end < text.size() && isWordByte(text[end]))
            ++end;
        if (end > at)
            words.push_back(text.substr(at, end - at));
        at = std::max(end, at + 1);
    }
    return words;
}

/// source: what Korean institutions, rules and offices are called
bool namesSomething(std::string_view word)
{
    constexpr size_t kShortest = 3;
    if (codePointCount(word) < kShortest)
        return false;
    for (const std::string_view end : { "위원회", "공사", "공단", "센터", "시청", "구청", "군청", "도청", "본부", "재단", "협회", "연구원", "진흥원",
             "시행령", "시행규칙", "법", "규정", "조례", "지침", "훈령", "예규", "고시", "대학교" }) {
        if (word.ends_with(end) && word.size() > end.size())
            return true;
    }
    return false;
}

bool isTitle(std::string_view word)
{
    for (const std::string_view title : { "과장", "국장", "팀장", "실장", "부장", "주무관", "사무관", "서기관", "장관", "차관", "시장", "군수", "구청장",
             "위원장", "원장", "대표", "박사", "교수", "의원", "씨", "님" }) {
        if (word == title)
            return true;
    }
    return false;
}

bool isHangul(std::string_view word) { return !word.empty() && isPaired(codePointAt(word, 0).value); }

void findNames(std::string_view text, Facts& facts)
{
    const std::vector<std::string_view> words = wordsOf(text);
    const bool korean = std::ranges::any_of(words, isHangul);
    for (size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (isHangul(word)) {
            const std::string_view stem = withoutEnding(word);
            if (namesSomething(word) || namesSomething(stem))
                facts.names.emplace_back(namesSomething(stem) ? stem : word);
            else if (i + 1 < words.size() && codePointCount(word) >= 2 && codePointCount(word) <= 4 && stem == word && isTitle(withoutEnding(words[i + 1])))
                facts.names.emplace_back(word);
            continue;
        }
        size_t end = 0;
        while (end < word.size() && static_cast<unsigned char>(word[end]) < 0x80)
            ++end; // HWPX는: the particle is no part of it
        const std::string_view latin = word.substr(0, end);
        const bool letters = std::ranges::any_of(latin, isLatin);
        const bool capital = !latin.empty() && latin[0] >= 'A' && latin[0] <= 'Z';
        if (letters && latin.size() >= 2 && (korean || (capital && i > 0)))
            facts.names.emplace_back(latin);
    }
}

} // namespace

Facts factsOf(std::string_view text)
{
    Facts facts;
    findNumbers(folded(text), facts);
    findQuotes(text, facts);
    findNames(text, facts);
    return facts;
}

bool states(const Facts& source, const NumberFact& number)
{
    return std::ranges::any_of(source.numbers, [&](const NumberFact& other) {
        return other.value == number.value && (other.unit.empty() || number.unit.empty() || other.unit == number.unit);
    });
}

bool states(const Facts& source, const DateFact& date)
{
    return std::ranges::any_of(source.dates, [&](const DateFact& other) {
        const bool sameYear = date.year == 0 || other.year == date.year || (other.year == 0 && states(source, NumberFact { std::to_string(date.year), "년" }));
        return sameYear && other.month == date.month && (date.day == 0 || other.day == date.day);
    });
}

} // namespace sillok::retrieval
