#include "storage/db/replace_file.h"

#include "engine/base/file.h"
#include "storage/db/disk.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

Result<void> writeTemporary(const std::string& path, Bytes bytes, mode_t mode)
{
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.valid())
        return systemError("making a file");
    SILLOK_CHECK(writeAll(file.get(), bytes, "writing a file"));
    if (mode != 0600 && ::fchmod(file.get(), mode) != 0)
        return systemError("making a file readable");
    if (::fdatasync(file.get()) != 0)
        return systemError("bringing a file to the disk");
    return {};
}

} // namespace

Result<void> replaceFile(const std::string& dir, const std::string& name, Bytes bytes, mode_t mode)
{
    const std::string temporary = dir + "/" + name + ".new";
    if (auto written = writeTemporary(temporary, bytes, mode); !written.ok()) {
        ::unlink(temporary.c_str());
        return written;
    }
    if (std::rename(temporary.c_str(), (dir + "/" + name).c_str()) != 0)
        return systemError("replacing a file");
    return syncFolder(dir);
}

} // namespace sillok::storage
