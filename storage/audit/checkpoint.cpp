#include "storage/audit/checkpoint.h"

#include "storage/signing/fields.h"
#include "storage/signing/hex.h"
#include "storage/signing/signing_key.h"

#include <nlohmann/json.hpp>

namespace sillok::storage {

namespace {

using nlohmann::json;

constexpr const char* kHeadText = "head";
constexpr const char* kCutText = "cut";

Result<SignedDocument> signBody(const json& body, const KeyState& state)
{
    SILLOK_TRY(const std::string text, writeCanonicalJson(body));
    SignedDocument document { DocumentKind::Checkpoint, { text.begin(), text.end() }, {} };
    SILLOK_TRY(Secret secret, Secret::copyOf(state.sealSecret.bytes()));
    SILLOK_CHECK(addSignature(document, { { state.profile, state.sealKey }, std::move(secret) }));
    return document;
}

template <size_t Count>
Result<std::array<uint8_t, Count>> hexField(Fields& fields, std::string_view key)
{
    SILLOK_TRY(const std::string text, fields.text(key, 2 * Count));
    const auto bytes = bytesOfHex(text);
    if (!bytes || bytes->size() != Count)
        return refuse(Fault::WrongValue, std::string(key));
    std::array<uint8_t, Count> out {};
    std::copy(bytes->begin(), bytes->end(), out.begin());
    return out;
}

/// The members of a statement of this kind, to be taken out of `body`.
struct Opened {
    SignedDocument document;
    json body;
};

Result<Opened> openStatement(Bytes file)
{
    Opened opened;
    if (file.size() > kMostCheckpointBytes)
        return refuse(Fault::TooLarge, "checkpoint");
    SILLOK_TRY(opened.document, readSignedDocument(file, DocumentKind::Checkpoint));
    SILLOK_TRY(opened.body, readCanonicalJson(opened.document.body, kMostCheckpointBytes));
    return opened;
}

Result<Fields> fieldsOf(const Opened& opened, const char* about)
{
    SILLOK_TRY(Fields fields, Fields::of(opened.body, "checkpoint"));
    SILLOK_TRY(const std::string kind, fields.text("about", 16));
    if (kind != about)
        return refuse(Fault::WrongKind, "checkpoint");
    return fields;
}

constexpr uint64_t kAny = UINT64_MAX;

} // namespace

Result<SignedDocument> makeCheckpoint(const KeyState& state, uint64_t epochOfLast, uint64_t wallMs)
{
    return signBody({ { "about", kHeadText }, { "epoch", epochOfLast }, { "head", hexOf(state.head) }, { "log", hexOf(state.log) },
                        { "sequence", state.next - 1 }, { "wall_ms", wallMs } },
        state);
}

Result<ReadCheckpoint> readCheckpoint(Bytes file)
{
    SILLOK_TRY(Opened opened, openStatement(file));
    SILLOK_TRY(Fields fields, fieldsOf(opened, kHeadText));
    Checkpoint said;
    SILLOK_TRY(said.log, hexField<16>(fields, "log"));
    SILLOK_TRY(said.sequence, fields.number("sequence", 0, kAny));
    SILLOK_TRY(said.epoch, fields.number("epoch", 0, kAny));
    SILLOK_TRY(said.head, hexField<kDigestBytes>(fields, "head"));
    SILLOK_TRY(said.wallMs, fields.number("wall_ms", 0, kAny));
    SILLOK_CHECK(fields.done());
    return ReadCheckpoint { said, std::move(opened.document) };
}

Result<SignedDocument> signStub(const LogStub& stub, const KeyState& state)
{
    return signBody({ { "about", kCutText }, { "cut_at_ms", stub.cutAtMs }, { "first_epoch", stub.firstEpoch }, { "first_sequence", stub.firstSequence },
                        { "log", hexOf(stub.log) }, { "previous", hexOf(stub.previous) }, { "seal_key", hexOf(stub.sealKey) },
                        { "signed_epoch", stub.signedEpoch } },
        state);
}

Result<ReadStub> readStub(Bytes file)
{
    SILLOK_TRY(Opened opened, openStatement(file));
    SILLOK_TRY(Fields fields, fieldsOf(opened, kCutText));
    LogStub said;
    SILLOK_TRY(said.log, hexField<16>(fields, "log"));
    SILLOK_TRY(said.firstSequence, fields.number("first_sequence", 1, kAny));
    SILLOK_TRY(said.firstEpoch, fields.number("first_epoch", 0, kAny));
    SILLOK_TRY(said.previous, hexField<kDigestBytes>(fields, "previous"));
    SILLOK_TRY(const std::string key, fields.text("seal_key", 2 * kMostPublicKeyBytes));
    SILLOK_TRY(said.cutAtMs, fields.number("cut_at_ms", 0, kAny));
    SILLOK_TRY(said.signedEpoch, fields.number("signed_epoch", said.firstEpoch, kAny));
    SILLOK_CHECK(fields.done());
    said.sealKey = bytesOfHex(key).value_or(std::vector<uint8_t>());
    return ReadStub { said, std::move(opened.document) };
}

Result<void> checkEpochSignature(const SignedDocument& document, ProfileId profile, const std::vector<uint8_t>& sealKey)
{
    return checkSignatures(document, { { { profile, sealKey } }, 1 });
}

Result<Digest> stubDigest(ProfileId profile, Bytes stub) { return cryptoProfile(profile).hash(stub); }

} // namespace sillok::storage
