// unlock_escrow.cpp - The request that waits beside the header, and the opening by the shares that answer it.
#include "storage/db/replace_file.h"
#include "storage/vault/unlock.h"
#include "storage/vault/vault.h"

#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr const char* kName = "escrow.request";
std::string requestPath(const std::string& dir) { return dir + "/" + kName; }

} // namespace

Result<EscrowRequest> Vault::requestEscrow(const std::string& dir)
{
    const Headers headers = loadHeaders(dir);
    if (headers.intact.empty())
        return headers.anyPresent ? headers.lastError : fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_TRY(const KeyPair reply, cryptoProfile(headers.intact[0].profile).makeAgreementKey());
    SILLOK_TRY(EscrowRequest request, makeEscrowRequest(headers.intact[0], reply.publicKey));
    SILLOK_CHECK(replaceFile(dir, kName, reply.secret.bytes()));
    return request;
}

Result<std::vector<Keyring>> unlockEscrow(const std::string& dir, const Headers& headers, std::span<const EscrowShare> shares)
{
    if (headers.intact.empty())
        return headers.anyPresent ? headers.lastError : fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_TRY(const FileDescriptor file, openForReading(requestPath(dir)));
    SILLOK_TRY(Secret secret, Secret::make(kKeyBytes));
    if (::pread(file.get(), secret.data(), secret.size(), 0) != static_cast<ssize_t>(secret.size()))
        return fail(ErrorCode::Damaged, "the prepared request");
    std::vector<Keyring> opened;
    Error last = fail(ErrorCode::NotFound, "the vault has no escrow slot");
    for (const VaultHeader& header : headers.intact) {
        Result<Keyring> keys = Keyring::openEscrow(dir, header, secret, shares);
        if (keys.ok())
            opened.push_back(std::move(*keys));
        else
            last = keys.error();
    }
    if (opened.empty())
        return last;
    return opened;
}

bool escrowRequested(const std::string& dir)
{
    struct stat info {};
    return ::stat(requestPath(dir).c_str(), &info) == 0;
}

void endEscrowRequest(const std::string& dir) { ::unlink(requestPath(dir).c_str()); }

} // namespace sillok::storage
