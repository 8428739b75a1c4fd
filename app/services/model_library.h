// model_library.h - Models by name: a package that an administrator or this person installed, or a file where that is allowed.
#pragma once

#include "app/workers/protocol.h"
#include "storage/installed/verified_package.h"

namespace sillok::app {

/// Where packages are looked for, the first one first.
struct LibraryPlaces {
    std::string systemStore; ///< root's; what an administrator installed
    std::string ownStore;    ///< this person's; empty: not allowed
};
/// /var/lib/sillok and $XDG_DATA_HOME/sillok-models.
LibraryPlaces defaultLibrary();

/// A model ready to be handed to the engine.
struct OpenedModel {
    std::vector<FileDescriptor> files;
    std::string chatTemplate;  ///< signed with the package; empty: the file's own
    std::vector<storage::Preset> presets; ///< signed with the package
    std::vector<std::string> stops;       ///< signed with the package
    std::string id;            ///< empty: a file without a package
    uint64_t version = 0;
    std::string digest;        ///< of the manifest, hex; empty: a file without a package
};

/// Whether openModel takes the name for that of a file.
bool isModelFile(const std::string& name);

/// How many leaves of 1 MiB are looked at again, beside the first of every file, each time an installed model is opened.
inline constexpr size_t kLeavesPerOpening = 64;

/// `name`: the path of a file, or the id of a package ("kr.go.example.model" or "kr.go.example.model@3").
/// error  NotFound: neither; as gguf::openParts; as VerifiedPackage::open and checkSample
Result<OpenedModel> openModel(const std::string& name, const LibraryPlaces& places);

/// What the engine is told beside the files. Presets are for what their names say, "chat" or "documents"; others mean nothing to it.
protocol::LoadModel loadOptions(const storage::Manifest& manifest, std::string chatTemplate);
protocol::LoadModel loadOptions(const OpenedModel& model, uint32_t threads = 0);

/// "id@version" taken apart; version 0: the newest. error BadArgument: no such name
struct PackageRequest {
    std::string id;
    uint64_t version = 0;
};
Result<PackageRequest> readPackageRequest(const std::string& name);

} // namespace sillok::app
