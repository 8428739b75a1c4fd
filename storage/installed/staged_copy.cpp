#include "storage/installed/staged_copy.h"

#include "storage/db/disk.h"

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <filesystem>
#include <linux/fsverity.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

namespace fs = std::filesystem;

constexpr const char* kCopying = "copying a package";

Result<FileDescriptor> openToWrite(const std::string& path)
{
    ::chmod(path.c_str(), 0644);  // an earlier try may have protected it; when there is none, it is made so
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
    return file.valid() ? Result<FileDescriptor>(std::move(file)) : systemError(kCopying);
}

Result<void> writeSmall(const std::string& path, Bytes bytes)
{
    SILLOK_TRY(const FileDescriptor file, openToWrite(path));
    if (::ftruncate(file.get(), 0) != 0)
        return systemError(kCopying);
    return writeAt(file.get(), 0, bytes, kCopying);
}

struct Target {
    FileDescriptor file;
    bool continued = false;  ///< an earlier try wrote here
};

Result<Target> openTarget(const std::string& path, uint64_t sizeBytes)
{
    Target target;
    SILLOK_TRY(target.file, openToWrite(path));
    struct stat before {};
    target.continued = ::fstat(target.file.get(), &before) == 0 && before.st_blocks > 0;
    if (::ftruncate(target.file.get(), static_cast<off_t>(sizeBytes)) != 0)
        return systemError(kCopying);
    return target;
}

/// Whether the copy has this leaf already, from a try that was cut off.
bool isThere(int fd, uint64_t index, size_t length, const Digest& leaf, LeafBuffer& buffer)
{
    const std::span<uint8_t> content = buffer.content(length);
    const auto got = readAt(fd, index * kLeafBytes, content, kCopying);
    if (!got.ok() || *got != length)
        return false;
    const auto hash = buffer.hash(index, length);
    return hash.ok() && *hash == leaf;
}

/// From here on the kernel refuses to read changed pages of this file, where the file system can do that; everywhere else leaves are checked.
void guardByFileSystem(const std::string& path)
{
    const auto file = openForReading(path);
    if (!file.ok())
        return;
    fsverity_enable_arg argument {};
    argument.version = 1;
    argument.hash_algorithm = FS_VERITY_HASH_ALG_SHA256;
    argument.block_size = 4096;
    [[maybe_unused]] const int unsupported = ::ioctl(file->get(), FS_IOC_ENABLE_VERITY, &argument);
}

} // namespace

Result<StagedCopy> StagedCopy::begin(const PackageStore& store, const PackageReader& reader)
{
    StagedCopy copy(store.stagingFolder() + "/" + writeDigest(reader.digest()), reader.manifest().files);
    std::error_code error;
    for (const PackageFile& file : copy.m_files)
        fs::create_directories(fs::path(copy.pathOf(file)).parent_path(), error);
    fs::create_directories(copy.m_folder + "/" + kFilesName, error);
    if (error)
        return fail(error == std::errc::no_space_on_device ? ErrorCode::DiskFull : ErrorCode::Io, "making the folder of a package");
    SILLOK_CHECK(writeSmall(copy.m_folder + "/" + kManifestName, writeSignedDocument(reader.document())));
    std::vector<uint8_t> tables;
    for (size_t i = 0; i < copy.m_files.size(); ++i) {
        const Bytes table = tableBytes(reader.table(i));
        tables.insert(tables.end(), table.begin(), table.end());
    }
    SILLOK_CHECK(writeSmall(copy.m_folder + "/" + kTablesName, tables));
    return copy;
}

uint64_t StagedCopy::missingBytes() const
{
    uint64_t missing = 0;
    for (const PackageFile& file : m_files) {
        struct stat facts {};
        const bool exists = ::lstat(pathOf(file).c_str(), &facts) == 0;
        const uint64_t there = exists ? static_cast<uint64_t>(facts.st_blocks) * 512 : 0;
        missing += file.sizeBytes - std::min(file.sizeBytes, there);
    }
    return missing;
}

Result<void> StagedCopy::copy(const PackageReader& reader, const InstallOrder& order)
{
    std::vector<Target> targets;
    std::vector<uint64_t> sizes;
    for (const PackageFile& file : m_files) {
        SILLOK_TRY(Target target, openTarget(pathOf(file), file.sizeBytes));
        targets.push_back(std::move(target));
        sizes.push_back(file.sizeBytes);
    }
    std::atomic<uint64_t> done = 0;
    return order.run(sizes, [&](size_t file, LeafRange range) -> Result<void> {
        LeafBuffer buffer;
        for (uint64_t leaf = range.first; leaf < range.first + range.count; ++leaf) {
            if (order.stop.stop_requested())
                return fail(ErrorCode::Cancelled, kCopying);
            const size_t length = leafBytes(sizes[file], leaf);
            const int target = targets[file].file.get();
            if (!targets[file].continued || !isThere(target, leaf, length, reader.table(file)[leaf], buffer)) {
                SILLOK_TRY(const Bytes bytes, reader.leaf(file, leaf, buffer));  // what is written is what was hashed
                SILLOK_CHECK(writeAt(target, leaf * kLeafBytes, bytes, kCopying));
            }
            if (order.onCopied)
                order.onCopied(done += length, reader.manifest().totalBytes());
        }
        return {};
    });
}

Result<void> StagedCopy::finish() const
{
    std::vector<std::string> folders;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(m_folder, error)) {
        const std::string path = entry.path().string();
        if (entry.is_directory()) {
            ::chmod(path.c_str(), 0755);
            folders.push_back(path);
            continue;
        }
        SILLOK_CHECK(syncFile(path));  // which opens it for writing: whoever is not root cannot do that afterwards
        if (::chmod(path.c_str(), 0444) != 0)
            return systemError("protecting a package");
        guardByFileSystem(path);
    }
    if (error)
        return fail(ErrorCode::Io, "protecting a package");
    ::chmod(m_folder.c_str(), 0755);
    folders.push_back(m_folder);
    for (const std::string& folder : folders)
        SILLOK_CHECK(syncFolder(folder));
    return {};
}

void StagedCopy::discard() const
{
    std::error_code error;
    fs::remove_all(m_folder, error);
}

} // namespace sillok::storage
