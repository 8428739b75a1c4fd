// summary.h - The sentences that say what a document says, in its own words.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::digest {

/// One piece of a document, in order.
struct Section {
    std::string_view headingPath;
    std::string_view text;
};

/// A sentence of section `section`, verbatim: code points [start, end) of the section's text.
struct Point {
    size_t section = 0;
    int64_t start = 0;
    int64_t end = 0;
    std::string quote;
};

struct Summary {
    std::vector<Point> points;    ///< in the order of the document
    size_t visited = 0;           ///< sections read; all of them unless stopped
};

/// At most `most` sentences: those whose words the whole document keeps coming back to, each saying something new, spread over its chapters.
/// `visited` is told after each section. exact: needs no model; the same every time.
/// cost  linear in the text, times `most`.
Summary summarize(std::span<const Section> sections, size_t most, const std::function<void(size_t)>& visited, const std::stop_token& stop);

} // namespace sillok::digest
