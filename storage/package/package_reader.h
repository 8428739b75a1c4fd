// package_reader.h - A package opened: signatures first, then what they cover, then each leaf when it is asked for.
#pragma once

#include "storage/package/hash_tree.h"
#include "storage/package/package_layout.h"
#include "storage/package/package_source.h"

namespace sillok::storage {

/// Who must have signed. Each role must be filled by itself; no signature may stand there that is of none of all these keys.
struct RequiredSigners {
    std::vector<KeyRole> needed;
    std::vector<KeyRole> beside; ///< may have signed as well
};

/// Immutable once opened; safe to call from any thread.
class PackageReader {
public:
    /// Checks all but the leaves: signatures over the exact bytes before anything of the manifest is looked at, then the manifest, the
    /// length of the whole, the tables, the padding. cost   a few MB, however long the package is.
    /// needs  at least one needed role
    /// error  Refused with WrongMagic, UnknownFormat, Cut, TrailingBytes, Gap, WrongTable, WrongVolume; as readSignedDocument, checkSignatures,
    ///        readManifest; ChangedWhileRead. Io.
    static Result<PackageReader> open(std::unique_ptr<PackageSource> source, const RequiredSigners& signers);
    /// The same without asking who signed, for the publisher's desk and for looking at. Nothing opened like this may be put to use.
    /// The room behind the signatures may hold anything: signing that was cut off leaves something there, and signing again clears it.
    static Result<PackageReader> openUnsigned(std::unique_ptr<PackageSource> source);

    const Manifest& manifest() const { return m_manifest; }
    const SignedDocument& document() const { return m_document; }
    const Digest& digest() const { return m_digest; }
    uint64_t sizeBytes() const { return m_source->size(); }
    const PackageLayout& layout() const { return m_layout; }
    const LeafTable& table(size_t file) const { return m_tables.at(file); }

    /// One leaf of a file, in the buffer, when it is the signed one.
    /// needs file and index within the manifest. error Refused with WrongLeaf, ChangedWhileRead; Io
    Result<Bytes> leaf(size_t file, uint64_t index, LeafBuffer& buffer) const;
    /// error as leaf; Cancelled
    Result<void> checkLeaves(size_t file, LeafRange range, const std::stop_token& stop = {}) const;

private:
    explicit PackageReader(std::unique_ptr<PackageSource> source) : m_source(std::move(source)) {}
    static Result<PackageReader> open(std::unique_ptr<PackageSource> source, const RequiredSigners* signers);
    Result<void> readDocument();
    Result<void> readContent();
    Result<void> readTables();
    Result<void> checkRoomForSignatures() const;
    Result<void> checkPadding() const;

    std::unique_ptr<PackageSource> m_source;
    SignedDocument m_document;
    uint64_t m_documentEnd = 0;
    Digest m_digest {};
    Manifest m_manifest;
    PackageLayout m_layout;
    std::vector<LeafTable> m_tables;
};

} // namespace sillok::storage
