#include "storage/db/page_key.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <sodium.h>

namespace sillok::storage {

namespace {

constexpr size_t kIvBytes = 16;
constexpr size_t kMacBytes = 64;
constexpr size_t kRawKeyBytes = 32;
constexpr uint8_t kMacSaltMask = 0x3a;
constexpr int kMacKeyRounds = 2;
constexpr std::string_view kFileMagic("SQLite format 3\0", 16); // takes the place of the salt in what the library sees
static_assert(kUsablePageBytes + kIvBytes + kMacBytes == kPageBytes);

struct FreeMac {
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// Page 1 has the salt in front of what is encrypted.
size_t startOf(uint32_t number) { return number == 1 ? kSaltBytesOfDatabase : 0; }

Result<Secret> macKey(const Secret& rawKey)
{
    DatabaseSalt salt = databaseSalt(rawKey);
    for (uint8_t& byte : salt)
        byte ^= kMacSaltMask;
    SILLOK_TRY(Secret key, Secret::make(kRawKeyBytes));
    if (PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(rawKey.bytes().data()), static_cast<int>(rawKey.size()), salt.data(),
            static_cast<int>(salt.size()), kMacKeyRounds, EVP_sha512(), static_cast<int>(key.size()), key.data())
        != 1)
        return fail(ErrorCode::Internal, "deriving the key that authenticates pages");
    return key;
}

} // namespace

DatabaseSalt databaseSalt(const Secret& rawKey)
{
    constexpr std::string_view kLabel = "sillok database salt 1";
    std::array<uint8_t, crypto_auth_hmacsha256_BYTES> digest;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, rawKey.bytes().data(), rawKey.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const uint8_t*>(kLabel.data()), kLabel.size());
    crypto_auth_hmacsha256_final(&state, digest.data());
    sodium_memzero(&state, sizeof state);
    DatabaseSalt salt;
    std::memcpy(salt.data(), digest.data(), salt.size());
    return salt;
}

struct PageKey::State {
    std::unique_ptr<EVP_MAC_CTX, FreeMac> mac;
    std::unique_ptr<EVP_CIPHER_CTX, FreeMac> cipher;
};

PageKey::PageKey(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PageKey::PageKey(PageKey&&) noexcept = default;
PageKey::~PageKey() = default;

Result<PageKey> PageKey::make(const Secret& rawKey)
{
    if (rawKey.size() != kRawKeyBytes)
        return fail(ErrorCode::BadArgument, "database key of the wrong size");
    SILLOK_TRY(const Secret authentication, macKey(rawKey));
    auto state = std::make_unique<State>();
    const std::unique_ptr<EVP_MAC, FreeMac> kind(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    state->mac.reset(kind ? EVP_MAC_CTX_new(kind.get()) : nullptr);
    state->cipher.reset(EVP_CIPHER_CTX_new());
    char digest[] = "SHA512";
    const OSSL_PARAM parameters[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end() };
    const bool ready = state->mac && state->cipher && EVP_MAC_init(state->mac.get(), authentication.bytes().data(), authentication.size(), parameters) == 1
        && EVP_DecryptInit_ex(state->cipher.get(), EVP_aes_256_cbc(), nullptr, rawKey.bytes().data(), nullptr) == 1
        && EVP_CIPHER_CTX_set_padding(state->cipher.get(), 0) == 1;
    if (!ready)
        return fail(ErrorCode::Internal, "starting the cipher of the database's pages");
    return PageKey(std::move(state));
}

bool PageKey::authentic(Bytes page, uint32_t number)
{
    if (page.size() != kPageBytes)
        return false;
    const Bytes covered = page.subspan(startOf(number), kUsablePageBytes + kIvBytes - startOf(number));
    const uint8_t numberBytes[4] = { static_cast<uint8_t>(number), static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number >> 16),
        static_cast<uint8_t>(number >> 24) };
    std::array<uint8_t, kMacBytes> found;
    size_t size = 0;
    EVP_MAC_CTX* const mac = m_state->mac.get();
    const bool computed = EVP_MAC_init(mac, nullptr, 0, nullptr) == 1 && EVP_MAC_update(mac, covered.data(), covered.size()) == 1
        && EVP_MAC_update(mac, numberBytes, sizeof numberBytes) == 1 && EVP_MAC_final(mac, found.data(), &size, found.size()) == 1;
    return computed && size == kMacBytes && CRYPTO_memcmp(found.data(), page.data() + kUsablePageBytes + kIvBytes, kMacBytes) == 0;
}

Result<std::vector<uint8_t>> PageKey::open(Bytes page, uint32_t number)
{
    const size_t start = startOf(number);
    std::vector<uint8_t> content(kUsablePageBytes);
    std::memcpy(content.data(), kFileMagic.data(), start);
    EVP_CIPHER_CTX* const cipher = m_state->cipher.get();
    int wrote = 0;
    const bool opened = page.size() == kPageBytes
        && EVP_DecryptInit_ex(cipher, nullptr, nullptr, nullptr, page.data() + kUsablePageBytes) == 1
        && EVP_DecryptUpdate(cipher, content.data() + start, &wrote, page.data() + start, static_cast<int>(kUsablePageBytes - start)) == 1
        && static_cast<size_t>(wrote) == kUsablePageBytes - start;
    if (!opened)
        return fail(ErrorCode::Internal, "decrypting page " + std::to_string(number));
    return content;
}

} // namespace sillok::storage
