#include "app/policy/machine_policy.h"

#include "app/platform/landlock.h"
#include "app/policy/policy_file.h"
#include "engine/base/file.h"
#include "storage/trust/trust_file.h"

#include <QDateTime>

namespace sillok::app {

namespace {

constexpr const char* kPolicyFile = "/etc/sillok/policy.skp";
constexpr const char* kTrustFolder = "/var/lib/sillok";

uint64_t clockS() { return static_cast<uint64_t>(QDateTime::currentSecsSinceEpoch()); }

Result<PolicyDocument> readPolicy(const PolicySource& source, const storage::TrustState& trust)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(source.policyFile));
    auto bytes = readAll(file, 2 * kMostPolicyBytes);
    if (!bytes.ok())
        return bytes.error().code == ErrorCode::Unsafe ? storage::refuse(storage::Fault::TooLarge, "policy") : bytes.error();
    return acceptPolicy(*bytes, trust, source.nowS ? source.nowS() : clockS());
}

} // namespace

Result<void> ManagedState::allow(bool allowed, const char* key)
{
    if (allowed)
        return {};
    return storage::refuse(storage::Fault::NotAllowed, std::string("policy: ") + key);
}

Result<void> ManagedState::permit(Action action) const
{
    if (may(action))
        return {};
    return storage::refuse(storage::Fault::NotPermitted, std::string("role: ") + ruleOf(action).name);
}

PolicySource machinePolicySource()
{
    PolicySource source;
    source.policyFile = kPolicyFile;
    source.storeFolder = kTrustFolder;
    source.trust = [] { return loadTrust(kTrustFolder); };
    return source;
}

void distrust(ManagedState& state, Error why)
{
    state.managed = true;
    state.policy = Policy {};
    state.version = 0;
    state.expiresS = 0;
    state.problem = std::move(why);
}

ManagedState readManagedState(const PolicySource& source)
{
    ManagedState state;
    state.sandboxDegraded = source.sandboxDegraded ? source.sandboxDegraded() : landlockVersion() == 0;
    if (!source.trust)
        return state;
    state.roles = source.roles ? source.roles() : rolesOfThisAccount();
    const auto trust = source.trust();
    if (!trust.ok()) {
        distrust(state, trust.error());
        return state;
    }
    if (!trust->has_value())
        return state;
    state.managed = true;
    state.institution = (*trust)->root().institution;
    auto policy = readPolicy(source, **trust);
    if (!policy.ok()) {
        distrust(state, policy.error());
        return state;
    }
    state.policy = std::move(policy->policy);
    state.version = policy->version;
    state.expiresS = policy->expiresS;
    return state;
}

Result<std::optional<storage::TrustState>> loadTrust(const std::string& folder)
{
    auto trust = storage::TrustFile(folder).load();
    if (trust.ok())
        return std::optional(std::move(*trust));
    if (storage::faultOf(trust.error()) == storage::Fault::NoRoot)
        return std::optional<storage::TrustState>();
    return trust.error();
}

} // namespace sillok::app
