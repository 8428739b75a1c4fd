// installed_models.h - The language models that were installed from signed packages, as the window lists them.
#pragma once

#include "app/policy/machine_policy.h"
#include "app/services/types.h"

namespace sillok::app {

/// Of every store that the institution allows; the newest version of each, by title. Reads manifests, checks nothing: openModel does.
QList<InstalledModel> installedModels(const ManagedState& state);

} // namespace sillok::app
