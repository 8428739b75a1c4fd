// Creating, opening and locking the vault.
#include "tests/ui/objects_holding.h"
#include "tests/ui/window_fixture.h"
#include "ui/unlock/first_run_page.h"
#include "ui/unlock/unlock_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/text.h"

using namespace sillok;
using namespace sillok::ui;
using app::VaultState;
using test::WindowFixture;

class VaultPagesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void rightPassphraseOpens();
    void wrongPassphraseSaysSoAndKeepsTheFocus();
    void openingIsSaidAfterAWhile();
    void damagedVaultOffersNoField();
    void firstRunCreatesAVaultAndOpensIt();
    void differentPassphrasesCannotCreate();
    void looksAreHonest();
    void inputMethodsLearnNothing();
    void eyeShowsAndHides();
    void capsLockIsSaidOnceAKeyShowedIt();
    void lockingLeavesNoText();
    void passphraseTextIsWiped();
};

void VaultPagesTest::rightPassphraseOpens()
{
    WindowFixture f(VaultState::Locked);
    f.script.passphrase = QStringLiteral("open sesame 12");
    QTest::keyClicks(f.find("unlockPassphrase"), QStringLiteral("open sesame 12"));
    QTest::keyClick(f.find("unlockPassphrase"), Qt::Key_Return);
    QCOMPARE(f.desk.vaultState(), VaultState::Open);
    QVERIFY(f.find("composerEdit")->isVisible());
    QVERIFY(f.find<QLineEdit>("unlockPassphrase")->text().isEmpty());
}

void VaultPagesTest::wrongPassphraseSaysSoAndKeepsTheFocus()
{
    WindowFixture f(VaultState::Locked);
    auto* edit = f.find<QLineEdit>("unlockPassphrase");
    QTest::keyClicks(edit, QStringLiteral("wrong"));
    QTest::mouseClick(f.find("unlockOpen"), Qt::LeftButton);
    QCOMPARE(f.desk.vaultState(), VaultState::Locked);
    QVERIFY(edit->isVisible());
    QVERIFY(edit->isEnabled());
    QVERIFY(edit->property("wrong").toBool());
    QVERIFY(edit->accessibleDescription().contains(QStringLiteral("does not match")));
    QVERIFY(edit->accessibleDescription().contains(QStringLiteral("unchanged")));
    QVERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("a"));
    QVERIFY(!edit->property("wrong").toBool());
}

void VaultPagesTest::openingIsSaidAfterAWhile()
{
    WindowFixture f(VaultState::Locked);
    f.script.holdOpening = true;
    auto* open = f.find<QAbstractButton>("unlockOpen");
    QTest::keyClicks(f.find("unlockPassphrase"), f.script.passphrase);
    QTest::keyClick(f.find("unlockPassphrase"), Qt::Key_Return);
    QCOMPARE(open->text(), QStringLiteral("Open"));
    QTRY_COMPARE(open->text(), QStringLiteral("Opening"));
    QVERIFY(!open->isEnabled());
    f.script.finishOpening();
    QVERIFY(f.find("composerEdit")->isVisible());
}

void VaultPagesTest::damagedVaultOffersNoField()
{
    WindowFixture f(VaultState::Damaged);
    QVERIFY(!f.find("unlockPassphrase")->isVisible());
    QVERIFY(!f.find("unlockOpen")->isVisible());
    bool said = false;
    for (QWidget* one : f.window->findChildren<QWidget*>())
        said = said || (one->isVisible() && one->accessibleName().contains(QStringLiteral("damaged")));
    QVERIFY(said);
}

void VaultPagesTest::firstRunCreatesAVaultAndOpensIt()
{
    WindowFixture f(VaultState::Missing);
    QCOMPARE(f.window->firstRunPage()->step(), 0);
    QTest::mouseClick(f.find("firstNext"), Qt::LeftButton);
    QCOMPARE(f.window->firstRunPage()->step(), 1);
    QVERIFY(!f.find("createVault")->isEnabled());
    QTest::keyClicks(f.find("newPassphrase"), QStringLiteral("quiet river stone"));
    QTest::keyClick(f.find("newPassphrase"), Qt::Key_Return);
    QTest::keyClicks(f.find("newPassphraseAgain"), QStringLiteral("quiet river stone"));
    QVERIFY(f.find("createVault")->isEnabled());
    QTest::keyClick(f.find("newPassphraseAgain"), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("createVault")));
    QCOMPARE(f.script.passphrase, QStringLiteral("quiet river stone"));
    QCOMPARE(f.desk.vaultState(), VaultState::Open);
    QVERIFY(f.find("composerEdit")->isVisible());
    QVERIFY(f.find<QLineEdit>("newPassphrase")->text().isEmpty());
    QVERIFY(f.find<QLineEdit>("newPassphraseAgain")->text().isEmpty());
}

void VaultPagesTest::differentPassphrasesCannotCreate()
{
    WindowFixture f(VaultState::Missing);
    QTest::mouseClick(f.find("firstNext"), Qt::LeftButton);
    QTest::keyClicks(f.find("newPassphrase"), QStringLiteral("quiet river stone"));
    QTest::keyClicks(f.find("newPassphraseAgain"), QStringLiteral("quiet river"));
    QVERIFY(!f.find("createVault")->isEnabled());
    QTest::keyClick(f.find("newPassphraseAgain"), Qt::Key_Return);
    QVERIFY(!f.called(QStringLiteral("createVault")));
}

void VaultPagesTest::looksAreHonest()
{
    QCOMPARE(lookOf({}), PassphraseLook::Empty);
    QCOMPARE(lookOf(QStringLiteral("short")), PassphraseLook::TooShort);
    QCOMPARE(lookOf(QStringLiteral("aaaaaaaaaaaaaaaaaaaa")), PassphraseLook::TooPlain);
    QCOMPARE(lookOf(QStringLiteral("river-9k")), PassphraseLook::Short);
    QCOMPARE(lookOf(QStringLiteral("river-9k-stone")), PassphraseLook::Fair);
    QCOMPARE(lookOf(QStringLiteral("강가의 돌은 조용히 물을 본다 2")), PassphraseLook::Long);
}

void VaultPagesTest::inputMethodsLearnNothing()
{
    WindowFixture f(VaultState::Missing);
    for (const char* name : { "unlockPassphrase", "newPassphrase", "newPassphraseAgain" }) {
        auto* edit = f.find<QLineEdit>(name);
        const Qt::InputMethodHints wanted = Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText;
        QCOMPARE(edit->inputMethodHints() & wanted, wanted);
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        QVERIFY(!edit->accessibleName().isEmpty());
    }
}

void VaultPagesTest::eyeShowsAndHides()
{
    PassphraseField field;
    auto* eye = field.findChild<Button*>();
    QVERIFY(eye);
    QCOMPARE(eye->accessibleName(), QStringLiteral("Show the passphrase"));
    eye->click();
    QCOMPARE(field.edit()->echoMode(), QLineEdit::Normal);
    QCOMPARE(eye->accessibleName(), QStringLiteral("Hide the passphrase"));
    eye->click();
    QCOMPARE(field.edit()->echoMode(), QLineEdit::Password);
}

void VaultPagesTest::capsLockIsSaidOnceAKeyShowedIt()
{
    PassphraseField field;
    QVERIFY(!field.edit()->accessibleDescription().contains(QStringLiteral("is on")));
    QTest::sendKeyEvent(QTest::Click, field.edit(), Qt::Key_A, QStringLiteral("A"), Qt::NoModifier);
    QVERIFY(field.edit()->accessibleDescription().contains(QStringLiteral("Caps Lock is on")));
    QTest::sendKeyEvent(QTest::Click, field.edit(), Qt::Key_A, QStringLiteral("A"), Qt::ShiftModifier);
    QVERIFY(field.edit()->accessibleDescription().contains(QStringLiteral("Caps Lock is off")));
    QTest::sendKeyEvent(QTest::Click, field.edit(), Qt::Key_A, QStringLiteral("ㅁ"), Qt::NoModifier);
    QVERIFY(field.edit()->accessibleDescription().contains(QStringLiteral("Hangul")));
}

void VaultPagesTest::lockingLeavesNoText()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    f.window->chat()->stepCitation(1);
    f.window->chat()->composer()->setText(QStringLiteral("half a secret"));
    f.window->documents()->createCollection(); // a sheet lies over everything
    const QPointer<ChatPage> chat = f.window->chat();
    QTest::keyClick(f.window.get(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("lock")));
    QVERIFY(f.find("unlockPassphrase")->isVisible());
    QTRY_VERIFY(chat.isNull());
    QCOMPARE(f.script.drafts.texts.value(21), QStringLiteral("half a secret"));
    QCOMPARE(f.script.drafts.current, 21);
    QCOMPARE(test::objectsHolding(f.window.get(), { QStringLiteral("업무용 차량"), QStringLiteral("half a secret") }), QStringList());
    QCOMPARE(test::objectsHolding(nullptr, { QStringLiteral("업무용 차량"), QStringLiteral("half a secret") }), QStringList());
}


void VaultPagesTest::passphraseTextIsWiped()
{
    QString text = QStringLiteral("한글 and latin");
    const app::Passphrase taken = app::Passphrase::take(text);
    QVERIFY(text.isEmpty());
    QCOMPARE(QByteArray(taken.view().data(), static_cast<qsizetype>(taken.view().size())), QStringLiteral("한글 and latin").toUtf8());
}

QTEST_MAIN(VaultPagesTest)
#include "vault_pages_test.moc"
