#include "storage/installed/verified_package.h"

#include "storage/db/disk.h"
#include "storage/signing/signed_document.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

Error openError(const char* what)
{
    if (errno == ELOOP || errno == ENOTDIR)
        return refuse(Fault::LinkOrSpecial, what);
    return errno == ENOENT ? fail(ErrorCode::NotFound, what) : systemError(what);
}

/// Root's, or our own; nobody else may write.
Result<void> checkOwner(const struct stat& facts)
{
    const bool isTrusted = facts.st_uid == 0 || facts.st_uid == geteuid();
    return isTrusted && (facts.st_mode & 022) == 0 ? Result<void>() : Result<void>(refuse(Fault::UnsafeOwner, "installed package"));
}

Result<FileDescriptor> openFolderAt(int parent, const char* name)
{
    FileDescriptor folder(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.valid())
        return openError("installed package");
    struct stat facts {};
    if (::fstat(folder.get(), &facts) != 0)
        return systemError("installed package");
    SILLOK_CHECK(checkOwner(facts));
    return folder;
}

/// A path of a manifest, segment by segment: no link on the way, nothing above the folder.
Result<FileDescriptor> openBelow(int folder, const std::string& path)
{
    FileDescriptor inside;
    int parent = folder;
    size_t begin = 0;
    for (size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', begin)) {
        SILLOK_TRY(inside, openFolderAt(parent, path.substr(begin, slash - begin).c_str()));
        parent = inside.get();
        begin = slash + 1;
    }
    FileDescriptor file(::openat(parent, path.c_str() + begin, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.valid())
        return openError("a file of an installed package");
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0)
        return systemError("a file of an installed package");
    if (!S_ISREG(facts.st_mode))
        return refuse(Fault::LinkOrSpecial, path);
    SILLOK_CHECK(checkOwner(facts));
    return file;
}

Result<void> checkSize(const FileDescriptor& file, uint64_t sizeBytes)
{
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0)
        return systemError("a file of an installed package");
    const auto size = static_cast<uint64_t>(facts.st_size);
    if (size == sizeBytes)
        return {};
    return refuse(size < sizeBytes ? Fault::Cut : Fault::TrailingBytes, "installed package");
}

Result<std::vector<LeafTable>> readTables(const FileDescriptor& file, const Manifest& manifest)
{
    SILLOK_TRY(const auto bytes, readAll(file, kMostPackageBytes / kLeafBytes * kDigestBytes + kMostPackageFiles * kDigestBytes));
    std::vector<LeafTable> tables;
    ByteReader reader(bytes);
    for (const PackageFile& one : manifest.files) {
        LeafTable table(leafCount(one.sizeBytes));
        for (Digest& leaf : table) {
            const auto raw = reader.take(leaf.size());
            if (!raw.ok())
                return refuse(Fault::Cut, "leaf tables");
            std::copy(raw->begin(), raw->end(), leaf.begin());
        }
        SILLOK_TRY(const Digest digest, tableDigest(table));
        if (digest != one.table)
            return refuse(Fault::WrongTable, one.path);
        tables.push_back(std::move(table));
    }
    return reader.left() == 0 ? Result<std::vector<LeafTable>>(std::move(tables)) : refuse(Fault::TrailingBytes, "leaf tables");
}

Result<void> readFrom(int fd, uint64_t offset, std::span<uint8_t> out)
{
    SILLOK_TRY(const size_t got, readAt(fd, offset, out, "reading an installed package"));
    return got == out.size() ? Result<void>() : refuse(Fault::Cut, "installed package");
}

Result<uint64_t> newestOf(const PackageStore& store, const std::string& id)
{
    SILLOK_TRY(const StoreListing listing, store.list());
    for (const InstalledPackage& package : listing.packages) {
        if (package.manifest.id == id)
            return package.manifest.version;
    }
    return fail(ErrorCode::NotFound, "package " + id.substr(0, kMostPackageIdBytes));
}

} // namespace

Result<VerifiedPackage> VerifiedPackage::open(const PackageStore& store, const std::string& id, uint64_t version, const TrustState& trust)
{
    SILLOK_CHECK(checkPackagePath(id));
    if (version == 0) {
        SILLOK_TRY(version, newestOf(store, id));
    }
    SILLOK_TRY(VerifiedPackage package, openFolder(store.packageFolder(id, version)));
    if (package.m_manifest.id != id || package.m_manifest.version != version)
        return refuse(Fault::NotAccepted, id);
    SILLOK_CHECK(trust.mayRun(package.m_digest));
    return package;
}

Result<VerifiedPackage> VerifiedPackage::openFolder(const std::string& path)
{
    SILLOK_TRY(const FileDescriptor folder, openFolderAt(AT_FDCWD, path.c_str()));
    SILLOK_TRY(const FileDescriptor manifestFile, openBelow(folder.get(), kManifestName));
    SILLOK_TRY(const auto bytes, readAll(manifestFile, kMostDocumentBytes));
    SILLOK_TRY(const SignedDocument document, readSignedDocument(bytes, DocumentKind::Manifest));
    VerifiedPackage package;
    SILLOK_TRY(package.m_digest, manifestDigest(document.body));
    SILLOK_TRY(package.m_manifest, readManifest(document.body));
    SILLOK_TRY(const FileDescriptor tables, openBelow(folder.get(), kTablesName));
    SILLOK_TRY(package.m_tables, readTables(tables, package.m_manifest));
    SILLOK_CHECK(package.openFiles(folder.get()));
    return package;
}

Result<void> VerifiedPackage::openFiles(int folder)
{
    for (const PackageFile& one : m_manifest.files) {
        SILLOK_TRY(FileDescriptor file, openBelow(folder, std::string(kFilesName) + "/" + one.path));
        SILLOK_CHECK(checkSize(file, one.sizeBytes));
        m_files.push_back(std::move(file));
    }
    return {};
}

ReadAt VerifiedPackage::reader(size_t file) const
{
    const int fd = m_files.at(file).get();
    return [fd](uint64_t offset, std::span<uint8_t> out) { return readFrom(fd, offset, out); };
}

Result<std::vector<FileDescriptor>> VerifiedPackage::payload() const
{
    std::vector<FileDescriptor> files;
    for (size_t i = 0; i < m_files.size(); ++i) {
        if (m_manifest.files[i].role != FileRole::Payload)
            continue;
        files.emplace_back(::fcntl(m_files[i].get(), F_DUPFD_CLOEXEC, 0));
        if (!files.back().valid())
            return systemError("opening a model");
    }
    return files;
}

Result<std::string> VerifiedPackage::text(const std::string& path, uint64_t limitBytes) const
{
    const auto found = std::find_if(m_manifest.files.begin(), m_manifest.files.end(), [&](const PackageFile& file) { return file.path == path; });
    if (found == m_manifest.files.end())
        return fail(ErrorCode::NotFound, "a file of an installed package");
    if (found->sizeBytes > limitBytes)
        return fail(ErrorCode::Unsafe, "a text of an installed package");
    const auto index = static_cast<size_t>(found - m_manifest.files.begin());
    std::string text;
    LeafBuffer buffer;
    for (uint64_t leaf = 0; leaf < m_tables[index].size(); ++leaf) {
        SILLOK_TRY(const Bytes bytes, readLeaf(reader(index), found->sizeBytes, leaf, m_tables[index], buffer));
        text += asText(bytes);
    }
    return text;
}

Result<void> VerifiedPackage::checkLeaves(size_t file, LeafRange range, const std::stop_token& stop) const
{
    LeafBuffer buffer;
    for (uint64_t leaf = range.first; leaf < range.first + range.count; ++leaf) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "checking a package");
        SILLOK_TRY([[maybe_unused]] const Bytes bytes, readLeaf(reader(file), m_manifest.files.at(file).sizeBytes, leaf, m_tables.at(file), buffer));
    }
    return {};
}

Result<void> VerifiedPackage::checkSample(size_t count) const
{
    std::vector<std::pair<size_t, uint64_t>> leaves;
    for (size_t file = 0; file < m_tables.size(); ++file) {
        for (uint64_t leaf = 0; leaf < m_tables[file].size(); ++leaf)
            leaves.emplace_back(file, leaf);
        if (!m_tables[file].empty())
            SILLOK_CHECK(checkLeaves(file, { 0, 1 }));
    }
    std::vector<std::pair<size_t, uint64_t>> chosen;
    std::sample(leaves.begin(), leaves.end(), std::back_inserter(chosen), count, std::mt19937_64(std::random_device()()));
    for (const auto& [file, leaf] : chosen)
        SILLOK_CHECK(checkLeaves(file, { leaf, 1 }));
    return {};
}

} // namespace sillok::storage
