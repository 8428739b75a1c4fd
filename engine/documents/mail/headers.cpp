#include "engine/documents/mail/headers.h"

#include "engine/base/text.h"
#include "engine/documents/html/tokens.h"
#include "engine/documents/mail/transfer.h"
#include "engine/documents/text/decode.h"

#include <algorithm>
#include <utility>
#include <optional>

namespace sillok::documents::mail {

namespace {

constexpr int kMostPieces = 100;

std::string_view trimmed(std::string_view text)
{
    const size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const size_t last = text.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? std::string_view() : text.substr(first, last + 1 - first);
}

std::string inUtf8(const std::string& bytes, std::string_view charset)
{
    auto decoded = text::decodeAs(asBytes(bytes), charset);
    return decoded.ok() ? *std::move(decoded) : sanitizedUtf8(bytes);
}

/// One "=?euc-kr?B?...?=".
struct EncodedWord {
    std::string charset;
    std::string bytes;
    size_t length = 0;
};

std::optional<EncodedWord> encodedWordAt(std::string_view text)
{
    if (!text.starts_with("=?"))
        return std::nullopt;
    const size_t charsetEnd = text.find('?', 2);
    if (charsetEnd == std::string_view::npos || charsetEnd + 2 >= text.size() || text[charsetEnd + 2] != '?')
        return std::nullopt;
    const size_t end = text.find("?=", charsetEnd + 3);
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view content = text.substr(charsetEnd + 3, end - charsetEnd - 3);
    const std::string_view charset = text.substr(2, charsetEnd - 2);
    EncodedWord word { std::string(charset.substr(0, charset.find('*'))), {}, end + 2 };
    const char kind = text[charsetEnd + 1];
    if (kind == 'B' || kind == 'b') {
        word.bytes = fromBase64(content);
    } else if (kind == 'Q' || kind == 'q') {
        std::string spaced(content);
        std::replace(spaced.begin(), spaced.end(), '_', ' ');
        word.bytes = fromQuotedPrintable(spaced);
    } else {
        return std::nullopt;
    }
    return word;
}

/// Neighbours of one charset are decoded together: some programs cut a character in two.
std::string decodeWords(std::string_view raw)
{
    std::string out, plain, charset, bytes;
    const auto flush = [&] {
        if (!plain.empty())
            out += inUtf8(std::exchange(plain, {}), {});
        if (!bytes.empty())
            out += inUtf8(std::exchange(bytes, {}), charset);
    };
    for (size_t at = 0; at < raw.size();) {
        const size_t begin = raw.find_first_not_of(" \t", at);
        const auto word = encodedWordAt(raw.substr(begin == std::string_view::npos || bytes.empty() ? at : begin));
        if (word) {
            at = (bytes.empty() ? at : begin) + word->length;
            if (!plain.empty() || word->charset != charset)
                flush();
            charset = word->charset;
            bytes += word->bytes;
            continue;
        }
        if (!bytes.empty())
            flush();
        const size_t next = std::min(raw.find("=?", at + 1), raw.size());
        plain += raw.substr(at, next - at);
        at = next;
    }
    flush();
    return out;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    for (size_t at = 0; at < text.size(); ++at) {
        const auto byte = text[at] == '%' ? hexNumber(text, at + 1, 2) : std::nullopt;
        out += byte ? static_cast<char>(*byte) : text[at];
        at += byte ? 2 : 0;
    }
    return out;
}

} // namespace

Headers Headers::take(std::string_view& text)
{
    Headers headers;
    while (!text.empty()) {
        const size_t newline = text.find('\n');
        std::string_view line = text.substr(0, newline);
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            break;
        const bool continued = line[0] == ' ' || line[0] == '\t';
        const size_t colon = line.find(':');
        if (continued && !headers.m_all.empty()) {
            std::string& value = headers.m_all.back().second;
            value += line.substr(0, kMostHeaderBytes - std::min(kMostHeaderBytes, value.size()));
        } else if (!continued && colon != std::string_view::npos && headers.m_all.size() < kMostHeaders) {
            headers.m_all.emplace_back(html::lowerAscii(trimmed(line.substr(0, std::min<size_t>(colon, 100)))), trimmed(line.substr(colon + 1, kMostHeaderBytes)));
        }
    }
    return headers;
}

std::string_view Headers::raw(std::string_view name) const
{
    const auto found = std::ranges::find(m_all, name, &std::pair<std::string, std::string>::first);
    return found == m_all.end() ? std::string_view() : std::string_view(found->second);
}

bool Headers::has(std::string_view name) const
{
    return std::ranges::find(m_all, name, &std::pair<std::string, std::string>::first) != m_all.end();
}

std::string Headers::words(std::string_view name) const { return decodeWords(raw(name)); }

Field parseField(std::string_view raw)
{
    Field field;
    const size_t first = std::min(raw.find(';'), raw.size());
    field.value = html::lowerAscii(trimmed(raw.substr(0, first)));
    raw.remove_prefix(first);
    while (!raw.empty() && field.parameters.size() < kMostPieces) {
        raw.remove_prefix(1); // the ";"
        const size_t equals = raw.find_first_of("=;");
        if (equals == std::string_view::npos)
            break;
        if (raw[equals] == ';') {
            raw.remove_prefix(equals);
            continue;
        }
        const std::string name = html::lowerAscii(trimmed(raw.substr(0, equals)));
        raw.remove_prefix(equals + 1);
        raw.remove_prefix(std::min(raw.find_first_not_of(" \t"), raw.size()));
        std::string value;
        if (raw.starts_with('"')) {
            size_t at = 1;
            for (; at < raw.size() && raw[at] != '"'; ++at) {
                at += raw[at] == '\\' && at + 1 < raw.size();
                value += raw[at];
            }
            raw.remove_prefix(std::min(at + 1, raw.size()));
        } else {
            value = trimmed(raw.substr(0, raw.find(';')));
        }
        raw.remove_prefix(std::min(raw.find(';'), raw.size()));
        field.parameters.emplace_back(name, std::move(value));
    }
    return field;
}

std::string Field::parameter(std::string_view name) const
{
    const auto find = [&](const std::string& wanted) -> const std::string* {
        const auto found = std::ranges::find(parameters, wanted, &std::pair<std::string, std::string>::first);
        return found == parameters.end() ? nullptr : &found->second;
    };
    if (const std::string* whole = find(std::string(name)))
        return decodeWords(*whole);
    std::string bytes, charset;
    const auto takeExtended = [&](std::string_view text, bool first) { // "euc-kr'ko'%C7%D1"
        const size_t quote = first ? text.find('\'') : std::string_view::npos;
        const size_t second = quote == std::string_view::npos ? quote : text.find('\'', quote + 1);
        if (second != std::string_view::npos) {
            charset = text.substr(0, quote);
            text.remove_prefix(second + 1);
        }
        bytes += percentDecoded(text);
    };
    if (const std::string* extended = find(std::string(name) + "*"))
        takeExtended(*extended, true);
    for (int piece = 0; piece < kMostPieces; ++piece) {
        const std::string numbered = std::string(name) + "*" + std::to_string(piece);
        const std::string* plain = find(numbered);
        const std::string* extended = plain ? nullptr : find(numbered + "*");
        if (!plain && !extended)
            break;
        plain ? void(bytes += *plain) : takeExtended(*extended, piece == 0);
    }
    return inUtf8(bytes, charset);
}

} // namespace sillok::documents::mail
