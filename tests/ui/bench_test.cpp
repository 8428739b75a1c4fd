// Trying out the search, and the models that help with it, in the window.
#include "tests/ui/window_fixture.h"
#include "ui/documents/bench_models.h"
#include "ui/documents/bench_view.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/toast.h"

#include <QFileDialog>

using namespace sillok;
using namespace sillok::test;
using namespace sillok::ui;

class BenchTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void aQuestionShowsWhatIsFoundAndWhy();
    void aRefusedQuestionSaysSo();
    void rightPlacesAreKeptByKeyboard();
    void keptQuestionsShowWhatChanged();
    void lookingForAllCanBeStopped();
    void aRemovedQuestionComesBack();
    void aFoundPassageIsReadWhereItStands();
    void escapeGoesBackToTheDocuments();
    void anotherCollectionIsAnotherBench();
    void searchModelsAreNamedWithTheirProgress();
    void aModelSaysWhetherItFits();
    void theContextIsChosenAndLoadingIsShown();
    void aGraphicsCardThatIsNotUsedIsExplained();
};

namespace {

app::BenchHit hit(int place, const char* name, const char* quote)
{
    app::BenchHit made;
    made.place = place;
    made.citation.documentName = QString::fromUtf8(name);
    made.citation.quote = QString::fromUtf8(quote);
    made.citation.passage = 100 + place;
    made.wordPlace = place;
    made.coveragePercent = 90 - place;
    return made;
}

struct Bench : WindowFixture {
    Bench()
    {
        script.bench.hits = { hit(1, "복무규정.hwpx", "연가는 21일까지 쓴다."), hit(2, "여비규정.hwp", "여비는 실비로 한다.") };
        script.bench.hits[0].meaningPlace = 3;
        script.bench.hits[0].modelScore = 0.83;
        script.bench.answerable = true;
        window->goTo(Place::Documents);
        window->documents()->openBench();
    }
    QString words(const char* name) { return find<QLabel>(name)->text(); }
    void search(const QString& question)
    {
        find<QLineEdit>("benchQuestion")->setText(question);
        QTest::keyClick(find("benchQuestion"), Qt::Key_Return);
    }
    PlainTable* cases() { return find<PlainTable>("benchCases"); }
};

} // namespace

void BenchTest::aQuestionShowsWhatIsFoundAndWhy()
{
    Bench f;
    QVERIFY(f.find("benchView")->isVisible());
    QVERIFY(!f.find("benchAsk")->isEnabled());
    f.search(QStringLiteral("연가 일수"));
    QVERIFY(f.called(QStringLiteral("benchSearch %1 연가 일수").arg(f.script.collections.first().id)));
    auto* list = f.find<ListView>("benchHits");
    QCOMPARE(list->model()->rowCount(), 2);
    const QString first = list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    for (const char* part : { "Place 1", "복무규정.hwpx", "words: place 1, 89 %", "meaning: place 3", "order: 0.83", "연가는 21일까지" })
        QVERIFY2(first.contains(QString::fromUtf8(part)), part);
    QVERIFY2(f.words("benchFound").contains(QStringLiteral("2 passages")), qPrintable(f.words("benchFound")));
    app::BenchHit named = hit(1, "a", "b");
    named.named = true;
    QCOMPARE(reasonWords(named), QStringLiteral("named in the question"));
}

void BenchTest::aRefusedQuestionSaysSo()
{
    Bench f;
    f.script.bench.answerable = false;
    f.search(QStringLiteral("주차장 요금"));
    QVERIFY(f.words("benchFound").contains(QStringLiteral("would be refused")));
}

void BenchTest::rightPlacesAreKeptByKeyboard()
{
    Bench f;
    QVERIFY(!f.find("benchKeepPassage")->isEnabled());
    f.search(QStringLiteral("연가 일수"));
    QTest::keyClick(f.find("benchHits"), Qt::Key_Down);
    QTest::keyClick(f.find("benchKeepPassage"), Qt::Key_Space);
    QVERIFY(f.called(QStringLiteral("saveBenchCase %1 연가 일수 여비규정.hwp 여비는 실비로 한다.").arg(f.script.collections.first().id)));
    QTest::keyClick(f.find("benchKeepDocument"), Qt::Key_Space);
    QCOMPARE(f.script.benchCases.last().quote, QString());
    QCOMPARE(f.cases()->model()->rowCount(), 2);
}

void BenchTest::keptQuestionsShowWhatChanged()
{
    Bench f;
    using Change = app::BenchCase::Change;
    f.script.benchCases = { { 1, QStringLiteral("연가"), QStringLiteral("복무규정.hwpx"), {}, 3, 1, Change::Better, {} },
        { 2, QStringLiteral("여비"), QStringLiteral("여비규정.hwp"), QStringLiteral("실비"), 1, 0, Change::Worse, {} }, { 3, QStringLiteral("새 물음"), QStringLiteral("a"), {}, {}, {}, Change::New, {} } };
    f.window->documents()->openBench();
    const auto text = [&](int row, int column) { return f.cases()->model()->index(row, column).data().toString(); };
    QCOMPARE(text(0, BenchCaseModel::Change), QStringLiteral("better"));
    QCOMPARE(text(1, BenchCaseModel::Now), QStringLiteral("not found"));
    QCOMPARE(text(1, BenchCaseModel::Place), QStringLiteral("여비규정.hwp: “실비”"));
    QCOMPARE(text(2, BenchCaseModel::Before), QStringLiteral("–"));
    QVERIFY(f.cases()->model()->index(1, BenchCaseModel::Change).data(kWarningRole).toBool());
    QCOMPARE(f.words("benchCasesWords"), QStringLiteral("1 of 3 found · 1 worse than before"));
}

void BenchTest::lookingForAllCanBeStopped()
{
    Bench f;
    QVERIFY(!f.find("benchRun")->isEnabled());
    f.search(QStringLiteral("연가"));
    QTest::mouseClick(f.find("benchKeepDocument"), Qt::LeftButton);
    QTest::mouseClick(f.find("benchRun"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("runBenchCases")));
    QCOMPARE(f.words("benchCasesWords"), QStringLiteral("0 / 1 looked for"));
    QTest::mouseClick(f.find("benchRun"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("cancelBench")));
}

void BenchTest::aRemovedQuestionComesBack()
{
    Bench f;
    f.search(QStringLiteral("연가"));
    QTest::mouseClick(f.find("benchKeepDocument"), Qt::LeftButton);
    f.cases()->selectRow(0);
    QTest::keyClick(f.cases(), Qt::Key_Delete);
    QCOMPARE(f.cases()->model()->rowCount(), 0);
    auto* toast = f.find("benchView")->findChild<Toast*>();
    QVERIFY(toast->act());
    QCOMPARE(f.cases()->model()->rowCount(), 1);
}

void BenchTest::aFoundPassageIsReadWhereItStands()
{
    Bench f;
    f.search(QStringLiteral("연가"));
    QTest::mouseClick(f.find("benchShow"), Qt::LeftButton);
    QCOMPARE(f.window->place(), Place::Chat);
    QVERIFY(f.window->chat()->columns()->panelOpen());
    QVERIFY(f.called(QStringLiteral("openPassage 101")));
}

void BenchTest::escapeGoesBackToTheDocuments()
{
    Bench f;
    QTest::keyClick(f.find("benchQuestion"), Qt::Key_Escape);
    QVERIFY(!f.find("benchView")->isVisible());
    QVERIFY(f.find("documentTable")->isVisible());
}

void BenchTest::anotherCollectionIsAnotherBench()
{
    Bench f;
    f.search(QStringLiteral("연가"));
    const auto other = f.script.collections.at(1);
    f.window->documents()->openDocument(other.id, 0);
    QVERIFY(!f.find("benchView")->isVisible());
    f.window->documents()->openBench();
    QCOMPARE(f.find<ListView>("benchHits")->model()->rowCount(), 0);
    QVERIFY(f.called(QStringLiteral("listBenchCases %1").arg(other.id)));
}

void BenchTest::searchModelsAreNamedWithTheirProgress()
{
    Bench f;
    f.window->goTo(Place::Models);
    QVERIFY(!f.find("forgetEmbedder")->isVisible());
    QVERIFY(!f.find("embeddingMeter")->isVisible());
    f.script.searchModels = { QStringLiteral("뜻 300M"), {} };
    emit f.desk.searchModelsChanged(f.script.searchModels);
    emit f.desk.embeddingProgressed({ 1200, 4000, 250.5, 12, false });
    QVERIFY(f.find("forgetEmbedder")->isVisible());
    QVERIFY(f.find("embeddingMeter")->isVisible());
    QCOMPARE(f.words("embeddingWords"), QStringLiteral("1,200 / 4,000 passages can be found by meaning · 250.5 a second · about 10 seconds left"));
    emit f.desk.embeddingProgressed({ 4000, 4000, 0, -1, true });
    QVERIFY(!f.find("embeddingMeter")->isVisible());
    QCOMPARE(f.words("embeddingWords"), QStringLiteral("4,000 / 4,000 passages can be found by meaning"));
    f.find<QAbstractButton>("forgetEmbedder")->click();
    QVERIFY(f.called(QStringLiteral("forgetEmbedder")));
    f.find<QAbstractButton>("chooseReranker")->click();
    auto* dialog = f.window->findChild<QFileDialog*>();
    QVERIFY(dialog);
    emit dialog->fileSelected(QStringLiteral("/a/rerank.gguf"));
    QVERIFY(f.called(QStringLiteral("useRerankerFile /a/rerank.gguf")));
}

void BenchTest::aModelSaysWhetherItFits()
{
    WindowFixture f;
    app::InstalledModel small = f.script.installedModels.first();
    app::InstalledModel large = small;
    large.id = QStringLiteral("kr.go.example.large");
    large.neededBytes = qint64(40'000) << 20;
    f.script.installedModels = { small, large };
    f.window->goTo(Place::Models);
    const auto words = [&](const QString& id) { return f.window->findChild<QLabel*>(QStringLiteral("fit ") + id)->text(); };
    QVERIFY2(words(small.id).startsWith(QStringLiteral("Fits: ")), qPrintable(words(small.id)));
    QVERIFY2(words(large.id).startsWith(QStringLiteral("Does not fit now: ")), qPrintable(words(large.id)));
}

void BenchTest::theContextIsChosenAndLoadingIsShown()
{
    WindowFixture f;
    f.window->goTo(Place::Models);
    auto* sizes = f.find("contextSizes");
    QVERIFY(sizes->isVisible());
    const auto buttons = sizes->findChildren<QAbstractButton*>();
    QCOMPARE(buttons.size(), 6);
    buttons.at(3)->click();
    QVERIFY(f.called(QStringLiteral("setContextTokens 8192")));
    QVERIFY(!f.find("loadMeter")->isVisible());
    f.script.engine.state = app::EngineState::Loading;
    f.script.engine.loadedPart = 0.42;
    emit f.desk.engineChanged(f.script.engine);
    QVERIFY(f.find("loadMeter")->isVisible());
    QCOMPARE(f.find<Meter>("loadMeter")->part(), 0.42);
}

void BenchTest::aGraphicsCardThatIsNotUsedIsExplained()
{
    WindowFixture f;
    f.window->goTo(Place::Models);
    const auto words = [&](app::GraphicsCard card, const QString& name) {
        f.script.engine.card = card;
        f.script.engine.cardName = name;
        emit f.desk.engineChanged(f.script.engine);
        auto* label = f.find<QLabel>("graphicsCard");
        return label->isVisible() ? label->text() : QString();
    };
    QVERIFY(words(app::GraphicsCard::None, {}).isEmpty());
    QVERIFY(words(app::GraphicsCard::Used, QStringLiteral("CUDA Example 100")).isEmpty());
    const auto labels = f.window->findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) { return label->isVisible() && label->text().contains(QStringLiteral("CUDA Example 100")); }));
    f.window->preferences().setLanguage(LanguageChoice::Korean);
    const QStringList why { words(app::GraphicsCard::Unusable, {}), words(app::GraphicsCard::TooSmall, {}), words(app::GraphicsCard::Broke, {}) };
    QCOMPARE(QSet<QString>(why.begin(), why.end()).size(), 3);
    for (const QString& one : why)
        QVERIFY2(one.startsWith(QStringLiteral("그래픽 카드")) && one.contains(QStringLiteral("처리 장치")), qPrintable(one));
}

QTEST_MAIN(BenchTest)
#include "bench_test.moc"
