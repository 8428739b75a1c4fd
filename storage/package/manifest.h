// manifest.h - What a package says about itself: who may use it until when, and each file with its size and the hash of its leaves.
#pragma once

#include "storage/crypto/profile.h"
#include "storage/signing/fault.h"

#include <compare>
#include <nlohmann/json_fwd.hpp>

namespace sillok::storage {

inline constexpr size_t kMostManifestBytes = 1 << 20;
inline constexpr size_t kMostPackageFiles = 4096;
inline constexpr uint64_t kMostPackageBytes = uint64_t { 1 } << 40;
inline constexpr size_t kMostPackageIdBytes = 128;

enum class PackageKind : uint8_t { Model, Embedding, Reranker, Ocr, Policy, Catalog, Application };
/// source  the national security grades of the N2SF guide
enum class Grade : uint8_t { Classified, Sensitive, Open };
enum class FileRole : uint8_t { Payload, Licence, Card, Template, Other };

/// Stable names in the file and on the command line: "embedding"; "C", "S", "O"; "payload".
const char* packageKindName(PackageKind kind);
const char* gradeName(Grade grade);
const char* fileRoleName(FileRole role);

/// "1.20.3": three numbers, compared one after the other.
struct ProgramVersion {
    uint32_t major = 0;
    uint32_t minor = 0;
    uint32_t patch = 0;

    auto operator<=>(const ProgramVersion&) const = default;
};
/// error Refused with WrongValue: not three numbers without leading zeros
Result<ProgramVersion> readProgramVersion(std::string_view text);
std::string writeProgramVersion(const ProgramVersion& version);

struct PackageFile {
    std::string path;
    uint64_t sizeBytes = 0;
    Digest table {};        ///< hash_tree.h: tableDigest
    FileRole role = FileRole::Payload;

    bool operator==(const PackageFile&) const = default;
};

/// How a model is asked for one sort of work. Thousandths: signed texts know no fractions.
struct Preset {
    std::string name;
    uint64_t temperatureMilli = 0;
    uint64_t topPMilli = 1000;
    uint64_t minPMilli = 0;
    uint64_t topK = 0;
    uint64_t repetitionMilli = 1000;
    uint64_t presenceMilli = 0;

    bool operator==(const Preset&) const = default;
};

struct Licence {
    std::string id;        ///< as the world names it: "Apache-2.0"
    std::string textPath;  ///< one of the files; empty: the id says it all
    bool commercialUse = false;

    bool operator==(const Licence&) const = default;
};

struct Manifest {
    std::string id;          ///< "kr.go.example.model"
    uint64_t version = 1;
    PackageKind kind = PackageKind::Model;
    std::string titleKo;
    std::string titleEn;
    Licence licence;
    uint64_t issuedSeconds = 0;   ///< since 1970, UTC
    uint64_t expiresSeconds = 0;  ///< later than issued
    ProgramVersion minimumProgram;
    Grade grade = Grade::Open;
    std::vector<PackageFile> files;
    std::string templatePath;     ///< one of the files, or empty
    std::string cardPath;         ///< one of the files, or empty
    std::vector<Preset> presets;
    std::vector<std::string> stops;
    uint64_t memoryBytes = 0;     ///< needed beside the files to work with it

    bool operator==(const Manifest&) const = default;

    uint64_t totalBytes() const;
};

/// The bytes must be the one encoding of a manifest that keeps every rule; signatures are not looked at.
/// error Refused with NotCanonical, TooLarge (bytes, files, sizes), UnknownFormat, UnknownField, MissingField, WrongType, WrongValue,
///       UnsafePath, PathTwice.
Result<Manifest> readManifest(Bytes bytes);

/// error as readManifest: what it would not read is not written.
Result<std::string> writeManifest(const Manifest& manifest);

/// Letters a-z, digits and . _ - in parts between single slashes; no part begins with . or -, none ends with a dot, none is a
/// device's name elsewhere: the same name on every file system, and below the folder where it is put. error Refused with UnsafePath
Result<void> checkPackagePath(std::string_view path);

} // namespace sillok::storage
