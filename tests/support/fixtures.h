// fixtures.h - Small readers for the shared fixture files, for tests that run without Qt.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace sillok::test {

/// The whole file, or an empty string when it cannot be read.
inline std::string readText(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

inline std::vector<std::string> lines(const std::string& text)
{
    std::vector<std::string> all;
    size_t start = 0;
    for (size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
        all.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    if (start < text.size())
        all.push_back(text.substr(start));
    return all;
}

inline std::vector<std::string> columns(const std::string& line, char separator = '\t')
{
    std::vector<std::string> all(1);
    for (const char c : line) {
        if (c == separator)
            all.emplace_back();
        else
            all.back() += c;
    }
    return all;
}

} // namespace sillok::test
