#include "app/services/store_trail.h"

#include "storage/db/replace_file.h"

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

Result<StoreTrail> openStoreTrail(const storage::PackageStore& store)
{
    StoreTrail opened;
    SILLOK_TRY(opened.lock, store.lockLog());
    SILLOK_TRY(storage::Secret key, keyOf(store.folder()));
    SILLOK_TRY(opened.trail, AuditTrail::open(store.folder(), storage::ProfileId::Modern, std::move(key), AuditTrail::Vault::Existing));
    return opened;
}

} // namespace sillok::app
