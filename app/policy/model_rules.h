// model_rules.h - Which models an institution lets work, and where they may come from.
#pragma once

#include "app/policy/machine_policy.h"
#include "app/services/model_library.h"

namespace sillok::app {

/// `name` as openModel takes it. error Refused with NotAllowed: a file without a package, a package that is not among the allowed ones, or a
/// kernel that cannot seal the engine as the institution asks
Result<void> mayUseModel(const ManagedState& state, const std::string& name);

/// Whether a model may be the one that answers by itself: not without a trial at its installation, and not below the institution's floor.
/// error Refused with BelowFloor
Result<void> mayBeDefault(const ManagedState& state, const LibraryPlaces& places, const std::string& name);

/// The person's own store only where the institution allows one.
LibraryPlaces libraryFor(const ManagedState& state);

} // namespace sillok::app
