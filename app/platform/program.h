// program.h - Where this program is and which language its person reads.
#pragma once

#include <string>

namespace sillok::app {

/// Folder of the running program, from the kernel and not from arguments.
std::string programDir();

/// True for a Korean locale, and when the environment says nothing at all.
bool prefersKorean();

} // namespace sillok::app
