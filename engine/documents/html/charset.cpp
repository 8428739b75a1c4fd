#include "engine/documents/html/charset.h"

#include "engine/documents/html/tokens.h"
#include "engine/documents/text/decode.h"

#include <algorithm>

namespace sillok::documents::html {

namespace {

/// source  HTML Living Standard, 13.2.3.2: the encoding is said within the first 1024 bytes; real pages need more
constexpr size_t kPrescanBytes = 8192;

/// "euc-kr" out of "text/html; charset=euc-kr".
std::string charsetIn(std::string_view content)
{
    const std::string lower = lowerAscii(content);
    const size_t at = lower.find("charset");
    if (at == std::string::npos)
        return {};
    const size_t begin = lower.find_first_not_of(" =\"'", at + 7);
    if (begin == std::string::npos)
        return {};
    return lower.substr(begin, lower.find_first_of(" ;\"'>", begin) - begin);
}

std::string declaredCharset(Bytes bytes)
{
    const std::string_view head = asText(bytes.first(std::min(kPrescanBytes, bytes.size())));
    if (head.starts_with("<?xml")) {
        const std::string declaration = lowerAscii(head.substr(0, head.find('>')));
        if (const size_t at = declaration.find("encoding="); at != std::string::npos && at + 10 < declaration.size())
            return declaration.substr(at + 10, declaration.find_first_of("\"'", at + 10) - at - 10);
    }
    Tokens tokens(head);
    for (TokenKind kind = tokens.next(); kind != TokenKind::End; kind = tokens.next()) {
        if (kind != TokenKind::Tag || tokens.tag().name != "meta" || tokens.tag().end)
            continue;
        const std::string charset = tokens.tag().has("charset") ? lowerAscii(tokens.tag().attribute("charset")) : charsetIn(tokens.tag().attribute("content"));
        if (!charset.empty())
            return charset;
    }
    return {};
}

} // namespace

Result<std::string> decode(Bytes bytes) { return text::decodeAs(bytes, declaredCharset(bytes)); }

bool looksLikeHtml(Bytes bytes, bool weak)
{
    std::string head;
    if (text::hasUtf16Shape(bytes)) {
        auto decoded = text::decode(bytes.first(std::min<size_t>(bytes.size(), 4096) / 2 * 2));
        head = decoded.ok() ? *std::move(decoded) : std::string();
    } else {
        head = asText(bytes.first(std::min<size_t>(bytes.size(), 4096)));
    }
    std::string_view rest = head;
    while (true) { // what may stand before the first tag
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n\f\xEF\xBB\xBF"), rest.size()));
        const bool comment = rest.starts_with("<!--");
        if (!comment && !rest.starts_with("<?xml"))
            break;
        const size_t end = rest.find(comment ? "-->" : "?>");
        if (end == std::string_view::npos)
            return false;
        rest.remove_prefix(end + (comment ? 3 : 2));
    }
    const auto begins = [&](std::string_view name) {
        const bool named = rest.size() > name.size() && equalsIgnoringCase(rest.substr(0, name.size()), name);
        return named && std::string_view(" \t\r\n\f>/").find(rest[name.size()]) != std::string_view::npos;
    };
    for (const std::string_view name : { "<!doctype html", "<html", "<head", "<body" }) {
        if (begins(name))
            return true;
    }
    constexpr std::string_view kWeak[] = { "<meta", "<title", "<style", "<table", "<div", "<p", "<center", "<span", "<font", "<h1", "<h2", "<h3", "<ul", "<ol", "<br" };
    return weak && std::ranges::any_of(kWeak, begins);
}

} // namespace sillok::documents::html
