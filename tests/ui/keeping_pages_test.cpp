// Backups, earlier states, salvage and shredding, pressed in the window; chats that are never written anywhere.
#include "tests/ui/window_fixture.h"
#include "ui/widgets/sheet.h"

#include <QFileDialog>
#include <QListView>
#include <QMenu>

using namespace sillok;
using namespace sillok::ui;
using app::VaultState;
using test::WindowFixture;

class KeepingPagesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void aBackupIsWritten();
    void stoppingIsAsked();
    void aLockTakesTheProgressAway();
    void aBackupIsAdded();
    void aWrongPassphraseOfABackupIsSaid();
    void chatsStayAsLongAsChosen();
    void earlierStatesAreListed();
    void aDamagedVaultIsSalvaged();
    void anEarlierStateComesBack();
    void repairNeedsTheKeyFirst();
    void aFirstStartTakesABackup();
    void aKeyFileOpens();
    void aVaultWithoutKeyFileAsksForNone();
    void aChatIsShredded();
    void aStoppedShreddingIsNotCalledUndone();
    void aCollectionIsShredded();
    void aTemporaryChatIsNeverStored();
    void aTemporaryDraftIsNotKept();
};

namespace {

/// Gives the open file dialog its answer.
bool choose(const QString& path)
{
    for (QWidget* one : QApplication::topLevelWidgets()) {
        auto* dialog = qobject_cast<QFileDialog*>(one);
        if (!dialog || !dialog->isVisible())
            continue;
        dialog->selectFile(path);
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return true;
    }
    return false;
}

/// Title and text of the sheet with that name.
QString sheetWords(const WindowFixture& f, const char* name)
{
    const auto* sheet = f.find<Sheet>(name);
    return sheet && sheet->isVisible() ? sheet->accessibleName() + u'\n' + sheet->accessibleDescription() : QString();
}

void press(const WindowFixture& f, const char* name) { f.find<QAbstractButton>(name)->click(); }

void pressIn(const WindowFixture& f, const char* sheet, const char* button)
{
    f.find<Sheet>(sheet)->findChild<QAbstractButton*>(QLatin1String(button))->click();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

QStringList menuWords()
{
    QStringList words;
    for (QWidget* one : QApplication::topLevelWidgets())
        if (auto* menu = qobject_cast<QMenu*>(one); menu && menu->isVisible())
            for (QAction* action : menu->actions())
                words << action->text();
    return words;
}

bool trigger(const QString& start)
{
    for (QWidget* one : QApplication::topLevelWidgets())
        if (auto* menu = qobject_cast<QMenu*>(one); menu && menu->isVisible())
            for (QAction* action : menu->actions())
                if (action->text().startsWith(start)) {
                    action->trigger();
                    menu->close();
                    return true;
                }
    return false;
}

} // namespace

void KeepingPagesTest::aBackupIsWritten()
{
    WindowFixture f;
    f.window->goTo(Place::Settings);
    press(f, "makeBackup");
    QVERIFY(choose(f.dir.filePath(QStringLiteral("사무실"))));
    QVERIFY(f.called(QStringLiteral("backUp ") + f.dir.filePath(QStringLiteral("사무실.sillok-backup"))));
    QVERIFY(sheetWords(f, "maintenanceReport").contains(QStringLiteral("has been read back")));
    pressIn(f, "maintenanceReport", "sheetAccept");
    QVERIFY(!f.find<Sheet>("maintenanceReport"));
    QVERIFY(!f.find<Sheet>("maintenanceSheet"));
}

void KeepingPagesTest::stoppingIsAsked()
{
    WindowFixture f;
    f.script.holdMaintenance = true;
    f.desk.backUp(QStringLiteral("/somewhere"));
    QVERIFY(f.find<Sheet>("maintenanceSheet")->isVisible());
    bool said = false;
    for (QLabel* label : f.find<Sheet>("maintenanceSheet")->findChildren<QLabel*>())
        said = said || label->text().contains(QStringLiteral("40 %"));
    QVERIFY(said);
    QTest::keyClick(f.find<Sheet>("maintenanceSheet"), Qt::Key_Escape);
    QVERIFY(f.called(QStringLiteral("cancelMaintenance")));
    QVERIFY(sheetWords(f, "maintenanceProblem").contains(QStringLiteral("Nothing half done")));
}

void KeepingPagesTest::aLockTakesTheProgressAway()
{
    WindowFixture f;
    f.script.holdMaintenance = true;
    f.desk.backUp(QStringLiteral("/somewhere"));
    f.window->lock();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!f.find<Sheet>("maintenanceSheet"));
    f.script.fail(app::Problem::During::Maintenance, ErrorCode::Cancelled); // the work ends because of the lock
    QVERIFY(!f.find<Sheet>("maintenanceProblem"));
    QVERIFY(f.find("unlockPassphrase")->isVisible());
}

void KeepingPagesTest::aBackupIsAdded()
{
    WindowFixture f;
    f.window->goTo(Place::Settings);
    f.script.maintenanceReport.counts = { { QStringLiteral("collection"), 0, 0, false }, { QStringLiteral("document"), 1, 0, false },
        { QStringLiteral("chat"), 3, 0, false }, { QStringLiteral("message"), 1240, 0, false } };
    QFile backup(f.dir.filePath(QStringLiteral("a.sillok-backup")));
    QVERIFY(backup.open(QIODevice::WriteOnly));
    press(f, "addFromBackup");
    QVERIFY(choose(backup.fileName()));
    QTest::keyClicks(f.find("backupPassphrase"), f.script.passphrase);
    press(f, "sheetAccept");
    QVERIFY(f.called(QStringLiteral("addFromBackup ") + backup.fileName()));
    const QString words = sheetWords(f, "maintenanceReport");
    QVERIFY2(words.contains(QStringLiteral("1 document · 3 chats · 1,240 messages")), qPrintable(words));
}

void KeepingPagesTest::aWrongPassphraseOfABackupIsSaid()
{
    WindowFixture f;
    QString wrong = QStringLiteral("no such words");
    f.desk.addFromBackup(QStringLiteral("/a"), app::Passphrase::take(wrong));
    const QString words = sheetWords(f, "maintenanceProblem");
    QVERIFY2(words.contains(QStringLiteral("does not match")) && words.contains(QStringLiteral("unchanged")), qPrintable(words));
}

void KeepingPagesTest::chatsStayAsLongAsChosen()
{
    WindowFixture f;
    f.window->goTo(Place::Settings);
    const auto choices = f.find("retentionChoice")->findChildren<QAbstractButton*>();
    QCOMPARE(choices.size(), 5);
    choices[1]->click();
    QCOMPARE(f.script.retentionDays, 365);
    choices[0]->click();
    QCOMPARE(f.script.retentionDays, 0);
}

void KeepingPagesTest::earlierStatesAreListed()
{
    WindowFixture f(VaultState::Locked);
    f.script.snapshots = { { QStringLiteral("1-daily.db"), QDateTime(QDate(2026, 11, 20), QTime(17, 52)), 3'000'000, false } };
    f.script.finishOpening();
    f.window->goTo(Place::Settings);
    QVERIFY(f.find<QLabel>("snapshotList")->text().contains(QStringLiteral("Nov 20, 17:52")));
}

void KeepingPagesTest::aDamagedVaultIsSalvaged()
{
    WindowFixture f(VaultState::Damaged);
    f.script.maintenanceReport.everything = false;
    f.script.maintenanceReport.path = QStringLiteral("/vault/kept/1");
    f.script.maintenanceReport.counts = { { QStringLiteral("chat"), 12, 0, false }, { QStringLiteral("message"), 300, 2, true }, { QStringLiteral("block"), 9, 0, false } };
    press(f, "unlockRepair");
    QTest::keyClicks(f.find("repairSecret"), f.script.passphrase);
    press(f, "repairSalvage");
    QVERIFY(f.called(QStringLiteral("salvage")));
    QVERIFY(f.find<QLineEdit>("repairSecret")->text().isEmpty());
    const QString words = sheetWords(f, "maintenanceReport");
    for (const char* part : { "12 chats", "300 messages · 2 lost", "cannot be known", "/vault/kept/1", "What can be read" })
        QVERIFY2(words.contains(QString::fromUtf8(part)), qPrintable(words));
    QVERIFY(!words.contains(QStringLiteral("block")));
    pressIn(f, "maintenanceReport", "sheetAccept");
    QVERIFY(f.find("unlockPassphrase")->isVisible()); // it opens as before
}

void KeepingPagesTest::anEarlierStateComesBack()
{
    WindowFixture f(VaultState::Locked);
    f.script.snapshots = { { QStringLiteral("2-daily.db"), QDateTime(QDate(2026, 11, 22), QTime(9, 0)), 1'000'000, false },
        { QStringLiteral("1-before-migration.db"), QDateTime(QDate(2026, 11, 20), QTime(17, 52)), 900'000, true } };
    press(f, "unlockRepair");
    const auto buttons = f.window->findChildren<QAbstractButton*>(QStringLiteral("repairState"));
    QCOMPARE(buttons.size(), 2);
    QTest::keyClicks(f.find("repairSecret"), f.script.passphrase);
    buttons[1]->click();
    QVERIFY(f.called(QStringLiteral("returnToSnapshot 1-before-migration.db")));
    QVERIFY(sheetWords(f, "maintenanceReport").contains(QStringLiteral("as it was then")));
}

void KeepingPagesTest::repairNeedsTheKeyFirst()
{
    WindowFixture f(VaultState::Damaged);
    press(f, "unlockRepair");
    press(f, "repairSalvage");
    QVERIFY(!f.called(QStringLiteral("salvage")));
    QVERIFY(f.find("repairSecret")->accessibleDescription().contains(QStringLiteral("Enter it first")));
    press(f, "repairBack");
    QVERIFY(f.find("unlockRepair")->isVisible());
}

void KeepingPagesTest::aFirstStartTakesABackup()
{
    WindowFixture f(VaultState::Missing, false);
    QFile backup(f.dir.filePath(QStringLiteral("a.sillok-backup")));
    QVERIFY(backup.open(QIODevice::WriteOnly));
    press(f, "firstRestore");
    QVERIFY(!f.find("repairSalvage")->isVisible());
    QTest::keyClicks(f.find("repairSecret"), f.script.passphrase);
    press(f, "repairBackup");
    QVERIFY(choose(backup.fileName()));
    QVERIFY(f.called(QStringLiteral("restoreBackup ") + backup.fileName()));
    pressIn(f, "maintenanceReport", "sheetAccept");
    QVERIFY(f.find("unlockPassphrase")->isVisible());
}

void KeepingPagesTest::aKeyFileOpens()
{
    WindowFixture f(VaultState::Missing);
    f.script.takesKeyFile = true;
    f.script.vault = VaultState::Locked;
    emit f.desk.vaultStateChanged(VaultState::Locked);
    QFile key(f.dir.filePath(QStringLiteral("열쇠.bin")));
    QVERIFY(key.open(QIODevice::WriteOnly));
    QVERIFY(f.find("unlockKeyFile")->isVisible());
    press(f, "unlockKeyFile");
    QVERIFY(choose(key.fileName()));
    QVERIFY(f.find<QAbstractButton>("unlockKeyFile")->text().contains(QStringLiteral("열쇠.bin")));
    QTest::keyClicks(f.find("unlockPassphrase"), f.script.passphrase);
    QTest::keyClick(f.find("unlockPassphrase"), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("unlockWithKeyFile ") + key.fileName()));
    QCOMPARE(f.desk.vaultState(), VaultState::Open);
}

void KeepingPagesTest::aVaultWithoutKeyFileAsksForNone()
{
    WindowFixture f(VaultState::Locked);
    QVERIFY(!f.find("unlockKeyFile")->isVisible());
}

void KeepingPagesTest::aChatIsShredded()
{
    WindowFixture f;
    const app::ChatSummary chat = f.desk.chats().first();
    f.window->chat()->openChat(chat.id);
    auto* list = f.find<QListView>("chatList");
    QRect row;
    for (int i = 0; i < list->model()->rowCount(); ++i)
        if (list->model()->index(i, 0).data().toString() == chat.title)
            row = list->visualRect(list->model()->index(i, 0));
    emit list->customContextMenuRequested(row.center());
    QVERIFY(trigger(QStringLiteral("Shred for good")));
    QVERIFY(!f.called(QStringLiteral("shredChat"))); // asked first
    press(f, "sheetAccept");
    QVERIFY(f.called(QStringLiteral("shredChat %1").arg(chat.id)));
    QCOMPARE(f.window->chat()->current(), 0);
    QVERIFY(sheetWords(f, "maintenanceReport").contains(QStringLiteral("new key")));
}

void KeepingPagesTest::aStoppedShreddingIsNotCalledUndone()
{
    WindowFixture f;
    f.script.holdMaintenance = true;
    f.desk.shredChat(f.desk.chats().first().id);
    QVERIFY(!sheetWords(f, "maintenanceSheet").contains(QStringLiteral("as it was before")));
    QTest::keyClick(f.find<Sheet>("maintenanceSheet"), Qt::Key_Escape);
    const QString words = sheetWords(f, "maintenanceProblem");
    QVERIFY2(words.contains(QStringLiteral("may still hold it")) && words.contains(QStringLiteral("vault rotate")), qPrintable(words));
    QVERIFY2(!words.contains(QStringLiteral("unchanged")), qPrintable(words));
}

void KeepingPagesTest::aCollectionIsShredded()
{
    WindowFixture f;
    const auto collection = f.desk.collections().first().id;
    f.desk.shredCollection(collection);
    for (const app::CollectionSummary& one : f.desk.collections())
        QVERIFY(one.id != collection);
    QVERIFY(!sheetWords(f, "maintenanceReport").isEmpty());
}

void KeepingPagesTest::aTemporaryChatIsNeverStored()
{
    WindowFixture f;
    QTest::keyClick(f.window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(f.find("temporaryWords")->isVisible());
    f.ask(QStringLiteral("남기지 않을 질문"));
    QVERIFY(f.called(QStringLiteral("sendInMemory 남기지 않을 질문")));
    const app::ChatId chat = f.window->chat()->current();
    QVERIFY(chat != 0);
    QVERIFY(f.find("temporaryWords")->isVisible());
    const QString said = f.conversation().paragraphs().join(u'\n');
    QVERIFY2(said.contains(QStringLiteral("In memory only")) && !said.contains(QStringLiteral("Saved")), qPrintable(said));
    auto* list = f.find<QListView>("chatList");
    QVERIFY(list->model()->index(0, 0).data().toString().contains(QStringLiteral("gone when the vault locks")));
    const QRect row = list->visualRect(list->model()->index(1, 0));
    emit list->customContextMenuRequested(row.center());
    const QStringList words = menuWords();
    QVERIFY(!words.isEmpty());
    QVERIFY2(!words.join(u' ').contains(QStringLiteral("Shred")), qPrintable(words.join(u' ')));
    QVERIFY(trigger(QStringLiteral("Rename")));
    f.ask(QStringLiteral("이어서"));
    QVERIFY(f.called(QStringLiteral("send %1 이어서").arg(chat))); // by its number, like any other
    press(f, "newChat");
    QVERIFY(!f.find("temporaryWords")->isVisible());
    f.ask(QStringLiteral("남길 질문"));
    QVERIFY(f.called(QStringLiteral("send 0 남길 질문")));
}

void KeepingPagesTest::aTemporaryDraftIsNotKept()
{
    WindowFixture f;
    f.window->chat()->composer()->setText(QStringLiteral("남길 초안"));
    press(f, "temporaryChat");
    QVERIFY(f.window->chat()->composer()->text().isEmpty());
    f.window->chat()->composer()->setText(QStringLiteral("비밀 초안"));
    QCOMPARE(f.window->chat()->drafts().texts.values(), QStringList { QStringLiteral("남길 초안") });
    f.ask(QStringLiteral("첫 질문"));
    f.window->chat()->composer()->setText(QStringLiteral("비밀 초안 둘"));
    QCOMPARE(f.window->chat()->drafts().texts.values(), QStringList { QStringLiteral("남길 초안") });
    QCOMPARE(f.window->chat()->drafts().current, 0);
    f.window->lock();
    QCOMPARE(f.script.drafts.texts.values(), QStringList { QStringLiteral("남길 초안") });
}

QTEST_MAIN(KeepingPagesTest)
#include "keeping_pages_test.moc"
