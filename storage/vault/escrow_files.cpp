// escrow_files.cpp - Requests, shares and holders' keys as bytes. Layout: magic 8 bytes, profile u32, then the fields in order.
#include "storage/vault/escrow.h"
#include "storage/vault/header_layout.h"

namespace sillok::storage {

namespace {

constexpr std::string_view kRequestMagic = "SILLOKQ1";
constexpr std::string_view kShareMagic = "SILLOKS1";
constexpr std::string_view kHolderMagic = "SILLOKH1";

ByteWriter begun(std::string_view magic, ProfileId profile)
{
    ByteWriter out;
    out.bytes(asBytes(magic));
    out.number(static_cast<uint32_t>(profile));
    return out;
}

/// The profile of a file of this kind.
Result<const CryptoProfile*> begin(ByteReader& reader, std::string_view magic)
{
    SILLOK_CHECK(startCrypto());
    SILLOK_TRY(const Bytes found, reader.take(magic.size()));
    if (asText(found) != magic)
        return fail(ErrorCode::Damaged, "not a file of this kind");
    SILLOK_TRY(const uint32_t number, reader.number<uint32_t>());
    const CryptoProfile* const profile = findProfile(number);
    if (!profile)
        return fail(ErrorCode::Unsupported, "crypto profile " + std::to_string(number));
    return profile;
}

Result<void> atEnd(const ByteReader& reader)
{
    return reader.left() == 0 ? Result<void>() : fail(ErrorCode::Damaged, "bytes left over");
}

/// What the wrapped secret of a holder's key file is bound to.
std::vector<uint8_t> holderBinding(const CryptoProfile& profile, const KdfCost& cost, const Salt& salt, Bytes publicKey)
{
    ByteWriter out = begun(kHolderMagic, profile.id());
    out.number(cost.memoryBytes);
    out.number(cost.passes);
    out.bytes(salt);
    out.bytes(publicKey);
    return std::move(out.all());
}

} // namespace

std::vector<uint8_t> writeEscrowRequest(const EscrowRequest& request)
{
    ByteWriter out = begun(kRequestMagic, request.profile);
    out.bytes(request.vaultId);
    out.bytes(request.escrowKey);
    for (const Holder& holder : request.holders)
        layout::writeHolder(out, holder);
    out.bytes(request.replyKey);
    return std::move(out.all());
}

Result<EscrowRequest> readEscrowRequest(Bytes bytes)
{
    ByteReader reader(bytes);
    SILLOK_TRY(const CryptoProfile* const profile, begin(reader, kRequestMagic));
    EscrowRequest request;
    request.profile = profile->id();
    SILLOK_CHECK(copyInto(reader, request.vaultId));
    SILLOK_TRY(request.escrowKey, copyBytes(reader, profile->agreementPublicBytes()));
    for (size_t i = 0; i < kHolders; ++i) {
        SILLOK_TRY(Holder holder, layout::readHolder(reader, *profile));
        request.holders.push_back(std::move(holder));
    }
    SILLOK_TRY(request.replyKey, copyBytes(reader, profile->agreementPublicBytes()));
    SILLOK_CHECK(atEnd(reader));
    return request;
}

std::vector<uint8_t> writeEscrowShare(ProfileId profile, const EscrowShare& share)
{
    ByteWriter out = begun(kShareMagic, profile);
    out.bytes(share.request);
    out.number(share.holder);
    out.bytes(share.salt);
    out.bytes(share.wrapped);
    return std::move(out.all());
}

Result<EscrowShare> readEscrowShare(Bytes bytes)
{
    ByteReader reader(bytes);
    SILLOK_TRY(const CryptoProfile* const profile, begin(reader, kShareMagic));
    EscrowShare share;
    SILLOK_CHECK(copyInto(reader, share.request));
    SILLOK_TRY(share.holder, reader.number<uint8_t>());
    SILLOK_CHECK(copyInto(reader, share.salt));
    SILLOK_TRY(share.wrapped, copyBytes(reader, profile->wrappedBytes()));
    SILLOK_CHECK(atEnd(reader));
    return share;
}

Result<std::vector<uint8_t>> writeHolderKey(const CryptoProfile& profile, const KeyPair& pair, std::string_view passphrase, const KdfCost& cost)
{
    if (passphrase.empty())
        return fail(ErrorCode::BadArgument, "empty passphrase");
    Salt salt;
    SILLOK_CHECK(profile.random(salt));
    SILLOK_TRY(const Secret key, profile.slowKey(asBytes(passphrase), salt, cost));
    ByteWriter out;
    out.bytes(holderBinding(profile, cost, salt, pair.publicKey));
    SILLOK_TRY(const std::vector<uint8_t> wrapped, profile.wrap(pair.secret, key, out.all()));
    out.bytes(wrapped);
    return std::move(out.all());
}

Result<HolderKey> readHolderKey(Bytes bytes, std::string_view passphrase)
{
    ByteReader reader(bytes);
    SILLOK_TRY(const CryptoProfile* const profile, begin(reader, kHolderMagic));
    KdfCost cost;
    Salt salt;
    SILLOK_TRY(cost.memoryBytes, reader.number<uint64_t>());
    SILLOK_TRY(cost.passes, reader.number<uint32_t>());
    SILLOK_CHECK(copyInto(reader, salt));
    HolderKey key;
    key.profile = profile->id();
    SILLOK_TRY(key.pair.publicKey, copyBytes(reader, profile->agreementPublicBytes()));
    SILLOK_TRY(const Bytes wrapped, reader.take(profile->wrappedBytes()));
    SILLOK_CHECK(atEnd(reader));
    SILLOK_TRY(const Secret wrapping, profile->slowKey(asBytes(passphrase), salt, cost));
    SILLOK_TRY(key.pair.secret, profile->unwrap(wrapped, wrapping, holderBinding(*profile, cost, salt, key.pair.publicKey)));
    return key;
}

} // namespace sillok::storage
