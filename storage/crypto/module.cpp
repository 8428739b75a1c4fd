#include "storage/crypto/module.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include <memory>

namespace sillok::storage::module {

namespace {

/// What a validated module changes: its provider's name and the properties that its algorithms carry.
constexpr const char* kProvider = "default";
constexpr const char* kProperties = "provider=default";

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T* object) const { Free(object); }
};
template <typename T, auto Free>
using Owned = std::unique_ptr<T, Freed<Free>>;

using Number = Owned<BIGNUM, BN_clear_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;

/// Lives as long as the process: keys may be needed until the last moment.
OSSL_LIB_CTX* library()
{
    static OSSL_LIB_CTX* const context = []() -> OSSL_LIB_CTX* {
        if (!start().ok())
            return nullptr;
        Owned<OSSL_LIB_CTX, OSSL_LIB_CTX_free> made(OSSL_LIB_CTX_new());
        return made && OSSL_PROVIDER_load(made.get(), kProvider) ? made.release() : nullptr;
    }();
    return context;
}

Error broken(const char* doing) { return fail(ErrorCode::Internal, std::string("crypto module: ") + doing); }

OSSL_PARAM text(const char* key, const char* value) { return OSSL_PARAM_construct_utf8_string(key, const_cast<char*>(value), 0); }
OSSL_PARAM octets(const char* key, Bytes value) { return OSSL_PARAM_construct_octet_string(key, const_cast<uint8_t*>(value.data()), value.size()); }

Result<void> derive(const char* function, const OSSL_PARAM* parameters, std::span<uint8_t> out)
{
    const Owned<EVP_KDF, EVP_KDF_free> kdf(library() ? EVP_KDF_fetch(library(), function, kProperties) : nullptr);
    const Owned<EVP_KDF_CTX, EVP_KDF_CTX_free> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    if (!context || EVP_KDF_derive(context.get(), out.data(), out.size(), parameters) != 1)
        return broken(function);
    return {};
}

/// A P-256 key from its parts; an empty secret gives a public key. error Refused: the point is not on the curve.
Result<Key> p256(Bytes secret, Bytes point)
{
    const Builder builder(OSSL_PARAM_BLD_new());
    const Number number(secret.empty() ? nullptr : BN_secure_new());
    if (!library() || !builder || !OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0))
        return broken("describing a key");
    if (!secret.empty()
        && (!number || !BN_bin2bn(secret.data(), static_cast<int>(secret.size()), number.get())
            || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get())))
        return broken("describing a secret key");
    if (!point.empty() && !OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()))
        return broken("describing a public key");
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(library(), "EC", kProperties));
    EVP_PKEY* made = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1)
        return broken("making a key");
    const int selection = secret.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
    if (EVP_PKEY_fromdata(context.get(), &made, selection, parameters.get()) != 1)
        return fail(ErrorCode::Refused, "not a key on the curve");
    Key key(made);
    if (!point.empty()) {
        const KeyContext check(EVP_PKEY_CTX_new_from_pkey(library(), key.get(), kProperties));
        if (!check || EVP_PKEY_public_check(check.get()) != 1)
            return fail(ErrorCode::Refused, "public key is no proper one");
    }
    return key;
}

} // namespace

Result<void> start()
{
    if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) != 1)
        return broken("starting");
    return {};
}

Result<void> random(std::span<uint8_t> out)
{
    if (!library() || RAND_priv_bytes_ex(library(), out.data(), out.size(), 0) != 1)
        return broken("random bytes");
    return {};
}

Result<void> sha256(Bytes message, std::span<uint8_t, 32> out)
{
    const Owned<EVP_MD, EVP_MD_free> digest(library() ? EVP_MD_fetch(library(), "SHA256", kProperties) : nullptr);
    if (!digest || EVP_Digest(message.data(), message.size(), out.data(), nullptr, digest.get(), nullptr) != 1)
        return broken("SHA-256");
    return {};
}

Result<void> hmacSha256(Bytes key, Bytes message, std::span<uint8_t, 32> out)
{
    const Owned<EVP_MAC, EVP_MAC_free> mac(library() ? EVP_MAC_fetch(library(), "HMAC", kProperties) : nullptr);
    const Owned<EVP_MAC_CTX, EVP_MAC_CTX_free> context(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
    const OSSL_PARAM parameters[] = { text(OSSL_MAC_PARAM_DIGEST, "SHA256"), OSSL_PARAM_construct_end() };
    size_t length = 0;
    if (!context || EVP_MAC_init(context.get(), key.data(), key.size(), parameters) != 1
        || EVP_MAC_update(context.get(), message.data(), message.size()) != 1
        || EVP_MAC_final(context.get(), out.data(), &length, out.size()) != 1 || length != out.size())
        return broken("HMAC-SHA-256");
    return {};
}

Result<void> pbkdf2Sha512(Bytes passphrase, Bytes salt, uint64_t passes, std::span<uint8_t> out)
{
    const OSSL_PARAM parameters[] = { text(OSSL_KDF_PARAM_DIGEST, "SHA512"), octets(OSSL_KDF_PARAM_PASSWORD, passphrase),
        octets(OSSL_KDF_PARAM_SALT, salt), OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &passes), OSSL_PARAM_construct_end() };
    return derive("PBKDF2", parameters, out);
}

Result<void> kbkdf(Bytes key, std::string_view label, std::span<uint8_t> out)
{
    const OSSL_PARAM parameters[] = { text(OSSL_KDF_PARAM_MODE, "counter"), text(OSSL_KDF_PARAM_MAC, "HMAC"),
        text(OSSL_KDF_PARAM_DIGEST, "SHA256"), octets(OSSL_KDF_PARAM_KEY, key), octets(OSSL_KDF_PARAM_SALT, asBytes(label)),
        OSSL_PARAM_construct_end() };
    return derive("KBKDF", parameters, out);
}

Result<void> aria256Ctr(Bytes key, std::span<const uint8_t, kIvBytes> iv, Bytes in, std::span<uint8_t> out)
{
    const Owned<EVP_CIPHER, EVP_CIPHER_free> cipher(library() ? EVP_CIPHER_fetch(library(), "ARIA-256-CTR", kProperties) : nullptr);
    const Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> context(EVP_CIPHER_CTX_new());
    int length = 0;
    if (key.size() != 32 || out.size() != in.size())
        return fail(ErrorCode::BadArgument, "ARIA-256-CTR with wrong sizes");
    if (!cipher || !context || EVP_EncryptInit_ex2(context.get(), cipher.get(), key.data(), iv.data(), nullptr) != 1
        || EVP_EncryptUpdate(context.get(), out.data(), &length, in.data(), static_cast<int>(in.size())) != 1
        || static_cast<size_t>(length) != in.size())
        return broken("ARIA-256-CTR");
    return {};
}

Result<void> makeP256(std::span<uint8_t, 32> secret, std::span<uint8_t, kPointBytes> point)
{
    const Key key(library() ? EVP_PKEY_Q_keygen(library(), kProperties, "EC", "P-256") : nullptr);
    BIGNUM* number = BN_secure_new();
    const bool read = key && number && EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1
        && BN_bn2binpad(number, secret.data(), static_cast<int>(secret.size())) == static_cast<int>(secret.size());
    BN_clear_free(number);
    size_t length = 0;
    if (!read || EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(), &length) != 1
        || length != point.size())
        return broken("making a P-256 key");
    return {};
}

Result<std::vector<uint8_t>> signP256(Bytes secret, Bytes message)
{
    SILLOK_TRY(const Key key, p256(secret, {}));
    const DigestContext context(EVP_MD_CTX_new());
    size_t length = 0;
    if (!context || EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", library(), kProperties, key.get(), nullptr) != 1
        || EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) != 1)
        return broken("ECDSA");
    std::vector<uint8_t> signature(length);
    if (EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) != 1)
        return broken("ECDSA");
    signature.resize(length);
    return signature;
}

Result<void> verifyP256(Bytes point, Bytes message, Bytes signature)
{
    if (point.size() != kPointBytes)
        return fail(ErrorCode::Refused, "public key of the wrong size");
    SILLOK_TRY(const Key key, p256({}, point));
    const DigestContext context(EVP_MD_CTX_new());
    if (!context || EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", library(), kProperties, key.get(), nullptr) != 1)
        return broken("ECDSA");
    if (EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) != 1)
        return fail(ErrorCode::Refused, "signature does not fit");
    return {};
}

Result<void> agreeP256(Bytes secret, Bytes point, std::span<uint8_t, 32> out)
{
    if (point.size() != kPointBytes)
        return fail(ErrorCode::Refused, "public key of the wrong size");
    SILLOK_TRY(const Key own, p256(secret, {}));
    SILLOK_TRY(const Key other, p256({}, point));
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(library(), own.get(), kProperties));
    size_t length = out.size();
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), other.get()) != 1
        || EVP_PKEY_derive(context.get(), out.data(), &length) != 1 || length != out.size())
        return broken("ECDH");
    return {};
}

} // namespace sillok::storage::module
