// text.h - A string that knows which of its bytes a person or a document wrote, and which the template.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::jinja {

/// Bytes of UTF-8 in runs of one origin each. Runs are never empty, and neighbours differ.
class Text {
public:
    struct Run {
        size_t end;
        bool fromData;
    };

    Text() = default;
    Text(std::string bytes, bool fromData);

    const std::string& bytes() const { return m_bytes; }
    const std::vector<Run>& runs() const { return m_runs; }
    size_t size() const { return m_bytes.size(); }
    bool empty() const { return m_bytes.empty(); }
    bool anyData() const;

    void append(std::string_view bytes, bool fromData);
    void append(const Text& other) { append(other, 0, other.size()); }
    /// `count` bytes of another text from `begin` on. needs begin + count <= other.size()
    void append(const Text& other, size_t begin, size_t count);
    Text part(size_t begin, size_t count) const;
    void clear();

private:
    std::string m_bytes;
    std::vector<Run> m_runs;
};

} // namespace sillok::jinja
