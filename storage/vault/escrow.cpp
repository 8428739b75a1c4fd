#include "storage/vault/escrow.h"

#include "engine/base/text.h"
#include "storage/vault/slot.h"

#include <algorithm>

namespace sillok::storage {

namespace {

/// Which two holders each wrapped copy of the slot is for.
constexpr std::array<std::array<uint8_t, 2>, kHolders> kPairs { { { 0, 1 }, { 0, 2 }, { 1, 2 } } };

Result<void> checkHolders(const CryptoProfile& profile, const std::vector<Holder>& holders)
{
    if (holders.size() != kHolders)
        return fail(ErrorCode::BadArgument, "escrow needs three holders");
    for (const Holder& holder : holders) {
        if (holder.name.empty() || holder.name.size() > kMostHolderNameBytes || !isValidUtf8(holder.name))
            return fail(ErrorCode::BadArgument, "name of a holder");
        if (holder.publicKey.size() != profile.agreementPublicBytes())
            return fail(ErrorCode::Refused, "public key of a holder: of another profile");
        const auto same = [&](const Holder& other) { return other.publicKey == holder.publicKey; };
        if (std::ranges::count_if(holders, same) != 1)
            return fail(ErrorCode::BadArgument, "two holders with one key: that one could open alone");
    }
    return {};
}

struct PairKey {
    const KeySlot& slot;
    size_t copy;
};

/// From what both holders of a pair share with the slot's own key.
Result<Secret> pairKey(const CryptoProfile& profile, const PairKey& of, const Secret& first, const Secret& second)
{
    const auto [a, b] = kPairs[of.copy];
    const Bytes factors[] = { asBytes("escrow pair"), first.bytes(), second.bytes(), of.slot.holders[a].publicKey, of.slot.holders[b].publicKey,
        of.slot.escrowKey };
    return profile.combine(of.slot.salt, factors);
}

const KeySlot* escrowSlotOf(const VaultHeader& header)
{
    const auto found = std::ranges::find(header.keySlots, SlotType::Escrow, &KeySlot::type);
    return found == header.keySlots.end() ? nullptr : &*found;
}

/// Locks a share so that only the maker of the request reads it.
Result<Secret> replyWrappingKey(const CryptoProfile& profile, const EscrowShare& share, const Secret& agreed)
{
    const Bytes factors[] = { asBytes("escrow share"), agreed.bytes(), share.request, Bytes(&share.holder, 1) };
    return profile.combine(share.salt, factors);
}

} // namespace

Result<KeySlot> makeEscrowSlot(const VaultHeader& header, uint32_t id, const std::vector<Holder>& holders, const Secret& master)
{
    const CryptoProfile& profile = cryptoProfile(header.profile);
    SILLOK_CHECK(checkHolders(profile, holders));
    SILLOK_TRY(const KeyPair own, profile.makeAgreementKey());
    KeySlot slot;
    slot.id = id;
    slot.type = SlotType::Escrow;
    slot.madeAtMs = wallClockMs();
    slot.escrowKey = own.publicKey;
    slot.holders = holders;
    SILLOK_CHECK(profile.random(slot.salt));
    std::vector<Secret> agreed;
    for (const Holder& holder : holders) {
        SILLOK_TRY(Secret shared, profile.agree(own.secret, holder.publicKey));
        agreed.push_back(std::move(shared));
    }
    for (size_t copy = 0; copy < kPairs.size(); ++copy) {
        SILLOK_TRY(const Secret key, pairKey(profile, { slot, copy }, agreed[kPairs[copy][0]], agreed[kPairs[copy][1]]));
        SILLOK_TRY(std::vector<uint8_t> wrapped, profile.wrap(master, key, slotBinding(header, slot, copy)));
        slot.wrapped.push_back(std::move(wrapped));
    }
    return slot;
}

Result<EscrowRequest> makeEscrowRequest(const VaultHeader& header, std::span<const uint8_t> replyKey)
{
    const KeySlot* const slot = escrowSlotOf(header);
    if (!slot)
        return fail(ErrorCode::NotFound, "the vault has no escrow slot");
    return EscrowRequest { header.profile, header.vaultId, slot->escrowKey, slot->holders, { replyKey.begin(), replyKey.end() } };
}

Result<Digest> fingerprint(const EscrowRequest& request) { return cryptoProfile(request.profile).hash(writeEscrowRequest(request)); }

Result<EscrowShare> makeEscrowShare(const EscrowRequest& request, const KeyPair& holder)
{
    const CryptoProfile& profile = cryptoProfile(request.profile);
    const auto found = std::ranges::find(request.holders, holder.publicKey, &Holder::publicKey);
    if (found == request.holders.end())
        return fail(ErrorCode::NotFound, "this key is none of the three");
    EscrowShare share;
    share.holder = static_cast<uint8_t>(found - request.holders.begin());
    SILLOK_TRY(share.request, fingerprint(request));
    SILLOK_CHECK(profile.random(share.salt));
    SILLOK_TRY(const Secret part, profile.agree(holder.secret, request.escrowKey));
    SILLOK_TRY(const Secret agreed, profile.agree(holder.secret, request.replyKey));
    SILLOK_TRY(const Secret key, replyWrappingKey(profile, share, agreed));
    SILLOK_TRY(share.wrapped, profile.wrap(part, key, share.request));
    return share;
}

Result<Secret> openEscrowSlot(const VaultHeader& header, const Secret& replySecret, std::span<const EscrowShare> shares)
{
    const CryptoProfile& profile = cryptoProfile(header.profile);
    const KeySlot* const slot = escrowSlotOf(header);
    if (!slot)
        return fail(ErrorCode::NotFound, "the vault has no escrow slot");
    if (shares.size() != 2 || shares[0].holder == shares[1].holder || shares[0].holder >= kHolders || shares[1].holder >= kHolders)
        return fail(ErrorCode::Refused, "two shares of two different holders are needed");
    if (shares[0].request != shares[1].request)
        return fail(ErrorCode::Refused, "the shares answer different requests");
    std::vector<Secret> parts;
    for (const EscrowShare* share : { &shares[0], &shares[1] }) {
        SILLOK_TRY(const Secret agreed, profile.agree(replySecret, slot->holders[share->holder].publicKey));
        SILLOK_TRY(const Secret key, replyWrappingKey(profile, *share, agreed));
        SILLOK_TRY(Secret part, profile.unwrap(share->wrapped, key, share->request));
        parts.push_back(std::move(part));
    }
    if (shares[0].holder > shares[1].holder)
        std::swap(parts[0], parts[1]);
    const std::array<uint8_t, 2> who { std::min(shares[0].holder, shares[1].holder), std::max(shares[0].holder, shares[1].holder) };
    const auto copy = static_cast<size_t>(std::ranges::find(kPairs, who) - kPairs.begin());
    SILLOK_TRY(const Secret key, pairKey(profile, { *slot, copy }, parts[0], parts[1]));
    return profile.unwrap(slot->wrapped[copy], key, slotBinding(header, *slot, copy));
}

} // namespace sillok::storage
