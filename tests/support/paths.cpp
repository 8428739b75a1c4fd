// paths.cpp
#include "tests/support/paths.h"

namespace sillok::test {

std::string sourcePath(const std::string& below) { return SILLOK_SOURCE_DIR + below; }

std::string programPath(const std::string& below) { return SILLOK_BIN_DIR + below; }

} // namespace sillok::test
