// sentences.h - Where the sentences and lines of a document's text begin and end.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace sillok::retrieval {

/// Bytes of a text.
struct TextSpan {
    size_t start = 0;
    size_t end = 0;
};

/// Sentences and lines, without the spaces around them. The number that counts a line in a list ends no sentence.
/// needs text not empty; gives at least one span. cost linear
std::vector<TextSpan> sentences(std::string_view text);

} // namespace sillok::retrieval
