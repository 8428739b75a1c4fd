// desk_model.cpp - Desk's part about the model and its process.
#include "app/services/desk_private.h"

#include "app/policy/model_rules.h"
#include "app/services/convert.h"
#include "app/services/installed_models.h"

#include <QFileInfo>

namespace sillok::app {

namespace {

/// The same file again, after an unlock, is no choice.
Result<void> recordModel(Workspace& in, const std::string& path)
{
    SILLOK_TRY(const std::optional<std::string> before, in.settings().get("model.path"));
    return before == path ? Result<void>() : in.audit().record(in.audit().act(storage::AuditAction::ModelFileChosen, "path", path));
}

} // namespace

void Desk::listInstalledModels()
{
    d->writeQueue.post([this](std::stop_token) {
        const QList<InstalledModel> models = installedModels(*d->managedNow.load());
        d->post([this, models] { emit installedModelsListed(models); });
    });
}

void Desk::useModelFile(const QString& path)
{
    if (d->vaultState != VaultState::Open)
        return d->report(fail(ErrorCode::Locked, "the vault is not open"), Problem::During::LoadModel);
    if (const auto may = d->mayUseModel(path.toStdString()); !may.ok())
        return d->report(may.error(), Problem::During::LoadModel, QFileInfo(path).fileName());
    d->engineQueue.post([this, path, stop = d->lockToken()](std::stop_token) {
        if (const auto may = mayBeDefault(*d->managedNow.load(), d->library(), path.toStdString()); !may.ok())
            return d->report(may.error(), Problem::During::LoadModel, QFileInfo(path).fileName());
        const auto recorded = d->inVault([&](Workspace& in) { return recordModel(in, path.toStdString()); });
        if (!recorded.ok())
            return d->report(recorded.error(), Problem::During::LoadModel, QFileInfo(path).fileName());
        d->setEngineClient(nullptr);
        d->modelPath = path.toStdString();
        if (const auto loaded = d->loadModel(stop); !loaded.ok()) {
            d->modelPath.clear();
            d->modelChosen = false;
            d->report(loaded.error(), Problem::During::LoadModel, QFileInfo(path).fileName());
            return;
        }
        d->withWorkspace(Problem::During::LoadModel, [path](Workspace& in) { return in.settings().set("model.path", path.toStdString()); });
    });
}

void Desk::forgetModel()
{
    d->engineQueue.post([this](std::stop_token) {
        d->setEngineClient(nullptr);
        d->modelPath.clear();
        d->modelChosen = false;
        d->publishEngine(EngineState::NoModel);
        d->withWorkspace(Problem::During::LoadModel, [](Workspace& in) { return in.settings().remove("model.path"); });
    });
}

/// Engine thread.
Result<void> Desk::Private::loadModel(std::stop_token stop)
{
    publishEngine(EngineState::Loading);
    const auto load = [&]() -> Result<EngineClient> {
        SILLOK_TRY(openedModel, openModel(modelPath, library()));
        const std::vector<FileDescriptor> files = std::exchange(openedModel.files, {});
        return EngineClient::load(paths.workerDir.toStdString() + "/sillok-engine", files, loadOptions(openedModel), stop, {});
    };
    auto loaded = load();
    if (!loaded.ok()) {
        publishEngine(EngineState::NoModel, toProblem(loaded.error(), Problem::During::LoadModel));
        return loaded.error();
    }
    setEngineClient(std::make_unique<EngineClient>(std::move(loaded).value()));
    if (!client)
        return fail(ErrorCode::Cancelled, "loading a model: the vault was locked");
    modelChosen = true;
    publishEngine(EngineState::Ready);
    return {};
}

void Desk::Private::publishEngine(EngineState state, const Problem& problem)
{
    EngineStatus status { state, {}, 0, problem };
    if (client) {
        status.modelName = QString::fromStdString(client->model().name);
        status.contextTokens = client->model().contextTokens;
    }
    if (status.modelName.isEmpty() && !modelPath.empty())
        status.modelName = QFileInfo(QString::fromStdString(modelPath)).completeBaseName();
    postIfOpen([this, status] {
        engine = status;
        emit desk.engineChanged(status);
    });
}

} // namespace sillok::app
