#include "storage/crypto/wrap.h"

#include <sodium.h>

namespace sillok::storage {

static_assert(kNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

Result<Nonce> freshNonce()
{
    SILLOK_CHECK(startCrypto());
    Nonce nonce;
    randombytes_buf(nonce.data(), nonce.size());
    return nonce;
}

Result<WrappedKey> wrapKey(const Secret& key, const Secret& with, const Nonce& nonce, Bytes associated)
{
    if (key.size() != kKeyBytes || with.size() != kKeyBytes)
        return fail(ErrorCode::BadArgument, "wrapping a key of the wrong size");
    WrappedKey wrapped;
    crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped.data(), nullptr, key.bytes().data(), key.size(), associated.data(), associated.size(),
        nullptr, nonce.data(), with.bytes().data());
    return wrapped;
}

Result<Secret> unwrapKey(const WrappedKey& wrapped, const Secret& with, const Nonce& nonce, Bytes associated)
{
    if (with.size() != kKeyBytes)
        return fail(ErrorCode::BadArgument, "unwrapping with a key of the wrong size");
    SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(key.data(), nullptr, nullptr, wrapped.data(), wrapped.size(), associated.data(),
            associated.size(), nonce.data(), with.bytes().data()))
        return fail(ErrorCode::WrongKey, "unwrapping the master key");
    return key;
}

Result<Tag> seal(Bytes associated, const Secret& with, const Nonce& nonce)
{
    if (with.size() != kKeyBytes)
        return fail(ErrorCode::BadArgument, "sealing with a key of the wrong size");
    Tag tag;
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        tag.data(), nullptr, nullptr, 0, associated.data(), associated.size(), nullptr, nonce.data(), with.bytes().data());
    return tag;
}

Result<void> checkSeal(const Tag& tag, Bytes associated, const Secret& with, const Nonce& nonce)
{
    if (with.size() != kKeyBytes)
        return fail(ErrorCode::BadArgument, "checking a seal with a key of the wrong size");
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            nullptr, nullptr, nullptr, tag.data(), tag.size(), associated.data(), associated.size(), nonce.data(), with.bytes().data()))
        return fail(ErrorCode::Damaged, "seal does not fit");
    return {};
}

} // namespace sillok::storage
