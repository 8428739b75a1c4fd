#include "engine/retrieval/citation.h"

#include "engine/base/text.h"
#include "engine/retrieval/terms.h"

#include <string>
#include <vector>

namespace sillok::retrieval {

namespace {

bool isBlank(char32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000 || c == 0x2028 || c == 0x2029; }

/// Folded characters without white space, with the bytes that they came from.
struct Bare {
    std::u32string characters;
    std::vector<size_t> start;
    std::vector<size_t> end;
};

Bare bare(std::string_view text)
{
    const FoldedText folded = foldedWithPlaces(text);
    Bare out;
    for (size_t i = 0; i < folded.characters.size(); ++i) {
        if (isBlank(folded.characters[i]))
            continue;
        out.characters.push_back(folded.characters[i]);
        out.start.push_back(folded.start[i]);
        out.end.push_back(folded.end[i]);
    }
    return out;
}

int64_t pointOf(std::string_view text, size_t byte) { return static_cast<int64_t>(codePointCount(text.substr(0, byte))); }

size_t byteOf(std::string_view text, int64_t point)
{
    size_t at = 0;
    for (; point > 0 && at < text.size(); --point)
        at += codePointAt(text, at).length;
    return at;
}

} // namespace

std::optional<QuotePlace> findQuote(std::string_view text, std::string_view quote, int64_t from)
{
    const Bare needle = bare(quote);
    if (needle.characters.empty())
        return std::nullopt;
    const Bare hay = bare(text);
    const size_t fromByte = byteOf(text, from);
    size_t first = 0;
    while (first < hay.start.size() && hay.start[first] < fromByte)
        ++first;
    size_t at = hay.characters.find(needle.characters, first);
    if (at == std::u32string::npos)
        at = hay.characters.find(needle.characters);
    if (at == std::u32string::npos)
        return std::nullopt;
    const size_t last = at + needle.characters.size() - 1;
    return QuotePlace { pointOf(text, hay.start[at]), pointOf(text, hay.end[last]) };
}

} // namespace sillok::retrieval
