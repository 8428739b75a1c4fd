#include "storage/package/package_reader.h"

#include "storage/signing/digest.h"

#include <algorithm>

namespace sillok::storage {

namespace {

/// Every needed role by itself; the others' signatures may stand beside.
Result<void> checkSigners(const SignedDocument& document, const RequiredSigners& signers)
{
    if (signers.needed.empty())
        return fail(ErrorCode::BadArgument, "nobody has to have signed");
    std::vector<KeyRole> all = signers.needed;
    all.insert(all.end(), signers.beside.begin(), signers.beside.end());
    for (const KeyRole& role : signers.needed)
        SILLOK_CHECK(checkSignatures(document, role, all));
    return {};
}

Result<void> checkZeros(const PackageSource& source, uint64_t from, uint64_t to)
{
    std::vector<uint8_t> bytes(static_cast<size_t>(to - from));
    SILLOK_CHECK(source.read(from, bytes));
    if (std::ranges::any_of(bytes, [](uint8_t byte) { return byte != 0; }))
        return refuse(Fault::Gap, "package at " + std::to_string(from));
    return {};
}

} // namespace

Result<PackageReader> PackageReader::open(std::unique_ptr<PackageSource> source, const RequiredSigners& signers) { return open(std::move(source), &signers); }

Result<PackageReader> PackageReader::openUnsigned(std::unique_ptr<PackageSource> source) { return open(std::move(source), nullptr); }

Result<PackageReader> PackageReader::open(std::unique_ptr<PackageSource> source, const RequiredSigners* signers)
{
    PackageReader reader(std::move(source));
    SILLOK_CHECK(reader.readDocument());
    if (signers) {
        SILLOK_CHECK(checkSigners(reader.m_document, *signers));
        SILLOK_CHECK(reader.checkRoomForSignatures());
    }
    SILLOK_CHECK(reader.readContent());
    return reader;
}

Result<void> PackageReader::readDocument()
{
    std::vector<uint8_t> head(static_cast<size_t>(std::min<uint64_t>(m_source->size(), kDocumentAt + mostDocumentBytes(kMostBodyBytes))));
    SILLOK_CHECK(m_source->read(0, head));
    if (head.size() < kDocumentAt)
        return refuse(Fault::Cut, "package");
    ByteReader reader(head);
    SILLOK_TRY(const Bytes magic, reader.take(kPackageMagic.size()));
    if (asText(magic) != kPackageMagic)
        return refuse(Fault::WrongMagic, "package");
    SILLOK_TRY(const auto format, reader.number<uint32_t>());
    if (format != kPackageFormat)
        return refuse(Fault::UnknownFormat, "package");
    size_t used = 0;
    SILLOK_TRY(m_document, readSignedDocument(Bytes(head).subspan(kDocumentAt), DocumentKind::Manifest, &used));
    m_documentEnd = kDocumentAt + used;
    return {};
}

Result<void> PackageReader::readContent()
{
    SILLOK_TRY(m_digest, manifestDigest(m_document.body));
    if (m_source->partsOf() && *m_source->partsOf() != m_digest)
        return refuse(Fault::WrongVolume, "package");
    SILLOK_TRY(m_manifest, readManifest(m_document.body));
    m_layout = layoutOf(m_manifest, m_document.body.size());
    if (m_source->size() != m_layout.end)
        return refuse(m_source->size() < m_layout.end ? Fault::Cut : Fault::TrailingBytes, "package");
    SILLOK_CHECK(readTables());
    return checkPadding();
}

Result<void> PackageReader::readTables()
{
    uint64_t at = m_layout.tablesAt;
    for (const PackageFile& file : m_manifest.files) {
        LeafTable table(static_cast<size_t>(leafCount(file.sizeBytes)));
        const std::span<uint8_t> bytes(table.empty() ? nullptr : table.front().data(), table.size() * kDigestBytes);
        SILLOK_CHECK(m_source->read(at, bytes));
        at += bytes.size();
        SILLOK_TRY(const Digest digest, tableDigest(table));
        if (digest != file.table)
            return refuse(Fault::WrongTable, file.path);
        m_tables.push_back(std::move(table));
    }
    return {};
}

Result<void> PackageReader::checkRoomForSignatures() const
{
    const uint64_t end = kDocumentAt + mostDocumentBytes(m_document.body.size());
    if (m_source->size() < end)
        return refuse(Fault::Cut, "package");
    return checkZeros(*m_source, m_documentEnd, end);
}

Result<void> PackageReader::checkPadding() const
{
    uint64_t end = m_layout.tablesEnd;
    for (size_t i = 0; i < m_manifest.files.size(); ++i) {
        SILLOK_CHECK(checkZeros(*m_source, end, m_layout.filesAt[i]));
        end = m_layout.filesAt[i] + m_manifest.files[i].sizeBytes;
    }
    return {};
}

Result<Bytes> PackageReader::leaf(size_t file, uint64_t index, LeafBuffer& buffer) const
{
    const auto read = [this, at = m_layout.filesAt.at(file)](uint64_t offset, std::span<uint8_t> out) { return m_source->read(at + offset, out); };
    auto bytes = readLeaf(read, m_manifest.files[file].sizeBytes, index, m_tables[file], buffer);
    if (!bytes.ok() && faultOf(bytes.error()) == Fault::WrongLeaf)
        return refuse(Fault::WrongLeaf, m_manifest.files[file].path + ": leaf " + std::to_string(index));
    return bytes;
}

Result<void> PackageReader::checkLeaves(size_t file, LeafRange range, const std::stop_token& stop) const
{
    LeafBuffer buffer;
    for (uint64_t index = range.first; index < range.first + range.count; ++index) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "checking a package");
        SILLOK_CHECK(leaf(file, index, buffer));
    }
    return {};
}

} // namespace sillok::storage
