// row_seal.h - The SQL function row_seal(): a keyed digest over values, for seals that only this vault can make.
#pragma once

#include "storage/crypto/secret.h"

struct sqlite3;

namespace sillok::storage {

/// Makes row_seal(label, value, ...) known on this connection: 16 bytes that depend on every value, its kind and its place. Without a key
/// (a database in memory, which nobody else can write) the digest is made with zeros. error Internal, OutOfMemory.
/// source  HMAC-SHA-256 (RFC 2104, FIPS 180-4), its first 16 bytes
Result<void> registerRowSeal(sqlite3* connection, Bytes key);

} // namespace sillok::storage
