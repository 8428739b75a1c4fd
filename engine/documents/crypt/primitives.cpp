#include "engine/documents/crypt/primitives.h"

#include <array>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace sillok::documents::crypt {

namespace {

Error refused() { return fail(ErrorCode::Internal, "libcrypto does not hash or decrypt"); }

struct Algorithms {
    std::array<EVP_MD*, 4> hashes {};
    std::array<std::array<EVP_CIPHER*, 3>, 2> ciphers {};
};

/// Fetched once and kept: fetching may look for modules on the disk, which a sealed process cannot.
const Algorithms& algorithms()
{
    static const Algorithms fetched = [] {
        OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
        Algorithms all;
        constexpr std::array kHashes { "SHA1", "SHA256", "SHA384", "SHA512" };
        constexpr std::array<std::array<const char*, 3>, 2> kCiphers { { { "AES-128-CBC", "AES-192-CBC", "AES-256-CBC" }, { "AES-128-ECB", "AES-192-ECB", "AES-256-ECB" } } };
        for (size_t i = 0; i < kHashes.size(); ++i)
            all.hashes[i] = EVP_MD_fetch(nullptr, kHashes[i], nullptr);
        for (size_t chaining = 0; chaining < kCiphers.size(); ++chaining)
            for (size_t size = 0; size < kCiphers[chaining].size(); ++size)
                all.ciphers[chaining][size] = EVP_CIPHER_fetch(nullptr, kCiphers[chaining][size], nullptr);
        return all;
    }();
    return fetched;
}

using Hashing = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

bool hashInto(EVP_MD_CTX* context, const EVP_MD* how, std::initializer_list<Bytes> parts, Key& out)
{
    if (EVP_DigestInit_ex2(context, how, nullptr) != 1)
        return false;
    for (const Bytes part : parts) {
        if (EVP_DigestUpdate(context, part.data(), part.size()) != 1)
            return false;
    }
    out.resize(static_cast<size_t>(EVP_MD_get_size(how)));
    return EVP_DigestFinal_ex(context, out.data(), nullptr) == 1;
}

} // namespace

void wipe(void* memory, size_t sizeBytes) { OPENSSL_cleanse(memory, sizeBytes); }

void prepare()
{
    algorithms();
    const std::array<uint8_t, 1> anything {};
    ignore(pbkdf2(anything, anything, 1, 1), "only what it loads is wanted");
}

Result<Key> hash(Hash how, std::initializer_list<Bytes> parts)
{
    const EVP_MD* algorithm = algorithms().hashes[static_cast<size_t>(how)];
    const Hashing context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    Key out;
    if (!algorithm || !context || !hashInto(context.get(), algorithm, parts, out))
        return refused();
    return out;
}

Result<Key> spin(Hash how, Key start, uint32_t rounds)
{
    const EVP_MD* algorithm = algorithms().hashes[static_cast<size_t>(how)];
    const Hashing context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!algorithm || !context)
        return refused();
    Key next;
    for (uint32_t i = 0; i < rounds; ++i) {
        const std::array<uint8_t, 4> number { static_cast<uint8_t>(i), static_cast<uint8_t>(i >> 8), static_cast<uint8_t>(i >> 16), static_cast<uint8_t>(i >> 24) };
        if (!hashInto(context.get(), algorithm, { number, start }, next))
            return refused();
        start.swap(next);
    }
    return start;
}

Result<Key> pbkdf2(Bytes password, Bytes salt, uint32_t rounds, size_t keyBytes)
{
    const EVP_MD* algorithm = algorithms().hashes[static_cast<size_t>(Hash::Sha1)];
    Key out(keyBytes);
    if (!algorithm || PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password.data()), static_cast<int>(password.size()), salt.data(), static_cast<int>(salt.size()),
                          static_cast<int>(rounds), algorithm, static_cast<int>(keyBytes), out.data()) != 1)
        return refused();
    return out;
}

Result<std::vector<uint8_t>> decryptAes(Chaining chaining, Bytes key, Bytes vector, Bytes data)
{
    const bool sized = key.size() == 16 || key.size() == 24 || key.size() == 32;
    if (!sized || data.size() % kAesBlock != 0 || (chaining == Chaining::Cbc && vector.size() != kAesBlock))
        return fail(ErrorCode::Damaged, "encrypted data, or its key, of a size that cannot be");
    const EVP_CIPHER* cipher = algorithms().ciphers[static_cast<size_t>(chaining)][key.size() / 8 - 2];
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (!cipher || !context || EVP_DecryptInit_ex2(context.get(), cipher, key.data(), chaining == Chaining::Cbc ? vector.data() : nullptr, nullptr) != 1)
        return refused();
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    std::vector<uint8_t> out(data.size() + kAesBlock);
    int got = 0, last = 0;
    if (EVP_DecryptUpdate(context.get(), out.data(), &got, data.data(), static_cast<int>(data.size())) != 1 // no document is over kMaxInputBytes
        || EVP_DecryptFinal_ex(context.get(), out.data() + got, &last) != 1)
        return refused();
    out.resize(data.size());
    return out;
}

Result<std::vector<uint8_t>> decodeBase64(std::string_view text)
{
    constexpr size_t kMostLetters = 4096;
    if (text.size() > kMostLetters || text.size() % 4 != 0)
        return fail(ErrorCode::Damaged, "a salt or key that is no Base64");
    std::vector<uint8_t> out(text.size() / 4 * 3);
    if (EVP_DecodeBlock(out.data(), reinterpret_cast<const uint8_t*>(text.data()), static_cast<int>(text.size())) < 0)
        return fail(ErrorCode::Damaged, "a salt or key that is no Base64");
    for (size_t end = text.size(); end > 0 && text[end - 1] == '=' && text.size() - end < 2; --end)
        out.pop_back();
    return out;
}

bool same(Bytes a, Bytes b) { return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

} // namespace sillok::documents::crypt
