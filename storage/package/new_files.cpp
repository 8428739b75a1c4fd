#include "storage/package/new_files.h"

#include "storage/crypto/profile.h"
#include "storage/db/disk.h"
#include "storage/signing/hex.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

bool exists(const std::string& path)
{
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0;
}

Result<std::string> passingName(const std::string& path)
{
    std::array<uint8_t, 8> random {};
    SILLOK_CHECK(modernProfile().random(random));
    return folderOf(path) + "/.sillok-" + hexOf(random) + ".part";
}

/// Never over something that is there, where the file system can promise it; a stick may not know the flag.
Result<void> giveName(const std::string& passing, const std::string& path)
{
    if (::renameat2(AT_FDCWD, passing.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0)
        return {};
    const bool flagUnknown = errno == EINVAL || errno == ENOSYS;
    if (errno == EEXIST || (flagUnknown && exists(path)))
        return fail(ErrorCode::AlreadyExists, "naming a package");
    if (!flagUnknown || std::rename(passing.c_str(), path.c_str()) != 0)
        return systemError("naming a package");
    return {};
}

} // namespace

NewFiles::~NewFiles()
{
    for (const File& file : m_files) {
        if (!m_done)
            ::unlink((file.named ? file.path : file.passing).c_str());
    }
}

Result<void> NewFiles::add(const std::string& path)
{
    if (exists(path))
        return fail(ErrorCode::AlreadyExists, "making a package");
    SILLOK_TRY(std::string passing, passingName(path));
    FileDescriptor descriptor(::open(passing.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!descriptor.valid())
        return errno == ENOENT || errno == ENOTDIR ? fail(ErrorCode::NotFound, "making a package: no such folder") : systemError("making a package");
    m_files.push_back({ path, std::move(passing), std::move(descriptor) });
    return {};
}

Result<void> NewFiles::write(Bytes bytes) { return writeAll(m_files.back().descriptor.get(), bytes, "writing a package"); }

Result<void> NewFiles::nameAll()
{
    for (const File& file : m_files) {
        if (::fsync(file.descriptor.get()) != 0)
            return systemError("bringing a package to the disk");
    }
    for (auto file = m_files.rbegin(); file != m_files.rend(); ++file) {
        SILLOK_CHECK(giveName(file->passing, file->path));
        file->named = true;
    }
    m_done = true;
    ignore(syncFolder(folderOf(m_files.front().path)), "a stick whose folders cannot be synced has the files all the same");
    return {};
}

} // namespace sillok::storage
