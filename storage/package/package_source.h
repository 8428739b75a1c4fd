// package_source.h - The bytes of a package, whether they lie in one file or in volumes for a stick that takes no file of 4 GB.
//
//   a volume: "SILLOKPV" | u32 format | u32 number from 1 | u32 volumes | 32 bytes package digest | its part of the package
#pragma once

#include "engine/base/file.h"
#include "storage/crypto/profile.h"
#include "storage/signing/fault.h"

#include <memory>

namespace sillok::storage {

inline constexpr size_t kVolumeHeaderBytes = 8 + 4 + 4 + 4 + kDigestBytes;
inline constexpr uint32_t kMostVolumes = 999;
/// What a file of a FAT stick can hold. source the 32-bit file size of FAT32
inline constexpr uint64_t kMostVolumeFileBytes = UINT32_MAX;

/// Safe to call from any thread.
class PackageSource {
public:
    virtual ~PackageSource() = default;

    virtual uint64_t size() const = 0;
    /// needs offset + out.size() <= size(). error Io; Refused with ChangedWhileRead: the file has become shorter
    virtual Result<void> read(uint64_t offset, std::span<uint8_t> out) const = 0;
    /// Whose parts these say they are; nothing: one file says nothing of the kind.
    virtual const Digest* partsOf() const { return nullptr; }
};

struct VolumeHeader {
    uint32_t number = 1;
    uint32_t volumes = 1;
    Digest package {};
};
std::vector<uint8_t> writeVolumeHeader(const VolumeHeader& header);
/// error Refused with WrongMagic, UnknownFormat, WrongValue, Cut
Result<VolumeHeader> readVolumeHeader(Bytes bytes);

/// "name.skpkg.001"
std::string volumePath(const std::string& path, uint32_t number);

/// Never follows a link, never waits for the other end of a pipe.
/// error NotFound, Io; Refused with LinkOrSpecial: not a plain file
Result<FileDescriptor> openPackageFile(const std::string& path);

/// Reads by the descriptors alone from here on; their size is taken once.
/// error Io; Refused with LinkOrSpecial
Result<std::unique_ptr<PackageSource>> sourceOfFile(FileDescriptor file);
/// In the order of their numbers. error as sourceOfFile; Refused with WrongMagic, UnknownFormat, WrongValue, Cut, MissingVolume, WrongVolume
Result<std::unique_ptr<PackageSource>> sourceOfVolumes(std::vector<FileDescriptor> files);

/// One file that is no volume is a package; anything else must be all its volumes, in order. error as the two above
Result<std::unique_ptr<PackageSource>> sourceOfFiles(std::vector<FileDescriptor> files);

/// The file of that name, or all its volumes when the name is that of the first one or of the package without any number.
/// error NotFound, Io; Refused with LinkOrSpecial, MissingVolume, and as readVolumeHeader
Result<std::vector<FileDescriptor>> openPackageFiles(const std::string& path);
/// Both in one. error as the two above
Result<std::unique_ptr<PackageSource>> openPackageSource(const std::string& path);

} // namespace sillok::storage
