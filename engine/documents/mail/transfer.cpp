#include "engine/documents/mail/transfer.h"

#include "engine/base/text.h"
#include "engine/documents/html/tokens.h"

#include <algorithm>

namespace sillok::documents::mail {

namespace {

int base64Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

} // namespace

std::string fromBase64(std::string_view text)
{
    std::string out;
    out.reserve(text.size() / 4 * 3);
    uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const int value = base64Value(c);
        if (value < 0)
            continue;
        bits = bits << 6 | static_cast<uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out += static_cast<char>(bits >> held & 0xFF);
        }
    }
    return out;
}

std::string fromQuotedPrintable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '=') {
            out += text[at];
            continue;
        }
        if (const auto byte = hexNumber(text, at + 1, 2)) {
            out += static_cast<char>(*byte);
            at += 2;
            continue;
        }
        const size_t end = text.find_first_not_of(" \t", at + 1); // spaces before the end of the line may have been added on the way
        if (end != std::string_view::npos && (text[end] == '\n' || text[end] == '\r'))
            at = text.substr(end).starts_with("\r\n") ? end + 1 : end;
        else
            out += '=';
    }
    return out;
}

std::string decodeTransfer(std::string_view body, std::string_view encoding)
{
    if (html::equalsIgnoringCase(encoding, "base64"))
        return fromBase64(body);
    if (html::equalsIgnoringCase(encoding, "quoted-printable"))
        return fromQuotedPrintable(body);
    return std::string(body);
}

} // namespace sillok::documents::mail
