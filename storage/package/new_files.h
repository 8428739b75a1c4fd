// new_files.h - Files that get their names when all of them are whole, or are never there.
#pragma once

#include "engine/base/file.h"

#include <string>

namespace sillok::storage {

/// Write-only files under passing names beside their places; whatever was not named goes with this object.
class NewFiles {
public:
    NewFiles() = default;
    NewFiles(NewFiles&&) noexcept = default;
    NewFiles& operator=(NewFiles&&) = delete;
    ~NewFiles();

    /// One more, for this user only. error AlreadyExists, NotFound (no such folder), DiskFull, Io
    Result<void> add(const std::string& path);
    /// Behind what the last one has. error DiskFull, Io
    Result<void> write(Bytes bytes);
    /// Brings all to the disk and names them, the first one last: it is what people open.
    /// error AlreadyExists: never over another file; DiskFull, Io. None has its name then.
    Result<void> nameAll();

private:
    struct File {
        std::string path;
        std::string passing;
        FileDescriptor descriptor;
        bool named = false;
    };
    std::vector<File> m_files;
    bool m_done = false;
};

} // namespace sillok::storage
