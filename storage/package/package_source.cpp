#include "storage/package/package_source.h"

#include "engine/base/byte_writer.h"
#include "storage/db/disk.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr std::string_view kMagic = "SILLOKPV";
constexpr uint32_t kFormat = 1;
constexpr std::string_view kFirstVolume = ".001";

Result<uint64_t> plainSize(const FileDescriptor& file)
{
    struct stat info {};
    if (::fstat(file.get(), &info) != 0)
        return systemError("asking for the size of a package");
    if (!S_ISREG(info.st_mode))
        return refuse(Fault::LinkOrSpecial, "package");
    return static_cast<uint64_t>(info.st_size);
}

Result<void> readExactly(const FileDescriptor& file, uint64_t offset, std::span<uint8_t> out)
{
    SILLOK_TRY(const size_t got, readAt(file.get(), offset, out, "reading a package"));
    return got == out.size() ? Result<void>() : refuse(Fault::ChangedWhileRead, "package");
}

class FileSource final : public PackageSource {
public:
    FileSource(FileDescriptor file, uint64_t size) : m_file(std::move(file)), m_size(size) {}

    uint64_t size() const override { return m_size; }
    Result<void> read(uint64_t offset, std::span<uint8_t> out) const override { return readExactly(m_file, offset, out); }

private:
    FileDescriptor m_file;
    uint64_t m_size;
};

class VolumeSource final : public PackageSource {
public:
    explicit VolumeSource(const Digest& package) : m_package(package) {}
    void add(FileDescriptor file, uint64_t contentBytes)
    {
        m_parts.push_back({ std::move(file), m_size });
        m_size += contentBytes;
    }

    uint64_t size() const override { return m_size; }
    const Digest* partsOf() const override { return &m_package; }
    Result<void> read(uint64_t offset, std::span<uint8_t> out) const override
    {
        while (!out.empty()) {
            const auto after = std::ranges::upper_bound(m_parts, offset, {}, &Part::begin);
            const Part& part = *std::prev(after);
            const uint64_t end = after == m_parts.end() ? m_size : after->begin;
            const std::span<uint8_t> here = out.first(static_cast<size_t>(std::min<uint64_t>(out.size(), end - offset)));
            SILLOK_CHECK(readExactly(part.file, kVolumeHeaderBytes + offset - part.begin, here));
            out = out.subspan(here.size());
            offset += here.size();
        }
        return {};
    }

private:
    struct Part {
        FileDescriptor file;
        uint64_t begin; ///< where in the package its content belongs
    };
    Digest m_package;
    std::vector<Part> m_parts;
    uint64_t m_size = 0;
};

Result<VolumeHeader> headerOf(const FileDescriptor& file, uint64_t size)
{
    std::vector<uint8_t> bytes(static_cast<size_t>(std::min<uint64_t>(size, kVolumeHeaderBytes)));
    SILLOK_CHECK(readExactly(file, 0, bytes));
    return readVolumeHeader(bytes);
}

Result<std::vector<FileDescriptor>> openVolumes(const std::string& path)
{
    std::vector<FileDescriptor> files;
    SILLOK_TRY(FileDescriptor first, openPackageFile(volumePath(path, 1)));
    SILLOK_TRY(const uint64_t size, plainSize(first));
    SILLOK_TRY(const VolumeHeader header, headerOf(first, size));
    files.push_back(std::move(first));
    for (uint32_t number = 2; number <= header.volumes; ++number) {
        auto next = openPackageFile(volumePath(path, number));
        if (!next.ok())
            return next.error().code == ErrorCode::NotFound ? refuse(Fault::MissingVolume, "volume " + std::to_string(number)) : std::move(next).error();
        files.push_back(std::move(*next));
    }
    return files;
}

bool isVolume(const FileDescriptor& file)
{
    std::array<uint8_t, kMagic.size()> magic {};
    return readExactly(file, 0, magic).ok() && asText(magic) == kMagic;
}

} // namespace

std::vector<uint8_t> writeVolumeHeader(const VolumeHeader& header)
{
    ByteWriter writer;
    writer.bytes(asBytes(kMagic));
    writer.number(kFormat);
    writer.number(header.number);
    writer.number(header.volumes);
    writer.bytes(header.package);
    return std::move(writer.all());
}

Result<VolumeHeader> readVolumeHeader(Bytes bytes)
{
    if (bytes.size() < kVolumeHeaderBytes)
        return refuse(Fault::Cut, "volume");
    ByteReader reader(bytes);
    SILLOK_TRY(const Bytes magic, reader.take(kMagic.size()));
    if (asText(magic) != kMagic)
        return refuse(Fault::WrongMagic, "volume");
    SILLOK_TRY(const auto format, reader.number<uint32_t>());
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "volume");
    VolumeHeader header;
    SILLOK_TRY(header.number, reader.number<uint32_t>());
    SILLOK_TRY(header.volumes, reader.number<uint32_t>());
    if (header.volumes == 0 || header.volumes > kMostVolumes || header.number == 0 || header.number > header.volumes)
        return refuse(Fault::WrongValue, "volume.number");
    SILLOK_CHECK(copyInto(reader, header.package));
    return header;
}

std::string volumePath(const std::string& path, uint32_t number)
{
    const std::string digits = std::to_string(number);
    return path + "." + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

Result<FileDescriptor> openPackageFile(const std::string& path)
{
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    if (!file.valid() && errno == ELOOP)
        return refuse(Fault::LinkOrSpecial, "package");
    if (!file.valid() && (errno == ENOENT || errno == ENOTDIR))
        return fail(ErrorCode::NotFound, "opening a package");
    if (!file.valid())
        return systemError("opening a package");
    SILLOK_CHECK(plainSize(file));
    return file;
}

Result<std::unique_ptr<PackageSource>> sourceOfFile(FileDescriptor file)
{
    SILLOK_TRY(const uint64_t size, plainSize(file));
    return std::unique_ptr<PackageSource>(std::make_unique<FileSource>(std::move(file), size));
}

Result<std::unique_ptr<PackageSource>> sourceOfVolumes(std::vector<FileDescriptor> files)
{
    std::unique_ptr<VolumeSource> source;
    for (size_t i = 0; i < files.size(); ++i) {
        SILLOK_TRY(const uint64_t size, plainSize(files[i]));
        SILLOK_TRY(const VolumeHeader header, headerOf(files[i], size));
        if (!source)
            source = std::make_unique<VolumeSource>(header.package);
        if (header.number != i + 1 || header.package != *source->partsOf() || size == kVolumeHeaderBytes)
            return refuse(Fault::WrongVolume, "volume " + std::to_string(i + 1));
        if (header.volumes != files.size())
            return refuse(header.volumes > files.size() ? Fault::MissingVolume : Fault::WrongVolume, "volume " + std::to_string(i + 1));
        source->add(std::move(files[i]), size - kVolumeHeaderBytes);
    }
    if (!source)
        return refuse(Fault::MissingVolume, "volume 1");
    return std::unique_ptr<PackageSource>(std::move(source));
}

Result<std::unique_ptr<PackageSource>> sourceOfFiles(std::vector<FileDescriptor> files)
{
    if (files.size() != 1 || isVolume(files[0]))
        return sourceOfVolumes(std::move(files));
    return sourceOfFile(std::move(files[0]));
}

Result<std::vector<FileDescriptor>> openPackageFiles(const std::string& path)
{
    if (path.ends_with(kFirstVolume))
        return openVolumes(path.substr(0, path.size() - kFirstVolume.size()));
    auto whole = openPackageFile(path);
    if (!whole.ok() && whole.error().code == ErrorCode::NotFound) {
        auto volumes = openVolumes(path);
        if (volumes.ok() || volumes.error().code != ErrorCode::NotFound)
            return volumes;
    }
    if (!whole.ok())
        return std::move(whole).error();
    std::vector<FileDescriptor> files;
    files.push_back(std::move(*whole));
    return files;
}

Result<std::unique_ptr<PackageSource>> openPackageSource(const std::string& path)
{
    SILLOK_TRY(auto files, openPackageFiles(path));
    return sourceOfFiles(std::move(files));
}

} // namespace sillok::storage
