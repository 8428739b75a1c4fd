#include "app/services/store_trail.h"

#include "app/policy/roles.h"
#include "storage/audit/log_files.h"
#include "storage/db/replace_file.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::app {

namespace {

constexpr const char* kKeyName = "audit.key";

Result<storage::Secret> keyOf(const std::string& folder)
{
    const auto file = openForReading(folder + "/" + kKeyName);
    if (!file.ok() && file.error().code != ErrorCode::NotFound)
        return file.error();
    if (file.ok()) {
        SILLOK_TRY(const auto bytes, readAll(*file, storage::kKeyBytes + 1));
        if (bytes.size() == storage::kKeyBytes)
            return storage::Secret::copyOf(bytes);
    }
    // None yet, or none that could ever have been one: the log that it cannot continue is set aside, and the new one says so.
    SILLOK_TRY(storage::Secret key, storage::Secret::random(storage::kKeyBytes));
    SILLOK_CHECK(storage::replaceFile(folder, kKeyName, key.bytes()));
    return key;
}

} // namespace

void letGroupRead(const storage::PackageStore& store, gid_t group)
{
    constexpr mode_t kFolder = 02750; // what is made in it later belongs to the group as well
    constexpr mode_t kLog = 0640;
    const std::string folder = storage::auditDir(store.folder());
    [[maybe_unused]] int unchanged = ::mkdir(folder.c_str(), 0700);
    unchanged = ::chown(folder.c_str(), static_cast<uid_t>(-1), group);
    struct stat facts {};
    if (::stat(folder.c_str(), &facts) != 0 || facts.st_gid != group)
        return;
    unchanged = ::chmod(folder.c_str(), kFolder);
    const std::string log = folder + "/" + storage::kLogName;
    unchanged = ::chown(log.c_str(), static_cast<uid_t>(-1), group);
    if (::stat(log.c_str(), &facts) == 0 && facts.st_gid == group)
        unchanged = ::chmod(log.c_str(), kLog);
}

void letAuditorsRead(const storage::PackageStore& store)
{
    const group* const auditors = geteuid() == 0 ? getgrnam(kAuditorGroup) : nullptr;
    if (auditors)
        letGroupRead(store, auditors->gr_gid);
}

Result<StoreTrail> openStoreTrail(const storage::PackageStore& store)
{
    StoreTrail opened;
    SILLOK_TRY(opened.lock, store.lockLog());
    SILLOK_TRY(storage::Secret key, keyOf(store.folder()));
    SILLOK_TRY(opened.trail, AuditTrail::open(store.folder(), storage::ProfileId::Modern, std::move(key), AuditTrail::Vault::Existing));
    letAuditorsRead(store);
    return opened;
}

} // namespace sillok::app
