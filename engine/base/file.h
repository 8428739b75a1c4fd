// file.h - Files as the operating system gives them: an owned descriptor, a read-only mapping, whole-file reading.
#pragma once

#include "engine/base/bytes.h"

#include <span>
#include <vector>

namespace sillok {

/// Owns one file descriptor; closes it. Movable, never copied.
class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd) : m_fd(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor() { reset(); }

    int get() const { return m_fd; }
    bool valid() const { return m_fd >= 0; }
    int release() { return std::exchange(m_fd, -1); }
    void reset();

private:
    int m_fd = -1;
};

/// Opens for reading, close-on-exec. error NotFound, Io, BadArgument (not a regular file).
Result<FileDescriptor> openForReading(const std::string& path);

/// A whole regular file mapped read-only, or several behind each other. Stays valid after the descriptors are closed.
class MappedFile {
public:
    static Result<MappedFile> map(const FileDescriptor& file);
    /// Each file from the next page border on; what lies between them reads as zeros. needs at least one file
    static Result<MappedFile> mapTogether(std::span<const FileDescriptor> files);
    static Result<MappedFile> open(const std::string& path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    Bytes bytes() const { return { m_data, m_size }; }
    /// The files one by one, in order; all lie inside bytes().
    std::span<const Bytes> parts() const { return m_parts; }

private:
    MappedFile(const uint8_t* data, size_t size) : m_data(data), m_size(size), m_parts { bytes() } {}
    void unmap();

    const uint8_t* m_data = nullptr;
    size_t m_size = 0;
    std::vector<Bytes> m_parts;
};

/// Everything a descriptor has from offset 0, at most `limitBytes`. error Unsafe: larger than the limit.
Result<std::vector<uint8_t>> readAll(const FileDescriptor& file, uint64_t limitBytes);

} // namespace sillok
