// tokens.h - HTML as a row of tags and texts. Tolerant: every sequence of bytes is some row of tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sillok::documents::html {

struct Tag {
    std::string name;              ///< lower case
    bool end = false;
    bool closesItself = false;     ///< <br/>
    std::vector<std::pair<std::string, std::string_view>> attributes; ///< names in lower case, values as they stand

    /// The value without references; empty when there is none.
    std::string attribute(std::string_view wanted) const;
    bool has(std::string_view wanted) const;
};

enum class TokenKind : unsigned char { Text, RawText, Tag, End };

/// Comments, declarations and processing instructions are left out. Keeps a view of the text.
/// cost  every byte is looked at a bounded number of times
class Tokens {
public:
    explicit Tokens(std::string_view html) : m_html(html) {}

    /// Moves on. After Text and RawText, text() is valid; after Tag, tag().
    TokenKind next();
    /// Of Text as it stands, references and all; of RawText, what stands inside script, style and their kind.
    std::string_view text() const { return m_text; }
    const Tag& tag() const { return m_tag; }

private:
    bool skipMarkup();
    bool readTag();
    void readAttributes();
    TokenKind rawText();
    void skipSpaces();

    std::string_view m_html;
    size_t m_at = 0;
    std::string_view m_text;
    Tag m_tag;
};

/// `a` in lower case; only ASCII letters change.
std::string lowerAscii(std::string_view a);
bool equalsIgnoringCase(std::string_view a, std::string_view lower);

} // namespace sillok::documents::html
