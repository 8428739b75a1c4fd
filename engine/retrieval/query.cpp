#include "engine/retrieval/query.h"

#include "engine/base/text.h"
#include "engine/retrieval/particles.h"
#include "engine/retrieval/references.h"
#include "engine/retrieval/terms.h"

#include <algorithm>
#include <unordered_set>

namespace sillok::retrieval {

namespace {

/// Runs of letters and digits of a folded text.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    size_t end = 0;
    const std::vector<Term> all = terms(text, true);
    for (const Term& term : all) {
        // Terms of one run touch or overlap in the text; a gap is the end of a word.
        if (!word.empty() && term.start > end) {
            words.push_back(word);
            word.clear();
        }
        const size_t from = word.empty() ? term.start : end;
        word += text.substr(from, term.end - from);
        end = term.end;
    }
    if (!word.empty())
        words.push_back(word);
    return words;
}

bool isOneSyllable(std::string_view term)
{
    const CodePoint first = codePointAt(term, 0);
    return first.length == term.size() && isPaired(first.value);
}

std::vector<std::string> termTexts(std::string_view word)
{
    std::vector<std::string> out;
    for (Term& term : terms(word, true))
        out.push_back(std::move(term.text));
    return out;
}

void addTerms(std::string_view word, std::vector<std::string>& out, std::unordered_set<std::string>& seen)
{
    for (std::string& term : tellingTerms(termTexts(word))) {
        if (seen.insert(term).second)
            out.push_back(std::move(term));
    }
}

} // namespace

std::string strippedWord(std::string_view word) { return std::string(withoutEnding(word)); }

std::vector<std::string> tellingTerms(std::vector<std::string> terms)
{
    if (!std::ranges::all_of(terms, isOneSyllable))
        std::erase_if(terms, isOneSyllable);
    return terms;
}

Query parseQuery(std::string_view question)
{
    Query query;
    query.question = question;
    const std::string text = folded(question);
    query.references = findReferences(text);
    std::unordered_set<std::string> words, seen;
    for (const std::string& word : wordsOf(text)) {
        query.asksForNumber = query.asksForNumber || asksForNumber(word);
        if (isEmptyWord(word))
            continue;
        const std::string stem = strippedWord(word);
        if (isEmptyWord(stem))
            continue;
        addTerms(word, query.terms, seen);
        if (words.insert(stem).second) {
            // The index knows English words in full only; Korean pairs are the same with and without an ending.
            const bool english = stem.size() < word.size() && static_cast<unsigned char>(word[stem.size()]) < 0x80;
            query.words.push_back({ stem, termTexts(english ? word : stem), wordWeight(stem), asksForNumber(word) });
        }
    }
    return query;
}

} // namespace sillok::retrieval
