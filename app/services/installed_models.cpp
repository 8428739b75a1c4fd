#include "app/services/installed_models.h"

#include "app/policy/model_rules.h"
#include "app/services/acceptance.h"
#include "engine/session/memory_plan.h"

#include <algorithm>

namespace sillok::app {

namespace {

InstalledModel asShown(const storage::PackageStore& store, const storage::Manifest& manifest, const ManagedState& state)
{
    InstalledModel model;
    model.id = QString::fromStdString(manifest.id);
    model.version = static_cast<qint64>(manifest.version);
    model.titleKo = QString::fromStdString(manifest.titleKo);
    model.titleEn = QString::fromStdString(manifest.titleEn);
    model.licence = QString::fromStdString(manifest.licence.id);
    model.commercialUse = manifest.licence.commercialUse;
    model.sizeBytes = static_cast<qint64>(manifest.totalBytes());
    model.neededBytes = model.sizeBytes + static_cast<qint64>(manifest.memoryBytes);
    model.freeBytes = static_cast<qint64>(availableMemoryBytes());
    model.allowed = mayUseModel(state, manifest.id).ok();
    model.belowFloor = !mayBeDefault(state, { store.folder(), {} }, manifest.id + "@" + std::to_string(manifest.version)).ok();
    if (const auto report = loadReport(store, manifest.id, manifest.version)) {
        model.questions = static_cast<int>(report->questions);
        model.right = static_cast<int>(report->right);
        model.tokensPerSecond = report->generatedTokensPerSecond;
    }
    return model;
}

} // namespace

QList<InstalledModel> installedModels(const ManagedState& state)
{
    QList<InstalledModel> models;
    const LibraryPlaces places = libraryFor(state);
    for (const std::string& folder : { places.systemStore, places.ownStore }) {
        const storage::PackageStore store(folder);
        const auto listing = folder.empty() ? Result<storage::StoreListing>(storage::StoreListing {}) : store.list();
        if (!listing.ok())
            continue;
        for (const storage::InstalledPackage& package : listing->packages) {  // the newest version of an id comes first
            const bool known = std::ranges::any_of(models, [&](const InstalledModel& one) { return one.id.toStdString() == package.manifest.id; });
            if (package.manifest.kind == storage::PackageKind::Model && !known)
                models.append(asShown(store, package.manifest, state));
        }
    }
    std::ranges::sort(models, {}, &InstalledModel::titleKo);
    return models;
}

} // namespace sillok::app
