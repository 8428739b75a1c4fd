// temporary_file.h - Bytes as a mapped file, for what only opens files.
#pragma once

#include "engine/base/file.h"

#include <cstdlib>
#include <string>
#include <unistd.h>

namespace sillok::test {

/// A file that exists only as long as it is mapped.
inline Result<MappedFile> mapped(const std::string& bytes)
{
    char path[] = "/tmp/sillok-test-XXXXXX";
    const FileDescriptor file(mkstemp(path));
    unlink(path);
    if (!file.valid() || write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        return fail(ErrorCode::Io, "writing a temporary file");
    return MappedFile::map(file);
}

} // namespace sillok::test
