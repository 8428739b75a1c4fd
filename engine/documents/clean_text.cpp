#include "engine/documents/clean_text.h"

#include "engine/base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/bytestream.h>

namespace sillok::documents {

namespace {

bool isInvisible(char32_t c)
{
    return c == 0x00AD || c == 0x061C || c == 0x115F || c == 0x1160 || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F
        || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0
        || (c >= 0xE0000 && c <= 0xE007F);
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

} // namespace sillok::documents
