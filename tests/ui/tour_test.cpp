// From nothing to the first question: language, passphrase, recovery key, tour; all by keyboard.
#include "tests/ui/window_fixture.h"
#include "ui/actions/actions.h"
#include "ui/unlock/tour.h"
#include "ui/widgets/sheet.h"

#include <QAbstractButton>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

class TourTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void aNewVaultIsFollowedByTheTour();
    void itIsSkippedWithOneKey();
    void anOldVaultHasNone();
    void itCanBeHadAgain();
};

namespace {

struct Fresh : WindowFixture {
    Fresh()
        : WindowFixture(app::VaultState::Missing, false, QStringLiteral("/samples"))
    {
    }
    void makeVault()
    {
        QTest::keyClick(find("firstNext"), Qt::Key_Return);
        for (const char* field : { "newPassphrase", "newPassphraseAgain" })
            QTest::keyClicks(find(field), QStringLiteral("correct horse 12 battery"));
        QTRY_VERIFY(find("createVault")->isEnabled());
        QTest::keyClick(find("createVault"), Qt::Key_Return);
        const QStringList groups = script.recoveryKey.split(u'-');
        for (const char* name : { "recoveryGroup0", "recoveryGroup1" }) // "Group 7"
            QTest::keyClicks(find(name), groups.at(find(name)->accessibleName().section(u' ', -1).toInt() - 1).toLower());
        QTRY_VERIFY(find("recoveryContinue")->isEnabled());
        QTest::keyClick(find("recoveryContinue"), Qt::Key_Return);
    }
    Sheet* tour(int step) const { return window->findChild<Sheet*>(QStringLiteral("tour%1").arg(step)); }
};

} // namespace

void TourTest::aNewVaultIsFollowedByTheTour()
{
    Fresh f;
    f.makeVault();
    for (int step = 0; step < kTourSteps; ++step) {
        QTRY_VERIFY(f.tour(step) && f.tour(step)->isVisible());
        QTest::keyClick(f.tour(step)->findChild<QWidget*>(QStringLiteral("sheetAccept")), Qt::Key_Return);
    }
    QTRY_VERIFY(!f.window->findChild<Sheet*>());
    QVERIFY(f.window->chat()->isVisible());
}

void TourTest::itIsSkippedWithOneKey()
{
    Fresh f;
    f.makeVault();
    QTRY_VERIFY(f.tour(0) && f.tour(0)->isVisible());
    QTest::keyClick(f.tour(0), Qt::Key_Escape);
    QTRY_VERIFY(!f.window->findChild<Sheet*>());
}

void TourTest::anOldVaultHasNone()
{
    WindowFixture f(app::VaultState::Locked);
    f.script.vault = app::VaultState::Open;
    emit f.desk.vaultStateChanged(f.script.vault);
    QVERIFY(f.window->chat());
    QVERIFY(!f.window->findChild<Sheet*>());
}

void TourTest::itCanBeHadAgain()
{
    WindowFixture f;
    QVERIFY(f.window->actions().run(QStringLiteral("go.tour")));
    QVERIFY(f.window->findChild<Sheet*>(QStringLiteral("tour0")));
}

QTEST_MAIN(TourTest)
#include "tour_test.moc"
