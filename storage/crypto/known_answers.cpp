#include "storage/crypto/known_answers.h"

#include "storage/crypto/module.h"
#include "storage/crypto/profile.h"
#include "storage/signing/hex.h"

#include <algorithm>
#include <array>

namespace sillok::storage {

namespace {

Result<void> same(Bytes got, std::string_view hex, const char* what)
{
    return hexOf(got) == hex ? Result<void>() : fail(ErrorCode::Internal, std::string("another answer than the standard: ") + what);
}

Result<void> checkHashes()
{
    std::array<uint8_t, 32> out {};
    SILLOK_CHECK(module::sha256(asBytes("abc"), out));
    SILLOK_CHECK(same(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "SHA-256"));
    SILLOK_CHECK(module::hmacSha256(asBytes("Jefe"), asBytes("what do ya want for nothing?"), out));
    SILLOK_CHECK(same(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "HMAC-SHA-256"));
    std::array<uint8_t, 64> key {};
    SILLOK_CHECK(module::pbkdf2Sha512(asBytes("password"), asBytes("salt"), 1, key));
    return same(key, "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce",
        "PBKDF2-HMAC-SHA-512");
}

/// In counter mode a text of zeros comes out as the encrypted counter, and for that the standard prints an answer.
Result<void> checkCipher()
{
    std::array<uint8_t, 32> key {};
    for (size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<uint8_t>(i);
    std::array<uint8_t, module::kIvBytes> counter {};
    for (size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<uint8_t>(i * 0x11);
    const std::array<uint8_t, 16> zeros {};
    std::array<uint8_t, 16> out {};
    SILLOK_CHECK(module::aria256Ctr(key, counter, zeros, out));
    return same(out, "f92bd7c79fb72e2f2b8f80c1972d24fc", "ARIA-256");
}

Result<void> checkPrintedSignature()
{
    const auto key = bytesOfHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").value();
    auto signature = bytesOfHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b").value();
    if (!modernProfile().verify(key, {}, signature).ok())
        return fail(ErrorCode::Internal, "another answer than the standard: Ed25519");
    signature[3] ^= 1;
    return modernProfile().verify(key, {}, signature).ok() ? fail(ErrorCode::Internal, "a changed Ed25519 signature is taken") : Result<void>();
}

/// What has no printed answer must at least undo itself and refuse what was changed.
Result<void> checkRound(const CryptoProfile& profile)
{
    const auto wrong = [&](const char* what) { return fail(ErrorCode::Internal, std::string(profile.name()) + ": " + what); };
    SILLOK_TRY(const Secret key, profile.randomSecret(32));
    SILLOK_TRY(const Secret with, profile.randomSecret(32));
    SILLOK_TRY(auto wrapped, profile.wrap(key, with, asBytes("self-test")));
    const auto back = profile.unwrap(wrapped, with, asBytes("self-test"));
    if (!back.ok() || !std::ranges::equal(back->bytes(), key.bytes()))
        return wrong("a wrapped key does not come back");
    wrapped.back() ^= 1;
    if (profile.unwrap(wrapped, with, asBytes("self-test")).ok())
        return wrong("a changed wrapped key is taken");
    SILLOK_TRY(const KeyPair pair, profile.makeSigningKey());
    SILLOK_TRY(const auto signature, profile.sign(pair.secret, asBytes("self-test")));
    if (!profile.verify(pair.publicKey, asBytes("self-test"), signature).ok() || profile.verify(pair.publicKey, asBytes("Self-test"), signature).ok())
        return wrong("signatures do not tell messages apart");
    return {};
}

} // namespace

Result<void> checkKnownAnswers()
{
    SILLOK_CHECK(checkHashes());
    SILLOK_CHECK(checkCipher());
    SILLOK_CHECK(checkPrintedSignature());
    SILLOK_CHECK(checkRound(modernProfile()));
    return checkRound(validatedProfile());
}

} // namespace sillok::storage
