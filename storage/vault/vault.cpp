#include "storage/vault/vault.h"

#include "storage/repositories/message_seals.h"
#include "storage/vault/change_over.h"
#include "storage/vault/close_sequence.h"
#include "storage/vault/keys_generation.h"
#include "storage/vault/open_sequence.h"
#include "storage/vault/unlock.h"
#include "storage/vault/vault_files.h"

#include <fcntl.h>
#include <sys/file.h>

namespace sillok::storage {

Vault::Vault(std::string dir, FileDescriptor lock, Keyring keys, Database database, SplitTerms split)
    : m_dir(std::move(dir))
    , m_lock(std::move(lock))
    , m_keys(std::move(keys))
    , m_database(std::make_unique<Database>(std::move(database)))
    , m_split(split)
{
    watchKeys();
}

Vault::~Vault() { close(); }

Vault& Vault::operator=(Vault&& other) noexcept
{
    close(); // before the lock goes
    m_dir = std::move(other.m_dir);
    m_database = std::move(other.m_database);
    m_keys = std::move(other.m_keys);
    m_lock = std::move(other.m_lock);
    m_split = other.m_split;
    m_snapshotUpToBytes = other.m_snapshotUpToBytes;
    return *this;
}

void Vault::close()
{
    if (m_database)
        closeDatabase(m_dir, std::move(m_database), m_keys, m_snapshotUpToBytes);
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
    return Vault(dir, std::move(lock), std::move(keys), std::move(database), split);
}

Result<Vault> Vault::open(const std::string& dir, const Credential& credential, SplitTerms split, BootClock clock)
{
    if (!anyHeaderFile(dir))
        return fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    const Headers headers = loadHeaders(dir);
    SILLOK_TRY(std::vector<Keyring> unlocked, unlock(dir, headers, credential, clock));
    return openWith(dir, std::move(lock), headers, std::move(unlocked), split);
}

Result<Vault> Vault::openEscrow(
    const std::string& dir, std::span<const EscrowShare> shares, const Credential& credential, const KdfCost& cost, SplitTerms split)
{
    if (!anyHeaderFile(dir))
        return fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    const Headers headers = loadHeaders(dir);
    SILLOK_TRY(std::vector<Keyring> unlocked, unlockEscrow(dir, headers, shares));
    SILLOK_TRY(Vault vault, openWith(dir, std::move(lock), headers, std::move(unlocked), split));
    SILLOK_CHECK(vault.keys().recordEscrowOpening(credential, cost));
    endEscrowRequest(dir);
    return vault;
}

Result<Vault> Vault::openWith(
    const std::string& dir, FileDescriptor lock, const Headers& headers, std::vector<Keyring> candidates, SplitTerms split)
{
    SILLOK_TRY(Keyring keys, settleChangeOver(dir, std::move(candidates)));
    SILLOK_TRY(Database database, openDatabase(dir, keys, split));
    SILLOK_CHECK(checkKeysGeneration(database, keys.header().keysGeneration));
    ignore(noteKeysGeneration(database, keys.header().keysGeneration), "a full disk must not keep the vault shut");
    if (!bothInOrder(headers))
        ignore(keys.store(), "the intact copy has opened the vault; a full disk must not keep it shut");
    return Vault(dir, std::move(lock), std::move(keys), std::move(database), split);
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
        status.keySlots = headers.intact[0].keySlots;
        status.profile = headers.intact[0].profile;
        status.escrowOpenings = headers.intact[0].escrowOpenings;
        status.escrowOpenedAtMs = headers.intact[0].escrowOpenedAtMs;
    }
    status.escrowRequested = escrowRequested(dir);
    status.secondsToNextTry = BackOff(dir).secondsLeft();
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
