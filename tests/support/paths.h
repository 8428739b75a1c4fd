// paths.h - Where the checkout and the built programs are. Compiled in one place, so that two checkouts share every other object file.
#pragma once

#include <string>

namespace sillok::test {

/// `below` (starting with '/') inside the checkout that the tests were configured from.
std::string sourcePath(const std::string& below);

/// `below` (starting with '/') inside the folder of the built programs.
std::string programPath(const std::string& below);

} // namespace sillok::test
