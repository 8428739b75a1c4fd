#include "app/policy/import_rules.h"

#include "app/policy/guard.h"
#include "app/policy/machine_policy.h"

namespace sillok::app {

namespace {

/// A reader's name as policies write it: "HWP 5.0" is "hwp-5.0".
std::string nameInPolicies(std::string name)
{
    for (char& c : name)
        c = c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return name;
}

} // namespace

Result<void> judgeImport(const Policy& policy, storage::NewDocument& document)
{
    const std::string format = nameInPolicies(document.format);
    SILLOK_CHECK(ManagedState::allow(policy.mayImport(format), ("import_formats " + format).c_str()));
    const GuardFinding found = guardText(policy, GuardPlace::Import, document.plainText);
    document.identifiers = writeCounts(found.counts);
    return ManagedState::allow(!found.speaks() || found.action != GuardAction::Block, ("guard_import " + document.identifiers).c_str());
}

} // namespace sillok::app
