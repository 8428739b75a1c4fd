// headers.h - The lines before a mail's body, or before one of its parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sillok::documents::mail {

inline constexpr size_t kMostHeaders = 1000;
inline constexpr size_t kMostHeaderBytes = size_t { 64 } << 10;   ///< of one header; the rest of it is left out

class Headers {
public:
    /// Takes headers off the front of `text` up to the first empty line, and moves it behind that.
    static Headers take(std::string_view& text);

    /// The first one's value without line breaks; empty when there is none. `name` in lower case.
    std::string_view raw(std::string_view name) const;
    bool has(std::string_view name) const;
    /// The same in words: encoded words and bytes beyond ASCII decoded. source RFC 2047
    std::string words(std::string_view name) const;
    size_t size() const { return m_all.size(); }

private:
    std::vector<std::pair<std::string, std::string>> m_all;
};

/// `text/html; charset="EUC-KR"` taken apart.
struct Field {
    std::string value;        ///< "text/html", in lower case
    std::vector<std::pair<std::string, std::string>> parameters;

    /// In words, also where it came in pieces or percent-encoded; empty when there is none. source RFC 2231
    std::string parameter(std::string_view name) const;
};
Field parseField(std::string_view raw);

} // namespace sillok::documents::mail
