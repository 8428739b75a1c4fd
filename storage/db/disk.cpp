#include "storage/db/disk.h"

#include "engine/base/file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

/// One call after the other until all has been written; `write` gets what is left and how much was done.
template <typename Write>
Result<void> writeOn(Bytes bytes, const char* doing, const Write& write)
{
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t wrote = write(bytes.subspan(done), done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return systemError(doing);
        done += static_cast<size_t>(wrote);
    }
    return {};
}

} // namespace

Error systemError(std::string doing)
{
    const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return fail(full ? ErrorCode::DiskFull : ErrorCode::Io, std::move(doing) + " (errno " + std::to_string(errno) + ")");
}

Result<size_t> readAt(int fd, uint64_t offset, std::span<uint8_t> out, const char* doing)
{
    size_t done = 0;
    while (done < out.size()) {
        const ssize_t got = ::pread64(fd, out.data() + done, out.size() - done, static_cast<off64_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError(doing);
        if (got == 0)
            break;
        done += static_cast<size_t>(got);
    }
    return done;
}

Result<void> writeAt(int fd, uint64_t offset, Bytes bytes, const char* doing)
{
    return writeOn(bytes, doing, [&](Bytes left, size_t done) { return ::pwrite64(fd, left.data(), left.size(), static_cast<off64_t>(offset + done)); });
}

Result<void> writeAll(int fd, Bytes bytes, const char* doing)
{
    return writeOn(bytes, doing, [&](Bytes left, size_t) { return ::write(fd, left.data(), left.size()); });
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
