// Collections, importing, what needs a person, models.
#include "tests/ui/window_fixture.h"
#include "ui/documents/document_inspector.h"
#include "ui/documents/document_model.h"
#include "ui/documents/document_password_sheet.h"
#include "ui/documents/document_table.h"
#include "ui/documents/import_card.h"
#include "ui/problem_text.h"
#include "ui/widgets/field.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

class DocumentsPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void rowsThatNeedAPersonComeFirst();
    void aDocumentReadInPartSaysWhatIsMissing();
    void segmentsAndNameFilterRows();
    void inspectorSaysWhyAFileWasNotRead();
    void progressShowsCountRateAndTimeLeft();
    void cancelGoesToTheDesk();
    void aPausedImportSaysSoAndGoesOn();
    void unreadFilesAreTriedAgain();
    void aPasswordIsAskedAndHandedOn();
    void aWrongPasswordIsSaid();
    void finishedImportTellsWhatNeedsAPerson();
    void droppedFilesAreAdded();
    void newCollectionAsksForAName();
    void removingACollectionStartsOnTheSafeAnswer();
    void removingADocumentAsks();
    void emptyPageOffersTheSamples();
    void samplesGoIntoACollectionOfTheirOwn();
    void importProblemsAreShownOnThePage();
    void everyProblemHasThreeParts();
    void modelIsUsedAndForgotten();
    void installedModelsAreListedAndChosen();
};

void DocumentsPageTest::rowsThatNeedAPersonComeFirst()
{
    DocumentModel model;
    app::DocumentSummary ready;
    ready.id = 1;
    ready.state = app::DocumentState::Ready;
    app::DocumentSummary locked;
    locked.id = 2;
    locked.state = app::DocumentState::NeedsPassword;
    app::DocumentSummary reading;
    reading.id = 3;
    reading.state = app::DocumentState::Reading;
    model.setDocuments({ ready, reading, locked });
    QCOMPARE(model.at(0)->id, 2);
    QCOMPARE(model.at(1)->id, 3);
    QCOMPARE(model.at(2)->id, 1);
}

void DocumentsPageTest::aDocumentReadInPartSaysWhatIsMissing()
{
    app::DocumentSummary part;
    part.id = 1;
    part.name = QStringLiteral("회의록.pdf");
    part.state = app::DocumentState::Partial;
    part.pageCount = 9;
    part.pagesWithoutText = 3;
    part.pagesRecognised = 4;
    part.pagesUnsure = 2;
    part.recognitionPercent = 87;
    QVERIFY(needsPerson(part.state) && isFound(part.state));
    DocumentInspector inspector;
    inspector.setDocument(part);
    QVERIFY(inspector.reasonWords().contains(u'3'));
    QStringList facts;
    for (const QLabel* label : inspector.findChildren<QLabel*>())
        facts << label->text();
    QVERIFY(facts.join(u'\n').contains(QStringLiteral("87 %")));
    QVERIFY(facts.join(u'\n').contains(QRegularExpression(QStringLiteral("2 page[^\\n]*compare"))));
}

void DocumentsPageTest::segmentsAndNameFilterRows()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    QAbstractItemModel* rows = f.window->documents()->table()->model();
    QCOMPARE(rows->rowCount(), 11);
    auto* segments = f.find<Segments>("documentFilter");
    emit segments->chosen(2);
    QCOMPARE(rows->rowCount(), 3);
    emit segments->chosen(1);
    QCOMPARE(rows->rowCount(), 5);
    emit segments->chosen(0);
    f.window->documents()->findChild<QLineEdit*>()->window();
    for (SearchField* field : f.window->documents()->findChildren<SearchField*>())
        field->setText(QStringLiteral("차량"));
    QCOMPARE(rows->rowCount(), 2);
}

void DocumentsPageTest::inspectorSaysWhyAFileWasNotRead()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.window->documents()->table()->selectRow(0);
    QVERIFY(f.window->documents()->columns()->panelOpen());
    QVERIFY(f.window->documents()->inspector()->reasonWords().contains(QStringLiteral("password-protected")));
    f.window->documents()->table()->selectRow(1);
    QVERIFY(f.window->documents()->inspector()->reasonWords().contains(QStringLiteral("scan without text")));
    f.window->documents()->table()->selectRow(2);
    QVERIFY(f.window->documents()->inspector()->reasonWords().contains(QStringLiteral("damaged")));
    QVERIFY(f.window->documents()->inspector()->reasonWords().contains(QStringLiteral("The original is unchanged.")));
}

void DocumentsPageTest::progressShowsCountRateAndTimeLeft()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    ImportCard* card = f.window->documents()->importCard();
    QVERIFY(!card->isVisible());
    f.script.progress({ 3, 2, 480, 0, QStringLiteral("a.hwpx"), 3.4, -1, false, false });
    QVERIFY(card->isVisible());
    QStringList words;
    for (QLabel* label : card->findChildren<QLabel*>())
        words.append(label->text());
    QVERIFY(words.contains(QStringLiteral("2 / 480 files")));
    QVERIFY(words.contains(QStringLiteral("3.4 a second")));
    QVERIFY(words.contains(QStringLiteral("a.hwpx")));
    QVERIFY(words.filter(QStringLiteral("left")).isEmpty());
    f.script.progress({ 3, 312, 480, 0, QStringLiteral("b.hwpx"), 3.4, 47, false, false });
    words.clear();
    for (QLabel* label : card->findChildren<QLabel*>())
        words.append(label->text());
    QVERIFY(words.contains(QStringLiteral("about 50 seconds left")));
}

void DocumentsPageTest::cancelGoesToTheDesk()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.script.progress({ 3, 2, 480, 0, QStringLiteral("a.hwpx"), 3.4, -1, false, false });
    QTest::mouseClick(f.find("importCancel"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("cancelImport")));
    f.script.progress({ 3, 2, 480, 0, {}, 0, -1, true, true });
    QVERIFY(!f.window->documents()->importCard()->isVisible());
}

void DocumentsPageTest::aPausedImportSaysSoAndGoesOn()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    app::ImportProgress progress { 3, 2, 480, 0, QStringLiteral("a.hwpx"), 3.4, 47, false, false };
    f.script.progress(progress);
    QTest::mouseClick(f.find("importPause"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("pauseImport")));
    progress.paused = true;
    f.script.progress(progress);
    QStringList words;
    for (QLabel* label : f.window->documents()->importCard()->findChildren<QLabel*>())
        words.append(label->text());
    QVERIFY(words.contains(QStringLiteral("Reading is paused")));
    QVERIFY(words.filter(QStringLiteral("left")).isEmpty()); // nothing is foretold while nothing happens
    QTest::mouseClick(f.find("importPause"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("resumeImport")));
}

void DocumentsPageTest::unreadFilesAreTriedAgain()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.window->documents()->table()->selectRow(2);
    QTest::mouseClick(f.find("retryDocument"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("retryDocuments 3 43")));
    f.window->documents()->table()->selectRow(5); // a document that was read
    QVERIFY(!f.find("retryDocument")->isVisible());
}

/// The keyboard alone is enough, and what was typed is in none of the line's own memory.
void DocumentsPageTest::aPasswordIsAskedAndHandedOn()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.window->documents()->table()->selectRow(0); // asks for a password
    QTest::mouseClick(f.find("documentPassword"), Qt::LeftButton);
    auto* const sheet = f.window->findChild<Sheet*>(QStringLiteral("documentPasswordSheet"));
    QVERIFY(sheet);
    QVERIFY(sheet->accessibleName().contains(QStringLiteral("인사 발령 명부 붙임.hwpx")));
    auto* const line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(line && !line->accessibleName().isEmpty());
    QVERIFY(!f.find("sheetAccept")->isEnabled());
    QTest::keyClicks(line, "open7");
    QVERIFY(!line->text().contains(QStringLiteral("open7")));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("giveDocumentPassword 3 41 5 0")));
    f.window->documents()->table()->selectRow(5); // a document that was read
    QVERIFY(!f.find("documentPassword")->isVisible());
}

void DocumentsPageTest::aWrongPasswordIsSaid()
{
    app::DocumentSummary document;
    document.name = QStringLiteral("명부.hwpx");
    document.state = app::DocumentState::NeedsPassword;
    document.problem = { ErrorCode::WrongKey, document.name, {}, app::Problem::During::Import };
    DocumentInspector inspector;
    inspector.setDocument(document);
    QVERIFY(inspector.reasonWords().contains(QStringLiteral("does not open this file")));
    WindowFixture f;
    auto* const sheet = new DocumentPasswordSheet(f.window.get(), document, 3);
    QSignalSpy given(sheet, &DocumentPasswordSheet::given);
    bool all = false;
    QObject::connect(sheet, &DocumentPasswordSheet::given, sheet, [&](app::Passphrase&, bool forAll) { all = forAll; });
    sheet->ask();
    QStringList words;
    for (QLabel* label : sheet->findChildren<QLabel*>())
        words.append(label->text());
    QVERIFY(!words.filter(QStringLiteral("does not match")).isEmpty());
    auto* const forAll = sheet->findChild<QAbstractButton*>(QStringLiteral("passwordForAll"));
    QTest::mouseClick(forAll, Qt::LeftButton);
    QCOMPARE(given.count(), 0); // nothing was typed
    QTest::keyClicks(sheet->findChild<QLineEdit*>(), "open7");
    QTest::mouseClick(forAll, Qt::LeftButton);
    QCOMPARE(given.count(), 1);
    QVERIFY(all);
}

void DocumentsPageTest::finishedImportTellsWhatNeedsAPerson()
{
    WindowFixture f;
    f.script.progress({ 3, 2, 4, 0, QStringLiteral("a.hwpx"), 3.4, -1, false, false });
    f.script.progress({ 3, 4, 4, 1, {}, 3.4, 0, true, false });
    bool dot = !f.find("rail_documents")->accessibleDescription().isEmpty();
    QVERIFY(dot);
    f.window->goTo(Place::Documents);
    QVERIFY(f.find("rail_documents")->accessibleDescription().isEmpty());
}

void DocumentsPageTest::droppedFilesAreAdded()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    QMimeData files;
    files.setUrls({ QUrl::fromLocalFile(QStringLiteral("/data/a.hwpx")), QUrl::fromLocalFile(QStringLiteral("/data/folder")) });
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.window->documents(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.window->documents(), &drop);
    QVERIFY(f.called(QStringLiteral("addFiles 3 /data/a.hwpx|/data/folder")));
    QMimeData web;
    web.setUrls({ QUrl(QStringLiteral("http://example.invalid/a.pdf")) });
    QDragEnterEvent refused(QPoint(300, 300), Qt::CopyAction, &web, Qt::LeftButton, Qt::NoModifier);
    refused.ignore();
    QCoreApplication::sendEvent(f.window->documents(), &refused);
    QVERIFY(!refused.isAccepted());
}

void DocumentsPageTest::newCollectionAsksForAName()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    QTest::keyClick(f.window.get(), Qt::Key_N, Qt::ControlModifier);
    auto* field = f.find<QLineEdit>("sheetField");
    QVERIFY(field && field->isVisible());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!f.called(QStringLiteral("createCollection")));
    field->setText(QStringLiteral("감사 준비"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("createCollection 감사 준비")));
}

void DocumentsPageTest::removingACollectionStartsOnTheSafeAnswer()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    QTest::keyClick(f.find("collectionList"), Qt::Key_Delete);
    QVERIFY(f.find("sheetCancel")->hasFocus());
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Escape);
    QVERIFY(!f.called(QStringLiteral("removeCollection")));
    QTRY_VERIFY(!f.find("sheetCancel"));
    QTest::keyClick(f.find("collectionList"), Qt::Key_Delete);
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Tab);
    QVERIFY(f.find("sheetAccept")->hasFocus());
    QTest::keyClick(f.find("sheetAccept"), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("removeCollection 3")));
}

void DocumentsPageTest::removingADocumentAsks()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.window->documents()->table()->selectRow(4);
    QTest::mouseClick(f.find("removeDocument"), Qt::LeftButton);
    QTest::mouseClick(f.find("sheetAccept"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("removeDocument 45")));
    QTRY_COMPARE(f.window->documents()->table()->model()->rowCount(), 10);
}

void DocumentsPageTest::emptyPageOffersTheSamples()
{
    WindowFixture without(app::VaultState::Open, false);
    without.window->goTo(Place::Documents);
    for (QAbstractButton* button : without.window->documents()->findChildren<QAbstractButton*>())
        QVERIFY(!button->isVisible() || !button->text().contains(QStringLiteral("sample")));
}

void DocumentsPageTest::samplesGoIntoACollectionOfTheirOwn()
{
    WindowFixture f(app::VaultState::Open, false, QStringLiteral("/opt/samples"));
    for (QAbstractButton* button : f.window->chat()->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Put in the sample documents"))
            button->click();
    QVERIFY(f.called(QStringLiteral("createCollection Sample documents")));
    QVERIFY(f.script.calls.last().endsWith(QStringLiteral("/opt/samples")) || f.called(QStringLiteral("addFiles")));
    QCOMPARE(f.window->place(), Place::Documents);
}

void DocumentsPageTest::importProblemsAreShownOnThePage()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.script.fail(app::Problem::During::Import, ErrorCode::DiskFull, QStringLiteral("a.pdf"));
    bool shown = false;
    for (QWidget* one : f.window->documents()->findChildren<QWidget*>())
        shown = shown || (one->isVisible() && one->accessibleName().contains(QStringLiteral("The disk is full")));
    QVERIFY(shown);
}

void DocumentsPageTest::everyProblemHasThreeParts()
{
    using During = app::Problem::During;
    for (const During during : { During::Other, During::CreateVault, During::Unlock, During::Chat, During::Answer, During::Import,
                                 During::OpenPassage, During::LoadModel })
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
            const ProblemText words = problemText({ static_cast<ErrorCode>(code), {}, {}, during });
            QVERIFY(!words.happened.isEmpty());
            QVERIFY(!words.safe.isEmpty());
            QVERIFY(!words.details.isEmpty());
            QVERIFY(!words.happened.contains(u'!'));
        }
}

void DocumentsPageTest::modelIsUsedAndForgotten()
{
    WindowFixture f;
    f.script.engine = {};
    f.script.announce();
    f.window->goTo(Place::Models);
    QVERIFY(f.find("useModelFile")->isVisible());
    QVERIFY(!f.find("forgetModel")->isVisible());
    f.desk.useModelFile(QStringLiteral("/data/m.gguf"));
    QVERIFY(f.find("forgetModel")->isVisible());
    QTest::mouseClick(f.find("forgetModel"), Qt::LeftButton);
    QTest::mouseClick(f.find("sheetAccept"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("forgetModel")));
    f.script.fail(app::Problem::During::LoadModel, ErrorCode::Damaged);
    bool shown = false;
    for (QWidget* one : f.window->findChildren<QWidget*>())
        shown = shown || (one->isVisible() && one->accessibleName().contains(QStringLiteral("model file is damaged")));
    QVERIFY(shown);
}

void DocumentsPageTest::installedModelsAreListedAndChosen()
{
    WindowFixture f;
    f.script.installedModels.clear();
    f.window->goTo(Place::Models);
    QTRY_VERIFY(f.find("noInstalledModel")->isVisible());
    f.window->goTo(Place::Chat);
    app::InstalledModel good { QStringLiteral("kr.go.example.good"), 3, QStringLiteral("좋은 모델"), QStringLiteral("Good model"), QStringLiteral("Apache-2.0"),
        true, qint64(5) << 30, qint64(6) << 30, qint64(9) << 30, 12, 11, 8.25, true };
    app::InstalledModel other = good;
    other.id = QStringLiteral("kr.go.example.other");
    other.commercialUse = false;
    other.allowed = false;
    app::InstalledModel weak = good;
    weak.id = QStringLiteral("kr.go.example.weak");
    weak.belowFloor = true;
    f.script.installedModels = { good, other, weak };
    f.window->goTo(Place::Models);  // installed meanwhile
    QCOMPARE(f.find("use kr.go.example.good")->isEnabled(), true);
    QCOMPARE(f.find("use kr.go.example.other")->isEnabled(), false);
    QCOMPARE(f.find("use kr.go.example.weak")->isEnabled(), false);
    const auto says = [&](const char* row, const QString& words) {
        for (const QLabel* label : f.find(row)->findChildren<QLabel*>())
            if (label->text().contains(words) || label->accessibleName().contains(words))
                return true;
        return false;
    };
    QVERIFY(says("installed kr.go.example.good", QStringLiteral("Good model")));
    QVERIFY(says("installed kr.go.example.good", QStringLiteral("11 of 12")));
    QVERIFY(says("installed kr.go.example.other", QStringLiteral("not for commercial use")));
    QVERIFY(says("installed kr.go.example.other", QStringLiteral("not allowed")));
    QVERIFY(says("installed kr.go.example.weak", QStringLiteral("below what your institution asks")));
    f.window->preferences().setLanguage(ui::LanguageChoice::Korean);
    QTRY_VERIFY(says("installed kr.go.example.good", QStringLiteral("좋은 모델")));
    QTest::mouseClick(f.find("use kr.go.example.good"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("useModelFile kr.go.example.good")));
}

QTEST_MAIN(DocumentsPageTest)
#include "documents_page_test.moc"
