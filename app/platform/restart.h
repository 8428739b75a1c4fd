// restart.h - Starts a program in the place of this one, so that not a byte of this one's memory is left.
#pragma once

#include <string>
#include <vector>

namespace sillok::app {

/// Collects children that have ended, closes every descriptor but the standard ones and becomes `program` with these arguments
/// (the first one is its name) and the same environment. Returns only when the system would not do it.
void becomeProgram(const std::string& program, const std::vector<std::string>& arguments);

/// This very program, also when its file has been replaced meanwhile.
inline constexpr const char* kThisProgram = "/proc/self/exe";

} // namespace sillok::app
