#include "storage/db/disk.h"

#include "engine/base/file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sillok::storage {

Error systemError(std::string doing)
{
    const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return fail(full ? ErrorCode::DiskFull : ErrorCode::Io, std::move(doing) + " (errno " + std::to_string(errno) + ")");
}

Result<void> syncFile(const std::string& path)
{
    const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!file.valid() || ::fdatasync(file.get()) != 0)
        return systemError("bringing a file of the vault to the disk");
    return {};
}

Result<void> syncFolder(const std::string& dir)
{
    const FileDescriptor folder(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid() || ::fsync(folder.get()) != 0)
        return systemError("bringing a folder of the vault to the disk");
    return {};
}

std::string folderOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

} // namespace sillok::storage
