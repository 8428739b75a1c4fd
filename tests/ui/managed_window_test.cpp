// managed_window_test.cpp - What the window shows where the institution has decided: controls that are off, the reason beside them, and the guard's questions.
#include "tests/ui/window_fixture.h"
#include "ui/chat/export_sheet.h"
#include "ui/clipboard.h"
#include "ui/documents/document_inspector.h"
#include "ui/problem_text.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"
#include "ui/words/managed_words.h"

#include <QAbstractButton>
#include <QClipboard>

using namespace sillok;
using namespace sillok::ui;
using app::GuardAction;
using app::GuardPlace;
using test::WindowFixture;

namespace {

/// Managed, and everything allowed.
app::ManagedState generous()
{
    app::ManagedState state;
    state.managed = true;
    state.institution = "kr.go.example";
    state.version = 7;
    state.policy.guard.fill(GuardAction::Off);
    return state;
}

void setGuard(WindowFixture& f, GuardPlace place, GuardAction action)
{
    f.script.managed.policy.guard[static_cast<size_t>(place)] = action;
    f.script.identifiers.byKind[0] = 2;
    f.script.identifiers.byKind[6] = 1;
}

Text* textOf(const WindowFixture& f, const char* name) { return f.find<Text>(name); }

bool usable(const Segments* segments, int index) { return segments->findChildren<QAbstractButton*>().at(index)->isEnabled(); }

ExportSheet* openExport(const WindowFixture& f)
{
    f.window->chat()->openChat(f.script.chats[0].id);
    f.find<QAbstractButton>("exportChat")->click();
    return f.window->findChild<ExportSheet*>();
}

const QString kReason = QStringLiteral("Managed by your institution: kr.go.example, policy 7.");

} // namespace

class ManagedWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void settingsSayWhatIsDecided();
    void aBrokenPolicyIsExplained();
    void longerTimesCannotBeChosen();
    void modelFilesAreOff();
    void onlySomeFormatsLeave();
    void gradesAndNumbersStopAFile();
    void numbersInAFileAreAChoice();
    void aFileNeedsAReason();
    void printingFollowsThePolicy();
    void tablesWithNumbersAreAsked();
    void nothingIsCopied();
    void copyingAsksAboutNumbers();
    void sendingAsksAboutNumbers();
    void blockedNumbersStayInTheComposer();
    void documentsShowKindsAndCounts();
    void refusalsAreWords();
};

void ManagedWindowTest::settingsSayWhatIsDecided()
{
    WindowFixture f;
    f.window->goTo(Place::Settings);
    QVERIFY(!f.find("managedSection")->isVisible()); // at home nobody manages
    f.script.managed = generous();
    f.script.announce();
    QVERIFY(f.find("managedSection")->isVisible());
    QCOMPARE(textOf(f, "managedBy")->words(), kReason);
    const auto rules = managedRules(f.script.managed);
    QCOMPARE(rules.size(), 21); // every key of a policy
    for (const auto& [name, value] : rules)
        QVERIFY(!name.isEmpty() && !value.isEmpty());
}

void ManagedWindowTest::aBrokenPolicyIsExplained()
{
    WindowFixture f;
    f.window->goTo(Place::Settings);
    f.script.managed = generous();
    f.script.managed.policy = app::Policy();
    const auto reasonFor = [&](uint16_t fault) {
        f.script.managed.problem = Error { ErrorCode::Refused, "policy", fault };
        f.script.announce();
        return textOf(f, "managedBy")->words();
    };
    QVERIFY(reasonFor(22).contains(QStringLiteral("its signatures are not good")));
    QVERIFY(reasonFor(42).contains(QStringLiteral("older than one that was in force")));
    QVERIFY(reasonFor(44).contains(QStringLiteral("expired")));
    QVERIFY(reasonFor(51).contains(QStringLiteral("another institution")));
    QVERIFY(reasonFor(5).contains(QStringLiteral("damaged")));
    QVERIFY(reasonFor(5).contains(QStringLiteral("strictest rules hold")));
    f.script.managed.problem = Error { ErrorCode::NotFound, "policy", 0 };
    f.script.announce();
    QVERIFY(textOf(f, "managedBy")->words().contains(QStringLiteral("there is none")));
}

void ManagedWindowTest::longerTimesCannotBeChosen()
{
    WindowFixture f;
    f.script.managed = generous();
    f.script.managed.policy.idleMinutes = 10;
    f.script.managed.policy.retentionDays = 400;
    f.window->goTo(Place::Settings);
    f.script.announce();
    const auto* idle = f.find<Segments>("idleChoice");
    QVERIFY(usable(idle, 0) && usable(idle, 2)); // 1 and 10 minutes
    QVERIFY(!usable(idle, 3) && !usable(idle, 4)); // 30 and 60
    const auto* retention = f.find<Segments>("retentionChoice");
    QVERIFY(!usable(retention, 0)); // for ever
    QVERIFY(usable(retention, 1)); // a year
    QVERIFY(!usable(retention, 2)); // three
    QVERIFY(idle->accessibleDescription().contains(kReason));
    QVERIFY(idle->accessibleDescription().startsWith(QStringLiteral("At most 10 min.")));
    QVERIFY(retention->accessibleDescription().contains(kReason));
    QTest::mouseClick(idle->findChildren<QAbstractButton*>().at(3), Qt::LeftButton);
    QVERIFY(!f.called(QStringLiteral("setIdleMinutes")));
    f.script.managed.policy.idleMinutes = 60;
    f.script.managed.policy.retentionDays = 0;
    f.script.announce();
    QVERIFY(usable(idle, 4) && usable(retention, 0));
    QVERIFY(idle->accessibleDescription().isEmpty());
}

void ManagedWindowTest::modelFilesAreOff()
{
    WindowFixture f;
    f.window->goTo(Place::Models);
    QVERIFY(f.find("useModelFile")->isEnabled());
    f.script.managed = generous();
    f.script.managed.policy.ggufFiles = false;
    f.script.announce();
    QVERIFY(!f.find("useModelFile")->isEnabled());
    QCOMPARE(textOf(f, "modelFilesManaged")->words(), kReason);
    QVERIFY(textOf(f, "modelFilesManaged")->isVisible());
}

void ManagedWindowTest::onlySomeFormatsLeave()
{
    WindowFixture f;
    f.script.managed = generous();
    f.script.managed.policy.exportFormats = { false, { "docx", "pdf" } };
    ExportSheet* sheet = openExport(f);
    QVERIFY(sheet);
    const auto* formats = sheet->findChild<Segments*>(QStringLiteral("exportFormat"));
    QVERIFY(!usable(formats, 0) && usable(formats, 1) && usable(formats, 2) && !usable(formats, 3) && !usable(formats, 4));
    QCOMPARE(formats->current(), 1);
    QVERIFY(sheet->findChild<QAbstractButton*>(QStringLiteral("sheetAccept"))->isEnabled());
    sheet->finish();
    QTRY_VERIFY(!f.window->findChild<ExportSheet*>());
    f.script.managed.policy.exportFormats = {};
    sheet = openExport(f);
    QVERIFY(!sheet->findChild<QAbstractButton*>(QStringLiteral("sheetAccept"))->isEnabled());
    QVERIFY(sheet->findChild<Text*>(QStringLiteral("exportManaged"))->words().contains(kReason));
}

void ManagedWindowTest::gradesAndNumbersStopAFile()
{
    WindowFixture f;
    f.script.managed = generous();
    f.script.preview.grade = app::Grade::Confidential;
    f.script.preview.gradeMayLeave = false;
    ExportSheet* sheet = openExport(f);
    QVERIFY(!sheet->findChild<QAbstractButton*>(QStringLiteral("sheetAccept"))->isEnabled());
    QVERIFY(sheet->findChild<Text*>(QStringLiteral("exportManaged"))->words().startsWith(QStringLiteral("Files of grade C Confidential")));
    sheet->finish();
    QTRY_VERIFY(!f.window->findChild<ExportSheet*>());
    f.script.preview.gradeMayLeave = true;
    f.script.preview.identifiers.action = GuardAction::Block;
    f.script.preview.identifiers.counts.byKind[0] = 1;
    sheet = openExport(f);
    QVERIFY(!sheet->findChild<QAbstractButton*>(QStringLiteral("sheetAccept"))->isEnabled());
    QCOMPARE(sheet->findChild<Text*>(QStringLiteral("exportNumbers"))->words(), QStringLiteral("It holds 1 resident number."));
}

void ManagedWindowTest::numbersInAFileAreAChoice()
{
    WindowFixture f;
    f.script.preview.identifiers.action = GuardAction::Warn;
    f.script.preview.identifiers.counts.byKind[6] = 3;
    ExportSheet* const sheet = openExport(f);
    QVERIFY(sheet->findChild<QAbstractButton*>(QStringLiteral("sheetAccept"))->isEnabled());
    QCOMPARE(sheet->findChild<Text*>(QStringLiteral("exportNumbers"))->words(), QStringLiteral("It holds 3 phone numbers."));
    auto* const choice = sheet->findChild<Segments*>(QStringLiteral("exportNumbersChoice"));
    QVERIFY(choice->isVisible());
    QCOMPARE(choice->current(), 0); // covered, unless the person wants otherwise
}

void ManagedWindowTest::aFileNeedsAReason()
{
    WindowFixture f;
    f.script.managed = generous();
    f.script.managed.policy.exportReason = true;
    openExport(f);
    f.find<QAbstractButton>("sheetAccept")->click();
    QTRY_VERIFY(f.find("reasonSheet") && f.find("reasonSheet")->isVisible() && !f.find("exportSheet"));
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Escape);
    QTRY_VERIFY(!f.find("reasonSheet"));
    const auto dialogs = [] {
        const QWidgetList all = QApplication::topLevelWidgets();
        return std::count_if(all.begin(), all.end(), [](const QWidget* one) { return one->inherits("QFileDialog") && one->isVisible(); });
    };
    QCOMPARE(dialogs(), 0); // without a reason nothing goes on
    openExport(f);
    QTest::keyClick(f.find("sheetAccept"), Qt::Key_Return);
    QTRY_VERIFY(f.find("reasonSheet"));
    f.find<QAbstractButton>("choice1")->setFocus();
    QTest::keyClick(f.find("choice1"), Qt::Key_Space);
    QTRY_COMPARE(dialogs(), 1);
    f.window->lock();
    QTRY_COMPARE(dialogs(), 0);
}

void ManagedWindowTest::printingFollowsThePolicy()
{
    WindowFixture f;
    f.script.managed = generous();
    f.script.printers = { QStringLiteral("hall"), QStringLiteral("office") };
    ExportSheet* sheet = openExport(f);
    QVERIFY(f.find("exportPrint")->isEnabled());
    f.find<QAbstractButton>("exportPrint")->click();
    QTRY_VERIFY(f.find("printerSheet"));
    f.find<QAbstractButton>("choice1")->click();
    QTRY_VERIFY(f.called(QStringLiteral("printChat 21 office 0")));
    QVERIFY(f.window->chat()->toast()->words().contains(QStringLiteral("office")));

    f.script.printers.clear();
    QTRY_VERIFY(!f.find("exportSheet") && !f.find("printerSheet"));
    openExport(f);
    f.find<QAbstractButton>("exportPrint")->click();
    QTRY_VERIFY(f.find("printerSheet") && !f.find("exportSheet"));
    QVERIFY(!f.find("choice0"));
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Escape);
    QTRY_VERIFY(!f.find("printerSheet"));

    f.script.managed.policy.print = false;
    sheet = openExport(f);
    QVERIFY(!f.find("exportPrint")->isEnabled());
    QVERIFY(sheet->findChild<Text*>(QStringLiteral("exportManaged"))->words().contains(kReason));
    QVERIFY(sheet->findChild<QAbstractButton*>(QStringLiteral("sheetAccept"))->isEnabled()); // files still leave
}

void ManagedWindowTest::tablesWithNumbersAreAsked()
{
    WindowFixture f;
    f.window->goTo(Place::Documents);
    f.script.preview.identifiers.action = GuardAction::Warn;
    f.script.preview.identifiers.counts.byKind[0] = 1;
    emit f.desk.tablesWarned({ 45, QStringLiteral("/data/t.csv"), true, app::ExportReason::Duty }, f.script.preview.identifiers);
    QTRY_VERIFY(f.find("guardSheet"));
    QTest::keyClick(f.find("sheetAccept"), Qt::Key_Return);
    QTRY_VERIFY(f.called(QStringLiteral("exportTables 45 /data/t.csv 1 1")));
}

void ManagedWindowTest::nothingIsCopied()
{
    WindowFixture f;
    f.script.managed = generous();
    f.script.managed.policy.clipboard = false;
    QGuiApplication::clipboard()->clear();
    QVERIFY(!Clipboard::it().copy(QStringLiteral("quoted words")));
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    auto* const sheet = f.find<Sheet>("managedSheet");
    QVERIFY(sheet && sheet->isVisible());
    QCOMPARE(sheet->accessibleDescription(), kReason);
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!f.find<Sheet>("managedSheet"));
    f.script.managed.policy.clipboard = true;
    QVERIFY(Clipboard::it().copy(QStringLiteral("quoted words")));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("quoted words"));
}

void ManagedWindowTest::copyingAsksAboutNumbers()
{
    WindowFixture f;
    f.script.managed = generous();
    QGuiApplication::clipboard()->clear();
    setGuard(f, GuardPlace::Copy, GuardAction::Warn);
    QVERIFY(!Clipboard::it().copy(QStringLiteral("words")));
    auto* sheet = f.find<Sheet>("guardSheet");
    QVERIFY(sheet);
    QCOMPARE(sheet->accessibleDescription(), QStringLiteral("It holds 2 resident numbers, 1 phone number."));
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    f.find<QAbstractButton>("guardAsItIs")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("words"));
    QTRY_VERIFY(!f.find<Sheet>("guardSheet"));
    Clipboard::it().copy(QStringLiteral("more words"));
    f.find<Sheet>("guardSheet")->answer();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("covered: more words"));
    setGuard(f, GuardPlace::Copy, GuardAction::Mask);
    QVERIFY(Clipboard::it().copy(QStringLiteral("third")));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("covered: third"));
    setGuard(f, GuardPlace::Copy, GuardAction::Block);
    QVERIFY(!Clipboard::it().copy(QStringLiteral("fourth")));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("covered: third"));
    QVERIFY(f.find<Sheet>("managedSheet"));
}

void ManagedWindowTest::sendingAsksAboutNumbers()
{
    WindowFixture f;
    f.script.managed = generous();
    setGuard(f, GuardPlace::Save, GuardAction::Warn);
    f.ask(QStringLiteral("who is it?"));
    QVERIFY(!f.called(QStringLiteral("send")));
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("who is it?")); // nothing is lost while it is asked
    f.find<Sheet>("guardSheet")->answer();
    QVERIFY(f.called(QStringLiteral("send 0 covered: who is it?")));
    QVERIFY(f.window->chat()->composer()->text().isEmpty());
    QTRY_VERIFY(!f.find<Sheet>("guardSheet"));
    f.ask(QStringLiteral("and who else?"));
    f.find<QAbstractButton>("guardAsItIs")->click();
    QVERIFY(f.script.calls.filter(QStringLiteral("and who else?")).filter(QStringLiteral("send")).filter(QStringLiteral("covered")).isEmpty());
    QVERIFY(!f.script.calls.filter(QStringLiteral("and who else?")).filter(QStringLiteral("send")).isEmpty());
    setGuard(f, GuardPlace::Save, GuardAction::Off);
    f.ask(QStringLiteral("third question"));
    QVERIFY(!f.script.calls.filter(QStringLiteral("third question")).isEmpty());
}

void ManagedWindowTest::blockedNumbersStayInTheComposer()
{
    WindowFixture f;
    f.script.managed = generous();
    setGuard(f, GuardPlace::Save, GuardAction::Block);
    f.ask(QStringLiteral("who is it?"));
    QVERIFY(!f.called(QStringLiteral("send")));
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("who is it?"));
    QVERIFY(f.find<Sheet>("managedSheet")->accessibleDescription().contains(kReason));
}

void ManagedWindowTest::documentsShowKindsAndCounts()
{
    app::IdentifierCounts counts;
    QVERIFY(identifierWords(counts).isEmpty());
    counts.byKind = { 1, 1, 1, 1, 1, 1, 1, 1, 2 };
    const QStringList words = identifierWords(counts).split(QStringLiteral(", "));
    QCOMPARE(words.size(), app::kIdentifierKinds);
    QCOMPARE(words.first(), QStringLiteral("1 resident number"));
    QCOMPARE(words.last(), QStringLiteral("2 account numbers"));
    app::DocumentSummary document;
    document.name = QStringLiteral("a.txt");
    document.state = app::DocumentState::Ready;
    document.identifiers.byKind[0] = 4;
    DocumentInspector inspector;
    inspector.setDocument(document);
    QStringList shown;
    for (const Text* text : inspector.findChildren<Text*>())
        shown.append(text->words());
    QVERIFY(shown.contains(QStringLiteral("Personal numbers")));
    QVERIFY(shown.contains(QStringLiteral("4 resident numbers")));
}

void ManagedWindowTest::refusalsAreWords()
{
    QSet<QString> all;
    for (const char* detail : { "policy: export_formats", "policy: export_grade", "policy: gguf_files", "policy: import_formats pdf", "policy: degraded_sandbox", "policy: escrow",
             "policy: guard_import resident 1", "role: use-vault" }) {
        app::Problem problem;
        problem.code = ErrorCode::Refused;
        problem.detail = QString::fromLatin1(detail);
        problem.managed = true;
        all.insert(problemText(problem).happened);
    }
    QCOMPARE(all.size(), 8);
    QVERIFY(!all.contains(refusalWords(QStringLiteral("policy: unknown"))));
}

QTEST_MAIN(ManagedWindowTest)
#include "managed_window_test.moc"
