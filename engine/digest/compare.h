// compare.h - Two versions of a text: which paragraphs stayed, changed, came, went or moved, and which words changed in them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sillok::digest {

/// Words of a changed paragraph, one behind the other.
struct WordRun {
    enum class Kind : uint8_t { Kept, Gone, New } kind = Kind::Kept;
    std::string text;
};

enum class Change : uint8_t { Same, Changed, Added, Removed, Moved };

struct Difference {
    Change change = Change::Same;
    std::optional<size_t> before;    ///< number of the paragraph; none when it was added
    std::optional<size_t> after;
    std::vector<WordRun> words;      ///< of a changed one
};

/// Paragraphs are compared without regard to width, composition and white space. An article keeps its number or most of its words to count as the
/// same one changed; everything else went and came. In the order of the later text, what went where it stood.
/// cost  sorting, and the product of lengths only inside short stretches that differ. Stopped: what is known so far.
std::vector<Difference> compare(std::span<const std::string> before, std::span<const std::string> after, const std::stop_token& stop);

/// How alike two paragraphs are: 0 nothing in common, 1 the same. Share of common pairs of characters.
double likeness(const std::string& a, const std::string& b);

} // namespace sillok::digest
