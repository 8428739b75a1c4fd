// machine_policy.h - Whether an institution manages this computer, what it allows, and why it is as it is.
#pragma once

#include "app/policy/policy.h"
#include "app/policy/roles.h"
#include "engine/base/result.h"

#include <functional>
#include <optional>

namespace sillok::storage {
class TrustState;
}

namespace sillok::app {

/// What holds now. A value that any thread may have a copy of.
struct ManagedState {
    bool managed = false;             ///< an institution has its root on this computer
    Policy policy = unmanagedPolicy();
    std::string institution {};       ///< empty: not known
    uint64_t version = 0;             ///< of the policy; 0: none holds, so the strictest rules do
    uint64_t expiresS = 0;
    /// Why no policy of a managed computer holds; its fault is one of storage::Fault.
    std::optional<Error> problem {};
    bool sandboxDegraded = false;     ///< this kernel has no Landlock
    Roles roles = kEveryRole;         ///< of the account that runs this program

    /// error  Refused with NotAllowed, naming the key of the policy
    static Result<void> allow(bool allowed, const char* key);
    /// Whether this account may, by its role: for controls that are shown or not.
    bool may(Action action) const { return !managed || roles.may(action); }
    /// error  Refused with NotPermitted, naming the action. On a computer that nobody manages a person may do everything.
    Result<void> permit(Action action) const;
};

/// Where a computer's policy comes from. Tests set their own; nothing of it can be set from outside the program.
struct PolicySource {
    std::string policyFile;
    std::string storeFolder {};                 ///< the machine's packages and trust
    /// Nothing: no institution has its root here. Empty: never any.
    std::function<Result<std::optional<storage::TrustState>>()> trust {};
    std::function<uint64_t()> nowS {};          ///< default: the system's clock
    std::function<Roles()> roles {};            ///< default: by the system's groups
    std::function<bool()> sandboxDegraded {};   ///< default: asks the kernel
};

/// Folders that only root can write.
PolicySource machinePolicySource();

/// Never fails: whatever is wrong makes the strictest rules hold, with the reason.
ManagedState readManagedState(const PolicySource& source);

/// What the machine remembers about trust in `folder`; nothing when nobody is trusted yet. error Refused with StateDamaged, Io
Result<std::optional<storage::TrustState>> loadTrust(const std::string& folder);

/// The strictest rules, for the reason given.
void distrust(ManagedState& state, Error why);

} // namespace sillok::app
