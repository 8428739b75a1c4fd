#include "app/policy/model_rules.h"

#include "app/services/acceptance.h"

namespace sillok::app {

Result<void> mayUseModel(const ManagedState& state, const std::string& name)
{
    SILLOK_CHECK(ManagedState::allow(state.policy.mayWork(state.sandboxDegraded), "degraded_sandbox"));
    if (isModelFile(name))
        return ManagedState::allow(state.policy.ggufFiles, "gguf_files");
    SILLOK_TRY(const PackageRequest request, readPackageRequest(name));
    return ManagedState::allow(state.policy.mayUseModel(request.id), "models");
}

Result<void> mayBeDefault(const ManagedState& state, const LibraryPlaces& places, const std::string& name)
{
    const Policy& policy = state.policy;
    if (policy.floorRight == 0 && policy.floorSpeed == 0)
        return {};
    const auto request = isModelFile(name) ? Result<PackageRequest>(PackageRequest {}) : readPackageRequest(name);
    std::optional<AcceptanceReport> report;
    for (const std::string& folder : { places.systemStore, places.ownStore }) {
        const storage::PackageStore store(folder);
        const auto listing = folder.empty() || !request.ok() || request->id.empty() ? Result<storage::StoreListing>(storage::StoreListing {}) : store.list();
        if (report || !listing.ok())
            continue;
        for (const storage::InstalledPackage& package : listing->packages)  // the newest version of an id comes first
            if (!report && package.manifest.id == request->id && (request->version == 0 || request->version == package.manifest.version))
                report = loadReport(store, package.manifest.id, package.manifest.version);
    }
    const bool passes = report && percentRight(*report) >= static_cast<uint32_t>(policy.floorRight) && report->generatedTokensPerSecond >= policy.floorSpeed;
    return passes ? Result<void>() : Result<void>(storage::refuse(storage::Fault::BelowFloor, "policy: floor"));
}

LibraryPlaces libraryFor(const ManagedState& state)
{
    LibraryPlaces places = defaultLibrary();
    if (!state.policy.userStore)
        places.ownStore.clear();
    return places;
}

} // namespace sillok::app
