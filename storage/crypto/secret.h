// secret.h - Memory for keys: guarded, locked against swapping where the system allows it, wiped when it goes.
#pragma once

#include "engine/base/bytes.h"

namespace sillok::storage {

/// A fixed number of secret bytes. Movable, never copied, never printed. Every key of the vault lives in one of these.
class Secret {
public:
    Secret() = default;
    /// `size` zero bytes. error OutOfMemory; Internal: the crypto library did not start.
    static Result<Secret> make(size_t size);
    /// A copy of bytes that the caller wipes.
    static Result<Secret> copyOf(Bytes bytes);
    /// Fresh random bytes.
    static Result<Secret> random(size_t size);

    Secret(Secret&& other) noexcept : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}
    Secret& operator=(Secret&& other) noexcept;
    ~Secret() { wipe(); }

    Bytes bytes() const { return { m_data, m_size }; }
    uint8_t* data() { return m_data; }
    size_t size() const { return m_size; }
    /// Overwrites and frees; the secret is empty afterwards.
    void wipe();

private:
    Secret(uint8_t* data, size_t size) : m_data(data), m_size(size) {}

    uint8_t* m_data = nullptr;
    size_t m_size = 0;
};

/// Whether the system keeps keys out of its swap file. A Secret is guarded and wiped without that too; the self-test says it.
/// error Refused: it does not lock memory for us (RLIMIT_MEMLOCK).
Result<void> checkLockedMemory();

/// Starts the crypto library once; safe to call from any thread.
Result<void> startCrypto();

} // namespace sillok::storage
