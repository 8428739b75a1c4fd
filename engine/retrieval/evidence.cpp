#include "engine/retrieval/evidence.h"

#include "engine/base/text.h"
#include "engine/retrieval/facts.h"
#include "engine/retrieval/match.h"
#include "engine/retrieval/sentences.h"

#include <algorithm>

namespace sillok::retrieval {

namespace {

int64_t pointOf(std::string_view text, size_t byte) { return static_cast<int64_t>(codePointCount(text.substr(0, byte))); }

/// Looks behind the number that counts the line in a list.
bool hasNumber(std::string_view sentence)
{
    size_t at = sentence.find_first_not_of("0123456789");
    if (at == std::string_view::npos || (sentence[at] != '.' && sentence[at] != ')'))
        at = 0;
    return sentence.find_first_of("0123456789", at) != std::string_view::npos;
}

/// The line that names what is asked for, not the one that repeats the subject. source: the questions on the document fixtures; makes no
/// difference on the encyclopaedia questions.
constexpr double kAskedFactor = 2;

/// A number where one is asked for counts as much as the question's rarest word. source: development questions, answers inside the
/// marked sentence.
constexpr double kNumberBonus = 1.0;

/// Words of the question that stand in the sentence, rare ones counting more.
double scoreOf(const Query& query, std::string_view sentence, const TermStatistics& statistics)
{
    const FoldedPassage folded(sentence);
    double score = 0, most = 0;
    for (const QueryWord& word : query.words) {
        const double weight = weightOf(word, statistics) * (word.asked ? kAskedFactor : 1);
        score += presence(word, folded) * weight;
        most = std::max(most, weight);
    }
    return query.asksForNumber && hasNumber(sentence) && score > 0 ? score + kNumberBonus * most : score;
}

bool isLatinOrDigit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

/// The bytes of a whole word as it is written in the text.
void addMatch(std::string_view text, const FoldedPassage& passage, std::u32string_view word, std::vector<std::string>& out)
{
    const std::u32string& characters = passage.text().characters;
    for (size_t at = passage.find(word); at != std::u32string::npos; at = passage.find(word, at + 1)) {
        const size_t start = passage.text().start[at];
        size_t last = at + word.size() - 1;
        while (last + 1 < characters.size() && isLatinOrDigit(characters[last]) && isLatinOrDigit(characters[last + 1]))
            ++last; // an English word is marked as a whole
        const size_t end = passage.text().end[last];
        const std::string match(text.substr(start, end - start));
        if (std::ranges::find(out, match) == out.end())
            out.push_back(match);
    }
}

bool hasHangul(std::string_view text)
{
    const FoldedText folded = foldedWithPlaces(text);
    return std::ranges::any_of(folded.characters, [](char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; });
}

/// Sizes and amounts in a citizen's question are the asker's own case; a year names what the documents are to be about.
bool isYear(const NumberFact& number) { return number.value.size() == 4 && number.value >= "1000" && number.value < "2200" && (number.unit.empty() || number.unit == "년"); }

/// Whether one of the passages has every year of the question; without Hangul, every number (source: figures of the English set).
bool numbersStandInOne(const Query& query, std::span<const Ranked> best, std::span<const Candidate> candidates)
{
    std::vector<NumberFact> asked = factsOf(query.question).numbers;
    if (hasHangul(query.question))
        std::erase_if(asked, [](const NumberFact& number) { return !isYear(number); });
    if (asked.empty())
        return true;
    return std::ranges::any_of(best, [&](const Ranked& one) {
        const Candidate& candidate = candidates[one.candidate];
        std::string all;
        for (const std::string_view part : { candidate.title, candidate.headingPath, candidate.context, candidate.text })
            all += std::string(part) + "\n";
        const Facts facts = factsOf(all);
        return std::ranges::all_of(asked, [&](const NumberFact& number) { return states(facts, NumberFact { number.value, {} }); });
    });
}

} // namespace

Marking mark(const Query& query, std::string_view text, const TermStatistics& statistics)
{
    const std::vector<TextSpan> spans = sentences(text);
    size_t best = 0;
    double bestScore = 0;
    for (size_t i = 0; i < spans.size(); ++i) {
        const double score = scoreOf(query, text.substr(spans[i].start, spans[i].end - spans[i].start), statistics);
        if (score > bestScore) {
            best = i;
            bestScore = score;
        }
    }
    // The line that repeats the question is not its answer; in questions and answers that stands right behind it.
    if (text[spans[best].end - 1] == '?' && best + 1 < spans.size())
        ++best;
    Marking marking;
    marking.start = pointOf(text, spans[best].start);
    marking.end = pointOf(text, spans[best].end);
    marking.quote = text.substr(spans[best].start, spans[best].end - spans[best].start);
    const FoldedPassage passage(text);
    for (const QueryWord& word : query.words)
        addMatch(text, passage, utf32(word.text), marking.matchedTerms);
    return marking;
}

Verdict judge(const Query& query, std::span<const Ranked> ranked, std::span<const Candidate> candidates)
{
    constexpr size_t kLookedAt = 5;
    const std::span<const Ranked> best = ranked.first(std::min(ranked.size(), kLookedAt));
    Verdict verdict;
    for (const Ranked& one : best) {
        verdict.coverage = std::max(verdict.coverage, one.coverage);
        verdict.mass = std::max(verdict.mass, one.mass);
    }
    const double least = hasHangul(query.question) ? kAnswerableCoverage : kAnswerableCoverageWithoutHangul;
    verdict.numbersStand = query.words.size() > kShortQuestion || numbersStandInOne(query, best, candidates);
    verdict.answerable = !query.words.empty() && verdict.numbersStand && (verdict.coverage >= least || verdict.mass >= kAnswerableMass);
    return verdict;
}

} // namespace sillok::retrieval
