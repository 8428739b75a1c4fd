#include "storage/audit/first_key.h"

#include "engine/base/file.h"
#include "storage/audit/log_files.h"
#include "storage/db/disk.h"
#include "storage/db/replace_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr uint64_t kMostBytes = 1024;
std::string pathOf(const std::string& dir) { return dir + "/" + kFirstKeyName; }

} // namespace

Result<void> keepFirstKey(const std::string& dir, const LogHead& head, const Secret& firstKey, const Secret& key)
{
    SILLOK_TRY(const auto wrapped, cryptoProfile(head.profile).wrap(firstKey, key, head.id));
    return replaceFile(dir, kFirstKeyName, wrapped);
}

Result<Secret> readFirstKey(const std::string& dir, const LogHead& head, const Secret& key)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(pathOf(dir)));
    SILLOK_TRY(const std::vector<uint8_t> bytes, readAll(file, kMostBytes));
    const CryptoProfile& profile = cryptoProfile(head.profile);
    if (bytes.size() != profile.wrappedBytes())
        return fail(ErrorCode::WrongKey, "the first key of the audit log");
    return profile.unwrap(bytes, key, head.id);
}

Result<void> removeFirstKey(const std::string& dir)
{
    const std::string path = pathOf(dir);
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.valid() && errno == ENOENT)
        return {};
    const std::vector<uint8_t> zeros(kMostBytes);
    const bool overwritten = file.valid() && writeAt(file.get(), 0, zeros, "clearing the first key").ok() && ::fdatasync(file.get()) == 0;
    if (!overwritten || ::unlink(path.c_str()) != 0)
        return systemError("removing the first key of the audit log");
    return syncFolder(dir);
}

Result<void> relockFirstKey(const std::string& dir, const LogHead& head, const Secret& before, const Secret& now)
{
    const Result<Secret> firstKey = readFirstKey(dir, head, before);
    if (!firstKey.ok() && firstKey.error().code == ErrorCode::NotFound)
        return {};
    if (!firstKey.ok())
        return firstKey.error();
    return keepFirstKey(dir, head, *firstKey, now);
}

} // namespace sillok::storage
