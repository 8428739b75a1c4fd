// digits.h - Digits as people write them: plain, full width, or as Hangul syllables, with something between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sillok::privacy {

/// What stands in front of a digit, as seen from the digit before it.
enum class Gap : uint8_t {
    None,     ///< nothing
    Joint,    ///< a sign that ties numbers together: - . ~ and their relatives, or a spoken "다시"
    Bracket,  ///< ( ) , or /: parts of a number may be told apart by it, and so may two numbers
    Space     ///< white space only, at most one line break among it
};

struct Digit {
    uint8_t value = 0;
    Gap gap = Gap::None;
    bool hangul = false;
    size_t start = 0;    ///< bytes
    size_t end = 0;
};

using DigitRun = std::vector<Digit>;

/// Sees a run of digits with gaps of at most four characters between neighbours; runs shorter than eight digits are not told. Hangul and other
/// digits are not of one run unless a joint stands between them: 이 behind a number is a particle.
/// needs  UTF-8. cost one pass; text without digits is only looked at.
template <typename See> void visitDigitRuns(std::string_view text, const See& see);

/// The digit that a character is, or -1. `length`: its bytes.
int digitAt(std::string_view text, size_t at, size_t& length, bool& hangul);

/// The bytes of a gap that begins at `at`: 0 when what stands there ends a run. Spaces around a joint belong to it.
size_t gapAt(std::string_view text, size_t at, Gap& gap);

template <typename See> void visitDigitRuns(std::string_view text, const See& see)
{
    constexpr size_t kShortest = 8;
    DigitRun run;
    for (size_t at = 0; at < text.size();) {
        const auto byte = static_cast<uint8_t>(text[at]);
        // A digit's first byte: 0-9, the first of full width digits, or that of the Hangul ones.
        const bool may = (byte >= '0' && byte <= '9') || byte == 0xEF || byte == 0xEA || byte == 0xEB || byte == 0xEC || byte == 0xED;
        size_t length = 1;
        bool hangul = false;
        const int value = may ? digitAt(text, at, length, hangul) : -1;
        if (value < 0) {
            at += length;
            continue;
        }
        Gap gap = Gap::None;
        run.clear();
        for (int next = value; next >= 0;) {
            run.push_back({ static_cast<uint8_t>(next), gap, hangul, at, at + length });
            at += length;
            if (at == text.size())
                break;
            gap = Gap::None;
            const size_t between = gapAt(text, at, gap);
            next = at + between < text.size() ? digitAt(text, at + between, length, hangul) : -1;
            if (next >= 0 && hangul != run.back().hangul && gap != Gap::Joint)
                next = -1;
            if (next >= 0)
                at += between;
        }
        if (run.size() >= kShortest)
            see(run);
    }
}

} // namespace sillok::privacy
