#include "storage/installed/package_store.h"

#include "storage/db/disk.h"
#include "storage/signing/signed_document.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

namespace fs = std::filesystem;

constexpr const char* kGone = "gone-";
Result<void> makeReadable(const std::string& folder)
{
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST)
        return systemError("making a folder of the package store");
    if (::chmod(folder.c_str(), 0755) != 0)
        return systemError("making a folder of the package store readable");
    return {};
}

std::optional<uint64_t> versionOf(const std::string& name)
{
    uint64_t version = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), version);
    return error == std::errc() && end == name.data() + name.size() && version > 0 ? std::optional(version) : std::nullopt;
}

Result<InstalledPackage> readInstalled(const std::string& folder)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(folder + "/" + kManifestName));
    SILLOK_TRY(const auto bytes, readAll(file, kMostDocumentBytes));
    SILLOK_TRY(const SignedDocument document, readSignedDocument(bytes, DocumentKind::Manifest));
    SILLOK_TRY(const Digest digest, manifestDigest(document.body));
    SILLOK_TRY(Manifest manifest, readManifest(document.body));
    return InstalledPackage { std::move(manifest), digest };
}

std::vector<std::string> namesIn(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

std::string PackageStore::packageFolder(const std::string& id, uint64_t version) const
{
    return m_folder + "/packages/" + id + "/" + std::to_string(version);
}

Result<void> PackageStore::prepare() const
{
    std::error_code error;
    fs::create_directories(fs::path(m_folder).parent_path(), error);
    for (const std::string& folder : { m_folder, stagingFolder(), m_folder + "/packages" })
        SILLOK_CHECK(makeReadable(folder));
    return syncFolder(m_folder);
}

Result<FileDescriptor> PackageStore::lockFile(const char* name) const
{
    FileDescriptor file(::open((m_folder + "/" + name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.valid())
        return systemError("locking the package store");
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? refuse(Fault::Installing, "package store") : systemError("locking the package store");
    return file;
}

Result<StoreListing> PackageStore::list() const
{
    StoreListing listing;
    for (const std::string& id : namesIn(m_folder + "/packages")) {
        for (const std::string& name : namesIn(m_folder + "/packages/" + id)) {
            auto package = readInstalled(m_folder + "/packages/" + id + "/" + name);
            if (package.ok() && package->manifest.id == id && package->manifest.version == versionOf(name))
                listing.packages.push_back(std::move(*package));
            else
                listing.broken.push_back(id + "/" + name);
        }
    }
    std::sort(listing.packages.begin(), listing.packages.end(), [](const InstalledPackage& a, const InstalledPackage& b) {
        return a.manifest.id != b.manifest.id ? a.manifest.id < b.manifest.id : a.manifest.version > b.manifest.version;
    });
    return listing;
}

Result<void> PackageStore::remove(const std::string& id, uint64_t version) const
{
    const std::string folder = packageFolder(id, version);
    const std::string gone = stagingFolder() + "/" + kGone + id + "-" + std::to_string(version);
    std::error_code error;
    fs::remove_all(gone, error);
    if (std::rename(folder.c_str(), gone.c_str()) != 0)
        return errno == ENOENT ? fail(ErrorCode::NotFound, "package " + id) : systemError("removing a package");
    SILLOK_CHECK(syncFolder(folderOf(folder)));
    fs::remove(folderOf(folder), error);  // the id's folder, when nothing else is in it
    fs::remove_all(gone, error);
    return {};
}

void PackageStore::sweep(const std::string& keep) const
{
    std::error_code error;
    for (const std::string& name : namesIn(stagingFolder())) {
        if (name != keep)
            fs::remove_all(stagingFolder() + "/" + name, error);
    }
}

} // namespace sillok::storage
