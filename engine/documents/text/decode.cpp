#include "engine/documents/text/decode.h"

#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <memory>
#include <unicode/ucnv.h>

namespace sillok::documents::text {

namespace {

enum class Encoding : uint8_t { Utf8, Utf16Le, Utf16Be, Cp949 };

/// How often each high byte must be zero or Hangul for bytes without a mark to count as UTF-16: nine in ten.
bool highBytesLookLikeUtf16(Bytes bytes, size_t highByte)
{
    size_t fitting = 0, zeros = 0, pairs = 0;
    for (size_t i = 0; i + 1 < std::min<size_t>(bytes.size(), 4096); i += 2, ++pairs) {
        const uint8_t high = bytes[i + highByte];
        const uint8_t low = bytes[i + 1 - highByte];
        if (high == 0 && low == 0)
            return false;
        zeros += high == 0;
        fitting += high == 0 || (high >= 0xAC && high <= 0xD7) || high == 0x30 || high == 0x20;
    }
    return pairs >= 4 && zeros > 0 && fitting * 10 >= pairs * 9;
}

/// UTF-8 that lost a byte here and there is still UTF-8: at least ten well-formed characters beyond ASCII for every wrong byte.
bool isMostlyUtf8(Bytes bytes)
{
    const std::string_view text = asText(bytes);
    size_t wide = 0, wrong = 0;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        wide += point.length > 1;
        wrong += point.value == kReplacementCharacter && point.length == 1;
        at += point.length;
    }
    return wide >= wrong * 10;
}

Encoding detect(Bytes bytes, size_t& markBytes)
{
    const auto starts = [&](std::initializer_list<uint8_t> mark) {
        return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
    };
    markBytes = 0;
    if (starts({ 0xEF, 0xBB, 0xBF })) {
        markBytes = 3;
        return Encoding::Utf8;
    }
    if (starts({ 0xFF, 0xFE }) || starts({ 0xFE, 0xFF })) {
        markBytes = 2;
        return bytes[0] == 0xFF ? Encoding::Utf16Le : Encoding::Utf16Be;
    }
    const bool hasZero = std::find(bytes.begin(), bytes.end(), 0) != bytes.end();
    if (!hasZero && isMostlyUtf8(bytes))
        return Encoding::Utf8;
    if (highBytesLookLikeUtf16(bytes, 1))
        return Encoding::Utf16Le;
    if (highBytesLookLikeUtf16(bytes, 0))
        return Encoding::Utf16Be;
    return Encoding::Cp949;
}

std::string fromUtf16(Bytes bytes, bool little)
{
    std::string out;
    const auto unit = [&](size_t i) {
        return static_cast<char32_t>(little ? bytes[i] | bytes[i + 1] << 8 : bytes[i] << 8 | bytes[i + 1]);
    };
    for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t value = unit(i);
        if (value >= 0xD800 && value <= 0xDBFF && i + 3 < bytes.size()) {
            const char32_t low = unit(i + 2);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        appendUtf8(out, value);
    }
    return out;
}

/// Microsoft's code page 949 (ICU carries the table inside its data library).
Result<std::string> fromCp949(Bytes bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("windows-949", &status), &ucnv_close);
    if (U_FAILURE(status))
        return fail(ErrorCode::Internal, "opening the code page 949 converter");
    const char* source = reinterpret_cast<const char*>(bytes.data());
    const char* const end = source + bytes.size();
    std::string out;
    std::array<UChar, 4096> units;
    do {
        status = U_ZERO_ERROR;
        UChar* target = units.data();
        ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr, true, &status);
        const Bytes raw { reinterpret_cast<const uint8_t*>(units.data()), static_cast<size_t>(target - units.data()) * sizeof(UChar) };
        out += fromUtf16(raw, true);
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status))
        return fail(ErrorCode::Damaged, "converting code page 949");
    return out;
}

bool mostlyReplaced(const std::string& text)
{
    size_t wrong = 0;
    for (size_t at = 0; (at = text.find("\xEF\xBF\xBD", at)) != std::string::npos; at += 3)
        ++wrong;
    return wrong * 100 > codePointCount(text) + 99;
}

} // namespace

bool hasUtf16Shape(Bytes bytes)
{
    size_t mark = 0;
    const Encoding encoding = detect(bytes, mark);
    return encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be;
}

Result<std::string> decode(Bytes bytes)
{
    size_t mark = 0;
    const Encoding encoding = detect(bytes, mark);
    const Bytes body = bytes.subspan(mark);
    std::string text;
    switch (encoding) {
    case Encoding::Utf8: text = sanitizedUtf8(asText(body)); break;
    case Encoding::Utf16Le: text = fromUtf16(body, true); break;
    case Encoding::Utf16Be: text = fromUtf16(body, false); break;
    case Encoding::Cp949: {
        SILLOK_TRY(text, fromCp949(body));
        break;
    }
    }
    if (mostlyReplaced(text))
        return fail(ErrorCode::Damaged, "a text in no known encoding");
    return text;
}

} // namespace sillok::documents::text
