// How well "the documents do not say" is told from "they do": thresholds on one half of the development questions, figures on the other.
// Prints the curve that tests/bench/results/refusal.md keeps.
#include "app/services/document_intake.h"
#include "app/services/passage_search.h"
#include "engine/retrieval/terms.h"
#include "storage/db/migrate.h"
#include "storage/repositories/collection_repository.h"
#include "tests/support/campaign.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <optional>

using namespace sillok;
using Json = nlohmann::json;

namespace {

struct Judged {
    retrieval::Verdict verdict;
    bool answerable = false;    ///< by the set
};

struct Rates {
    double refusedRightly = 0;
    double refusedWrongly = 0;
};

std::vector<Json> readLines(const std::string& path)
{
    std::ifstream file(path);
    std::vector<Json> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(Json::parse(line));
    return lines;
}

std::string dataDir() { return qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/data/retrieval-ko-dev/"; }

/// One corpus in memory, asked every question of two sets.
std::optional<std::vector<Judged>> judgeAll(const std::string& corpus, const std::vector<std::string>& sets, const std::string& type)
{
    auto database = storage::Database::openInMemory(retrieval::splitTerms<storage::TermPlace>);
    if (!database.ok() || !storage::migrate(*database).ok())
        return std::nullopt;
    const auto collection = storage::CollectionRepository(*database).create("x", 0);
    storage::DocumentRepository documents(*database);
    int number = 0;
    for (const Json& line : readLines(dataDir() + corpus + ".corpus.jsonl")) {
        documents::Document document;
        document.title = line["title"];
        document.blocks.push_back({ documents::BlockKind::Paragraph, line["text"], 0, 0, -1, false });
        storage::NewDocument stored = app::intake(document, std::to_string(number++));
        stored.title = document.title;
        stored.collection = *collection;
        if (!documents.add(stored, 0).ok())
            return std::nullopt;
    }
    storage::PassageRepository passages(*database);
    std::vector<Judged> all;
    for (const std::string& set : sets) {
        for (const Json& query : readLines(dataDir() + set + ".queries.jsonl")) {
            if (!type.empty() && query["type"] != type)
                continue;
            const auto found = app::searchPassages(passages, { { *collection }, query["question"].get<std::string>(), 5 });
            if (!found.ok())
                return std::nullopt;
            all.push_back({ found->verdict, !query["relevant"].empty() });
        }
    }
    return all;
}

template <typename Refused>
Rates ratesOf(const std::vector<Judged>& all, size_t half, Refused refused)
{
    double right = 0, wrong = 0, answerable = 0, unanswerable = 0;
    for (size_t i = half; i < all.size(); i += 2) {
        (all[i].answerable ? answerable : unanswerable) += 1;
        (all[i].answerable ? wrong : right) += refused(all[i].verdict) ? 1 : 0;
    }
    return { unanswerable > 0 ? right / unanswerable : 0, answerable > 0 ? wrong / answerable : 0 };
}

void printCurve(const char* name, const std::vector<Judged>& all)
{
    for (const double least : { 0.2, 0.3, 0.37, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7 }) {
        const auto refused = [&](const retrieval::Verdict& v) { return !v.numbersStand || (v.coverage < least && v.mass < retrieval::kAnswerableMass); };
        const Rates even = ratesOf(all, 0, refused), odd = ratesOf(all, 1, refused);
        qInfo("%-12s coverage %.2f: refused rightly %.3f | %.3f, wrongly %.4f | %.4f (even | odd half)", name, least, even.refusedRightly, odd.refusedRightly,
            even.refusedWrongly, odd.refusedWrongly);
    }
    const auto shipped = [](const retrieval::Verdict& v) { return !v.answerable; };
    const Rates odd = ratesOf(all, 1, shipped), even = ratesOf(all, 0, shipped);
    qInfo("%-12s as shipped: refused rightly %.3f | %.3f, wrongly %.4f | %.4f", name, even.refusedRightly, odd.refusedRightly, even.refusedWrongly, odd.refusedWrongly);
}

} // namespace

class RefusalFiguresTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!QFile::exists(QString::fromStdString(dataDir() + "korquad.corpus.jsonl")))
            QSKIP("the development sets are not here");
    }
    void koreanQuestions();
    void englishQuestionsOnTheSameSubjects();
    void petitions();
};

void RefusalFiguresTest::koreanQuestions()
{
    const auto all = judgeAll("korquad", { "korquad", "noanswer" }, {});
    QVERIFY(all.has_value());
    printCurve("korean", *all);
    const Rates rates = ratesOf(*all, 1, [](const retrieval::Verdict& v) { return !v.answerable; });
    QVERIFY(rates.refusedRightly >= 0.80);
    QVERIFY(rates.refusedWrongly <= 0.05);
}

/// These ask with a passage's own words for what it does not say. Words alone do not tell them apart; only the false refusals are held.
void RefusalFiguresTest::englishQuestionsOnTheSameSubjects()
{
    const auto all = judgeAll("squad-en", { "squad-en", "squad-en.noanswer" }, {});
    QVERIFY(all.has_value());
    printCurve("english", *all);
    QVERIFY(ratesOf(*all, 1, [](const retrieval::Verdict& v) { return !v.answerable; }).refusedWrongly <= 0.06);
}

void RefusalFiguresTest::petitions()
{
    if (!test::inCampaign())
        QSKIP("indexes 5,173 articles: part of the campaign");
    const auto all = judgeAll("law", { "law" }, "petition");
    QVERIFY(all.has_value());
    printCurve("petitions", *all);
    QVERIFY(ratesOf(*all, 1, [](const retrieval::Verdict& v) { return !v.answerable; }).refusedWrongly <= 0.40);
}

QTEST_GUILESS_MAIN(RefusalFiguresTest)
#include "refusal_figures_test.moc"
