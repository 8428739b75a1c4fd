#include "storage/installed/install.h"

#include "storage/db/disk.h"
#include "storage/installed/staged_copy.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace sillok::storage {

namespace {

constexpr uint64_t kSpareBytes = 64 << 20;

PackageClaim claimOf(const PackageReader& reader)
{
    const Manifest& manifest = reader.manifest();
    return { { manifest.id, manifest.version, reader.digest() }, manifest.issuedSeconds, manifest.expiresSeconds };
}

Result<void> checkRoom(const StagedCopy& copy)
{
    struct statvfs facts {};
    if (::statvfs(copy.folder().c_str(), &facts) != 0)
        return systemError("looking for room");
    const auto free = checkedMul(facts.f_bavail, facts.f_frsize).value_or(UINT64_MAX);
    return free < copy.missingBytes() + kSpareBytes ? Result<void>(refuse(Fault::NoRoom, "package store")) : Result<void>();
}

/// What stays for another try: the copy was good as far as it went.
bool canGoOn(const Error& error) { return error.code == ErrorCode::Cancelled || error.code == ErrorCode::Io || error.code == ErrorCode::NotFound; }

/// The same package, installed before and untouched.
bool isWhole(const PackageStore& store, const PackageReader& reader, const TrustState& trust, const InstallOrder& order)
{
    const auto present = VerifiedPackage::open(store, reader.manifest().id, reader.manifest().version, trust);
    return present.ok() && present->digest() == reader.digest() && checkWhole(*present, order.run).ok();
}

/// In one step, in the place of one that is damaged.
Result<void> putInPlace(const PackageStore& store, const StagedCopy& copy, const Manifest& manifest)
{
    const std::string target = store.packageFolder(manifest.id, manifest.version);
    const std::string above = folderOf(target);
    struct stat facts {};
    if (::lstat(target.c_str(), &facts) == 0)
        SILLOK_CHECK(store.remove(manifest.id, manifest.version));
    if (::mkdir(above.c_str(), 0755) != 0 && errno != EEXIST)
        return systemError("installing a package");
    ::chmod(above.c_str(), 0755);
    if (std::rename(copy.folder().c_str(), target.c_str()) != 0)
        return systemError("installing a package");
    SILLOK_CHECK(syncFolder(above));
    return syncFolder(folderOf(above));
}

Result<void> copyAndExamine(StagedCopy& copy, const PackageReader& reader, const InstallOrder& order)
{
    SILLOK_CHECK(checkRoom(copy));
    SILLOK_CHECK(copy.copy(reader, order));
    SILLOK_CHECK(copy.finish());
    SILLOK_TRY(const VerifiedPackage staged, VerifiedPackage::openFolder(copy.folder()));
    const auto onChecked = [&](uint64_t done) {
        if (order.onChecked)
            order.onChecked(done, reader.manifest().totalBytes());
    };
    SILLOK_CHECK(checkWhole(staged, order.run, onChecked, order.stop));
    return order.examine ? order.examine(staged) : Result<void>();
}

} // namespace

Result<PackageReader> openToInstall(const TrustState& trust, std::unique_ptr<PackageSource> source, uint64_t nowSeconds, const ProgramVersion& program)
{
    SILLOK_TRY(PackageReader reader, PackageReader::open(std::move(source), { { trust.root().release }, { trust.root().countersign } }));
    SILLOK_CHECK(trust.checkPackageSignatures(reader.document()));
    SILLOK_CHECK(trust.checkPackage(claimOf(reader), nowSeconds));
    if (program < reader.manifest().minimumProgram)
        return refuse(Fault::ProgramTooOld, reader.manifest().id);
    return reader;
}

Result<InstalledPackage> installPackage(const PackageStore& store, std::unique_ptr<PackageSource> source, const InstallOrder& order)
{
    SILLOK_TRY(const FileDescriptor lock, store.lock());
    SILLOK_TRY(TrustState trust, store.trustFile().load());
    SILLOK_TRY(const PackageReader reader, openToInstall(trust, std::move(source), order.nowSeconds, order.program));
    const Manifest& manifest = reader.manifest();
    if (order.approve)
        SILLOK_CHECK(order.approve(reader));
    if (isWhole(store, reader, trust, order))
        return refuse(Fault::AlreadyInstalled, manifest.id);

    store.sweep(writeDigest(reader.digest()));
    SILLOK_TRY(StagedCopy copy, StagedCopy::begin(store, reader));
    if (auto copied = copyAndExamine(copy, reader, order); !copied.ok()) {
        if (!canGoOn(copied.error()))
            copy.discard();
        return std::move(copied).error();
    }
    trust.noteInstalled(claimOf(reader));  // first: a crash in between leaves something noted that is not there, which harms nobody
    SILLOK_CHECK(store.trustFile().save(trust));
    SILLOK_CHECK(putInPlace(store, copy, manifest));
    return InstalledPackage { manifest, reader.digest() };
}

Result<void> checkWhole(
    const VerifiedPackage& package, const RunLeaves& run, const std::function<void(uint64_t doneBytes)>& onProgress, const std::stop_token& stop)
{
    std::vector<uint64_t> sizes;
    for (const PackageFile& file : package.manifest().files)
        sizes.push_back(file.sizeBytes);
    std::atomic<uint64_t> done = 0;
    return run(sizes, [&](size_t file, LeafRange range) -> Result<void> {
        for (uint64_t leaf = range.first; leaf < range.first + range.count; ++leaf) {
            SILLOK_CHECK(package.checkLeaves(file, { leaf, 1 }, stop));
            if (onProgress)
                onProgress(done += leafBytes(sizes[file], leaf));
        }
        return {};
    });
}

} // namespace sillok::storage
