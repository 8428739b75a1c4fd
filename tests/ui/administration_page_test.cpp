// administration_page_test.cpp - The pages for administrators and auditors: what each office sees, and what is asked before anything is changed.
#include "tests/ui/window_fixture.h"
#include "ui/administration/administration_page.h"
#include "ui/administration/install_sheet.h"
#include "ui/administration/policy_section.h"
#include "ui/administration/record_model.h"
#include "ui/widgets/plain_table.h"
#include "ui/problem_text.h"
#include "ui/shell/rail.h"
#include "ui/unlock/unlock_page.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>

using namespace sillok;
using namespace sillok::ui;
using app::Action;
using app::Office;
using app::StorePlace;
using test::WindowFixture;

namespace {

enum Tab { Packages, Trust, PolicyRules, Audit };

app::PackageShown somePackage(StorePlace place = StorePlace::Machine)
{
    app::PackageShown package { place, QStringLiteral("kr.go.example.model"), 3, QStringLiteral("model"), QStringLiteral("시험 모델"), QStringLiteral("Test model"), QStringLiteral("Research-only") };
    package.sizeBytes = qint64(4) << 30;
    package.questions = 12;
    package.right = 11;
    package.tokensPerSecond = 18.25;
    return package;
}

app::StoreShown someStore(StorePlace place, bool may)
{
    app::StoreShown store;
    store.place = place;
    store.trust = { true, QStringLiteral("kr.go.example"), 2, QDateTime(QDate(2028, 1, 1), {}), false, 5, QDateTime::currentDateTime().addDays(-3), QDateTime(QDate(2027, 1, 1), {}), false, 7, 1 };
    store.packages = { somePackage(place) };
    store.mayInstall = store.mayRemove = store.mayTrust = may;
    return store;
}

app::PackageLook someLook()
{
    app::PackageLook look;
    look.package = somePackage();
    look.memoryBytes = qint64(5) << 30;
    look.signers = { { app::SignerShown::Office::Release, QStringLiteral("3f9a 07c1") }, { app::SignerShown::Office::Institution, QStringLiteral("77d2 5c1e") } };
    look.licenceText = QStringLiteral("Only for **research**.");
    look.digest = "digest";
    return look;
}

QList<app::RecordShown> someRecords(int count)
{
    QList<app::RecordShown> records;
    for (int i = count; i-- > 0;) {
        app::RecordShown record;
        record.sequence = i;
        record.at = QDateTime::currentDateTime().addSecs(-60 * (count - i));
        record.account = i % 2 == 0 ? 1000 : 1001;
        record.action = i % 10 == 0 ? 100 : 70; // package-installed, chat-exported
        record.result = i % 10 == 0 ? app::RecordShown::Result::Failed : app::RecordShown::Result::Done;
        record.error = i % 10 == 0 ? QStringLiteral("Refused") : QString();
        record.counts = { 0, 0, 0, 0 };
        records.append(record);
    }
    return records;
}

/// A window on a managed computer for an account with this office.
struct OfficeFixture : WindowFixture {
    explicit OfficeFixture(Office office) : WindowFixture(office == Office::Staff ? app::VaultState::Open : app::VaultState::Missing)
    {
        script.managed.managed = true;
        script.managed.institution = "kr.go.example";
        script.managed.version = 7;
        script.managed.roles = app::Roles { office };
        script.stores.stores = { someStore(StorePlace::Machine, office == Office::Administrator) };
        script.records = someRecords(1000);
        emit script.desk->managedChanged();
        if (office == Office::Staff)
            window->goTo(Place::Administration);
    }
    AdministrationPage* page() const
    {
        for (AdministrationPage* one : window->findChildren<AdministrationPage*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    template <typename T = QWidget>
    T* on(const char* name) const
    {
        QCoreApplication::processEvents(); // what was added to a layout is shown with the next turn of the loop
        return page()->template findChild<T*>(QString::fromUtf8(name));
    }
    bool shows(const char* name) const { return on(name) && on(name)->isVisible(); }
    void go(Tab section) const { QTest::mouseClick(on<Segments>("administrationSections")->findChildren<QAbstractButton*>().at(section), Qt::LeftButton); }
    void click(const char* name) const { on<QAbstractButton>(name)->click(); }
    /// As the file dialog would.
    void choose(const QString& path) const
    {
        auto* dialog = window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        emit dialog->fileSelected(path);
        dialog->close();
    }
};

} // namespace

class AdministrationPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void everyOfficeSeesItsOwn_data();
    void everyOfficeSeesItsOwn();
    void anAccountWithoutAVaultHasAWindow();
    void atHomeEverythingIsOnesOwn();
    void aPackageIsAcceptedInFull();
    void aRefusedPackageHasNoYes();
    void anInstallationSaysHowFarItIs();
    void oneInstallationAtATime();
    void theModelsPageTakesPackages();
    void removingAsksFirst();
    void trustAsksForTheDigest();
    void onlyRulesThatChangeAreListed();
    void aLongLogStaysOutside();
    void recordsAreFiltered();
    void aFaultHasItsPlace();
    void theWordsFollowTheLanguage();
    void everyControlHasAName();
};

void AdministrationPageTest::everyOfficeSeesItsOwn_data()
{
    QTest::addColumn<int>("office");
    for (const Office office : { Office::Staff, Office::Administrator, Office::Auditor })
        QTest::newRow(qPrintable(QString::number(static_cast<int>(office)))) << static_cast<int>(office);
}

/// Every row of the table of permissions that has a control here.
void AdministrationPageTest::everyOfficeSeesItsOwn()
{
    QFETCH(int, office);
    OfficeFixture f(static_cast<Office>(office));
    const auto may = [&](Action action) { return app::Roles { static_cast<Office>(office) }.may(action); };
    QVERIFY(f.page());
    QCOMPARE(f.shows("administrationBand"), !may(Action::UseVault));
    QCOMPARE(f.shows("installMachine"), may(Action::InstallPackage));
    QCOMPARE(f.shows("remove kr.go.example.model@3"), may(Action::RemovePackage));
    QCOMPARE(f.shows("verify kr.go.example.model@3"), may(Action::VerifyPackage));
    QCOMPARE(f.shows("package kr.go.example.model@3"), may(Action::ListPackages));
    f.go(Trust);
    QVERIFY(f.shows("trustMachine"));
    QCOMPARE(f.shows("acceptTrustMachine"), may(Action::SetPolicy));
    f.go(PolicyRules);
    QCOMPARE(f.shows("policyRules"), may(Action::ShowPolicy));
    QCOMPARE(f.shows("putPolicy"), may(Action::SetPolicy));
    f.go(Audit);
    QCOMPARE(f.shows("auditTable"), may(Action::ShowAudit));
    QCOMPARE(f.called(QStringLiteral("openLog")), may(Action::ShowAudit));
    QCOMPARE(f.shows("auditCheck"), may(Action::VerifyAudit));
    QCOMPARE(f.shows("auditExport"), may(Action::ExportAudit));
}

void AdministrationPageTest::anAccountWithoutAVaultHasAWindow()
{
    OfficeFixture f(Office::Auditor);
    QVERIFY(f.page());
    QVERIFY(!f.window->unlockPage()->isVisible());
    QVERIFY(!f.window->chat());
    f.script.managed.roles = app::Roles { Office::Staff }; // another office tomorrow
    emit f.script.desk->managedChanged();
    QVERIFY(!f.page());
}

void AdministrationPageTest::atHomeEverythingIsOnesOwn()
{
    WindowFixture f;
    f.script.stores.stores = { someStore(StorePlace::Own, true) };
    f.window->goTo(Place::Administration);
    QCoreApplication::processEvents();
    auto* const page = f.find<AdministrationPage>("administrationPage");
    QVERIFY(page->findChild<QWidget*>(QStringLiteral("installOwn"))->isVisible());
    QVERIFY(!page->findChild<QWidget*>(QStringLiteral("administrationBand"))->isVisible());
    QTest::mouseClick(f.find<Segments>("administrationSections")->findChildren<QAbstractButton*>().at(PolicyRules), Qt::LeftButton);
    QVERIFY(f.find("noPolicy")->isVisible());
    QTest::mouseClick(f.find<Segments>("administrationSections")->findChildren<QAbstractButton*>().at(Audit), Qt::LeftButton);
    QVERIFY(f.called(QStringLiteral("openLog 0"))); // one's own vault
    QVERIFY(f.find("auditExport")->isVisible());
}

void AdministrationPageTest::aPackageIsAcceptedInFull()
{
    OfficeFixture f(Office::Administrator);
    f.script.look = someLook();
    f.click("installMachine");
    f.choose(QStringLiteral("/stick/model.skpkg"));
    QVERIFY(f.called(QStringLiteral("inspect /stick/model.skpkg 0")));
    auto* const sheet = f.find<Sheet>("consentSheet");
    QVERIFY(sheet);
    QCOMPARE(sheet->accessibleName(), QStringLiteral("Install Test model?"));
    QCOMPARE(f.find<QPlainTextEdit>("licenceText")->toPlainText(), QStringLiteral("Only for **research**."));
    QStringList words;
    for (const Text* text : sheet->findChildren<Text*>())
        words << text->words();
    QVERIFY(words.contains(QStringLiteral("3f9a 07c1")) && words.contains(QStringLiteral("Signed by your institution")));
    QVERIFY(words.contains(QStringLiteral("5.0 GB with its files")));
    auto* const accept = f.find<QAbstractButton>("sheetAccept");
    QVERIFY(!accept->isEnabled());
    f.find<QCheckBox>("acceptLicence")->setChecked(true);
    QVERIFY(!accept->isEnabled()); // its terms need a yes of their own
    f.find<QCheckBox>("acceptNonCommercial")->setChecked(true);
    QVERIFY(accept->isEnabled());
    f.find<QCheckBox>("acceptLicence")->setChecked(false);
    QVERIFY(!accept->isEnabled());
    f.find<QCheckBox>("acceptLicence")->setChecked(true);
    accept->click();
    QVERIFY(f.called(QStringLiteral("install /stick/model.skpkg 0 digest")));
}

void AdministrationPageTest::aRefusedPackageHasNoYes()
{
    OfficeFixture f(Office::Administrator);
    f.script.look = someLook();
    app::Problem refusal;
    refusal.code = ErrorCode::Refused;
    refusal.during = app::Problem::During::Store;
    refusal.fault = 22; // bad-signature
    f.script.look.refusal = refusal;
    f.click("installMachine");
    f.choose(QStringLiteral("/stick/model.skpkg"));
    QVERIFY(f.find<Sheet>("consentSheet"));
    QVERIFY(f.find("refusal")->accessibleName().contains(problemText(refusal).happened));
    QVERIFY(!f.find("acceptLicence"));
    f.find<QAbstractButton>("sheetAccept")->click(); // it closes
    QTRY_VERIFY(!f.find<Sheet>("consentSheet"));
    QVERIFY(!f.called(QStringLiteral("install ")));
    QTRY_VERIFY(!InstallFlow::isUnderWay(f.window.get())); // and another one can be chosen
}

void AdministrationPageTest::anInstallationSaysHowFarItIs()
{
    OfficeFixture f(Office::Administrator);
    f.script.look = someLook();
    f.script.look.package.commercialUse = true;
    f.script.look.licenceText.clear();
    const auto begin = [&] {
        f.click("installMachine");
        f.choose(QStringLiteral("/stick/model.skpkg"));
        f.find<QAbstractButton>("sheetAccept")->click();
    };
    begin();
    const auto said = [&](const char* name) { return f.find<Sheet>("installSheet")->findChild<Text*>(QString::fromLatin1(name))->words(); };
    QCOMPARE(said("progressWords"), QString()); // nothing is known yet
    app::Administration& administration = f.desk.administration();
    emit administration.progressed({ app::InstallStep::Copying, qint64(1) << 30, qint64(4) << 30, 200.0 * (1 << 20), 15 });
    QCOMPARE(said("progressWords"), QStringLiteral("1.0 GB / 4.0 GB · 200.0 MB a second · about 20 seconds left"));
    emit administration.progressed({ app::InstallStep::Questions, 3, 12, 0, -1 });
    QCOMPARE(said("progressWords"), QStringLiteral("question 3 of 12"));
    f.script.finishInstall();
    auto* const done = f.find<Sheet>("installDone");
    QVERIFY(done && done->accessibleDescription().contains(QStringLiteral("11 of 12 test questions right")));
    done->answer();
    QTRY_VERIFY(!f.find<Sheet>("installDone") && !f.find<Sheet>("installSheet"));
    begin();
    f.find<Sheet>("installSheet")->findChild<QAbstractButton*>(QStringLiteral("sheetCancel"))->click();
    QVERIFY(f.called(QStringLiteral("cancel")));
    QVERIFY(f.find<Sheet>("installProblem")); // that it was stopped, and that it goes on from there
    QVERIFY(!f.shows("administrationProblem"));
}

void AdministrationPageTest::oneInstallationAtATime()
{
    OfficeFixture f(Office::Administrator);
    f.script.look = someLook();
    QVERIFY(InstallFlow::begin(f.page(), f.desk.administration(), QStringLiteral("/stick/a.skpkg"), StorePlace::Machine));
    QVERIFY(!InstallFlow::begin(f.page(), f.desk.administration(), QStringLiteral("/stick/b.skpkg"), StorePlace::Machine));
    f.find<QAbstractButton>("sheetCancel")->click();
    QTRY_VERIFY(!InstallFlow::isUnderWay(f.window.get()));
}

void AdministrationPageTest::theModelsPageTakesPackages()
{
    WindowFixture f;
    f.window->goTo(Place::Models);
    QVERIFY(!f.find("installPackage")->isVisible()); // there is no store for this account
    f.script.stores.stores = { someStore(StorePlace::Own, true) };
    f.desk.administration().look();
    QTRY_VERIFY(f.find("installPackage")->isVisible());
    f.script.look = someLook();
    QMimeData dropped;
    dropped.setUrls({ QUrl::fromLocalFile(QStringLiteral("/stick/model.skpkg")) });
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.find("modelsPage"), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.find("modelsPage"), &drop);
    QVERIFY2(f.called(QStringLiteral("inspect /stick/model.skpkg 1")), qPrintable(f.script.calls.join(u'|')));
    QVERIFY(f.find<Sheet>("consentSheet"));
    QVERIFY(isPackageName(QStringLiteral("a.skpkg.001")) && !isPackageName(QStringLiteral("a.gguf")));
}

void AdministrationPageTest::removingAsksFirst()
{
    OfficeFixture f(Office::Administrator);
    f.click("remove kr.go.example.model@3");
    QVERIFY(!f.called(QStringLiteral("remove")));
    f.find<Sheet>("removeSheet")->answer();
    QVERIFY(f.called(QStringLiteral("remove 0 kr.go.example.model 3")));
}

void AdministrationPageTest::trustAsksForTheDigest()
{
    OfficeFixture f(Office::Administrator);
    f.script.stores.stores[0].trust = {};
    f.desk.administration().look();
    QVERIFY(!f.on<QAbstractButton>("installMachine")->isEnabled()); // nobody's signature counts yet
    f.go(Trust);
    f.click("beginTrustMachine");
    f.choose(QStringLiteral("/stick/root.skd"));
    auto* const sheet = f.find<Sheet>("trustSheet");
    sheet->answer();
    QVERIFY(!f.called(QStringLiteral("beginTrust"))); // nothing was compared
    sheet->findChild<QLineEdit*>(QStringLiteral("sheetField"))->setText(QStringLiteral("3f9a"));
    sheet->answer();
    QVERIFY(f.called(QStringLiteral("beginTrust /stick/root.skd 3f9a")));
    app::Problem problem;
    problem.code = ErrorCode::Refused;
    problem.during = app::Problem::During::Store;
    problem.fault = 57;
    emit f.desk.administration().problem(problem);
    QVERIFY(f.shows("administrationProblem"));
}

void AdministrationPageTest::onlyRulesThatChangeAreListed()
{
    app::Policy before, after;
    QVERIFY(policyChanges(before, after).isEmpty());
    after.idleMinutes = 10;
    after.print = true;
    const QList<PolicyChange> changes = policyChanges(before, after);
    QCOMPARE(changes.size(), 2);
    QVERIFY(changes[0].before.contains(u'1') && changes[0].after.contains(QStringLiteral("10")));
    OfficeFixture f(Office::Administrator);
    f.script.policyLook.after = after;
    f.script.policyLook.version = 8;
    f.script.policyLook.versionBefore = 7;
    f.go(PolicyRules);
    f.click("putPolicy");
    f.choose(QStringLiteral("/stick/policy.skp"));
    auto* const sheet = f.find<Sheet>("policySheet");
    QStringList words;
    for (const Text* text : sheet->findChild<QWidget*>(QStringLiteral("policyChanges"))->findChildren<Text*>())
        words << text->words();
    QCOMPARE(words.size(), 3 + 2 * 3);
    QVERIFY(words.contains(changes[1].name));
    sheet->answer();
    QVERIFY(f.called(QStringLiteral("setPolicy /stick/policy.skp")));
    QTRY_VERIFY(!f.find<Sheet>("policySheet"));
    app::Problem refusal;
    refusal.code = ErrorCode::Refused;
    refusal.fault = 42;
    refusal.during = app::Problem::During::Store;
    f.script.policyLook.refusal = refusal;
    f.script.calls.clear();
    f.desk.administration().previewPolicy(QStringLiteral("/stick/old.skp"));
    f.find<Sheet>("policySheet")->answer();
    QVERIFY(!f.called(QStringLiteral("setPolicy")));
}

void AdministrationPageTest::aLongLogStaysOutside()
{
    OfficeFixture f(Office::Auditor);
    f.script.records = someRecords(100'046);
    f.go(Audit);
    auto* const table = f.on<PlainTable>("auditTable");
    auto* const model = qobject_cast<RecordModel*>(table->model());
    QCOMPARE(model->rowCount(), 100'046);
    for (const int row : { 0, 100'045, 50'000, 20'000, 80'000, 5'000, 65'000, 30'000, 95'000, 12'000, 40'000, 70'000, 90'000, 100 }) {
        table->scrollTo(model->index(row, 0));
        QTRY_COMPARE(model->index(row, RecordModel::Number).data().toString(), QLocale(QLocale::English).toString(100'045 - row));
    }
    QVERIFY(model->pagesHeld() <= 12);
    table->setFocus();
    table->selectRow(100);
    QTest::keyClick(table, Qt::Key_PageDown);
    QVERIFY(table->currentIndex().row() > 100);
    QTest::keyClick(table, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(table->currentIndex().row(), 100'045);
    QVERIFY(model->index(0, RecordModel::What).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("What: ")));
}

void AdministrationPageTest::recordsAreFiltered()
{
    OfficeFixture f(Office::Auditor);
    f.go(Audit);
    auto* const model = qobject_cast<RecordModel*>(f.on<PlainTable>("auditTable")->model());
    QCOMPARE(model->rowCount(), 1000);
    const auto pick = [&](const char* button, const char* menuName, const QString& words) {
        f.click(button);
        auto* const menu = f.page()->findChild<QMenu*>(QString::fromLatin1(menuName));
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text() == words)
                action->trigger();
        menu->close();
    };
    pick("auditAction", "actionMenu", QStringLiteral("package installed"));
    QCOMPARE(model->rowCount(), 100);
    QCOMPARE(f.on<Text>("auditCount")->words(), QStringLiteral("100 records"));
    QCOMPARE(model->index(0, RecordModel::Outcome).data().toString(), QStringLiteral("Not done: Refused"));
    pick("auditAccount", "accountMenu", QStringLiteral("Account 1001"));
    QCOMPARE(model->rowCount(), 0); // every tenth is the other account's
    pick("auditAction", "actionMenu", QStringLiteral("All acts"));
    QCOMPARE(model->rowCount(), 500);
}

void AdministrationPageTest::aFaultHasItsPlace()
{
    OfficeFixture f(Office::Auditor);
    f.go(Audit);
    f.script.verdict.records = 1000;
    f.script.verdict.everyRecord = true;
    f.click("auditCheck");
    QVERIFY(f.shows("auditGood") && !f.shows("auditBad"));
    QVERIFY(f.on("auditGood")->accessibleName().contains(QStringLiteral("Records checked: 1,000")));
    QVERIFY(f.on("auditGood")->accessibleName().contains(QStringLiteral("cut off"))); // what was not checked is said
    f.script.verdict.fault = 108;
    f.script.verdict.faultRecord = 77'777;
    f.script.verdict.faultEpoch = 12;
    f.script.verdict.faultOffset = 19'911'424;
    f.click("auditCheck");
    QVERIFY(!f.shows("auditGood") && f.shows("auditBad"));
    const QString words = f.on("auditBad")->accessibleName();
    QVERIFY2(words.contains(QStringLiteral("record 77,777")) && words.contains(QStringLiteral("19,911,424")) && words.contains(QStringLiteral("A record was changed")), qPrintable(words));
}

void AdministrationPageTest::theWordsFollowTheLanguage()
{
    OfficeFixture f(Office::Administrator);
    f.script.look = someLook();
    f.window->preferences().setLanguage(LanguageChoice::Korean);
    QTRY_COMPARE(f.page()->accessibleName(), QStringLiteral("관리"));
    QStringList english;
    const QRegularExpression latin(QStringLiteral("[A-Za-z]{4,}"));
    const QStringList names { QStringLiteral("kr.go.example"), QStringLiteral("Research-only"), QStringLiteral("English") };
    for (const Tab section : { Packages, Trust, PolicyRules, Audit }) {
        f.go(section);
        for (const QWidget* widget : f.page()->findChildren<QWidget*>()) {
            if (!widget->isVisible())
                continue;
            QString words = widget->accessibleName();
            if (const auto* text = qobject_cast<const Text*>(widget))
                words = text->words();
            for (const QString& name : names)
                words.remove(name);
            words.remove(QStringLiteral(".model"));
            if (words.contains(latin))
                english << words;
        }
    }
    QVERIFY2(english.isEmpty(), qPrintable(english.join(QStringLiteral(" | "))));
}

void AdministrationPageTest::everyControlHasAName()
{
    for (const Office office : { Office::Administrator, Office::Auditor }) {
        OfficeFixture f(office);
        for (const Tab section : { Packages, Trust, PolicyRules, Audit }) {
            f.go(section);
            for (const QAbstractButton* button : f.page()->findChildren<QAbstractButton*>()) {
                if (!button->isVisible() || qobject_cast<const QTableView*>(button->parent())) // the corner of a table is no control
                    continue;
                QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
                const bool inGroup = button->autoExclusive() && !button->isChecked(); // arrows go there
                QVERIFY2(inGroup || button->focusPolicy() & Qt::TabFocus, qPrintable(button->objectName()));
            }
        }
    }
}

QTEST_MAIN(AdministrationPageTest)
#include "administration_page_test.moc"
