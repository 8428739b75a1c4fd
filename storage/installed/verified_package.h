// verified_package.h - An installed package opened for use: the only way to a model's bytes.
//
// Every file is opened step by step below the store without following a link, must belong to root or to this user, and must not be writable for
// anybody else. What was opened is used by its descriptor from there on.
#pragma once

#include "storage/installed/package_store.h"
#include "storage/package/hash_tree.h"

namespace sillok::storage {

class VerifiedPackage {
public:
    /// `version` 0: the newest one installed. Checks owner, links, sizes, and the tables against the manifest, and that the manifest went
    /// through an installation and was not taken back; reads no content yet. cost   under a millisecond for each gigabyte
    /// error NotFound; Refused: NotAccepted, Revoked, UnsafeOwner, LinkOrSpecial, WrongTable, Cut, TrailingBytes; as readManifest
    static Result<VerifiedPackage> open(const PackageStore& store, const std::string& id, uint64_t version, const TrustState& trust);
    /// The same for a copy that is not installed yet: whether it was accepted is not asked.
    static Result<VerifiedPackage> openFolder(const std::string& folder);

    const Manifest& manifest() const { return m_manifest; }
    const Digest& digest() const { return m_digest; }
    const FileDescriptor& file(size_t index) const { return m_files.at(index); }
    /// The payload files, as descriptors of their own. error Io
    Result<std::vector<FileDescriptor>> payload() const;
    /// A whole file of the manifest, checked. error Refused with WrongLeaf; Unsafe: above the limit; NotFound: no such path
    Result<std::string> text(const std::string& path, uint64_t limitBytes) const;

    /// error Refused with WrongLeaf; Io; Cancelled
    Result<void> checkLeaves(size_t file, LeafRange range, const std::stop_token& stop = {}) const;
    /// The first leaf of each file, which holds what is parsed, and `count` others anywhere. cost   about a millisecond a leaf
    Result<void> checkSample(size_t count) const;

private:
    VerifiedPackage() = default;
    Result<void> openFiles(int folder);
    ReadAt reader(size_t file) const;

    Manifest m_manifest;
    Digest m_digest {};
    std::vector<FileDescriptor> m_files;
    std::vector<LeafTable> m_tables;
};

} // namespace sillok::storage
