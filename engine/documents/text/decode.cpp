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

constexpr const char* kCp949 = "windows-949";

/// By a table that ICU carries inside its data library.
Result<std::string> converted(Bytes bytes, const char* name)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &status), &ucnv_close);
    if (U_FAILURE(status))
        return fail(ErrorCode::Internal, std::string("opening the converter ") + name);
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
        return fail(ErrorCode::Damaged, std::string("converting from ") + name);
    return out;
}

/// The converter for a name that mail and web pages use; null for what needs none or is unknown.
/// source  WHATWG Encoding Standard, section 4.2: all names of Korean text mean code page 949, those of Latin-1 mean 1252
const char* converterFor(std::string_view charset)
{
    constexpr std::pair<std::string_view, const char*> kNames[] = { { "euc-kr", kCp949 }, { "ks_c_5601-1987", kCp949 }, { "ks_c_5601-1989", kCp949 },
        { "ksc5601", kCp949 }, { "ks_c_5601", kCp949 }, { "ksc_5601", kCp949 }, { "korean", kCp949 }, { "cp949", kCp949 }, { "ms949", kCp949 }, { "x-windows-949", kCp949 },
        { "windows-949", kCp949 }, { "uhc", kCp949 }, { "iso-2022-kr", "ISO-2022-KR" }, { "iso-8859-1", "windows-1252" }, { "windows-1252", "windows-1252" },
        { "shift_jis", "Shift_JIS" }, { "euc-jp", "EUC-JP" }, { "iso-2022-jp", "ISO-2022-JP" }, { "gb2312", "GB18030" }, { "gbk", "GB18030" },
        { "gb18030", "GB18030" }, { "big5", "Big5" } };
    for (const auto& [name, converter] : kNames) {
        if (charset.size() == name.size() && std::equal(name.begin(), name.end(), charset.begin(), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); }))
            return converter;
    }
    return nullptr;
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
        SILLOK_TRY(text, converted(body, kCp949));
        break;
    }
    }
    if (mostlyReplaced(text))
        return fail(ErrorCode::Damaged, "a text in no known encoding");
    return text;
}

namespace {

/// A few bytes of code page 949 may be well-formed UTF-8 by chance; eight characters are not.
bool isSurelyUtf8(Bytes bytes)
{
    const std::string_view text = asText(bytes);
    return isValidUtf8(text) && std::ranges::count_if(text, [](char c) { return static_cast<uint8_t>(c) >= 0xC0; }) >= 8;
}

} // namespace

Result<std::string> decodeAs(Bytes bytes, std::string_view charset)
{
    size_t mark = 0;
    const Encoding seen = detect(bytes, mark);
    const char* converter = converterFor(charset);
    const bool plain = std::none_of(bytes.begin(), bytes.end(), [](uint8_t b) { return b >= 0x80 || b == 0x1B || b == 0x0E; });
    if (!converter || plain || mark > 0 || (seen == Encoding::Utf8 && isSurelyUtf8(bytes)))
        return decode(bytes);
    SILLOK_TRY(std::string text, converted(bytes, converter));
    return mostlyReplaced(text) ? decode(bytes) : text;
}

} // namespace sillok::documents::text
