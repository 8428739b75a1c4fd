// managed.h - What the institution's policy and the person's role mean for a command.
#pragma once

#include "app/cli/command.h"

namespace sillok::app::cli {

/// Reports NotAllowed and gives false when the policy does not allow it; `key` names its rule.
bool allowed(Context& context, bool allows, const char* key, const std::string& about);

/// Stable name of why something is refused: the fault's, or the error's where there is none.
std::string reasonName(const Error& error);

} // namespace sillok::app::cli
