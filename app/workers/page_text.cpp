#include "app/workers/page_text.h"

#include "engine/base/text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

namespace sillok::app {

namespace {

constexpr size_t kLeastPart = 12; // letters after decomposition: about five syllables

/// What is compared, and where each letter of it came from.
struct Key {
    std::u16string letters;
    std::vector<int> from;

    void add(UChar32 point, int place)
    {
        static const icu::Normalizer2* decompose = [] {
            UErrorCode status = U_ZERO_ERROR;
            return icu::Normalizer2::getNFKDInstance(status);
        }();
        if (!decompose)
            return;
        icu::UnicodeString parts;
        if (!decompose->getDecomposition(point, parts))
            parts = icu::UnicodeString(point);
        for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
            const UChar32 part = u_foldCase(parts.char32At(i), U_FOLD_CASE_DEFAULT);
            if (!u_isalnum(part))
                continue;
            char16_t units[2];
            int32_t count = 0;
            U16_APPEND_UNSAFE(units, count, part);
            letters.append(units, static_cast<size_t>(count));
            from.insert(from.end(), static_cast<size_t>(count), place);
        }
    }
};

Key keyOf(std::u16string_view text)
{
    Key key;
    for (size_t at = 0; at < text.size();) {
        const auto place = static_cast<int>(at);
        UChar32 point = 0;
        U16_NEXT(text.data(), at, text.size(), point);
        key.add(point, place);
    }
    return key;
}

Key keyOf(std::string_view text)
{
    Key key;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        key.add(static_cast<UChar32>(point.value), static_cast<int>(at));
        at += point.length;
    }
    return key;
}

struct Found {
    size_t at = 0;
    size_t length = 0;
};

/// The longest beginning (or end) of `line` that is on the page.
Found longestPart(std::u16string_view page, std::u16string_view line, bool beginning)
{
    Found best;
    size_t low = 0, high = line.size();
    while (low < high) {
        const size_t middle = low + (high - low + 1) / 2;
        const size_t at = page.find(beginning ? line.substr(0, middle) : line.substr(line.size() - middle));
        if (at == std::u16string_view::npos) {
            high = middle - 1;
        } else {
            best = { at, middle };
            low = middle;
        }
    }
    return best;
}

std::optional<Found> findLine(std::u16string_view page, std::u16string_view line, size_t from)
{
    size_t at = page.find(line, from);
    if (at == std::u16string_view::npos)
        at = page.find(line);
    if (at != std::u16string_view::npos)
        return Found { at, line.size() };
    const Found begin = longestPart(page, line, true);
    const Found end = longestPart(page, line, false);
    const Found best = begin.length >= end.length ? begin : end;
    if (best.length < kLeastPart || best.length * 4 < line.size())
        return std::nullopt;
    return best;
}

} // namespace

std::vector<TextRange> findPassage(std::u16string_view page, std::string_view quote)
{
    const Key key = keyOf(page);
    std::vector<TextRange> ranges;
    size_t from = 0;
    while (!quote.empty()) {
        const size_t end = std::min(quote.find('\n'), quote.size());
        const Key line = keyOf(quote.substr(0, end));
        quote.remove_prefix(std::min(end + 1, quote.size()));
        const auto found = line.letters.empty() ? std::nullopt : findLine(key.letters, line.letters, from);
        if (!found)
            continue;
        from = found->at + found->length;
        const int begin = key.from[found->at];
        const int last = key.from[from - 1];
        const bool pair = U16_IS_LEAD(page[static_cast<size_t>(last)]) && static_cast<size_t>(last) + 1 < page.size();
        ranges.push_back({ begin, last + 1 + pair - begin });
    }
    return ranges;
}

} // namespace sillok::app
