#include "engine/documents/pdf/align.h"

#include <algorithm>

namespace sillok::documents::pdf {

namespace {

constexpr size_t kFarthest = 24;  ///< letters that one side may have and the other not, in one place
constexpr size_t kSure = 4;       ///< letters that must agree behind such a place
constexpr size_t kFewStrays = 8;

/// The places of everything that is no white space.
template <typename IsSpace>
std::vector<size_t> letters(size_t count, IsSpace isSpace)
{
    std::vector<size_t> places;
    for (size_t i = 0; i < count; ++i) {
        if (!isSpace(i))
            places.push_back(i);
    }
    return places;
}

} // namespace

bool isWhiteSpace(char32_t letter)
{
    return letter == ' ' || (letter >= '\t' && letter <= '\r') || letter == 0xA0 || letter == 0x3000 || (letter >= 0x2000 && letter <= 0x200B) || letter == 0xFEFF;
}

std::optional<std::vector<int>> aligned(std::u32string_view text, const std::vector<Glyph>& glyphs)
{
    const std::vector<size_t> a = letters(text.size(), [&](size_t i) { return isWhiteSpace(text[i]); });
    const std::vector<size_t> b = letters(glyphs.size(), [&](size_t i) { return glyphs[i].letter != 0 && isWhiteSpace(glyphs[i].letter); });
    const auto same = [&](size_t i, size_t k) { return glyphs[b[k]].letter == 0 || glyphs[b[k]].letter == text[a[i]]; };
    const auto sure = [&](size_t i, size_t k) {
        const size_t ahead = std::min({ kSure, a.size() - i, b.size() - k });
        for (size_t step = 0; step < ahead; ++step) {
            if (!same(i + step, k + step))
                return false;
        }
        return ahead > 0;
    };
    std::vector<int> glyphOf(text.size(), -1);
    size_t strays = 0;
    const size_t most = a.size() / 10 + kFewStrays;
    for (size_t i = 0, k = 0; i < a.size() && strays <= most;) {
        if (k < b.size() && same(i, k)) {
            glyphOf[a[i++]] = static_cast<int>(b[k++]);
            continue;
        }
        bool found = false;
        for (size_t far = 1; far <= 2 * kFarthest && !found; ++far) {
            for (size_t skipped = far > kFarthest ? far - kFarthest : 0; skipped <= std::min(far, kFarthest) && !found; ++skipped) {
                if (i + skipped < a.size() && k + far - skipped < b.size() && sure(i + skipped, k + far - skipped)) {
                    strays += skipped;
                    i += skipped;
                    k += far - skipped;
                    found = true;
                }
            }
        }
        if (!found) {
            ++strays;
            ++i;
            ++k;
        }
    }
    return strays <= most ? std::optional(std::move(glyphOf)) : std::nullopt;
}

} // namespace sillok::documents::pdf
