#include "app/policy/vault_policy.h"

#include "storage/repositories/retention.h"
#include "storage/signing/fault.h"

#include <algorithm>
#include <charconv>

namespace sillok::app {

namespace {

using storage::Fault;

constexpr std::string_view kInstitution = "policy.institution";
constexpr std::string_view kVersion = "policy.version";

uint64_t numberOf(const std::string& text)
{
    uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// What the vault knows against the policy; a good one it remembers.
Result<void> compare(Workspace& in, ManagedState& state)
{
    SILLOK_TRY(const auto institution, in.settings().get(kInstitution));
    SILLOK_TRY(const auto version, in.settings().get(kVersion));
    if (!state.managed) {
        if (institution)
            distrust(state, storage::refuse(Fault::NoRoot, "policy: of the vault"));
        return {};
    }
    if (state.version == 0)
        return {};
    const uint64_t seen = institution == state.institution && version ? numberOf(*version) : 0;
    if (state.version < seen) {
        distrust(state, storage::refuse(Fault::Rollback, "policy: version " + std::to_string(state.version) + ", seen " + std::to_string(seen)));
        return {};
    }
    if (state.version == seen)
        return {};
    SILLOK_CHECK(in.settings().set(kInstitution, state.institution));
    return in.settings().set(kVersion, std::to_string(state.version));
}

/// The vault has let go what was due by its own setting; a shorter one of the institution counts at once.
Result<void> limitRetention(Workspace& in, const Policy& policy)
{
    storage::Retention retention(in.vault().database());
    SILLOK_TRY(const int chosen, retention.days());
    const int allowed = policy.retentionDaysFor(chosen);
    if (allowed == chosen)
        return {};
    SILLOK_CHECK(retention.setDays(allowed));
    SILLOK_CHECK(retention.run(nowMs()));
    return {};
}

} // namespace

Result<ManagedState> bindToVault(Workspace& in, ManagedState state)
{
    SILLOK_CHECK(compare(in, state));
    SILLOK_CHECK(limitRetention(in, state.policy));
    return state;
}

Result<void> checkEscrow(Workspace& in, const ManagedState& state)
{
    const auto& keySlots = in.vault().keys().header().keySlots;
    const bool there = std::ranges::any_of(keySlots, [](const storage::KeySlot& slot) { return slot.type == storage::SlotType::Escrow; });
    return ManagedState::allow(!state.policy.escrow || there, "escrow");
}

} // namespace sillok::app
