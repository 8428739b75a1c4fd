// What a question is asked of, labels, exporting, and work on whole documents, by mouse and by keyboard.
#include "tests/ui/window_fixture.h"
#include "ui/chat/export_sheet.h"
#include "ui/chat/parts.h"
#include "ui/chat/scope_picker.h"
#include "ui/documents/document_inspector.h"
#include "ui/documents/document_table.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/evidence/proof_checks.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"

#include <QClipboard>
#include <QFileDialog>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

namespace {

/// The action of the open menu with these words; menus are windows of their own.
QAction* actionOf(QWidget* window, const QString& words)
{
    for (QMenu* menu : window->findChildren<QMenu*>())
        if (menu->isVisible())
            for (QAction* action : menu->actions())
                if (action->text().startsWith(words))
                    return action;
    return nullptr;
}

void trigger(QWidget* window, const QString& words)
{
    QAction* const action = actionOf(window, words);
    QVERIFY2(action, qPrintable(words));
    action->trigger();
    for (QMenu* menu : window->findChildren<QMenu*>())
        menu->close();
}

void openRowMenu(const WindowFixture& f, int row)
{
    DocumentTable* const table = f.window->documents()->table();
    table->setCurrentIndex(table->model()->index(row, 0));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(10, 10), table->mapToGlobal(QPoint(10, 10)));
    QCoreApplication::sendEvent(table, &event);
}

/// Chooses the file in the dialog that is open.
void saveAs(const QString& path)
{
    QFileDialog* dialog = nullptr;
    QTRY_VERIFY([&] {
        for (QWidget* one : QApplication::topLevelWidgets())
            if (auto* candidate = qobject_cast<QFileDialog*>(one); candidate && candidate->isVisible())
                dialog = candidate;
        return dialog != nullptr;
    }());
    emit dialog->fileSelected(path);
    dialog->close();
}

} // namespace

class WorkPagesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void aPartOfACollectionIsChosenByKeyboard();
    void theLimitIsTakenAwayAgain();
    void aChoiceByMouseAndNoDocumentsAtAll();
    void thePickerGoesWithEscAndOutside();
    void anOpenedChatGoesOnWithItsScope();
    void aRefusalSaysWhatWasSearched();
    void aDocumentsMenuAsksItAlone();
    void labelsAreGivenAndTakenAway();
    void anAnswerIsExportedByKeyboard();
    void theChatIsExportedFromItsMenu();
    void anExportThatFailedIsSaid();
    void aWholeDocumentIsSummarizedFromItsCard();
    void twoDocumentsAreCompared();
    void howMuchHasBeenLookedAtIsShown();
    void whatNobodyWroteIsNotCalledAModels();
    void tablesAreSaved();
    void aLockLeavesNothingOfAnExport();
    void aCitationIsCheckedLetterByLetter();
    void whatCouldNotBeConfirmedIsSaid();
    void theClaimIsTheSentenceThatCites();
    void theSentenceIsCopiedWithItsPlace();
};

void WorkPagesTest::aPartOfACollectionIsChosenByKeyboard()
{
    WindowFixture f;
    QWidget* const chip = f.find("composerCollection");
    chip->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chip, Qt::Key_Space);
    auto* field = f.find<QLineEdit>("scopeField");
    QVERIFY(field && field->hasFocus());
    auto* list = f.find<QListView>("scopeList");
    QCOMPARE(list->model()->rowCount(), 8); // and "no documents"
    field->setText(QStringLiteral("차량"));
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("업무용 차량 관리 규정.hwpx, 업무 규정"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.window->chat()->composer()->scope().documents.first().id, 45);
    QVERIFY(f.find("composerEdit")->hasFocus());
    QVERIFY(f.find("composerCollection")->accessibleName().contains(QStringLiteral("업무 규정 › 업무용 차량 관리 규정.hwpx")));
    f.ask(QStringLiteral("승인은 누가 하나요"));
    QVERIFY(f.called(QStringLiteral("send 0 승인은 누가 하나요 3 document 45 업무용 차량 관리 규정.hwpx")));
}

void WorkPagesTest::theLimitIsTakenAwayAgain()
{
    WindowFixture f;
    QVERIFY(!f.find("composerWiden")->isVisible());
    f.window->chat()->composer()->setScope({ 3, {}, QStringLiteral("감사"), {} });
    QVERIFY(f.find("composerWiden")->isVisible());
    QCOMPARE(f.find("composerWiden")->accessibleName(), QStringLiteral("Search all of “업무 규정”"));
    QTest::mouseClick(f.find("composerWiden"), Qt::LeftButton);
    QVERIFY(!f.window->chat()->composer()->scope().limited());
    QCOMPARE(f.window->chat()->composer()->collection(), 3);
    QVERIFY(!f.find("composerWiden")->isVisible());
}

void WorkPagesTest::aChoiceByMouseAndNoDocumentsAtAll()
{
    WindowFixture f;
    QTest::mouseClick(f.find("composerCollection"), Qt::LeftButton);
    auto* list = f.find<QListView>("scopeList");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(5, 0)).center());
    QCOMPARE(f.window->chat()->composer()->scope().folder, QStringLiteral("/자료/규정/2025년"));
    QTRY_VERIFY(!f.find("scopeField"));
    QTest::mouseClick(f.find("composerCollection"), Qt::LeftButton);
    QTest::keyClick(f.find("scopeField"), Qt::Key_Down);
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(f.find("scopeField"), Qt::Key_Down);
    QTest::keyClick(f.find("scopeField"), Qt::Key_Return);
    QCOMPARE(f.window->chat()->composer()->collection(), 0);
}

void WorkPagesTest::thePickerGoesWithEscAndOutside()
{
    WindowFixture f;
    f.window->chat()->composer()->setScope({ 4 });
    QTest::mouseClick(f.find("composerCollection"), Qt::LeftButton);
    QTest::keyClick(f.find("scopeField"), Qt::Key_Escape);
    QTRY_VERIFY(!f.find("scopeField"));
    QTest::mouseClick(f.find("composerCollection"), Qt::LeftButton);
    QTest::mouseClick(f.find("scopePicker"), Qt::LeftButton, {}, QPoint(4, 4));
    QTRY_VERIFY(!f.find("scopeField"));
    QCOMPARE(f.window->chat()->composer()->collection(), 4);
    QTest::mouseClick(f.find("composerCollection"), Qt::LeftButton);
    QTest::keyClick(f.window.get(), Qt::Key_L, Qt::ControlModifier); // a lock leaves nothing of it
    QTRY_VERIFY(!f.find("scopeField"));
}

void WorkPagesTest::anOpenedChatGoesOnWithItsScope()
{
    WindowFixture f;
    f.script.messages[21].last().scope = { 3, {}, QStringLiteral("감사"), {} };
    f.window->chat()->openChat(21);
    QCOMPARE(f.window->chat()->composer()->scope().label, QStringLiteral("감사"));
}

void WorkPagesTest::aRefusalSaysWhatWasSearched()
{
    WindowFixture f;
    f.script.answering = fakes::Answering::Refuse;
    f.script.answerCitations.clear();
    f.window->chat()->composer()->setScope({ 3, {}, QStringLiteral("감사"), {} });
    f.ask(QStringLiteral("질문"));
    QVERIFY(f.conversation().paragraphs().join(u'\n').contains(QStringLiteral("“업무 규정 › #감사”")));
}

void WorkPagesTest::aDocumentsMenuAsksItAlone()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    openRowMenu(f, 5);
    const QString name = f.window->documents()->table()->model()->index(5, 0).data().toString();
    trigger(f.window.get(), QStringLiteral("Ask this document only"));
    QCOMPARE(f.window->place(), Place::Chat);
    QCOMPARE(f.window->chat()->composer()->scope().documents.first().name, name);
    f.window->goTo(Place::Documents);
    openRowMenu(f, 0); // needs a password: there is nothing to ask
    QVERIFY(!actionOf(f.window.get(), QStringLiteral("Ask this document only")));
}

void WorkPagesTest::labelsAreGivenAndTakenAway()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    openRowMenu(f, 5);
    const app::DocumentId id = f.window->documents()->inspector()->document();
    trigger(f.window.get(), QStringLiteral("Labels"));
    auto* field = f.find<QLineEdit>("sheetField");
    QVERIFY(field && field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("audit , 2025,,"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("setLabels %1 audit|2025").arg(id)));
    QTRY_VERIFY(!f.find("sheetField"));
    const auto saysLabels = [&] { // lists are shown anew a moment later
        const QList<QLabel*> labels = f.window->documents()->inspector()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* one) { return one->text() == QStringLiteral("audit, 2025"); });
    };
    QTRY_VERIFY(saysLabels());
    openRowMenu(f, 5);
    trigger(f.window.get(), QStringLiteral("Ask documents labelled “2025”"));
    QCOMPARE(f.window->chat()->composer()->scope().label, QStringLiteral("2025"));
    f.window->goTo(Place::Documents);
    openRowMenu(f, 5);
    trigger(f.window.get(), QStringLiteral("Labels"));
    field = f.find<QLineEdit>("sheetField");
    QCOMPARE(field->text(), QStringLiteral("audit, 2025"));
    field->clear();
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.script.calls.filter(QStringLiteral("setLabels")).last(), QStringLiteral("setLabels %1 ").arg(id));
}

void WorkPagesTest::anAnswerIsExportedByKeyboard()
{
    WindowFixture f;
    f.script.preview = { QStringLiteral("차량 승인"), 1, 4, 2, true, { QStringLiteral("차량 승인"), QStringLiteral("첫 줄") } };
    f.window->chat()->openChat(21);
    const app::Message answer = f.conversation().messages().last();
    f.window->chat()->conversation()->activate({ Target::Kind::Export, 0, {}, {} }, answer.id);
    QVERIFY(f.find("exportSheet"));
    QVERIFY(f.called(QStringLiteral("previewExport 21 %1 0 ").arg(answer.id)));
    const QString along = f.find<Text>("exportAlong")->words();
    QVERIFY2(along.contains(QStringLiteral("4 source")) && along.contains(QStringLiteral("2 sentence")) && along.contains(QStringLiteral("AI wrote")), qPrintable(along));
    QVERIFY(f.find<QPlainTextEdit>("exportPreview")->toPlainText().contains(QStringLiteral("첫 줄")));
    emit f.find<Segments>("exportFormat")->chosen(0);
    f.find<Segments>("exportFormat")->setCurrent(1);
    f.find<Segments>("exportPaper")->setCurrent(2);
    auto* label = f.find<QLineEdit>("exportLabel");
    QTest::keyClicks(label, QStringLiteral("secret"));
    QVERIFY(f.called(QStringLiteral("previewExport 21 %1 2 secret").arg(answer.id)));
    QTest::keyClick(f.find("sheetAccept"), Qt::Key_Return);
    saveAs(QStringLiteral("/data/a.docx"));
    QVERIFY(f.called(QStringLiteral("exportChat 21 %1 1 /data/a.docx").arg(answer.id)));
    QVERIFY(f.window->chat()->toast()->words().contains(QStringLiteral("a.docx")));
}

void WorkPagesTest::theChatIsExportedFromItsMenu()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    QTest::mouseClick(f.find("exportChat"), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("previewExport 21 0 0 ")));
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Escape);
    QTRY_VERIFY(!f.find("exportSheet"));
    f.script.calls.clear();
    QTest::keyClick(f.window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(f.called(QStringLiteral("previewExport 21 0 0 ")));
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Escape);
    QTRY_VERIFY(!f.find("exportSheet"));
    f.window->resize(720, 450); // the smallest window: everything is reached, and what has the keyboard is in sight
    f.window->chat()->exportCurrent();
    auto* accept = f.find("sheetAccept");
    QTRY_VERIFY(accept->mapTo(f.window.get(), QPoint(0, accept->height())).y() <= f.window->height());
    auto* label = f.find("exportLabel");
    for (int i = 0; i < 30 && !label->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(label->hasFocus());
    QVERIFY(label->visibleRegion().boundingRect().height() == label->height());
}

void WorkPagesTest::anExportThatFailedIsSaid()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    f.script.fail(app::Problem::During::Export, ErrorCode::DiskFull, QStringLiteral("/data/a.pdf"));
    bool shown = false;
    for (QWidget* one : f.window->chat()->findChildren<QWidget*>())
        shown = shown || (one->isVisible() && one->accessibleName().contains(QStringLiteral("not written: the disk is full")));
    QVERIFY(shown);
}

void WorkPagesTest::aWholeDocumentIsSummarizedFromItsCard()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.window->documents()->table()->selectRow(0); // was not read
    QVERIFY(!f.find("documentWork")->isVisible());
    f.window->documents()->table()->selectRow(5);
    const app::DocumentId id = f.window->documents()->inspector()->document();
    QTest::mouseClick(f.find("documentWork"), Qt::LeftButton);
    trigger(f.window.get(), QStringLiteral("Summarize"));
    QVERIFY(f.called(QStringLiteral("workOnWhole 0 %1 0").arg(id)));
    QCOMPARE(f.window->place(), Place::Chat);
    QCOMPARE(f.conversation().messages().size(), 2);
}

void WorkPagesTest::twoDocumentsAreCompared()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    openRowMenu(f, 6);
    const app::DocumentId id = f.window->documents()->inspector()->document();
    trigger(f.window.get(), QStringLiteral("Compare with another"));
    auto* list = f.find<QListView>("documentChoices");
    QCOMPARE(list->model()->rowCount(), 4); // those that hold text, without itself
    auto* field = f.find<QLineEdit>("sheetField");
    field->setText(QStringLiteral("없는 이름"));
    QCOMPARE(list->model()->rowCount(), 0);
    QVERIFY(!f.find("sheetAccept")->isEnabled());
    field->clear();
    QTest::keyClick(field, Qt::Key_Down);
    const QString other = list->model()->index(1, 0).data().toString();
    QTest::keyClick(field, Qt::Key_Return);
    const QString call = f.script.calls.filter(QStringLiteral("workOnWhole")).value(0);
    QVERIFY2(call.startsWith(QStringLiteral("workOnWhole 1 %1 ").arg(id)), qPrintable(call));
    for (const app::DocumentSummary& one : f.script.documents[3])
        if (one.name == other)
            QVERIFY(call.endsWith(QString::number(one.id)));
}

void WorkPagesTest::howMuchHasBeenLookedAtIsShown()
{
    WindowFixture f;
    f.script.answering = fakes::Answering::Hold;
    f.window->chat()->beginWhole({ app::WholeWork::Summary, 45, 0, false, QStringLiteral("Summarize") });
    app::Message writing = f.conversation().messages().last();
    writing.sectionsVisited = 12;
    writing.sectionsTotal = 48;
    emit f.desk.messageChanged(f.window->chat()->current(), writing);
    QTRY_VERIFY(f.conversation().paragraphs().join(u'\n').contains(QStringLiteral("12 / 48 sections")));
    QTest::keyClick(f.find("composerEdit"), Qt::Key_Escape);
    QVERIFY(f.called(QStringLiteral("stopAnswer")));
}

void WorkPagesTest::whatNobodyWroteIsNotCalledAModels()
{
    WindowFixture f;
    f.script.engine.modelName.clear();
    f.script.answerText = QStringLiteral("- 원문 [1]");
    f.window->chat()->beginWhole({ app::WholeWork::Summary, 45, 0, false, QStringLiteral("Summarize") });
    const QString spoken = f.conversation().paragraphs().join(u'\n');
    QVERIFY(spoken.contains(QStringLiteral("word for word")));
    QVERIFY(!spoken.contains(QStringLiteral("Language model")));
}

void WorkPagesTest::tablesAreSaved()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    openRowMenu(f, 5);
    const app::DocumentId id = f.window->documents()->inspector()->document();
    trigger(f.window.get(), QStringLiteral("Save its tables"));
    saveAs(QStringLiteral("/data/t.csv"));
    QVERIFY(f.called(QStringLiteral("exportTables %1 /data/t.csv 1 0").arg(id)));
}

void WorkPagesTest::aLockLeavesNothingOfAnExport()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    f.window->chat()->exportCurrent();
    QTest::mouseClick(f.find("sheetAccept"), Qt::LeftButton);
    const auto dialogs = [] {
        const QWidgetList all = QApplication::allWidgets();
        return std::count_if(all.begin(), all.end(), [](const QWidget* one) { return one->inherits("QFileDialog"); });
    };
    QTRY_COMPARE(dialogs(), 1); // it proposes the chat's title as a name
    f.window->lock();
    QTRY_COMPARE(dialogs(), 0);
    QVERIFY(!f.find("exportSheet"));
}

void WorkPagesTest::aCitationIsCheckedLetterByLetter()
{
    WindowFixture f;
    f.script.check = { app::CitationCheck::File::Same, 0, 0, 62, 62, 7, false, true };
    f.window->chat()->openChat(21);
    QTest::keyClick(f.window.get(), Qt::Key_F8);
    QVERIFY(f.called(QStringLiteral("checkCitation 1")));
    const ProofChecks* const checks = f.window->chat()->evidence()->checks();
    QVERIFY(checks->isVisible());
    QCOMPARE(checks->lines(), (QStringList { QStringLiteral("Every letter stands in the document 62 of 62"), QStringLiteral("The page is right p. 7"),
                                  QStringLiteral("Unchanged since it was read same fingerprint") }));
    QCOMPARE(f.find<Text>("proofClaim")->words(), QStringLiteral("주말과 공휴일에 쓰려면 부서장의 사전 승인이 필요합니다."));
    QTest::keyClick(f.window.get(), Qt::Key_F8);
    QVERIFY(f.called(QStringLiteral("checkCitation 2")));
    QCOMPARE(f.find<Text>("proofClaim")->words(), QStringLiteral("사고가 나면 24시간 안에 보고서를 내야 합니다."));
    QTest::keyClick(f.window.get(), Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(f.window->chat()->evidence()->active(), 0);
}

void WorkPagesTest::whatCouldNotBeConfirmedIsSaid()
{
    WindowFixture f;
    f.script.check = { app::CitationCheck::File::Changed, 0, 0, 62, 0, 0, false, false };
    f.window->chat()->openChat(21);
    f.window->chat()->stepCitation(1);
    const ProofChecks* const checks = f.window->chat()->evidence()->checks();
    QCOMPARE(checks->lines(), (QStringList { QStringLiteral("Not found in the document 0 of 62"), QStringLiteral("The page could not be confirmed p. 7"),
                                  QStringLiteral("The file has changed since it was read") }));
    app::CitationCheck late; // of a citation that is not shown any more
    late.passage = 999;
    late.file = app::CitationCheck::File::Same;
    emit f.desk.citationChecked(late);
    QVERIFY(checks->lines().last().contains(QStringLiteral("has changed")));
}

void WorkPagesTest::theClaimIsTheSentenceThatCites()
{
    QCOMPARE(claimCiting(QStringLiteral("First. 24시간 안에 냅니다.[1] [2] Next.[3]"), 2), QStringLiteral("24시간 안에 냅니다."));
    QCOMPARE(claimCiting(QStringLiteral("First. 24시간 안에 냅니다.[1] [2] Next.[3]"), 3), QStringLiteral("Next."));
    QCOMPARE(claimCiting(QStringLiteral("- one\n2. **two** words [1]"), 1), QStringLiteral("two words"));
    QCOMPARE(claimCiting(QStringLiteral("| a | b [1] |"), 1), QStringLiteral("b"));
    QVERIFY(claimCiting(QStringLiteral("nothing"), 1).isEmpty());
    QVERIFY(claimCiting({}, 1).isEmpty());
}

void WorkPagesTest::theSentenceIsCopiedWithItsPlace()
{
    const WindowFixture f;
    f.window->chat()->openChat(21);
    f.window->chat()->stepCitation(1);
    for (QAbstractButton* one : f.window->chat()->evidence()->findChildren<QAbstractButton*>())
        if (one->accessibleName() == QStringLiteral("Copy with source"))
            QTest::mouseClick(one, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(),
        QStringLiteral("“주말과 공휴일에 차량을 사용하려는 사람은 사용 2일 전까지 배차 신청서를 제출하고 부서장의 승인을 받아야 한다.” (업무용 차량 관리 규정.hwpx, 제12조(근무시간 외 사용), p. 7)"));
}

QTEST_MAIN(WorkPagesTest)
#include "work_pages_test.moc"
