#include "storage/crypto/secret.h"

#include "storage/crypto/module.h"

#include <sodium.h>

namespace sillok::storage {

Result<void> startCrypto()
{
    static const bool started = sodium_init() >= 0 && module::start().ok(); // before the database library asks the same one
    if (!started)
        return fail(ErrorCode::Internal, "starting the crypto library");
    return {};
}

Result<void> checkLockedMemory()
{
    constexpr size_t kMostKeyBytes = 64 * 1024; // all keys that are ever there at once, with their guard pages
    SILLOK_CHECK(startCrypto());
    void* const memory = sodium_malloc(kMostKeyBytes);
    if (!memory)
        return fail(ErrorCode::OutOfMemory, "reserving guarded memory for a key");
    const bool locked = sodium_mlock(memory, kMostKeyBytes) == 0; // sodium_malloc has tried and does not say
    sodium_free(memory);
    return locked ? Result<void>() : fail(ErrorCode::Refused, "the system does not keep our keys out of swap (limit of locked memory)");
}

Result<Secret> Secret::make(size_t size)
{
    SILLOK_CHECK(startCrypto());
    auto* const memory = static_cast<uint8_t*>(sodium_malloc(size));
    if (!memory)
        return fail(ErrorCode::OutOfMemory, "reserving guarded memory for a key");
    sodium_memzero(memory, size);
    return Secret(memory, size);
}

Result<Secret> Secret::copyOf(Bytes bytes)
{
    SILLOK_TRY(Secret copy, make(bytes.size()));
    if (!bytes.empty())
        std::memcpy(copy.data(), bytes.data(), bytes.size());
    return copy;
}

Result<Secret> Secret::random(size_t size)
{
    SILLOK_TRY(Secret secret, make(size));
    randombytes_buf(secret.data(), size);
    return secret;
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

void Secret::wipe()
{
    sodium_free(m_data); // wipes before it frees; accepts null
    m_data = nullptr;
    m_size = 0;
}

} // namespace sillok::storage
