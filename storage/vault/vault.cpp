#include "storage/vault/vault.h"

#include "storage/db/migrate.h"
#include "storage/repositories/chat_repository.h"
#include "storage/vault/header_file.h"

#include <sodium.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr uint64_t kSmallestDatabaseBytes = 4096;

std::string databasePath(const std::string& dir) { return dir + "/vault.db"; }

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

bool anyHeaderFile(const std::string& dir)
{
    return std::any_of(std::begin(kHeaderNames), std::end(kHeaderNames), [&](const char* name) { return fileSize(dir + "/" + name); });
}

/// Intact copies, newest first.
struct Headers {
    std::vector<VaultHeader> intact;
    bool anyPresent = false;
    Error lastError = fail(ErrorCode::NotFound, "vault header");
};

Headers loadHeaders(const std::string& dir)
{
    Headers found;
    for (const char* name : kHeaderNames) {
        HeaderCopy copy = loadHeaderCopy(dir, name);
        found.anyPresent = found.anyPresent || copy.present;
        if (copy.header.ok())
            found.intact.push_back(*copy.header);
        else if (copy.present)
            found.lastError = copy.header.error();
    }
    std::ranges::sort(found.intact, std::greater<>(), &VaultHeader::generation);
    return found;
}

struct Unlocked {
    VaultHeader header;
    Secret master;
};

/// Tries every slot of one copy. error WrongKey, or Damaged when a slot opens but the seal does not fit.
Result<Unlocked> unlockCopy(const VaultHeader& header, std::string_view passphrase)
{
    for (const KeySlot& slot : header.keySlots) {
        Result<Secret> master = openSlot(header, slot, passphrase);
        if (!master.ok() && master.error().code == ErrorCode::WrongKey)
            continue;
        if (!master.ok())
            return std::move(master).error();
        SILLOK_CHECK(verifyHeader(header, *master));
        return Unlocked { header, std::move(*master) };
    }
    return fail(ErrorCode::WrongKey, "opening the vault");
}

/// Newest copy first. The other one is tried when it can make a difference: this one's seal is broken, or its slots are others.
Result<Unlocked> unlock(const Headers& headers, std::string_view passphrase)
{
    if (headers.intact.empty())
        return headers.anyPresent ? headers.lastError : fail(ErrorCode::NotFound, "there is no vault");
    Result<Unlocked> first = unlockCopy(headers.intact[0], passphrase);
    if (first.ok() || headers.intact.size() < 2)
        return first;
    const bool sameSlots = headers.intact[0].keySlots == headers.intact[1].keySlots;
    if (first.error().code == ErrorCode::WrongKey && sameSlots)
        return first;
    Result<Unlocked> second = unlockCopy(headers.intact[1], passphrase);
    return second.ok() ? std::move(second) : std::move(first);
}

/// True when both copies are intact and as this program leaves them: the same slots, one generation apart.
bool bothInOrder(const Headers& headers)
{
    return headers.intact.size() == 2 && headers.intact[0].keySlots == headers.intact[1].keySlots
        && headers.intact[0].generation == headers.intact[1].generation + 1;
}

/// The key is proven right when this is called, so a database that it does not open is damaged.
Result<Database> openDatabase(const std::string& dir, const Secret& master, SplitTerms split)
{
    SILLOK_TRY(const Secret key, subkey(master, Purpose::Database));
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

Vault::Vault(std::string dir, FileDescriptor lock, Database database)
    : m_dir(std::move(dir))
    , m_lock(std::move(lock))
    , m_database(std::make_unique<Database>(std::move(database)))
{
}

Result<Vault> Vault::create(const std::string& dir, std::string_view passphrase, const KdfCost& cost, SplitTerms split)
{
    if (passphrase.empty())
        return fail(ErrorCode::BadArgument, "empty passphrase");
    SILLOK_CHECK(checkKdfCost(cost));
    SILLOK_CHECK(makeFolder(dir));
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    if (anyHeaderFile(dir))
        return fail(ErrorCode::AlreadyExists, "a vault is there already");
    // Without any header nothing can open this: it is left over from a creation that did not finish.
    for (const char* suffix : { "", "-wal", "-shm" })
        ::unlink((databasePath(dir) + suffix).c_str());

    SILLOK_TRY(const Secret master, Secret::random(kKeyBytes));
    VaultHeader header;
    randombytes_buf(header.vaultId.data(), header.vaultId.size());
    SILLOK_TRY(KeySlot slot, makeSlot(header, 1, passphrase, cost, master));
    header.keySlots.push_back(slot);
    SILLOK_TRY(Database database, openDatabase(dir, master, split));
    SILLOK_CHECK(storeHeader(dir, header, master)); // last: a header that exists has a database
    return Vault(dir, std::move(lock), std::move(database));
}

Result<Vault> Vault::open(const std::string& dir, std::string_view passphrase, SplitTerms split)
{
    if (!anyHeaderFile(dir))
        return fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    const Headers headers = loadHeaders(dir);
    SILLOK_TRY(Unlocked unlocked, unlock(headers, passphrase));
    if (fileSize(databasePath(dir)).value_or(0) < kSmallestDatabaseBytes)
        return fail(ErrorCode::Damaged, "the vault's database is missing or cut off");
    SILLOK_TRY(Database database, openDatabase(dir, unlocked.master, split));
    if (!bothInOrder(headers))
        ignore(storeHeader(dir, unlocked.header, unlocked.master), "the intact copy has opened the vault; a full disk must not keep it shut");
    return Vault(dir, std::move(lock), std::move(database));
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
    return check;
}

Result<void> Vault::changePassphrase(std::string_view oldPassphrase, std::string_view newPassphrase, const KdfCost& cost)
{
    if (newPassphrase.empty())
        return fail(ErrorCode::BadArgument, "empty passphrase");
    SILLOK_TRY(Unlocked unlocked, unlock(loadHeaders(m_dir), oldPassphrase));
    VaultHeader& header = unlocked.header;
    SILLOK_TRY(KeySlot slot, makeSlot(header, header.keySlots.back().id + 1, newPassphrase, cost, unlocked.master));
    SILLOK_TRY(const Secret proof, openSlot(header, slot, newPassphrase)); // the new slot is known to open before the old one goes
    header.keySlots = { slot };
    return storeHeader(m_dir, header, unlocked.master);
}

} // namespace sillok::storage
