// primitives.h - The ciphers and hashes of encrypted documents, out of libcrypto. This folder is the only one of the engine that knows it.
#pragma once

#include "engine/base/bytes.h"

#include <initializer_list>
#include <memory>
#include <vector>

namespace sillok::documents::crypt {

/// Overwrites memory before it is given back, so that keys do not stay behind.
void wipe(void* memory, size_t sizeBytes);

template <typename T>
struct WipingAllocator {
    using value_type = T;
    WipingAllocator() = default;
    template <typename U>
    WipingAllocator(const WipingAllocator<U>&) {}
    T* allocate(size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* memory, size_t count)
    {
        wipe(memory, count * sizeof(T));
        std::allocator<T>().deallocate(memory, count);
    }
    bool operator==(const WipingAllocator&) const { return true; }
};
using Key = std::vector<uint8_t, WipingAllocator<uint8_t>>;

enum class Hash : uint8_t { Sha1, Sha256, Sha384, Sha512 };
enum class Chaining : uint8_t { Cbc, Ecb };

inline constexpr size_t kAesBlock = 16;

/// Loads what the functions below need from the disk; a process calls it before it seals itself.
void prepare();

/// The hash of the parts one behind the other. error Internal: libcrypto did not do it.
Result<Key> hash(Hash how, std::initializer_list<Bytes> parts);

/// hash(LE32(i) + before) for i from 0 to `rounds` - 1, beginning with `start`: how office programs make a key from a password.
/// needs rounds capped by the caller. error Internal. source [MS-OFFCRYPTO] 2.3.4.7, 2.3.4.11
Result<Key> spin(Hash how, Key start, uint32_t rounds);

/// error Internal; needs rounds > 0 and capped by the caller. source RFC 8018 section 5.2, with HMAC-SHA-1
Result<Key> pbkdf2(Bytes password, Bytes salt, uint32_t rounds, size_t keyBytes);

/// AES of 128, 192 or 256 bits without any padding taken off.
/// error Damaged: `data` is no whole number of blocks, or key or `vector` (16 bytes; not used with Ecb) have a wrong size.
Result<std::vector<uint8_t>> decryptAes(Chaining chaining, Bytes key, Bytes vector, Bytes data);

/// error Damaged: no Base64, or longer than 4096 letters: salts and keys are short.
Result<std::vector<uint8_t>> decodeBase64(std::string_view text);

/// Whether the two are the same, in a time that does not depend on where they differ.
bool same(Bytes a, Bytes b);

} // namespace sillok::documents::crypt
