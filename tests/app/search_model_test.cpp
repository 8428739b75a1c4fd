// search_model_test.cpp - Models for searching in their own sealed process: what comes out, who goes first, and what a death costs.
#include "app/services/search_model.h"
#include "engine/embed/embedder.h"
#include "tests/support/paths.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtTest>

#include <csignal>
#include <thread>

using namespace sillok;
using namespace sillok::app;
using Kind = protocol::TextKind;

namespace {

const std::string kEngine = test::programPath("/sillok-engine");

std::string fixture(const char* name) { return (qEnvironmentVariable("SILLOK_SHARED") + "/fixtures/golden-logits/models/" + name).toStdString(); }

const std::vector<std::string> kTexts { "the end", "a", "the and the of" };

} // namespace

class SearchModelTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!QFile::exists(QString::fromStdString(fixture("bert-mean-F32.gguf"))))
            QSKIP("no shared fixtures: no model for searching is here");
    }
    void vectorsAreThoseOfTheModel();
    void scoresAreThoseOfTheModel();
    void aModelKnowsWhatItIs();
    void theWrongKindIsRefused();
    void manyTextsComeBackInOrder();
    void aDeadProcessIsStartedAgain();
    void aKilledModelStaysAway();
    void aQuestionEndsABatch();
};

// Against the same weights in this process.
void SearchModelTest::vectorsAreThoseOfTheModel()
{
    SearchModel model(kEngine, fixture("bert-mean-F32.gguf"));
    const auto made = model.vectors(kTexts, Kind::Passage, {});
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().doing.c_str());
    QCOMPARE(made->size(), kTexts.size());
    const auto here = Embedder::load(MappedFile::open(fixture("bert-mean-F32.gguf")).value(), {}).value();
    for (size_t i = 0; i < kTexts.size(); ++i) {
        const std::string_view text = kTexts[i];
        std::vector<float> want = here->embedTexts(std::span(&text, 1), TextKind::Passage).value()[0].values;
        normalize(want);
        QCOMPARE((*made)[i], want);
    }
}

void SearchModelTest::scoresAreThoseOfTheModel()
{
    SearchModel model(kEngine, fixture("xlmr-rerank-F32.gguf"));
    const auto made = model.scores("the", kTexts, {});
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().doing.c_str());
    const auto here = Embedder::load(MappedFile::open(fixture("xlmr-rerank-F32.gguf")).value(), {}).value();
    const std::vector<std::string_view> texts(kTexts.begin(), kTexts.end());
    const auto want = here->scorePairs("the", texts).value();
    for (size_t i = 0; i < kTexts.size(); ++i)
        QCOMPARE((*made)[i], want[i].score);
}

void SearchModelTest::aModelKnowsWhatItIs()
{
    SearchModel model(kEngine, fixture("bert-mean-F32.gguf"));
    const auto identity = model.identity({});
    QVERIFY(identity.ok());
    QCOMPARE(identity->width, int64_t(64));
    QCOMPARE(identity->recipe, kPassageRecipe);
    QFile file(QString::fromStdString(model.path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray digest = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(identity->sha256.data()), 32), digest);
}

void SearchModelTest::theWrongKindIsRefused()
{
    SearchModel vectors(kEngine, fixture("bert-mean-F32.gguf")), scores(kEngine, fixture("xlmr-rerank-F32.gguf")), words(kEngine, fixture("qwen3-F32.gguf"));
    QCOMPARE(vectors.load(SearchModel::Makes::Scores, {}).error().code, ErrorCode::Unsupported);
    QCOMPARE(scores.identity({}).error().code, ErrorCode::Unsupported);
    QCOMPARE(words.load(SearchModel::Makes::Vectors, {}).error().code, ErrorCode::Unsupported);
    QVERIFY(vectors.load(SearchModel::Makes::Vectors, {}).ok()); // being asked for the wrong thing did not hurt it
    SearchModel nowhere(kEngine, "/nowhere/model.gguf");
    QCOMPARE(nowhere.load(SearchModel::Makes::Vectors, {}).error().code, ErrorCode::NotFound);
}

void SearchModelTest::manyTextsComeBackInOrder()
{
    std::vector<std::string> texts;
    for (int i = 0; i < 100; ++i)
        texts.push_back(kTexts[static_cast<size_t>(i) % kTexts.size()]);
    texts.push_back(std::string(200'000, 'a')); // more than a frame may hold of many
    SearchModel model(kEngine, fixture("bert-mean-F32.gguf"));
    const auto made = model.vectors(texts, Kind::Passage, {});
    QVERIFY(made.ok());
    QCOMPARE(made->size(), texts.size());
    for (size_t i = kTexts.size(); i < 100; ++i)
        QCOMPARE((*made)[i], (*made)[i % kTexts.size()]);
    QVERIFY((*made)[0] != (*made)[1]);
}

void SearchModelTest::aDeadProcessIsStartedAgain()
{
    SearchModel model(kEngine, fixture("bert-mean-F32.gguf"));
    const auto before = model.vectors(kTexts, Kind::Passage, {});
    QVERIFY(before.ok() && model.processId() > 0);
    QCOMPARE(::kill(model.processId(), SIGKILL), 0);
    const auto during = model.vectors(kTexts, Kind::Passage, {});
    QVERIFY(!during.ok());
    QCOMPARE(during.error().code, ErrorCode::WorkerDied);
    const auto after = model.vectors(kTexts, Kind::Passage, {});
    QVERIFY(after.ok());
    QCOMPARE(*after, *before);
}

void SearchModelTest::aKilledModelStaysAway()
{
    SearchModel model(kEngine, fixture("bert-mean-F32.gguf"));
    QVERIFY(model.identity({}).ok());
    model.kill();
    QVERIFY(!model.vectors(kTexts, Kind::Passage, {}).ok());
    QCOMPARE(model.vectors(kTexts, Kind::Passage, {}).error().code, ErrorCode::Cancelled);
    QCOMPARE(model.processId(), pid_t(-1));
}

// Passages are computed in another thread over and over; a question comes in between, and the batch that it met says so.
void SearchModelTest::aQuestionEndsABatch()
{
    SearchModel model(kEngine, fixture("bert-mean-F32.gguf"));
    QVERIFY(model.identity({}).ok());
    const std::vector<std::string> batch(600, std::string(1500, 'a'));
    std::atomic<bool> cancelled = false, failed = false, running = false;
    std::jthread background([&](std::stop_token stop) {
        while (!stop.stop_requested() && !cancelled && !failed) {
            running = true;
            const auto made = model.vectors(batch, Kind::Passage, stop);
            cancelled = !made.ok() && made.error().code == ErrorCode::Cancelled;
            failed = !made.ok() && !cancelled;
        }
    });
    QVERIFY(QTest::qWaitFor([&] { return running.load(); }));
    QElapsedTimer slowest;
    qint64 worst = 0;
    for (int i = 0; i < 200 && !cancelled && !failed; ++i) {
        slowest.start();
        const auto asked = model.vectors(std::span(kTexts).first(1), Kind::Question, {});
        worst = std::max(worst, slowest.elapsed());
        QVERIFY(asked.ok());
    }
    background.request_stop();
    background.join();
    qInfo("a question waited at most %lld ms", static_cast<long long>(worst));
    QVERIFY(cancelled && !failed);
    QVERIFY(model.vectors(kTexts, Kind::Passage, {}).ok()); // the model is as it was
}

QTEST_GUILESS_MAIN(SearchModelTest)
#include "search_model_test.moc"
