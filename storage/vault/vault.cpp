#include "storage/vault/vault.h"

#include "storage/db/migrate.h"
#include "storage/repositories/chat_repository.h"
#include "storage/vault/change_over.h"
#include "storage/vault/keys_generation.h"
#include "storage/vault/unlock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr uint64_t kSmallestDatabaseBytes = 4096;

std::optional<uint64_t> fileSize(const std::string& path)
{
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0)
        return std::nullopt;
    return static_cast<uint64_t>(info.st_size);
}

/// The folder and what is above it; only the vault's own folder is private.
Result<void> makeFolder(const std::string& dir)
{
    for (size_t slash = dir.find('/', 1); slash != std::string::npos; slash = dir.find('/', slash + 1))
        ::mkdir(dir.substr(0, slash).c_str(), 0700); // one that exists already is fine; a real failure shows below
    if (::mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST)
        return fail(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io, "making the vault folder (errno " + std::to_string(errno) + ")");
    if (::chmod(dir.c_str(), 0700) != 0)
        return fail(ErrorCode::Io, "closing the vault folder to others");
    return {};
}

/// Held as long as the descriptor lives; a crash lets go of it.
Result<FileDescriptor> takeLock(const std::string& dir)
{
    FileDescriptor lock(::open((dir + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock.valid())
        return fail(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io, "opening the vault's lock file");
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(errno == EWOULDBLOCK ? ErrorCode::Busy : ErrorCode::Io, "locking the vault");
    return lock;
}

/// The key is proven right when this is called, so a database that it does not open is damaged.
Result<Database> openDatabase(const std::string& dir, const Secret& key, SplitTerms split)
{
    Result<Database> database = Database::open(databasePath(dir), key, split);
    if (!database.ok() && database.error().code == ErrorCode::WrongKey)
        return fail(ErrorCode::Damaged, "the database does not fit the vault's key");
    if (!database.ok())
        return database;
    SILLOK_CHECK(migrate(*database));
    SILLOK_TRY(const int64_t stopped, stopInterruptedAnswers(*database));
    static_cast<void>(stopped);
    return database;
}

} // namespace

Vault::Vault(std::string dir, FileDescriptor lock, Keyring keys, Database database, SplitTerms split)
    : m_dir(std::move(dir))
    , m_lock(std::move(lock))
    , m_keys(std::move(keys))
    , m_database(std::make_unique<Database>(std::move(database)))
    , m_split(split)
{
    watchKeys();
}

Result<Vault> Vault::create(const std::string& dir, const Credential& credential, const KdfCost& cost, SplitTerms split, ProfileId profile)
{
    SILLOK_CHECK(slotTypeOf(credential));
    SILLOK_CHECK(checkKdfCost(cost, cryptoProfile(profile).kdfLimits()));
    SILLOK_CHECK(makeFolder(dir));
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    if (anyHeaderFile(dir))
        return fail(ErrorCode::AlreadyExists, "a vault is there already");
    // Without any header nothing can open this: it is left over from a creation that did not finish.
    removeDatabase(databasePath(dir));

    SILLOK_TRY(Keyring keys, Keyring::make(dir, profile, credential, cost));
    SILLOK_TRY(Database database, openDatabase(dir, keys.databaseKey(), split));
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
    SILLOK_TRY(Keyring keys, settleChangeOver(dir, std::move(candidates), split));
    if (fileSize(databasePath(dir)).value_or(0) < kSmallestDatabaseBytes)
        return fail(ErrorCode::Damaged, "the vault's database is missing or cut off");
    SILLOK_TRY(Database database, openDatabase(dir, keys.databaseKey(), split));
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
    return check;
}

} // namespace sillok::storage
