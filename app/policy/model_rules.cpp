#include "app/policy/model_rules.h"

namespace sillok::app {

Result<void> mayUseModel(const ManagedState& state, const std::string& name)
{
    SILLOK_CHECK(ManagedState::allow(state.policy.mayWork(state.sandboxDegraded), "degraded_sandbox"));
    if (isModelFile(name))
        return ManagedState::allow(state.policy.ggufFiles, "gguf_files");
    SILLOK_TRY(const PackageRequest request, readPackageRequest(name));
    return ManagedState::allow(state.policy.mayUseModel(request.id), "models");
}

LibraryPlaces libraryFor(const ManagedState& state)
{
    LibraryPlaces places = defaultLibrary();
    if (!state.policy.userStore)
        places.ownStore.clear();
    return places;
}

} // namespace sillok::app
