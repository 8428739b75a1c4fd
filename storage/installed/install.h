// install.h - From a package on a stick to an installed one: checked, copied leaf by leaf, checked again where it lies, and there in one step.
#pragma once

#include "storage/installed/verified_package.h"
#include "storage/package/package_reader.h"

namespace sillok::storage {

/// Shares the leaves of files of these sizes out over threads and waits for all of them; a failure ends the others.
using LeafWork = std::function<Result<void>(size_t file, LeafRange range)>;
using RunLeaves = std::function<Result<void>(const std::vector<uint64_t>& sizes, const LeafWork& work)>;

struct InstallOrder {
    uint64_t nowSeconds = 0;         ///< since 1970, UTC, as this machine believes
    ProgramVersion program;          ///< this one
    /// Asked once everything signed has been found good and nothing was copied yet: policy, role, licence, memory. Leaves can be read.
    std::function<Result<void>(const PackageReader&)> approve;
    /// Asked about the complete copy, which is not installed yet: whether its structure is sound, and how it does at work.
    std::function<Result<void>(const VerifiedPackage&)> examine;
    RunLeaves run;
    // From any thread
    std::function<void(uint64_t doneBytes, uint64_t allBytes)> onCopied;
    std::function<void(uint64_t doneBytes, uint64_t allBytes)> onChecked;   ///< of the complete copy
    std::stop_token stop;
};

/// A package that may be installed now, as far as signatures, trust and this program go; no leaf has been looked at.
/// error  Refused with ProgramTooOld; as PackageReader::open, TrustState::checkPackageSignatures, checkPackage
Result<PackageReader> openToInstall(const TrustState& trust, std::unique_ptr<PackageSource> source, uint64_t nowSeconds, const ProgramVersion& program);

/// Changes the trust state of the store and keeps it. An interrupted copy (stopped, or the stick was pulled) stays in staging/, is never used, and
/// the same package goes on from there; every other failure leaves nothing.
/// needs  a prepared store
/// error  Refused with NoRoot, StateDamaged, Installing, NoRoom; as openToInstall; what approve and examine say; WrongLeaf, ChangedWhileRead.
///        AlreadyInstalled: this very package, and whole. DiskFull, Io, Cancelled.
Result<InstalledPackage> installPackage(const PackageStore& store, std::unique_ptr<PackageSource> source, const InstallOrder& order);

/// Every leaf of a package, shared out. error as VerifiedPackage::checkLeaves
Result<void> checkWhole(const VerifiedPackage& package, const RunLeaves& run, const std::function<void(uint64_t doneBytes)>& onProgress = {},
    const std::stop_token& stop = {});

} // namespace sillok::storage
