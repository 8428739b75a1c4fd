#include "engine/privacy/passports.h"

#include "engine/privacy/digits.h"

#include <algorithm>

namespace sillok::privacy {

namespace {

/// A capital letter at `at`, full width too; 0 for anything else. `length`: its bytes.
char capitalAt(std::string_view text, size_t at, size_t& length)
{
    length = 1;
    if (text[at] >= 'A' && text[at] <= 'Z')
        return text[at];
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[at + i]); };
    if (text.size() - at >= 3 && byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0xA1 && byte(2) <= 0xBA) {
        length = 3;
        return static_cast<char>('A' + (byte(2) - 0xA1));
    }
    return 0;
}

bool isSign(std::string_view text, size_t at)
{
    size_t length = 0;
    bool hangul = false;
    const int digit = digitAt(text, at, length, hangul);
    return (digit >= 0 && !hangul) || isLetter(text[at]);
}

/// Where `count` digits end; 0 when they are not all there. A single space between letter and digits is let by in front.
size_t digitsEnd(std::string_view text, size_t at, int count)
{
    for (int i = 0; i < count; ++i) {
        size_t length = 0;
        bool hangul = false;
        if (at >= text.size() || digitAt(text, at, length, hangul) < 0 || hangul)
            return 0;
        at += length;
    }
    return at;
}

/// The end of a passport number whose letter ends at `at`; 0 when it is none.
size_t passportEnd(std::string_view text, size_t at)
{
    if (at < text.size() && (text[at] == ' ' || text[at] == '-'))
        ++at;
    size_t end = digitsEnd(text, at, 8);
    if (end == 0) {
        size_t length = 0;
        const size_t middle = digitsEnd(text, at, 3);
        if (middle == 0 || middle >= text.size() || capitalAt(text, middle, length) == 0)
            return 0;
        end = digitsEnd(text, middle + length, 4);
    }
    return end != 0 && (end == text.size() || !isSign(text, end)) ? end : 0;
}

} // namespace

bool isLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

void addPassports(std::string_view text, std::vector<FoundIdentifier>& out)
{
    constexpr std::string_view kLetters = "MSRGDO";
    for (size_t at = 0; at < text.size();) {
        const auto byte = static_cast<uint8_t>(text[at]);
        if (byte != 0xEF && (byte < 'D' || byte > 'S')) { // the range of the letters: nearly everything ends here
            ++at;
            continue;
        }
        size_t length = 0;
        const char letter = capitalAt(text, at, length);
        const bool begins = at == 0 || !isSign(text, at - 1);
        const size_t end = letter != 0 && begins && kLetters.find(letter) != std::string_view::npos ? passportEnd(text, at + length) : 0;
        if (end == 0) {
            at += length;
            continue;
        }
        const bool taken = std::ranges::any_of(out, [&](const FoundIdentifier& other) { return other.start < end && at < other.end; });
        if (!taken)
            out.push_back({ IdentifierKind::Passport, at, end, false });
        at = end;
    }
}

} // namespace sillok::privacy
