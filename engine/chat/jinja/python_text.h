// python_text.h - Values written as Python writes them: str, repr, numbers, and JSON.
#pragma once

#include "engine/chat/jinja/value.h"

namespace sillok::jinja {

/// A text in the making. What it holds is counted before it is added.
class Writer {
public:
    explicit Writer(Meter& meter)
        : m_meter(meter)
    {
    }
    ~Writer() { m_meter.release(m_held); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void add(std::string_view bytes, bool fromData)
    {
        room(bytes.size());
        m_text.append(bytes, fromData);
    }
    void add(const Text& text) { add(text, 0, text.size()); }
    void add(const Text& text, size_t begin, size_t count)
    {
        room(count + text.runs().size() / 8);
        m_text.append(text, begin, count);
    }
    /// str(value); an undefined value writes nothing.
    void addStr(const Value& value);
    const Text& text() const { return m_text; }
    Value value(bool safe = false) const { return makeText(m_meter, m_text, safe); }
    Meter& meter() { return m_meter; }

private:
    void room(size_t more);

    Meter& m_meter;
    Text m_text;
    size_t m_held = 0;
};

/// The same text so many times; the size is checked before anything grows.
void addRepeated(Writer& out, const Text& text, uint64_t times);
/// repr(value). Where any part came from data, all of it counts as data.
Text reprOf(Meter& meter, const Value& value, bool sortKeys = false);
Text strOf(Meter& meter, const Value& value);
/// Shortest digits that read back as the same number: 1.0, 1e+20, inf
std::string realText(double value);

struct JsonStyle {
    bool asciiOnly = false;
    bool sortKeys = false;
    bool hasIndent = false;
    std::string indent; ///< of one level
    std::string itemSeparator = ", ";
    std::string keySeparator = ": ";
};
/// json.dumps. error  something that JSON has no word for
Text jsonOf(Meter& meter, const Value& value, const JsonStyle& style);

} // namespace sillok::jinja
