#include "storage/vault/credential.h"

#include "engine/base/file.h"
#include "storage/db/disk.h"

#include <sys/stat.h>

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
    const auto got = readAt(file.get(), 0, { content.data(), size }, "reading the key file");
    if (!got.ok() || *got != size)
        return fail(ErrorCode::Io, "reading the key file");
    return content;
}

} // namespace sillok::storage
