// parts.h - A model in one file, or in several whose names say so: name-00001-of-00003.gguf.
#pragma once

#include "engine/base/file.h"

#include <string>
#include <vector>

namespace sillok::gguf {

/// Opens the file and, where its name is that of a first part, those beside it, in order.
/// error  NotFound: a part is missing, named in the message. BadArgument: the name is that of a later part. Unsafe: too many parts.
///        Io, as openForReading.
Result<std::vector<FileDescriptor>> openParts(const std::string& path);

} // namespace sillok::gguf
