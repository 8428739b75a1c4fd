// lent_file.h - A file that somebody without rights hands to a service with root's: what it must be before anything is read from it.
#pragma once

#include "engine/base/file.h"

namespace sillok::app {

/// A descriptor of our own for the same open file. Paths are never taken: the one who asks has opened it with his own rights.
/// A file in memory (memfd) is as good as one on a disk: both can change while they are read, and what is copied is what was hashed.
/// error  Refused with LinkOrSpecial: a folder, pipe, socket, device, a mere place (O_PATH), or not open for reading; TooLarge
Result<FileDescriptor> keepLentFile(int descriptor, uint64_t mostBytes);

} // namespace sillok::app
