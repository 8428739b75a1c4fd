#include "storage/vault/vault.h"

#include "storage/repositories/message_seals.h"
#include "storage/vault/close_sequence.h"
#include "storage/vault/open_sequence.h"
#include "storage/vault/replace_database.h"
#include "storage/vault/unlock.h"
#include "storage/vault/vault_files.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>

namespace sillok::storage {

Vault::Vault(std::string dir, FileDescriptor lock, Keyring keys, Database database)
    : m_dir(std::move(dir))
    , m_lock(std::move(lock))
    , m_keys(std::move(keys))
    , m_database(std::make_unique<Database>(std::move(database)))
{
}

Vault::~Vault() { close(); }

void Vault::close()
{
    if (m_database)
        closeDatabase(m_dir, std::move(m_database), m_keys);
}

Result<Vault> Vault::create(const std::string& dir, const Credential& credential, const KdfCost& cost, SplitTerms split, ProfileId profile)
{
    SILLOK_CHECK(slotTypeOf(credential));
    SILLOK_CHECK(checkKdfCost(cost, cryptoProfile(profile).kdfLimits()));
    SILLOK_CHECK(makeFolder(dir));
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    if (anyHeaderFile(dir))
        return fail(ErrorCode::AlreadyExists, "a vault is there already");
    SILLOK_TRY(Keyring keys, Keyring::make(dir, profile, credential, cost));
    SILLOK_TRY(Database database, makeDatabase(dir, keys, split));
    SILLOK_CHECK(keys.store()); // last: a header that exists has a database
    return Vault(dir, std::move(lock), std::move(keys), std::move(database));
}

Result<Vault> Vault::open(const std::string& dir, const Credential& credential, SplitTerms split)
{
    if (!anyHeaderFile(dir))
        return fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    const Headers headers = loadHeaders(dir);
    SILLOK_TRY(std::vector<Keyring> unlocked, unlock(dir, headers, credential));
    // After an interrupted change of the database key each header copy may know another one.
    const auto fitting = std::ranges::find_if(unlocked, [&](const Keyring& k) { return fitsDatabase(dir, k.databaseKey()); });
    Keyring keys = std::move(fitting == unlocked.end() ? unlocked.front() : *fitting);
    SILLOK_TRY(Database database, openDatabase(dir, keys, split));
    if (!bothInOrder(headers))
        ignore(keys.store(), "the intact copy has opened the vault; a full disk must not keep it shut");
    return Vault(dir, std::move(lock), std::move(keys), std::move(database));
}

VaultStatus Vault::status(const std::string& dir)
{
    VaultStatus status;
    const Headers headers = loadHeaders(dir);
    if (!headers.anyPresent)
        return status;
    status.headerCopiesIntact = static_cast<int>(headers.intact.size());
    status.databaseBytes = fileSize(databasePath(dir)).value_or(0);
    const bool usable = !headers.intact.empty() && status.databaseBytes >= kSmallestDatabaseBytes;
    status.state = usable ? VaultStatus::State::Present : VaultStatus::State::Damaged;
    if (!headers.intact.empty()) {
        status.generation = headers.intact[0].generation;
        status.keySlots = static_cast<int>(headers.intact[0].keySlots.size());
        status.kdfCost = headers.intact[0].keySlots[0].cost;
        status.profile = headers.intact[0].profile;
    }
    const FileDescriptor probe(::open((dir + "/lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    status.inUse = probe.valid() && ::flock(probe.get(), LOCK_SH | LOCK_NB) != 0;
    return status;
}

Result<VaultCheck> Vault::check()
{
    VaultCheck check;
    const Headers headers = loadHeaders(m_dir);
    check.headerCopiesIntact = static_cast<int>(headers.intact.size());
    if (headers.intact.size() < 2)
        check.problems.push_back("header: " + headers.lastError.doing);
    else if (!bothInOrder(headers))
        check.problems.push_back("header: the two copies differ");
    SILLOK_TRY(const std::vector<std::string> problems, m_database->check());
    check.problems.insert(check.problems.end(), problems.begin(), problems.end());
    SILLOK_TRY(const std::vector<std::string> seals, checkMessageSeals(*m_database, 0));
    check.problems.insert(check.problems.end(), seals.begin(), seals.end());
    return check;
}

} // namespace sillok::storage
