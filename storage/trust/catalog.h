// catalog.h - What may be installed: every package by id, version and digest, and what has been taken back.
#pragma once

#include "storage/signing/digest.h"
#include "storage/trust/root.h"

namespace sillok::storage {

/// A package as catalogs and trust know it: its name, and the hash of its manifest, which holds the hashes of everything else.
struct PackageName {
    std::string id;
    uint64_t version = 0;
    Digest digest {};

    bool operator==(const PackageName&) const = default;
};

struct Catalog {
    uint64_t version = 1;
    uint64_t rootVersion = 1;      ///< published under this root; an older root does not know its keys, a newer one replaced them
    std::string institution;
    uint64_t issued = 0;
    uint64_t expires = 0;
    std::vector<PackageName> packages;   ///< by id, then version; each pair once
    std::vector<Digest> revoked;         ///< sorted

    const PackageName* find(const std::string& id, uint64_t wanted) const; ///< null: not listed
};

/// error Refused with the faults of canonical JSON and Fields; WrongValue: out of order, or twice
Result<Catalog> readCatalog(Bytes body);
/// Sorts. error BadArgument, Refused: as reading would
Result<std::vector<uint8_t>> writeCatalog(Catalog catalog);

} // namespace sillok::storage
