#include "engine/tokenizer/letter_folds.h"

#include <algorithm>
#include <iterator>

namespace sillok {

namespace {

struct Fold {
    char32_t from;
    char32_t to;
};

constexpr Fold kFolds[] = {
#include "engine/tokenizer/letter_folds.inc"
};

// source  The Unicode Standard 14.0, section 3.12: 588 syllables begin with each of the leading letters
constexpr char32_t kFirstSyllable = 0xAC00, kLastSyllable = 0xD7A3, kFirstLeading = 0x1100, kSyllablesPerLeading = 588;

} // namespace

char32_t foldedLetter(char32_t value)
{
    if (value < 128)
        return value >= 'A' && value <= 'Z' ? value - 'A' + 'a' : value;
    if (value >= kFirstSyllable && value <= kLastSyllable)
        return kFirstLeading + (value - kFirstSyllable) / kSyllablesPerLeading;
    const auto* found = std::lower_bound(std::begin(kFolds), std::end(kFolds), value, [](const Fold& f, char32_t v) { return f.from < v; });
    return found != std::end(kFolds) && found->from == value ? found->to : value;
}

} // namespace sillok
