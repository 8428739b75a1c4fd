// desk_search_models.cpp - Desk's part about the models that help to find, and about vectors in the background.
#include "app/services/desk_private.h"

#include "app/services/convert.h"
#include "app/services/import_meter.h"
#include "app/services/passage_embedding.h"

#include <QFileInfo>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kEmbedder = "embedder.path";
constexpr std::string_view kEarlier = "embedder.earlier";
constexpr std::string_view kReranker = "reranker.path";

QString nameOf(const std::shared_ptr<SearchModel>& model)
{
    return model ? QFileInfo(QString::fromStdString(model->path())).completeBaseName() : QString();
}

/// As the vault keeps it: a path, or nothing.
Result<void> keep(Workspace& in, std::string_view key, const std::shared_ptr<SearchModel>& model)
{
    return model ? in.settings().set(key, model->path()) : in.settings().remove(key);
}

Result<void> keepAll(Workspace& in, const SearchModels& models)
{
    SILLOK_CHECK(keep(in, kEmbedder, models.embedder));
    SILLOK_CHECK(keep(in, kEarlier, models.earlier));
    return keep(in, kReranker, models.reranker);
}

} // namespace

const SearchModelNames& Desk::searchModels() const { return d->searchModelNames; }

void Desk::useEmbedderFile(const QString& path) { d->useSearchModel(path, SearchModel::Makes::Vectors); }
void Desk::useRerankerFile(const QString& path) { d->useSearchModel(path, SearchModel::Makes::Scores); }

void Desk::forgetEmbedder()
{
    d->changeSearchModels([](SearchModels& models) { models.embedder = models.earlier = nullptr; });
}

void Desk::forgetReranker()
{
    d->changeSearchModels([](SearchModels& models) { models.reranker = nullptr; });
}

SearchModels Desk::Private::modelsForSearch()
{
    const std::lock_guard lock(searchModelsMutex);
    return searchModels;
}

/// What is no longer used ends; the window and the vault learn of the rest.
void Desk::Private::changeSearchModels(const std::function<void(SearchModels&)>& change)
{
    SearchModels before, after;
    {
        const std::lock_guard lock(searchModelsMutex);
        before = searchModels;
        change(searchModels);
        after = searchModels;
    }
    for (const auto& model : { before.embedder, before.earlier, before.reranker }) {
        if (model && model != after.embedder && model != after.earlier && model != after.reranker)
            model->kill();
    }
    postIfOpen([this, names = SearchModelNames { nameOf(after.embedder), nameOf(after.reranker) }] {
        searchModelNames = names;
        emit desk.searchModelsChanged(names);
    });
    withWorkspace(Problem::During::LoadModel, [after](Workspace& in) { return keepAll(in, after); });
    embedSoon();
}

void Desk::Private::useSearchModel(const QString& path, SearchModel::Makes what)
{
    if (vaultState != VaultState::Open)
        return report(fail(ErrorCode::Locked, "the vault is not open"), Problem::During::LoadModel);
    if (const auto may = mayUseModel(path.toStdString()); !may.ok())
        return report(may.error(), Problem::During::LoadModel, QFileInfo(path).fileName());
    interruptEmbedding();
    searchQueue.post([this, path, what, stop = lockToken()](std::stop_token) {
        auto model = std::make_shared<SearchModel>(paths.workerDir.toStdString() + "/sillok-engine", path.toStdString(), library());
        if (const auto loaded = model->load(what, stop); !loaded.ok())
            return report(loaded.error(), Problem::During::LoadModel, QFileInfo(path).fileName());
        if (stop.stop_requested())
            return;
        changeSearchModels([&](SearchModels& models) {
            if (what == SearchModel::Makes::Scores) {
                models.reranker = model;
                return;
            }
            if (!models.earlier)
                models.earlier = models.embedder;
            models.embedder = model;
        });
    });
}

/// Storage thread, after an unlock. Nothing is loaded before it is needed.
void Desk::Private::restoreSearchModels(Workspace& in)
{
    const auto stored = [&](std::string_view key) -> std::shared_ptr<SearchModel> {
        const auto path = in.settings().get(key);
        if (!path.ok() || !path->has_value())
            return nullptr;
        if (!mayUseModel(**path).ok())
            return nullptr; // its path stays: another policy may allow it again
        return std::make_shared<SearchModel>(paths.workerDir.toStdString() + "/sillok-engine", **path, library());
    };
    const SearchModels models { stored(kEmbedder), stored(kEarlier), stored(kReranker) };
    if (models.embedder || models.reranker)
        changeSearchModels([&](SearchModels& into) { into = models; });
}

void Desk::Private::endSearchModels()
{
    const std::lock_guard lock(searchModelsMutex);
    for (const auto& model : { searchModels.embedder, searchModels.earlier, searchModels.reranker }) {
        if (model)
            model->kill(); // what they compute with is plain text
    }
    searchModels = {};
}

void Desk::Private::interruptEmbedding()
{
    if (const SearchModels models = modelsForSearch(); models.embedder)
        models.embedder->interrupt();
}

void Desk::Private::embedSoon()
{
    if (!modelsForSearch().embedder || embedWaits.exchange(true))
        return;
    embedQueue.post([this, stop = lockToken()](std::stop_token) {
        embedWaits = false;
        embedWhatWaits(stop);
    });
}

/// Embedding thread. An import goes first, too: words are there sooner than meaning.
void Desk::Private::embedWhatWaits(std::stop_token stop)
{
    const SearchModels models = modelsForSearch();
    if (!models.embedder || stop.stop_requested())
        return;
    std::optional<ImportMeter> meter;
    EmbeddingProgress progress;
    EmbeddingSteps steps;
    steps.withVectors = [this](const std::function<Result<void>(storage::VectorRepository&)>& work) {
        return inVault([&work](Workspace& in) { return work(in.vectors()); });
    };
    steps.mustWait = [this] { return engineQueue.busy() || searchQueue.busy() || readingQueue.busy(); };
    steps.progress = [&](const EmbeddedSoFar& sofar) {
        const auto now = Clock::now();
        if (!meter)
            meter.emplace(sofar.total, 0, now);
        meter->done(sofar.done - progress.done, 0, now);
        progress = { sofar.done, sofar.total, meter->filesPerSecond(now), meter->secondsLeft(now), false };
        if (sofar.total > 0)
            publishEmbedding(progress);
    };
    const auto embedded = embedPassages(*models.embedder, 0, steps, stop);
    if (modelsForSearch().embedder != models.embedder || stop.stop_requested())
        return; // another model was chosen meanwhile, or none; or the vault is closing
    if (!embedded.ok())
        return report(embedded.error(), Problem::During::LoadModel, QFileInfo(QString::fromStdString(models.embedder->path())).fileName());
    if (models.earlier)
        changeSearchModels([](SearchModels& now) { now.earlier = nullptr; });
    const auto removed = removeOtherVectors(*models.embedder, steps.withVectors, stop);
    if (!removed.ok() && !stop.stop_requested())
        return report(removed.error(), Problem::During::LoadModel);
    if (progress.total == 0 && completeModel == models.embedder)
        return; // nothing was new
    completeModel = models.embedder;
    progress.finished = true;
    progress.secondsLeft = 0;
    publishEmbedding(progress);
}

void Desk::Private::publishEmbedding(const EmbeddingProgress& progress)
{
    postIfOpen([this, progress] { emit desk.embeddingProgressed(progress); });
}

} // namespace sillok::app
