#include "engine/documents/clean_text.h"

#include "engine/base/text.h"

#include <algorithm>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/bytestream.h>

namespace sillok::documents {

namespace {

/// Unicode's format characters, selectors and fillers: they take no room and can carry words that only a machine reads.
bool isInvisible(char32_t c)
{
    const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (c < 0x300)
        return c == 0x00AD;
    return c == 0x034F || c == 0x061C || c == 0x115F || c == 0x1160 || within(0x17B4, 0x17B5) || within(0x180B, 0x180F) || within(0x200B, 0x200F)
        || within(0x202A, 0x202E) || within(0x2060, 0x206F) || c == 0x3164 || within(0xFE00, 0xFE0F) || c == 0xFEFF || c == 0xFFA0
        || within(0xFFF0, 0xFFFB) || within(0xE0000, 0xE0FFF);
}

bool isControl(char32_t c) { return (c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

std::string toNfc(const std::string& text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status))
        return text;
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
    return U_SUCCESS(status) ? out : text;
}

std::string trimmed(const std::string& text)
{
    constexpr const char* kSpace = " \n\t\r";
    const size_t first = text.find_first_not_of(kSpace);
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

} // namespace

std::string cleanText(std::string_view text, int& removed)
{
    std::string visible;
    visible.reserve(text.size());
    bool ascii = true;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        if (isInvisible(point.value)) {
            ++removed;
        } else {
            appendUtf8(visible, isControl(point.value) ? U' ' : point.value);
            ascii = ascii && point.value < 0x80;
        }
    }
    return trimmed(ascii ? visible : toNfc(visible));
}

std::string cleanTitle(std::string_view text, int& removed)
{
    std::string title = cleanText(text.substr(0, kMaxTitleCodePoints * 64), removed);
    std::replace(title.begin(), title.end(), '\n', ' ');
    size_t end = 0;
    for (size_t count = 0; end < title.size() && count < kMaxTitleCodePoints; ++count)
        end += codePointAt(title, end).length;
    title.resize(end);
    return trimmed(title);
}

std::string withoutLetterSpacing(std::string text)
{
    size_t syllables = 0, spaces = 0, run = 0;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const bool space = point.value == ' ';
        if (!space && (point.value < 0xAC00 || point.value > 0xD7A3 || (syllables > 0 && run == 0)))
            return text;
        run = space ? run + 1 : 0;
        syllables += !space;
        spaces += space;
        at += point.length;
    }
    if (syllables > 2 || (syllables == 2 && spaces > 1))
        std::erase(text, ' ');
    return text;
}

} // namespace sillok::documents
