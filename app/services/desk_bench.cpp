// desk_bench.cpp - Desk's part about trying out the search.
#include "app/services/desk_private.h"

#include "app/services/convert.h"
#include "app/services/search_cases.h"

#include <QElapsedTimer>

#include <cmath>

namespace sillok::app {

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

BenchHit toHit(const FoundPassage& found, const PassageSearchResult& in, int place)
{
    const retrieval::Marking marking = retrieval::mark(in.query, found.passage.text, in.statistics);
    BenchHit hit;
    hit.place = place;
    hit.citation.number = place;
    hit.citation.document = found.passage.document;
    hit.citation.passage = found.passage.id;
    hit.citation.documentName = text(found.passage.documentName);
    hit.citation.headingPath = text(found.passage.headingPath);
    hit.citation.page = found.passage.page;
    hit.citation.pageEstimated = found.passage.pageEstimated;
    hit.citation.passageText = text(found.passage.text);
    hit.citation.quote = text(marking.quote);
    hit.citation.start = found.passage.startCodePoint + marking.start;
    hit.citation.end = found.passage.startCodePoint + marking.end;
    hit.citation.verified = true;
    for (const std::string& term : marking.matchedTerms)
        hit.citation.matchedTerms.append(text(term));
    hit.wordPlace = found.wordPlace;
    hit.coveragePercent = static_cast<int>(std::lround(100 * found.coverage));
    hit.named = found.named;
    hit.meaningPlace = found.nearPlace;
    if (found.modelScore)
        hit.modelScore = *found.modelScore;
    return hit;
}

BenchCase toCase(const storage::StoredSearchCase& stored)
{
    BenchCase shown { stored.id, text(stored.question), text(stored.documentName), text(stored.quote), stored.before, stored.now, BenchCase::Change::New, {} };
    shown.change = static_cast<BenchCase::Change>(changeOf(stored));
    if (stored.checkedAtMs > 0)
        shown.checkedAt = QDateTime::fromMSecsSinceEpoch(stored.checkedAtMs);
    return shown;
}
static_assert(static_cast<int>(CaseChange::New) == static_cast<int>(BenchCase::Change::New) && static_cast<int>(CaseChange::Same) == static_cast<int>(BenchCase::Change::Same)
    && static_cast<int>(CaseChange::Better) == static_cast<int>(BenchCase::Change::Better) && static_cast<int>(CaseChange::Worse) == static_cast<int>(BenchCase::Change::Worse));

} // namespace

Result<void> Desk::Private::publishCases(Workspace& in, CollectionId collection)
{
    SILLOK_TRY(const auto stored, storage::SearchCaseRepository(in.vault().database()).list(collection));
    QList<BenchCase> cases;
    for (const storage::StoredSearchCase& one : stored)
        cases.append(toCase(one));
    postIfOpen([this, collection, cases] { emit desk.benchCasesListed(collection, cases); });
    return {};
}

void Desk::benchSearch(CollectionId collection, const QString& question)
{
    d->searchQueue.post([this, collection, question](std::stop_token) {
        QElapsedTimer timer;
        timer.start();
        const SearchModels models = d->modelsForSearch();
        const SearchHelp help = models.help();
        const InVault vault = [this](const std::function<Result<void>(Workspace&)>& work) { return d->inVault(work); };
        const auto found = findPassages(vault, help, { { collection }, question.toStdString(), kCasePlaces }, d->lockToken());
        if (!found.ok())
            return d->report(found.error(), Problem::During::Bench);
        if (found->withoutHelp)
            d->report(*found->withoutHelp, Problem::During::LoadModel);
        BenchResult result { collection, question, {}, found->result.verdict.answerable, static_cast<double>(timer.nsecsElapsed()) / 1e9,
            help.embedder != nullptr && !found->withoutHelp, help.scorer != nullptr && !found->withoutHelp };
        for (const FoundPassage& passage : found->result.passages)
            result.hits.append(toHit(passage, found->result, static_cast<int>(result.hits.size()) + 1));
        d->postIfOpen([this, result] { emit benchSearched(result); });
    });
}

void Desk::listBenchCases(CollectionId collection)
{
    d->withWorkspace(Problem::During::Bench, [this, collection](Workspace& in) { return d->publishCases(in, collection); });
}

void Desk::saveBenchCase(CollectionId collection, const QString& question, const QString& documentName, const QString& quote)
{
    d->withWorkspace(Problem::During::Bench, [=, this](Workspace& in) -> Result<void> {
        storage::StoredSearchCase added;
        added.collection = collection;
        added.question = question.simplified().toStdString();
        added.documentName = documentName.toStdString();
        added.quote = quote.toStdString();
        SILLOK_CHECK(storage::SearchCaseRepository(in.vault().database()).add(added));
        return d->publishCases(in, collection);
    });
}

void Desk::removeBenchCase(CollectionId collection, qint64 id)
{
    d->withWorkspace(Problem::During::Bench, [this, collection, id](Workspace& in) -> Result<void> {
        SILLOK_CHECK(storage::SearchCaseRepository(in.vault().database()).remove(collection, id));
        return d->publishCases(in, collection);
    });
}

void Desk::runBenchCases(CollectionId collection)
{
    d->benching = {};
    d->searchQueue.post([this, collection, stop = d->benching](std::stop_token) mutable {
        const std::stop_callback onLock(d->lockToken(), [&stop] { stop.request_stop(); });
        const SearchModels models = d->modelsForSearch();
        const InVault vault = [this](const std::function<Result<void>(Workspace&)>& work) { return d->inVault(work); };
        const auto progress = [this, collection](size_t done, size_t all) {
            d->postIfOpen([this, collection, done, all] { emit benchProgressed(collection, static_cast<int>(done), static_cast<int>(all)); });
        };
        const auto ran = runSearchCases(vault, models.help(), collection, progress, stop.get_token());
        if (!ran.ok() && ran.error().code != ErrorCode::Cancelled)
            d->report(ran.error(), Problem::During::Bench);
        const auto listed = d->inVault([&](Workspace& in) { return d->publishCases(in, collection); });
        ignore(listed, "the vault was locked: nobody looks at them");
    });
}

void Desk::cancelBench() { d->benching.request_stop(); }

} // namespace sillok::app
