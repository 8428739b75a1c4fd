// object.h - The values that a PDF is written in, and their reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::documents::pdf {

/// One value. Words without a sign before them (operators, true, null, obj) are `Operator`.
struct Object {
    enum class Kind : uint8_t { Null, Number, Name, String, Array, Dictionary, Reference, Operator };

    Kind kind = Kind::Null;
    double number = 0;                ///< Number; Reference: the number of the object
    std::string text {};              ///< Name without its slash, String decoded, Operator
    std::vector<Object> items {};     ///< of an Array; the values of a Dictionary
    std::vector<std::string> keys {}; ///< of a Dictionary

    /// What a dictionary has under `key`; null when it has none or this is no dictionary.
    const Object* find(std::string_view key) const;
    bool is(Kind what, std::string_view word) const { return kind == what && text == word; }
    /// Cut to what an int holds; `otherwise` when this is no number.
    int integer(int otherwise = 0) const;
};

/// source  PDF 32000-1 7.2.2
bool isWhiteByte(char c);

/// Reads one value after another. Always goes forward; whatever is no value is passed over.
class Lexer {
public:
    explicit Lexer(std::string_view bytes, size_t at = 0) : m_bytes(bytes), m_at(at) {}

    /// The next value, nested kMaxDepth deep at most and its words cut to kMaxTextBytes; nothing at the end, or after kMaxValues of them.
    std::optional<Object> next() { return value(0); }
    size_t at() const { return m_at; }
    size_t valuesRead() const { return m_values; }
    /// There was more than is read.
    bool cutOff() const { return m_values > kMaxValues; }
    void skipTo(size_t at) { m_at = at; }

private:
    static constexpr int kMaxDepth = 32;
    static constexpr size_t kMaxValues = 500'000;
    static constexpr size_t kMaxTextBytes = 64 << 10;

    void skipSpace();
    std::optional<Object> value(int depth);
    static void append(Object& object, char c);
    Object literalString();
    Object hexString();
    Object name();
    Object number();
    Object array(int depth);
    Object dictionary(int depth);
    bool referenceFollows(size_t& end) const;

    std::string_view m_bytes;
    size_t m_at;
    size_t m_values = 0;
};

} // namespace sillok::documents::pdf
