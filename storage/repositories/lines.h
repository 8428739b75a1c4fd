// lines.h - Several short texts in one column: a line each.
#pragma once

#include <string>
#include <vector>

namespace sillok::storage {

/// needs  no line break inside a line.
std::string joinedLines(const std::vector<std::string>& lines);
std::vector<std::string> splitLines(const std::string& text);

} // namespace sillok::storage
