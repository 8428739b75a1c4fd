// citation.h - Proof that quoted words stand in the document.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sillok::retrieval {

/// Code points in the document's text.
struct QuotePlace {
    int64_t start = 0;
    int64_t end = 0;
};

/// Where `quote` stands in `text` when white space, width, case and composition are not looked at; nothing when it does not.
/// The first place at or after `from` wins, else the first of all. An empty quote stands nowhere.
/// cost linear in the text.
std::optional<QuotePlace> findQuote(std::string_view text, std::string_view quote, int64_t from = 0);

} // namespace sillok::retrieval
