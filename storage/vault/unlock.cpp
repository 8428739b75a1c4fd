#include "storage/vault/unlock.h"

namespace sillok::storage {

namespace {

/// An interrupted change leaves copies that differ here: then each may open what the other does not.
bool sameKeys(const VaultHeader& a, const VaultHeader& b) { return a.keySlots == b.keySlots && a.databaseKey == b.databaseKey; }

Result<std::vector<Keyring>> tryCopies(const std::string& dir, const Headers& headers, const Credential& credential)
{
    if (headers.intact.empty())
        return headers.anyPresent ? headers.lastError : fail(ErrorCode::NotFound, "there is no vault");
    std::vector<Keyring> opened;
    Result<Keyring> first = Keyring::open(dir, headers.intact[0], credential);
    const bool wrongKey = !first.ok() && first.error().code == ErrorCode::WrongKey;
    const bool same = headers.intact.size() < 2 || sameKeys(headers.intact[0], headers.intact[1]);
    if (first.ok())
        opened.push_back(std::move(*first));
    if (headers.intact.size() == 2 && !(same && (wrongKey || !opened.empty()))) {
        Result<Keyring> second = Keyring::open(dir, headers.intact[1], credential);
        if (second.ok())
            opened.push_back(std::move(*second));
    }
    if (opened.empty())
        return std::move(first).error();
    return opened;
}

} // namespace

Result<std::vector<Keyring>> unlock(const std::string& dir, const Headers& headers, const Credential& credential, BootClock clock)
{
    if (!credential.recoveryKey.empty())
        return tryCopies(dir, headers, credential);
    BackOff backOff(dir, clock);
    SILLOK_CHECK(backOff.beginTry());
    Result<std::vector<Keyring>> opened = tryCopies(dir, headers, credential);
    if (opened.ok())
        backOff.succeeded();
    else if (opened.error().code != ErrorCode::WrongKey)
        backOff.takeBack();
    return opened;
}

} // namespace sillok::storage
