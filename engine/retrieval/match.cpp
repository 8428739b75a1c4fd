#include "engine/retrieval/match.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::retrieval {

std::u32string utf32(std::string_view text)
{
    std::u32string out;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        out.push_back(point.value);
        at += point.length;
    }
    return out;
}

size_t FoldedPassage::find(std::u32string_view word, size_t from) const
{
    const std::u32string& text = m_folded.characters;
    if (word.empty())
        return std::u32string::npos;
    const bool latin = word[0] < 0x1100;
    for (size_t at = text.find(word, from); at != std::u32string::npos; at = text.find(word, at + 1)) {
        // A Latin word or number begins where one begins: 5 is not in 15.
        const bool inside = latin && at > 0 && text[at - 1] < 0x1100 && (text[at - 1] == '_' || isPaired(text[at - 1])
            || (text[at - 1] >= '0' && text[at - 1] <= '9') || (text[at - 1] >= 'a' && text[at - 1] <= 'z'));
        if (!inside)
            return at;
    }
    return std::u32string::npos;
}

double weightOf(const QueryWord& word, const TermStatistics& statistics)
{
    double most = 0;
    for (const std::string& term : tellingTerms(word.terms))
        most = std::max(most, statistics.idf(term));
    return most * word.weight;
}

double presence(const QueryWord& word, const FoldedPassage& passage)
{
    if (passage.has(utf32(word.text)))
        return 1;
    if (word.terms.size() < 2)
        return 0;
    int there = 0;
    for (const std::string& term : word.terms)
        there += passage.has(utf32(term)) ? 1 : 0;
    return static_cast<double>(there) / static_cast<double>(word.terms.size());
}

} // namespace sillok::retrieval
