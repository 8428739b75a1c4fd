// drafts.h - Unsent texts as one value in the vault.
#pragma once

#include "app/services/types.h"
#include "storage/repositories/setting_repository.h"

namespace sillok::app {

/// Replaces what was kept. Drafts without any text are forgotten.
Result<void> storeDrafts(storage::SettingRepository& settings, const Drafts& drafts);
/// Empty when none are kept, or when they cannot be understood.
Result<Drafts> loadDrafts(storage::SettingRepository& settings);

} // namespace sillok::app
