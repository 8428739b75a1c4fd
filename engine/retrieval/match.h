// match.h - Where the words of a question stand in a text.
#pragma once

#include "engine/retrieval/ranking.h"
#include "engine/retrieval/terms.h"

namespace sillok::retrieval {

/// A text prepared for many questions about its words.
class FoldedPassage {
public:
    explicit FoldedPassage(std::string_view text) : m_folded(foldedWithPlaces(text)) {}

    const FoldedText& text() const { return m_folded; }
    /// First place of `word` at or after `from`, spaces inside the text not counting; npos when it is not there.
    size_t find(std::u32string_view word, size_t from = 0) const;
    bool has(std::u32string_view word) const { return find(word) != std::u32string::npos; }

private:
    FoldedText m_folded;
};

std::u32string utf32(std::string_view text);

/// How much a word of the question says: the rarity of its rarest part.
double weightOf(const QueryWord& word, const TermStatistics& statistics);

/// 0 to 1: the whole word is there, or a share of its pairs.
double presence(const QueryWord& word, const FoldedPassage& passage);

} // namespace sillok::retrieval
