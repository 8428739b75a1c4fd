#include "app/policy/import_rules.h"

#include "app/policy/guard.h"
#include "app/policy/machine_policy.h"

namespace sillok::app {

Result<void> judgeImport(const Policy& policy, storage::NewDocument& document)
{
    SILLOK_CHECK(ManagedState::allow(policy.mayImport(document.format), ("import_formats " + document.format).c_str()));
    const GuardFinding found = guardText(policy, GuardPlace::Import, document.plainText);
    document.identifiers = writeCounts(found.counts);
    return ManagedState::allow(!found.speaks() || found.action != GuardAction::Block, ("guard_import " + document.identifiers).c_str());
}

} // namespace sillok::app
