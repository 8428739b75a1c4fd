// desk_model.cpp - Desk's part about the model and its process.
#include "app/services/desk_private.h"

#include "app/policy/model_rules.h"
#include "app/services/context_keeping.h"
#include "app/services/convert.h"
#include "app/services/installed_models.h"

#include <QFileInfo>

#include <algorithm>

namespace sillok::app {

namespace {

constexpr std::string_view kContextSetting = "model.context";

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

int Desk::contextTokens() const { return d->contextTokens; }

void Desk::setContextTokens(int tokens)
{
    if (tokens != 0 && std::ranges::find(kContextSizes, tokens) == std::end(kContextSizes))
        return;
    d->contextTokens = tokens;
    d->withWorkspace(Problem::During::LoadModel, [tokens](Workspace& in) { return in.settings().set(kContextSetting, std::to_string(tokens)); });
    d->engineQueue.post([this, stop = d->lockToken()](std::stop_token) {
        if (!d->client)
            return;
        d->setEngineClient(nullptr);
        if (const auto loaded = d->loadModel(stop); !loaded.ok())
            d->report(loaded.error(), Problem::During::LoadModel);
    });
}

void Desk::Private::restoreContext(Workspace& in)
{
    const auto stored = in.settings().get(kContextSetting);
    const int tokens = stored.ok() && stored->has_value() ? QByteArray::fromStdString(**stored).toInt() : 0;
    contextTokens = std::ranges::find(kContextSizes, tokens) != std::end(kContextSizes) ? tokens : 0;
}

/// Engine thread.
Result<void> Desk::Private::loadModel(std::stop_token stop)
{
    publishEngine(EngineState::Loading);
    const auto load = [&]() -> Result<EngineClient> {
        SILLOK_TRY(openedModel, openModel(modelPath, library()));
        const std::vector<FileDescriptor> files = std::exchange(openedModel.files, {});
        modelNow = modelIdentity(openedModel.digest, files);
        protocol::LoadModel options = loadOptions(openedModel);
        options.contextTokens = static_cast<uint32_t>(contextTokens.load());
        int shown = -1;
        return EngineClient::load(paths.workerDir.toStdString() + "/sillok-engine", files, options, stop, [&](double part) {
            if (const int percent = static_cast<int>(part * 100); percent != std::exchange(shown, percent))
                publishEngine(EngineState::Loading, {}, part);
        });
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

void Desk::Private::publishEngine(EngineState state, const Problem& problem, double loadedPart)
{
    EngineStatus status { state, {}, 0, problem, loadedPart, 0, GraphicsCard::None, {} };
    if (client) {
        status.modelName = QString::fromStdString(client->model().name);
        status.contextTokens = client->model().contextTokens;
        status.memoryBytes = static_cast<qint64>(client->model().memoryBytes);
        static_assert(static_cast<int>(GraphicsCard::Broke) == static_cast<int>(protocol::CardUse::Broke));
        status.card = static_cast<GraphicsCard>(client->model().card);
        status.cardName = QString::fromStdString(client->model().cardName);
    }
    if (status.modelName.isEmpty() && !modelPath.empty())
        status.modelName = QFileInfo(QString::fromStdString(modelPath)).completeBaseName();
    postIfOpen([this, status] {
        engine = status;
        emit desk.engineChanged(status);
    });
}

} // namespace sillok::app
