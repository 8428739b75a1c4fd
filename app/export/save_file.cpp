#include "app/export/save_file.h"

#include "engine/base/file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::app {

namespace {

ErrorCode codeOf(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR: return ErrorCode::NotFound;
    case EEXIST: return ErrorCode::AlreadyExists;
    case ENOSPC:
    case EDQUOT: return ErrorCode::DiskFull;
    default: return ErrorCode::Io;
    }
}

std::string folderOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// The file under its passing name; goes with its text unless it was given its own.
class PassingFile {
public:
    static Result<PassingFile> create(const std::string& folder)
    {
        std::random_device random;
        for (int attempt = 0; attempt < 8; ++attempt) {
            PassingFile file;
            file.m_path = folder + "/.sillok-" + std::to_string(random()) + ".part";
            file.m_file = FileDescriptor(::open(file.m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
            if (file.m_file.valid())
                return file;
            if (errno != EEXIST)
                return fail(codeOf(errno), "making a file to save into");
            file.m_path.clear();
        }
        return fail(ErrorCode::Io, "making a file to save into");
    }
    PassingFile(PassingFile&& other) noexcept : m_path(std::exchange(other.m_path, {})), m_file(std::move(other.m_file)) {}
    PassingFile& operator=(PassingFile&&) = delete;
    ~PassingFile()
    {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }

    Result<void> write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t n = ::write(m_file.get(), bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return fail(codeOf(errno), "writing a file");
            bytes.remove_prefix(static_cast<size_t>(n));
        }
        return ::fsync(m_file.get()) == 0 ? Result<void> {} : fail(codeOf(errno), "making a file last");
    }

    /// Never over a file that is to be kept, where the file system can promise it.
    Result<void> nameAs(const std::string& path, Existing existing)
    {
        const bool keep = existing == Existing::Keep;
        if (renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, path.c_str(), keep ? RENAME_NOREPLACE : 0) != 0) {
            const bool flagUnknown = keep && (errno == EINVAL || errno == ENOSYS);
            if (flagUnknown && ::access(path.c_str(), F_OK) == 0)
                return fail(ErrorCode::AlreadyExists, "giving a file its name");
            if (!flagUnknown || std::rename(m_path.c_str(), path.c_str()) != 0)
                return fail(codeOf(errno), "giving a file its name");
        }
        m_path.clear();
        return {};
    }

private:
    PassingFile() = default;

    std::string m_path;
    FileDescriptor m_file;
};

} // namespace

Result<void> saveFile(const std::string& path, std::string_view bytes, Existing existing)
{
    const std::string folder = folderOf(path);
    SILLOK_TRY(PassingFile file, PassingFile::create(folder));
    SILLOK_CHECK(file.write(bytes));
    SILLOK_CHECK(file.nameAs(path, existing));
    const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.valid())
        ::fsync(directory.get()); // where a folder cannot be made to last, the file is there all the same
    return {};
}

} // namespace sillok::app
