#include "storage/db/row_seal.h"

#include "storage/db/sqlite.h"
#include "storage/db/statement.h"

#include <sodium.h>

#include <array>
#include <new>

namespace sillok::storage {

namespace {

constexpr int kSealBytes = 16;

/// A value with its kind and its length, so that no two lists of values look alike.
void absorb(crypto_auth_hmacsha256_state& state, sqlite3_value* value)
{
    const int kind = sqlite3_value_type(value);
    std::array<uint8_t, 9> front {};
    front[0] = static_cast<uint8_t>(kind);
    const auto put = [&](uint64_t number) {
        for (size_t i = 0; i < 8; ++i)
            front[i + 1] = static_cast<uint8_t>(number >> (8 * i));
    };
    Bytes rest;
    if (kind == SQLITE_INTEGER) {
        put(static_cast<uint64_t>(sqlite3_value_int64(value)));
    } else if (kind == SQLITE_FLOAT) {
        const double real = sqlite3_value_double(value);
        uint64_t bits = 0;
        std::memcpy(&bits, &real, sizeof bits);
        put(bits);
    } else if (kind != SQLITE_NULL) {
        const auto* const data = static_cast<const uint8_t*>(sqlite3_value_blob(value));
        rest = Bytes(data, static_cast<size_t>(sqlite3_value_bytes(value)));
        put(rest.size());
    }
    crypto_auth_hmacsha256_update(&state, front.data(), front.size());
    if (!rest.empty())
        crypto_auth_hmacsha256_update(&state, rest.data(), rest.size());
}

void rowSeal(sqlite3_context* context, int count, sqlite3_value** values)
{
    const auto* const key = static_cast<const Secret*>(sqlite3_user_data(context));
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key->bytes().data(), key->size());
    for (int i = 0; i < count; ++i)
        absorb(state, values[i]);
    std::array<uint8_t, crypto_auth_hmacsha256_BYTES> digest;
    crypto_auth_hmacsha256_final(&state, digest.data());
    sodium_memzero(&state, sizeof state);
    sqlite3_result_blob(context, digest.data(), kSealBytes, reinterpret_cast<sqlite3_destructor_type>(static_cast<intptr_t>(-1))); // NOLINT(performance-no-int-to-ptr)
}

void forget(void* key) { delete static_cast<Secret*>(key); }

} // namespace

Result<void> registerRowSeal(sqlite3* connection, Bytes key)
{
    SILLOK_TRY(Secret zeros, Secret::make(crypto_auth_hmacsha256_KEYBYTES));
    SILLOK_TRY(Secret copy, Secret::copyOf(key.empty() ? zeros.bytes() : key));
    auto* const kept = new (std::nothrow) Secret(std::move(copy));
    if (!kept)
        return fail(ErrorCode::OutOfMemory, "keeping the key of seals");
    // Innocuous: it may stand in the schema's own triggers, which are otherwise not trusted with functions of the program.
    const int code = sqlite3_create_function_v2(connection, "row_seal", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, kept, rowSeal,
        nullptr, nullptr, forget); // the library calls forget when this fails
    return code == SQLITE_OK ? Result<void>() : databaseError(connection, code, "registering row_seal");
}

} // namespace sillok::storage
