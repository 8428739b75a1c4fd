#include "engine/retrieval/claims.h"

#include "engine/base/text.h"
#include "engine/retrieval/citation.h"
#include "engine/retrieval/facts.h"
#include "engine/retrieval/match.h"
#include "engine/retrieval/query.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>

namespace sillok::retrieval {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isSpace(char c) { return c == ' ' || c == '\t'; }

/// [12] at `at`: its number, and where it ends. 0: none.
int markAt(std::string_view text, size_t at, size_t& end)
{
    if (at >= text.size() || text[at] != '[')
        return 0;
    int number = 0;
    size_t next = at + 1;
    for (; next < text.size() && isDigit(text[next]) && next < at + 4; ++next)
        number = number * 10 + (text[next] - '0');
    if (next == at + 1 || next >= text.size() || text[next] != ']')
        return 0;
    end = next + 1;
    return number;
}

/// Marks from `at` on, spaces between them; gives where they end.
size_t takeMarks(std::string_view text, size_t at, std::vector<int>& cited)
{
    size_t end = at;
    for (size_t next = at;;) {
        while (next < text.size() && isSpace(text[next]))
            ++next;
        const int number = markAt(text, next, end);
        if (number == 0)
            return end;
        cited.push_back(number);
        next = end;
    }
}

bool endsSentence(std::string_view text, size_t at)
{
    constexpr std::string_view kIdeographicStop = "。";
    if (text.substr(at).starts_with(kIdeographicStop))
        return true;
    if (text[at] != '.' && text[at] != '?' && text[at] != '!')
        return false;
    // 2026. 3. 1. and "1. 신청서" go on
    if (text[at] == '.' && at > 0 && isDigit(text[at - 1]))
        return at + 1 >= text.size();
    return at + 1 >= text.size() || isSpace(text[at + 1]) || text[at + 1] == '[' || text[at + 1] == '"' || text.substr(at + 1).starts_with("”");
}

/// Behind what begins a line: list signs, numbers of a list, quotation signs, heading signs.
size_t afterLineSign(std::string_view line)
{
    size_t at = line.find_first_not_of(" \t#>*-|");
    if (at == std::string_view::npos)
        return line.size();
    if (line.substr(at).starts_with("•") || line.substr(at).starts_with("○") || line.substr(at).starts_with("□") || line.substr(at).starts_with("※"))
        at += std::string_view("○").size();
    size_t number = at;
    while (number < line.size() && isDigit(line[number]))
        ++number;
    if (number > at && number + 1 < line.size() && (line[number] == '.' || line[number] == ')') && isSpace(line[number + 1]))
        at = number + 1;
    while (at < line.size() && isSpace(line[at]))
        ++at;
    return at;
}

bool isHeading(std::string_view line) { return line.substr(std::min(line.find_first_not_of(' '), line.size())).starts_with('#'); }

class Splitter {
public:
    explicit Splitter(std::string_view answer) : m_answer(answer) {}

    std::vector<Claim> all()
    {
        bool code = false;
        for (size_t at = 0; at < m_answer.size();) {
            const size_t end = std::min(m_answer.find('\n', at), m_answer.size());
            const std::string_view text = m_answer.substr(at, end - at);
            if (text.starts_with("```"))
                code = !code;
            else if (!code)
                line(at, end);
            at = end + 1;
        }
        return std::move(m_claims);
    }

private:
    void line(size_t begin, size_t end)
    {
        const std::string_view text = m_answer.substr(begin, end - begin);
        m_lineFirst = m_claims.size();
        m_leading.clear();
        size_t start = afterLineSign(text);
        for (size_t at = start; at < text.size();) {
            size_t markEnd = at;
            std::vector<int> cited;
            const bool mark = markAt(text, at, markEnd) != 0;
            const size_t stop = mark ? at : at + codePointAt(text, at).length;
            if (!mark && !endsSentence(text, at)) {
                at = stop;
                continue;
            }
            const size_t next = takeMarks(text, stop, cited);
            // "[1] 법은 [2] 영은": a mark inside a sentence ends the part that it stands behind
            add(begin + start, begin + stop, std::move(cited));
            at = start = next;
        }
        add(begin + start, begin + text.size(), {});
        inherit();
    }

    void add(size_t start, size_t end, std::vector<int> cited)
    {
        constexpr std::string_view kEdges = " \t|*.";
        while (start < end && kEdges.find(m_answer[start]) != std::string_view::npos)
            ++start;
        while (end > start && (m_answer[end - 1] == ' ' || m_answer[end - 1] == '|'))
            --end;
        if (start >= end) {
            // "... 한다. [1]. [2]" leaves a mark alone; "[1] ..." leads its line
            std::vector<int>& to = m_claims.size() > m_lineFirst ? m_claims.back().cited : m_leading;
            to.insert(to.end(), cited.begin(), cited.end());
            return;
        }
        m_claims.push_back({ start, end, cited.empty() ? m_leading : std::move(cited), Proof::Nothing });
    }

    /// Sentences of one paragraph lean on the next citation in it.
    void inherit()
    {
        for (size_t i = m_claims.size(); i-- > m_lineFirst;) {
            if (m_claims[i].cited.empty() && i + 1 < m_claims.size())
                m_claims[i].cited = m_claims[i + 1].cited;
        }
    }

    std::string_view m_answer;
    std::vector<Claim> m_claims;
    size_t m_lineFirst = 0;
    std::vector<int> m_leading;
};

/// "구절에서 찾을 수 없습니다" is about the documents and needs no source.
bool saysThatNothingIsSaid(std::string_view sentence)
{
    for (const std::string_view words : { "찾을 수 없", "찾지 못", "나와 있지 않", "나오지 않", "적혀 있지 않", "언급되어 있지 않", "언급이 없",
             "명시되어 있지 않", "확인할 수 없", "답이 없", "정보가 없", "내용이 없", "not found", "do not say", "does not say", "do not mention",
             "does not mention", "no information", "do not contain", "does not contain" }) {
        if (sentence.find(words) != std::string_view::npos)
            return true;
    }
    return false;
}

/// The sources that one sentence cites, read once.
struct Cited {
    std::string text;
    Facts facts;
    std::unique_ptr<FoldedPassage> passage;
};

/// Words that carry meaning and their share that stands in the source.
struct Words {
    double total = 0;
    double shared = 0;
    int content = 0;
};

Words wordsOf(std::string_view sentence, const FoldedPassage* passage)
{
    Words words;
    for (const QueryWord& word : parseQuery(sentence).words) {
        words.total += word.weight;
        words.content += word.weight >= 1 ? 1 : 0;
        if (passage)
            words.shared += word.weight * presence(word, *passage);
    }
    return words;
}

/// Without the signs of Markdown, which are no words.
std::string plain(std::string_view sentence)
{
    std::string out;
    for (const char c : sentence)
        out += c == '*' || c == '`' || c == '|' ? ' ' : c;
    return out;
}

bool factsHold(const Facts& claimed, const Cited& cited)
{
    const auto stands = [&](const std::string& words) { return findQuote(cited.text, words).has_value(); };
    return std::ranges::all_of(claimed.numbers, [&](const NumberFact& number) { return states(cited.facts, number); })
        && std::ranges::all_of(claimed.dates, [&](const DateFact& date) { return states(cited.facts, date); })
        && std::ranges::all_of(claimed.quotes, stands) && std::ranges::all_of(claimed.names, stands);
}

class Checker {
public:
    Checker(std::string_view answer, std::span<const Source> sources) : m_answer(answer), m_sources(sources) {}

    Proof proofOf(const Claim& claim)
    {
        const std::string sentence = plain(m_answer.substr(claim.start, claim.end - claim.start));
        const Facts claimed = factsOf(sentence);
        if (claim.cited.empty())
            return claimsNothing(claim, sentence, claimed) ? Proof::Nothing : Proof::NoSource;
        const Cited* cited = citedBy(claim.cited);
        if (!cited)
            return Proof::NoSource;
        const Words words = wordsOf(sentence, cited->passage.get());
        const bool shared = words.total == 0 || words.shared / words.total >= kLeastShared;
        return shared && factsHold(claimed, *cited) ? Proof::Proven : Proof::NotInSource;
    }

private:
    bool claimsNothing(const Claim& claim, std::string_view sentence, const Facts& claimed) const
    {
        if (saysThatNothingIsSaid(sentence))
            return true;
        if (!claimed.empty())
            return false;
        const size_t lineBegin = m_answer.rfind('\n', claim.start) + 1;
        const bool introduces = sentence.find_last_not_of(' ') != std::string_view::npos && sentence[sentence.find_last_not_of(' ')] == ':';
        return introduces || isHeading(m_answer.substr(lineBegin)) || wordsOf(sentence, nullptr).content < 2;
    }

    /// null: one of the numbers does not exist.
    const Cited* citedBy(std::vector<int> numbers)
    {
        std::ranges::sort(numbers);
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        if (const auto known = m_cited.find(numbers); known != m_cited.end())
            return &known->second;
        Cited cited;
        for (const int number : numbers) {
            const auto source = std::ranges::find(m_sources, number, &Source::number);
            if (source == m_sources.end())
                return nullptr;
            cited.text += std::string(source->text) + "\n";
        }
        cited.facts = factsOf(cited.text);
        cited.passage = std::make_unique<FoldedPassage>(cited.text);
        return &m_cited.emplace(std::move(numbers), std::move(cited)).first->second;
    }

    std::string_view m_answer;
    std::span<const Source> m_sources;
    std::map<std::vector<int>, Cited> m_cited;
};

} // namespace

bool isRefusal(std::string_view answer, std::span<const Claim> claims)
{
    return saysThatNothingIsSaid(answer) && std::ranges::all_of(claims, [](const Claim& claim) { return claim.proof == Proof::Nothing; });
}

std::vector<Claim> checkClaims(std::string_view answer, std::span<const Source> sources)
{
    std::vector<Claim> claims = Splitter(answer).all();
    Checker checker(answer, sources);
    for (Claim& claim : claims)
        claim.proof = checker.proofOf(claim);
    return claims;
}

} // namespace sillok::retrieval
