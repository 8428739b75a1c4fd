#include "storage/package/package_writer.h"

#include "engine/base/byte_writer.h"
#include "storage/package/new_files.h"
#include "storage/package/package_source.h"
#include "storage/signing/digest.h"

#include <algorithm>

namespace sillok::storage {

namespace {

/// Takes the bytes of a package one behind the other, and begins the next volume when one is full.
class Parts {
public:
    /// error BadArgument: volumes too small for `headBytes`, or too many
    static Result<Parts> make(const std::string& path, const PackageLayout& layout, const Digest& package, uint64_t volumeFileBytes)
    {
        Parts parts;
        parts.m_path = path;
        parts.m_header.package = package;
        if (volumeFileBytes == 0) {
            SILLOK_CHECK(parts.m_files.add(path));
            return parts;
        }
        // All that changes when somebody signs lies in the first volume.
        if (volumeFileBytes > kMostVolumeFileBytes || volumeFileBytes <= kVolumeHeaderBytes + layout.tablesAt)
            return fail(ErrorCode::BadArgument, "size of the volumes");
        parts.m_room = volumeFileBytes - kVolumeHeaderBytes;
        const uint64_t volumes = (layout.end + parts.m_room - 1) / parts.m_room;
        if (volumes > kMostVolumes)
            return fail(ErrorCode::BadArgument, "more than 999 volumes");
        parts.m_header.volumes = static_cast<uint32_t>(volumes);
        parts.m_header.number = 0;
        return parts;
    }

    Result<void> write(Bytes bytes)
    {
        if (m_room == 0)
            return m_files.write(bytes);
        while (!bytes.empty()) {
            if (m_left == 0)
                SILLOK_CHECK(nextVolume());
            const Bytes part = bytes.first(static_cast<size_t>(std::min<uint64_t>(bytes.size(), m_left)));
            SILLOK_CHECK(m_files.write(part));
            bytes = bytes.subspan(part.size());
            m_left -= part.size();
        }
        return {};
    }
    Result<void> nameAll() { return m_files.nameAll(); }

private:
    Parts() = default;
    Result<void> nextVolume()
    {
        ++m_header.number;
        m_left = m_room;
        SILLOK_CHECK(m_files.add(volumePath(m_path, m_header.number)));
        return m_files.write(writeVolumeHeader(m_header));
    }

    std::string m_path;
    VolumeHeader m_header;
    uint64_t m_room = 0; ///< of the package in one volume; 0: one file for all
    uint64_t m_left = 0;
    NewFiles m_files;
};

std::vector<uint8_t> headOf(const PackageContent& content, const PackageLayout& layout)
{
    ByteWriter writer;
    writer.bytes(asBytes(kPackageMagic));
    writer.number(kPackageFormat);
    writer.bytes(paddedDocument(content.document));
    for (const LeafTable& table : content.tables)
        writer.bytes(tableBytes(table));
    writer.all().resize(static_cast<size_t>(layout.filesAt.front()));
    return std::move(writer.all());
}

Result<void> checkContent(const PackageContent& content, const Manifest& manifest)
{
    if (content.tables.size() != manifest.files.size() || content.files.size() != manifest.files.size())
        return fail(ErrorCode::BadArgument, "tables and sources of a package");
    for (size_t i = 0; i < manifest.files.size(); ++i) {
        SILLOK_TRY(const Digest digest, tableDigest(content.tables[i]));
        if (digest != manifest.files[i].table || content.tables[i].size() != leafCount(manifest.files[i].sizeBytes))
            return refuse(Fault::WrongTable, manifest.files[i].path);
    }
    return {};
}

struct Writing {
    const PackageWriteOptions& options;
    Parts parts;
    uint64_t done = 0;
    uint64_t all = 0;
    LeafBuffer buffer;

    Result<void> write(Bytes bytes)
    {
        if (options.stop.stop_requested())
            return fail(ErrorCode::Cancelled, "writing a package");
        SILLOK_CHECK(parts.write(bytes));
        done += bytes.size();
        if (options.onProgress)
            options.onProgress(done, all);
        return {};
    }

    Result<void> writeFile(const ReadAt& read, const PackageFile& file, const LeafTable& table)
    {
        for (uint64_t index = 0; index < table.size(); ++index) {
            auto leaf = readLeaf(read, file.sizeBytes, index, table, buffer);
            if (!leaf.ok() && faultOf(leaf.error()) == Fault::WrongLeaf)
                return refuse(Fault::ChangedWhileRead, file.path);
            SILLOK_TRY(const Bytes bytes, std::move(leaf));
            SILLOK_CHECK(write(bytes));
        }
        return {};
    }
};

} // namespace

Result<void> writePackage(const PackageContent& content, const std::string& path, const PackageWriteOptions& options)
{
    SILLOK_TRY(const Manifest manifest, readManifest(content.document.body));
    SILLOK_CHECK(checkContent(content, manifest));
    const PackageLayout layout = layoutOf(manifest, content.document.body.size());
    SILLOK_TRY(const Digest digest, manifestDigest(content.document.body));
    SILLOK_TRY(Parts parts, Parts::make(path, layout, digest, options.volumeFileBytes));
    Writing writing { options, std::move(parts), 0, layout.end, {} };
    SILLOK_CHECK(writing.write(headOf(content, layout)));
    for (size_t i = 0; i < manifest.files.size(); ++i) {
        const std::vector<uint8_t> zeros(static_cast<size_t>(layout.filesAt[i] - writing.done));
        SILLOK_CHECK(writing.write(zeros));
        SILLOK_CHECK(writing.writeFile(content.files[i], manifest.files[i], content.tables[i]));
    }
    return writing.parts.nameAll();
}

} // namespace sillok::storage
