#include "engine/base/file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok {

namespace {

Error systemError(const std::string& doing)
{
    const int number = errno;
    const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::NotFound
        : number == ENOSPC || number == EDQUOT                   ? ErrorCode::DiskFull
        : number == ENOMEM                                       ? ErrorCode::OutOfMemory
                                                                 : ErrorCode::Io;
    return fail(code, doing + ": " + std::strerror(number));
}

Result<uint64_t> regularFileSize(const FileDescriptor& file)
{
    struct stat info {};
    if (fstat(file.get(), &info) != 0)
        return systemError("asking for the size of a file");
    if (!S_ISREG(info.st_mode))
        return fail(ErrorCode::BadArgument, "not a regular file");
    return static_cast<uint64_t>(info.st_size);
}

} // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept
{
    if (this != &other) {
        reset();
        m_fd = std::exchange(other.m_fd, -1);
    }
    return *this;
}

void FileDescriptor::reset()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

Result<FileDescriptor> openForReading(const std::string& path)
{
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.valid())
        return systemError("opening a file for reading");
    SILLOK_CHECK(regularFileSize(file));
    return file;
}

Result<MappedFile> MappedFile::map(const FileDescriptor& file)
{
    SILLOK_TRY(const uint64_t size, regularFileSize(file));
    if (size == 0)
        return MappedFile(nullptr, 0);
    void* data = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    if (data == MAP_FAILED)
        return systemError("mapping a file");
    return MappedFile(static_cast<const uint8_t*>(data), size);
}

Result<MappedFile> MappedFile::mapTogether(std::span<const FileDescriptor> files)
{
    if (files.size() == 1)
        return map(files[0]);
    const auto page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
    std::vector<uint64_t> sizes;
    uint64_t total = 0;
    for (const FileDescriptor& file : files) {
        SILLOK_TRY(const uint64_t size, regularFileSize(file));
        sizes.push_back(size);
        total += (size + page - 1) / page * page;
    }
    if (total == 0)
        return fail(ErrorCode::Damaged, "mapping files without a byte");
    void* reserved = mmap(nullptr, total, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (reserved == MAP_FAILED)
        return systemError("mapping files");
    MappedFile whole(static_cast<const uint8_t*>(reserved), total);
    whole.m_parts.clear();
    auto* at = static_cast<uint8_t*>(reserved);
    for (size_t i = 0; i < files.size(); ++i) {
        if (sizes[i] > 0 && mmap(at, sizes[i], PROT_READ, MAP_SHARED | MAP_FIXED, files[i].get(), 0) == MAP_FAILED)
            return systemError("mapping a file");
        whole.m_parts.emplace_back(at, sizes[i]);
        at += (sizes[i] + page - 1) / page * page;
    }
    return whole;
}

Result<MappedFile> MappedFile::open(const std::string& path)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    return map(file);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
    , m_parts(std::move(other.m_parts))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    if (this != &other) {
        unmap();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_parts = std::move(other.m_parts);
    }
    return *this;
}

MappedFile::~MappedFile() { unmap(); }

void MappedFile::unmap()
{
    if (m_data)
        munmap(const_cast<uint8_t*>(m_data), m_size);
    m_data = nullptr;
}

Result<std::vector<uint8_t>> readAll(const FileDescriptor& file, uint64_t limitBytes)
{
    std::vector<uint8_t> all;
    constexpr size_t kStep = size_t { 1 } << 20;
    while (true) {
        const size_t at = all.size();
        all.resize(at + kStep);
        const ssize_t got = pread(file.get(), all.data() + at, kStep, static_cast<off_t>(at));
        if (got < 0)
            return systemError("reading a file");
        all.resize(at + static_cast<size_t>(got));
        if (all.size() > limitBytes)
            return fail(ErrorCode::Unsafe, "reading a file larger than " + std::to_string(limitBytes) + " bytes");
        if (got == 0)
            return all;
    }
}

} // namespace sillok
