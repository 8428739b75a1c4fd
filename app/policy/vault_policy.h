// vault_policy.h - What a vault remembers of the policies that it was opened under, and what a policy changes in it.
#pragma once

#include "app/policy/machine_policy.h"
#include "app/services/workspace.h"

namespace sillok::app {

/// To be called whenever a vault has been opened. The vault remembers the institution and the newest version, so that neither an older policy
/// nor a computer without an institution sets it free. Chats get no more time than the policy gives them.
/// error  what the database says; the caller goes on under distrust()
Result<ManagedState> bindToVault(Workspace& in, ManagedState state);

/// Nothing new is stored while the institution demands that it can open the vault and cannot. error  Refused with NotAllowed
Result<void> checkEscrow(Workspace& in, const ManagedState& state);

} // namespace sillok::app
