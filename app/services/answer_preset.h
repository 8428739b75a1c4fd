// answer_preset.h - What a person's preset changes in the request for an answer.
#pragma once

#include "app/workers/protocol.h"
#include "storage/repositories/preset_repository.h"

namespace sillok::app {

/// The instructions stand in front of everything, and the rules for answering from documents behind them: these go on to hold.
void applyPreset(const storage::StoredPreset& preset, protocol::Generate& request);

} // namespace sillok::app
