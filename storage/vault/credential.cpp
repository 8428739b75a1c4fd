#include "storage/vault/credential.h"

#include "engine/base/file.h"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

Credential Credential::fromRecoveryKey(const Secret& key)
{
    Credential credential { std::string_view() };
    credential.recoveryKey = key.bytes();
    return credential;
}

Result<Secret> readKeyFile(const std::string& path)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    struct stat info {};
    if (::fstat(file.get(), &info) != 0)
        return fail(ErrorCode::Io, "asking for the size of the key file");
    const auto size = static_cast<uint64_t>(info.st_size);
    if (size < kLeastKeyFileBytes)
        return fail(ErrorCode::BadArgument, "a key file of fewer than " + std::to_string(kLeastKeyFileBytes) + " bytes can be guessed");
    if (size > kMostKeyFileBytes)
        return fail(ErrorCode::Unsafe, "a key file of more than " + std::to_string(kMostKeyFileBytes) + " bytes");
    SILLOK_TRY(Secret content, Secret::make(size));
    for (size_t done = 0; done < size;) {
        const ssize_t got = ::pread(file.get(), content.data() + done, size - done, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(ErrorCode::Io, "reading the key file");
        done += static_cast<size_t>(got);
    }
    return content;
}

} // namespace sillok::storage
