// claims.h - A written answer, sentence by sentence: what each one claims, and whether its sources say so.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sillok::retrieval {

/// What an answer may cite: the words of a passage with the names of its document and headings.
struct Source {
    int number = 0;
    std::string_view text;
};

enum class Proof : uint8_t {
    Nothing,        ///< claims nothing: a heading, an introduction, the statement that the documents do not say
    Proven,         ///< its numbers, dates, quoted words and names stand in what it cites, and most of its words too
    NoSource,       ///< cites nothing, or a number that does not exist
    NotInSource     ///< something in it does not stand in what it cites
};

struct Claim {
    size_t start = 0;           ///< bytes of the answer; the citation marks behind it not included
    size_t end = 0;
    std::vector<int> cited;     ///< numbers behind it; of the end of its paragraph when it has none itself
    Proof proof = Proof::Nothing;
};

/// Least share of a sentence's meaning that must stand in its sources. source: half; a paraphrase keeps its nouns
inline constexpr double kLeastShared = 0.5;

/// The sentences of `answer` in order. A citation is [n], or several of them behind each other.
/// needs  UTF-8. cost linear in the answer times the sources it cites.
std::vector<Claim> checkClaims(std::string_view answer, std::span<const Source> sources);

/// True when the answer says that the documents do not say, and claims nothing besides. needs  the claims of that answer.
bool isRefusal(std::string_view answer, std::span<const Claim> claims);

} // namespace sillok::retrieval
