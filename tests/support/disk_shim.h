// disk_shim.h - Stands between the program under test and the system: sees, in order, every call that changes the files of one
// folder, and can let any of them fail. Defines the system calls' names, so include it in exactly one source of a program.
//
// SQLite's memory-mapped -shm file is not seen and not needed: after a power cut it is made again from the log.
#pragma once

#include "engine/base/bytes.h"

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <dlfcn.h>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <string>
#include <sys/types.h>
#include <unistd.h>
#include <vector>

namespace sillok::test {

/// One change, as the program asked for it.
struct DiskCall {
    enum class Kind : uint8_t { Create, Write, Truncate, Sync, SyncFolder, Rename, Remove, Mark } kind;
    int file = -1;                  ///< counted from 0 in the order of creation; -1 for folder calls and marks
    int64_t at = 0;                 ///< Write: offset. Truncate: new size. Mark: the number given.
    std::vector<uint8_t> bytes {};  ///< Write
    std::string name {};            ///< Create, Rename, Remove: name within the folder
    std::string newName {};         ///< Rename
};

/// The single shim of a program. Any thread.
class DiskShim {
public:
    static DiskShim& only()
    {
        static DiskShim shim;
        return shim;
    }

    /// Starts to record what happens to files directly in `folder`, which must be empty or missing.
    void record(const std::string& folder)
    {
        const std::scoped_lock guard(m_mutex);
        m_folder = folder + "/";
        m_recording = true;
        m_calls.clear();
        m_names.clear();
        m_open.clear();
        m_files = 0;
    }
    /// Ends the recording and gives it.
    std::vector<DiskCall> taken()
    {
        const std::scoped_lock guard(m_mutex);
        m_recording = false;
        return std::move(m_calls);
    }
    /// Puts a note of the test between the calls, e.g. "message 12 was acknowledged".
    void mark(int64_t number)
    {
        const std::scoped_lock guard(m_mutex);
        note({ DiskCall::Kind::Mark, -1, number });
    }

    /// The `call`-th change below `folder` from now on, counted from 1, fails with `error`; the following ones too when `lasting`.
    /// Error 0: a disk that lies, the call has no effect and is reported as done.
    void failAt(const std::string& folder, int64_t call, int error, bool lasting)
    {
        const std::scoped_lock guard(m_mutex);
        m_folder = folder + "/";
        m_count = 0;
        m_failAt = call;
        m_error = error;
        m_lasting = lasting;
    }
    /// Everything works again. Gives how many changes were asked for meanwhile.
    int64_t heal()
    {
        const std::scoped_lock guard(m_mutex);
        m_failAt = 0;
        return m_count;
    }

    // -- Called by the replaced system calls, with the lock held
    std::mutex& mutex() { return m_mutex; }
    std::string nameOf(const char* path) const
    {
        const std::string_view whole(path);
        if (m_folder.empty() || !whole.starts_with(m_folder))
            return {};
        const std::string name(whole.substr(m_folder.size()));
        return name.find('/') == std::string::npos && !name.ends_with("-shm") ? name : std::string();
    }
    bool isFolder(const char* path) const
    {
        const std::string_view whole(path);
        return !m_folder.empty() && (whole == m_folder || whole == std::string_view(m_folder).substr(0, m_folder.size() - 1));
    }
    /// True when this change is to fail; errno is set then.
    bool refuses()
    {
        if (m_failAt == 0)
            return false;
        ++m_count;
        if (m_count < m_failAt || (m_count > m_failAt && !m_lasting))
            return false;
        errno = m_error;
        return true;
    }
    void note(DiskCall call)
    {
        if (m_recording)
            m_calls.push_back(std::move(call));
    }
    void opened(int fd, const std::string& name, bool creates, bool empties)
    {
        auto found = m_names.find(name);
        if (found == m_names.end()) {
            found = m_names.emplace(name, m_files++).first;
            if (creates)
                note({ DiskCall::Kind::Create, found->second, 0, {}, name });
        } else if (empties) {
            note({ DiskCall::Kind::Truncate, found->second, 0 });
        }
        m_open[fd] = found->second;
    }
    void openedFolder(int fd) { m_open[fd] = kFolder; }
    void closed(int fd) { m_open.erase(fd); }
    void renamed(const std::string& from, const std::string& to)
    {
        note({ DiskCall::Kind::Rename, -1, 0, {}, from, to });
        if (const auto found = m_names.find(from); found != m_names.end()) {
            m_names[to] = found->second;
            m_names.erase(from);
        }
    }
    void removed(const std::string& name)
    {
        note({ DiskCall::Kind::Remove, -1, 0, {}, name });
        m_names.erase(name);
    }
    /// -1: not one of ours; kFolder: the folder itself.
    int fileOf(int fd) const
    {
        const auto found = m_open.find(fd);
        return found == m_open.end() ? -1 : found->second;
    }
    static constexpr int kFolder = -2;

private:
    std::mutex m_mutex;
    std::string m_folder;
    bool m_recording = false;
    std::vector<DiskCall> m_calls;
    std::map<std::string, int> m_names;
    std::map<int, int> m_open;
    int m_files = 0;
    int64_t m_count = 0;
    int64_t m_failAt = 0;
    int m_error = 0;
    bool m_lasting = false;
};

template <typename Function>
Function* systemCall(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

inline int shimmedOpen(const char* path, int flags, mode_t mode)
{
    static auto* const real = systemCall<int(const char*, int, mode_t)>("open64");
    DiskShim& shim = DiskShim::only();
    const std::scoped_lock guard(shim.mutex());
    const std::string name = shim.nameOf(path);
    if (name.empty()) {
        const int fd = real(path, flags, mode);
        if (fd >= 0 && shim.isFolder(path))
            shim.openedFolder(fd);
        return fd;
    }
    const bool missing = ::access(path, F_OK) != 0;
    const bool changes = ((flags & O_CREAT) && missing) || (flags & O_TRUNC);
    if (changes && shim.refuses())
        return -1;
    const int fd = real(path, flags, mode);
    if (fd >= 0)
        shim.opened(fd, name, missing, (flags & O_TRUNC) != 0);
    return fd;
}

inline ssize_t shimmedWrite(int fd, const void* bytes, size_t size, off64_t at)
{
    static auto* const real = systemCall<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    DiskShim& shim = DiskShim::only();
    const std::scoped_lock guard(shim.mutex());
    const int file = shim.fileOf(fd);
    if (file >= 0 && shim.refuses())
        return errno == 0 ? static_cast<ssize_t>(size) : -1;
    const ssize_t wrote = real(fd, bytes, size, at);
    if (file >= 0 && wrote > 0) {
        const auto* from = static_cast<const uint8_t*>(bytes);
        shim.note({ DiskCall::Kind::Write, file, at, std::vector<uint8_t>(from, from + wrote) });
    }
    return wrote;
}

template <typename Real>
int shimmedSync(int fd, Real* real)
{
    DiskShim& shim = DiskShim::only();
    const std::scoped_lock guard(shim.mutex());
    const int file = shim.fileOf(fd);
    if (file != -1 && shim.refuses())
        return errno == 0 ? 0 : -1;
    if (file == DiskShim::kFolder)
        shim.note({ DiskCall::Kind::SyncFolder });
    else if (file >= 0)
        shim.note({ DiskCall::Kind::Sync, file });
    return file == -1 ? real(fd) : 0; // what the test keeps is in memory: a real sync only costs time
}

inline int shimmedTruncate(int fd, off64_t size)
{
    static auto* const real = systemCall<int(int, off64_t)>("ftruncate64");
    DiskShim& shim = DiskShim::only();
    const std::scoped_lock guard(shim.mutex());
    const int file = shim.fileOf(fd);
    if (file >= 0 && shim.refuses())
        return errno == 0 ? 0 : -1;
    const int result = real(fd, size);
    if (file >= 0 && result == 0)
        shim.note({ DiskCall::Kind::Truncate, file, size });
    return result;
}

} // namespace sillok::test

#pragma GCC visibility push(default) // the libraries must find these instead of the system's
extern "C" {

int open(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return sillok::test::shimmedOpen(path, flags, mode);
}
int open64(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return sillok::test::shimmedOpen(path, flags, mode);
}
int close(int fd)
{
    static auto* const real = sillok::test::systemCall<int(int)>("close");
    {
        auto& shim = sillok::test::DiskShim::only();
        const std::scoped_lock guard(shim.mutex());
        shim.closed(fd);
    }
    return real(fd);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) { return sillok::test::shimmedWrite(fd, bytes, size, at); }
ssize_t write(int fd, const void* bytes, size_t size)
{
    static auto* const real = sillok::test::systemCall<ssize_t(int, const void*, size_t)>("write");
    auto& shim = sillok::test::DiskShim::only();
    const std::scoped_lock guard(shim.mutex());
    const int file = shim.fileOf(fd);
    if (file >= 0 && shim.refuses())
        return errno == 0 ? static_cast<ssize_t>(size) : -1;
    const off64_t at = file >= 0 ? ::lseek64(fd, 0, SEEK_CUR) : 0;
    const ssize_t wrote = real(fd, bytes, size);
    if (file >= 0 && wrote > 0) {
        const auto* from = static_cast<const uint8_t*>(bytes);
        shim.note({ sillok::test::DiskCall::Kind::Write, file, at, std::vector<uint8_t>(from, from + wrote) });
    }
    return wrote;
}
int ftruncate64(int fd, off64_t size) noexcept { return sillok::test::shimmedTruncate(fd, size); }
int ftruncate(int fd, off_t size) noexcept { return sillok::test::shimmedTruncate(fd, size); }
int fdatasync(int fd)
{
    static auto* const real = sillok::test::systemCall<int(int)>("fdatasync");
    return sillok::test::shimmedSync(fd, real);
}
int fsync(int fd)
{
    static auto* const real = sillok::test::systemCall<int(int)>("fsync");
    return sillok::test::shimmedSync(fd, real);
}
int rename(const char* from, const char* to) noexcept
{
    static auto* const real = sillok::test::systemCall<int(const char*, const char*)>("rename");
    auto& shim = sillok::test::DiskShim::only();
    const std::scoped_lock guard(shim.mutex());
    const std::string name = shim.nameOf(from);
    if (!name.empty() && shim.refuses())
        return errno == 0 ? 0 : -1;
    const int result = real(from, to);
    if (!name.empty() && result == 0)
        shim.renamed(name, shim.nameOf(to));
    return result;
}
int unlink(const char* path) noexcept
{
    static auto* const real = sillok::test::systemCall<int(const char*)>("unlink");
    auto& shim = sillok::test::DiskShim::only();
    const std::scoped_lock guard(shim.mutex());
    const std::string name = shim.nameOf(path);
    const int result = real(path);
    if (!name.empty() && result == 0)
        shim.removed(name);
    return result;
}

} // extern "C"
#pragma GCC visibility pop
