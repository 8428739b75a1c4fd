#include "storage/vault/vault_files.h"

#include "storage/db/disk.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <vector>

namespace sillok::storage {

namespace {

constexpr size_t kCopyBytes = 1 << 20;

std::string reservePath(const std::string& dir) { return dir + "/reserve"; }

Result<void> copyContent(int from, int to, uint64_t all, const ByteProgress& progress, const std::stop_token& stop)
{
    std::vector<uint8_t> buffer(kCopyBytes);
    for (uint64_t done = 0;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "copying a file of the vault");
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("reading a file of the vault");
        if (got == 0)
            break;
        SILLOK_CHECK(writeAll(to, Bytes(buffer).first(static_cast<size_t>(got)), "copying a file of the vault"));
        done += static_cast<uint64_t>(got);
        if (progress)
            progress(done, all);
    }
    return ::fdatasync(to) == 0 ? Result<void>() : systemError("bringing a copy to the disk");
}

} // namespace

std::string databasePath(const std::string& dir) { return dir + "/vault.db"; }

std::optional<uint64_t> fileSize(const std::string& path)
{
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0)
        return std::nullopt;
    return static_cast<uint64_t>(info.st_size);
}

Result<void> makeFolder(const std::string& dir)
{
    for (size_t slash = dir.find('/', 1); slash != std::string::npos; slash = dir.find('/', slash + 1))
        ::mkdir(dir.substr(0, slash).c_str(), 0700); // one that exists already is fine; a real failure shows below
    if (::mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST)
        return systemError("making the vault folder");
    if (::chmod(dir.c_str(), 0700) != 0)
        return fail(ErrorCode::Io, "closing the vault folder to others");
    return {};
}

Result<FileDescriptor> takeLock(const std::string& dir)
{
    FileDescriptor lock(::open((dir + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock.valid())
        return systemError("opening the vault's lock file");
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(errno == EWOULDBLOCK ? ErrorCode::Busy : ErrorCode::Io, "locking the vault");
    return lock;
}

Result<void> copyFile(const std::string& from, const std::string& to, const ByteProgress& progress, const std::stop_token& stop)
{
    SILLOK_TRY(const FileDescriptor source, openForReading(from));
    const FileDescriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!target.valid())
        return systemError("making a copy in the vault");
    Result<void> copied = copyContent(source.get(), target.get(), fileSize(from).value_or(0), progress, stop);
    if (!copied.ok())
        ::unlink(to.c_str());
    return copied;
}

Result<void> linkOrCopy(const std::string& from, const std::string& to)
{
    return ::link(from.c_str(), to.c_str()) == 0 ? Result<void>() : copyFile(from, to);
}

Result<std::string> setAside(const std::string& dir, int64_t nowMs)
{
    const std::string folder = dir + "/kept";
    SILLOK_CHECK(makeFolder(folder));
    const std::string kept = folder + "/vault-" + std::to_string(nowMs) + ".db";
    for (const char* suffix : { "", "-wal" }) {
        if (!fileSize(databasePath(dir) + suffix))
            continue;
        SILLOK_CHECK(linkOrCopy(databasePath(dir) + suffix, kept + suffix));
    }
    SILLOK_CHECK(syncFolder(folder));
    SILLOK_CHECK(syncFolder(dir));
    return kept;
}

void protectKept(const std::string& kept)
{
    for (const char* suffix : { "", "-wal" })
        ::chmod((kept + suffix).c_str(), 0400);
}

Result<void> removeKept(const std::string& dir)
{
    const std::string folder = dir + "/kept";
    DIR* const listing = ::opendir(folder.c_str());
    if (!listing)
        return {};
    bool removed = true;
    while (const dirent* const entry = ::readdir(listing)) {
        if (std::string_view(entry->d_name).starts_with("vault-"))
            removed = ::unlink((folder + "/" + entry->d_name).c_str()) == 0 && removed;
    }
    ::closedir(listing);
    return removed ? syncFolder(folder) : systemError("removing what was set aside");
}

void holdReserve(const std::string& dir)
{
    constexpr off_t kReserveBytes = 256 << 10;
    const std::string path = reservePath(dir);
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.valid() && ::posix_fallocate(file.get(), 0, kReserveBytes) != 0)
        ::unlink(path.c_str());
}

void freeReserve(const std::string& dir) { ::unlink(reservePath(dir).c_str()); }

bool roomForTwice(const std::string& dir, uint64_t bytes)
{
    struct statvfs disk {};
    return ::statvfs(dir.c_str(), &disk) == 0 && uint64_t(disk.f_bavail) * disk.f_frsize / 2 >= bytes;
}

void removeDatabase(const std::string& path)
{
    for (const char* suffix : { "-wal", "-shm", "" })
        ::unlink((path + suffix).c_str());
}

} // namespace sillok::storage
