// desk_search_models_test.cpp - Models that help to find, over a real desk: vectors in the background, locks, and a change of model.
#include "tests/app/real_desk.h"

#include "app/services/workspace.h"

using namespace sillok;
using namespace sillok::app;
using sillok::test::kWaitMs;
using sillok::test::RealDesk;

namespace {

QString model(const char* name) { return test::sharedFile("fixtures/golden-logits/models/") + QLatin1String(name); }

/// A desk with the sample documents, and what it says of its vectors.
struct Reading {
    bool begin()
    {
        QObject::connect(&real.desk, &Desk::embeddingProgressed, &real.desk, [this](const EmbeddingProgress& progress) {
            last = progress;
            finished += progress.finished ? 1 : 0;
        });
        if (!real.create())
            return false;
        collection = real.import(QStringLiteral("견본"), { real.desk.samplesDir() });
        return collection != 0;
    }
    bool waitForVectors()
    {
        return RealDesk::waitFor([&] { return finished > 0 && !real.desk.searchModels().embedder.isEmpty(); });
    }
    /// Width and number of the vectors of each model in the vault, looked at while the desk is locked.
    QList<QPair<qint64, qint64>> stored()
    {
        QSignalSpy closed(&real.desk, &Desk::lockFinished);
        real.desk.lock();
        RealDesk::waitFor([&] { return closed.count() == 1; });
        QList<QPair<qint64, qint64>> models;
        const auto opened = Workspace::open(real.desk.vaultDir().toStdString(), storage::Credential("무궁화 꽃이 피었습니다"));
        if (!opened.ok())
            return models;
        const auto documents = (*opened)->documents().list(collection);
        const auto stored = (*opened)->vectors().models();
        if (!documents.ok() || !stored.ok())
            return models;
        passages = 0;
        for (const storage::StoredDocument& document : *documents)
            passages += document.passageCount;
        for (const storage::StoredEmbeddingModel& one : *stored)
            models.append({ one.width, one.vectors });
        return models;
    }
    bool unlock()
    {
        finished = 0;
        real.desk.unlock(RealDesk::passphrase());
        return RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open; });
    }

    RealDesk real;
    CollectionId collection = 0;
    EmbeddingProgress last;
    int finished = 0;
    qint64 passages = 0;
};

} // namespace

class DeskSearchModelsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!QFile::exists(model("bert-mean-F32.gguf")))
            QSKIP("no shared fixtures: no model for searching is here");
    }
    void everyPassageGetsItsVector();
    void answersComeWithBothModels();
    void aLockEndsTheModels();
    void newDocumentsFollow();
    void anotherModelTakesOver();
    void whatIsNoSearchModelIsRefused();
    void aModelIsForgotten();
};

void DeskSearchModelsTest::everyPassageGetsItsVector()
{
    Reading reading;
    QVERIFY(reading.begin());
    reading.real.desk.useEmbedderFile(model("bert-mean-F32.gguf"));
    QVERIFY(reading.waitForVectors());
    QCOMPARE(reading.real.desk.searchModels().embedder, QStringLiteral("bert-mean-F32"));
    QVERIFY(reading.last.total > 0 && reading.last.done == reading.last.total && reading.last.secondsLeft == 0);
    const auto stored = reading.stored();
    QVERIFY(reading.passages > 0);
    QCOMPARE(stored, (QList<QPair<qint64, qint64>> { { 64, reading.passages } }));
}

void DeskSearchModelsTest::answersComeWithBothModels()
{
    Reading reading;
    QVERIFY(reading.begin());
    Desk& desk = reading.real.desk;
    desk.useEmbedderFile(model("bert-mean-F32.gguf"));
    desk.useRerankerFile(model("xlmr-rerank-F32.gguf"));
    QVERIFY(reading.waitForVectors());
    QVERIFY(RealDesk::waitFor([&] { return !desk.searchModels().reranker.isEmpty(); }));
    QSignalSpy problems(&desk, &Desk::problem);
    const Message answer = reading.real.ask(QStringLiteral("차량 사고가 나면 보고서는 언제까지 내야 하나요?"), reading.collection);
    QCOMPARE(answer.state, MessageState::Complete);
    QCOMPARE(answer.mode, AnswerMode::Evidence);
    QVERIFY(!answer.citations.isEmpty());
    for (const Citation& citation : answer.citations)
        QVERIFY(citation.verified && citation.passageText.contains(citation.quote));
    QCOMPARE(problems.count(), 0);
    const QList<pid_t> engines = test::childrenNamed("sillok-engine");
    QCOMPARE(engines.size(), qsizetype(2));
    for (const pid_t engine : engines) {
        QFile status(QStringLiteral("/proc/%1/status").arg(engine));
        QVERIFY(status.open(QIODevice::ReadOnly) && status.readAll().contains("Seccomp:\t2"));
    }
}

// The models' processes are gone with the lock, and come back by themselves.
void DeskSearchModelsTest::aLockEndsTheModels()
{
    Reading reading;
    QVERIFY(reading.begin());
    reading.real.desk.useEmbedderFile(model("bert-mean-F32.gguf"));
    QVERIFY(reading.waitForVectors());
    QCOMPARE(test::childrenNamed("sillok-engine").size(), qsizetype(1));
    QSignalSpy closed(&reading.real.desk, &Desk::lockFinished);
    reading.real.desk.lock();
    QVERIFY(RealDesk::waitFor([&] { return closed.count() == 1; }));
    QVERIFY(closed[0][0].toBool());
    QVERIFY(RealDesk::waitFor([] { return test::childrenNamed("sillok-engine").isEmpty(); }));
    QVERIFY(reading.real.desk.searchModels().embedder.isEmpty());
    QVERIFY(reading.unlock());
    QVERIFY(reading.waitForVectors()); // nothing was left to do
    QCOMPARE(reading.last.done, qint64(0));
    QCOMPARE(reading.real.desk.searchModels().embedder, QStringLiteral("bert-mean-F32"));
}

void DeskSearchModelsTest::newDocumentsFollow()
{
    Reading reading;
    QVERIFY(reading.begin());
    reading.real.desk.useEmbedderFile(model("bert-mean-F32.gguf"));
    QVERIFY(reading.waitForVectors());
    QTemporaryDir folder;
    QFile more(folder.filePath(QStringLiteral("more.txt")));
    QVERIFY(more.open(QIODevice::WriteOnly) && more.write("the end of the story\n") > 0);
    more.close();
    reading.finished = 0;
    QVERIFY(reading.real.add(reading.collection, { more.fileName() }));
    QVERIFY(RealDesk::waitFor([&] { return reading.finished > 0 && reading.last.done == 1; }));
    const auto stored = reading.stored();
    QCOMPARE(stored, (QList<QPair<qint64, qint64>> { { 64, reading.passages } }));
}

void DeskSearchModelsTest::anotherModelTakesOver()
{
    Reading reading;
    QVERIFY(reading.begin());
    Desk& desk = reading.real.desk;
    desk.useEmbedderFile(model("bert-mean-F32.gguf"));
    QVERIFY(reading.waitForVectors());
    reading.finished = 0;
    desk.useEmbedderFile(model("gemma-embedding-F32.gguf"));
    QVERIFY(RealDesk::waitFor([&] { return desk.searchModels().embedder == QStringLiteral("gemma-embedding-F32") && reading.finished > 0; }));
    QVERIFY(RealDesk::waitFor([] { return test::childrenNamed("sillok-engine").size() == 1; })); // the earlier one ends
    const auto stored = reading.stored();
    QCOMPARE(stored, (QList<QPair<qint64, qint64>> { { 32, reading.passages } }));
}

void DeskSearchModelsTest::whatIsNoSearchModelIsRefused()
{
    RealDesk real;
    QVERIFY(real.create());
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.useEmbedderFile(model("xlmr-rerank-F32.gguf"));
    QVERIFY(RealDesk::waitFor([&] { return problems.count() == 1; }));
    real.desk.useRerankerFile(model("bert-mean-F32.gguf"));
    QVERIFY(RealDesk::waitFor([&] { return problems.count() == 2; }));
    for (const auto& arguments : problems) {
        const auto problem = arguments[0].value<Problem>();
        QVERIFY(problem.during == Problem::During::LoadModel && problem.code == ErrorCode::Unsupported && !problem.subject.isEmpty());
    }
    QVERIFY(real.desk.searchModels().embedder.isEmpty() && real.desk.searchModels().reranker.isEmpty());
}

void DeskSearchModelsTest::aModelIsForgotten()
{
    Reading reading;
    QVERIFY(reading.begin());
    Desk& desk = reading.real.desk;
    desk.useEmbedderFile(model("bert-mean-F32.gguf"));
    QVERIFY(reading.waitForVectors());
    desk.forgetEmbedder();
    QVERIFY(RealDesk::waitFor([&] { return desk.searchModels().embedder.isEmpty() && test::childrenNamed("sillok-engine").isEmpty(); }));
    QVERIFY(reading.real.lockAndUnlock());
    const Message answer = reading.real.ask(QStringLiteral("차량 사고가 나면 보고서는 언제까지 내야 하나요?"), reading.collection);
    QCOMPARE(answer.mode, AnswerMode::Evidence);
    QVERIFY(desk.searchModels().embedder.isEmpty());
}

QTEST_GUILESS_MAIN(DeskSearchModelsTest)
#include "desk_search_models_test.moc"
