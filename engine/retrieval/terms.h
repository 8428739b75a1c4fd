// terms.h - Text into searchable terms: pairs of syllables for Hangul and Han, words for everything else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::retrieval {

/// One term and the bytes of the text that it stands for.
struct Term {
    std::string text;
    size_t start = 0;
    size_t end = 0;
    bool colocated = false;   ///< at the place of the term before it

    bool operator==(const Term&) const = default;
};

/// The terms of `text`, compared without regard to case, width and composition (NFKC, case folded; decomposed Hangul is composed).
///
/// exact   a run of n Hangul or Han characters gives its n-1 overlapping pairs; a run of one gives itself. Letters and digits of
///         other scripts give words. Texts to be stored also give the last character of every run by itself, colocated, so that
///         one-syllable searches can find it; `forQuery` leaves that out.
/// needs   any bytes; malformed ones separate.
/// cost    linear.
std::vector<Term> terms(std::string_view text, bool forQuery);

/// Sees one term and its place; false: enough.
using SeeTerm = bool (*)(void* context, std::string_view term, size_t start, size_t end, bool colocated);

/// The same terms one by one, most of them straight out of the text: an index sees a hundred million of them.
void visitTerms(std::string_view text, bool forQuery, void* context, SeeTerm see);

/// Compatible with storage::TermPlace and storage::SplitTerms: hands the terms over one by one.
template <typename Place>
void splitTerms(std::string_view text, bool forQuery, void* context, int (*take)(void*, std::string_view, Place))
{
    struct Relay {
        void* context;
        int (*take)(void*, std::string_view, Place);
    } relay { context, take };
    visitTerms(text, forQuery, &relay, [](void* to, std::string_view term, size_t start, size_t end, bool colocated) {
        const auto* const known = static_cast<const Relay*>(to);
        return known->take(known->context, term, Place { start, end, colocated }) == 0;
    });
}

/// NFKC and case folded. Malformed bytes become U+FFFD.
std::string folded(std::string_view text);

/// A text folded character by character, with the way back.
struct FoldedText {
    std::u32string characters;
    std::vector<size_t> start;   ///< byte in the original where each character's source begins
    std::vector<size_t> end;     ///< and ends
};
FoldedText foldedWithPlaces(std::string_view text);

/// True for characters that are indexed in pairs.
bool isPaired(char32_t character);

} // namespace sillok::retrieval
