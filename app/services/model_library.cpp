#include "app/services/model_library.h"

#include "engine/gguf/parts.h"

#include <QStandardPaths>

#include <algorithm>
#include <charconv>
#include <sys/stat.h>

namespace sillok::app {

namespace {

constexpr uint64_t kMostTemplateBytes = 1 << 20;

Result<OpenedModel> openInstalled(const storage::PackageStore& store, const PackageRequest& request)
{
    SILLOK_TRY(const storage::TrustState trust, store.trustFile().load());
    SILLOK_TRY(const auto package, storage::VerifiedPackage::open(store, request.id, request.version, trust));
    SILLOK_CHECK(package.checkSample(kLeavesPerOpening));
    OpenedModel model;
    SILLOK_TRY(model.files, package.payload());
    if (!package.manifest().templatePath.empty()) {
        SILLOK_TRY(model.chatTemplate, package.text(package.manifest().templatePath, kMostTemplateBytes));
    }
    model.presets = package.manifest().presets;
    model.stops = package.manifest().stops;
    model.id = package.manifest().id;
    model.version = package.manifest().version;
    model.digest = storage::writeDigest(package.digest());
    return model;
}

/// This store does not have it; another one may.
bool isAbsent(const Error& error)
{
    return error.code == ErrorCode::NotFound || storage::faultOf(error) == storage::Fault::NoRoot;
}

} // namespace

namespace {

std::vector<protocol::SamplingPreset> samplingOf(const std::vector<storage::Preset>& presets)
{
    std::vector<protocol::SamplingPreset> all;
    const auto number = [](uint64_t value) { return static_cast<uint32_t>(std::min<uint64_t>(value, protocol::kMostPresetMilli)); };
    for (const storage::Preset& preset : presets) {
        if (preset.name != "chat" && preset.name != "documents")
            continue;
        all.push_back({ preset.name == "chat" ? protocol::Purpose::Chat : protocol::Purpose::Documents, number(preset.temperatureMilli), number(preset.topPMilli),
            number(preset.minPMilli), number(preset.topK), number(preset.repetitionMilli), number(preset.presenceMilli) });
    }
    return all;
}

} // namespace

protocol::LoadModel loadOptions(const storage::Manifest& manifest, std::string chatTemplate)
{
    protocol::LoadModel options;
    options.use = manifest.kind == storage::PackageKind::Model ? protocol::ModelUse::Writing : protocol::ModelUse::Searching;
    options.chatTemplate = std::move(chatTemplate);
    options.presets = samplingOf(manifest.presets);
    options.stops = manifest.stops;
    return options;
}

protocol::LoadModel loadOptions(const OpenedModel& model, uint32_t threads)
{
    protocol::LoadModel options;
    options.threads = threads;
    options.chatTemplate = model.chatTemplate;
    options.presets = samplingOf(model.presets);
    options.stops = model.stops;
    return options;
}

bool isModelFile(const std::string& name)
{
    struct stat facts {};
    return name.find('/') != std::string::npos || ::stat(name.c_str(), &facts) == 0;
}

LibraryPlaces defaultLibrary()
{
    return { "/var/lib/sillok", QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() + "/sillok-models" };
}

Result<PackageRequest> readPackageRequest(const std::string& name)
{
    PackageRequest request;
    const size_t at = name.find('@');
    request.id = name.substr(0, at);
    if (at != std::string::npos) {
        const char* const end = name.data() + name.size();
        const auto [parsed, error] = std::from_chars(name.data() + at + 1, end, request.version);
        if (error != std::errc() || parsed != end || request.version == 0)
            return fail(ErrorCode::BadArgument, "a package's version");
    }
    if (!storage::checkPackagePath(request.id).ok() || request.id.find('/') != std::string::npos || request.id.size() > storage::kMostPackageIdBytes)
        return fail(ErrorCode::BadArgument, "a package's name");
    return request;
}

Result<OpenedModel> openModel(const std::string& name, const LibraryPlaces& places)
{
    if (isModelFile(name)) {
        OpenedModel model;
        SILLOK_TRY(model.files, gguf::openParts(name));
        return model;
    }
    SILLOK_TRY(const PackageRequest request, readPackageRequest(name));
    for (const std::string& folder : { places.systemStore, places.ownStore }) {
        if (folder.empty())
            continue;
        auto model = openInstalled(storage::PackageStore(folder), request);
        if (model.ok() || !isAbsent(model.error()))
            return model;
    }
    return fail(ErrorCode::NotFound, "model " + name);
}

} // namespace sillok::app
