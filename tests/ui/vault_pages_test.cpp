// Creating, opening and locking the vault.
#include "tests/ui/objects_holding.h"
#include "tests/ui/settled.h"
#include "tests/ui/window_fixture.h"
#include "ui/widgets/notice_card.h"
#include "ui/unlock/first_run_page.h"
#include "ui/unlock/unlock_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QClipboard>

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
    void onlyBulletsLeaveTheField();
    void aSecretIsEditedLikeText();
    void capsLockIsSaidOnceAKeyShowedIt();
    void lockingLeavesNoText();
    void passphraseTextIsWiped();
    void aRecoveryKeyOpens();
    void waitingIsCountedDown();
    void keysAreChangedInTheSettings();
    void aDraftIsGivenBack();
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
    // The recovery key comes first, and the window goes on only when it was written down.
    QVERIFY(f.find("recoveryGroup0")->isVisible());
    QVERIFY(!f.find("recoveryContinue")->isEnabled());
    for (const QSize& size : { QSize(1440, 900), QSize(1024, 700), QSize(720, 450) }) { // every letter is in sight
        f.window->resize(size);
        test::settled(*f.window);
        for (const QLabel* shown : f.window->findChildren<QLabel*>(QStringLiteral("recoveryShown")))
            QVERIFY2(shown->width() >= shown->sizeHint().width() - 1, qPrintable(QString::number(size.width())));
    }
    f.window->resize(1440, 900);
    QTest::keyClick(f.window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(f.find("recoveryGroup0")->isVisible());
    const QStringList groups = f.script.recoveryKey.split(QLatin1Char('-'));
    for (const char* name : { "recoveryGroup0", "recoveryGroup1" }) {
        QTest::keyClicks(f.find(name), QStringLiteral("QQQQQ"));
        QVERIFY(!f.find("recoveryContinue")->isEnabled());
        int hidden = 0;
        for (const QLabel* shown : f.window->findChildren<QLabel*>(QStringLiteral("recoveryShown")))
            hidden += !groups.contains(shown->text());
        QCOMPARE(hidden, 2); // they are not there to be copied from the page
        const QString label = f.find(name)->accessibleName(); // "Group 7"
        f.find<QLineEdit>(name)->clear();
        QTest::keyClicks(f.find(name), groups.at(label.section(QLatin1Char(' '), -1).toInt() - 1).toLower());
    }
    QTest::mouseClick(f.find("recoveryContinue"), Qt::LeftButton);
    QCOMPARE(test::objectsHolding(nullptr, groups), QStringList());
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
    field.resize(400, 120);
    auto* eye = field.findChild<Button*>();
    QVERIFY(eye);
    QCOMPARE(eye->accessibleName(), QStringLiteral("Show the passphrase"));
    QTest::keyClicks(field.edit(), QStringLiteral("lighthouse"));
    const QImage hidden = field.grab().toImage();
    eye->click();
    QCOMPARE(eye->accessibleName(), QStringLiteral("Hide the passphrase"));
    QVERIFY(field.grab().toImage() != hidden);
    eye->click();
    QCOMPARE(field.grab().toImage(), hidden);
}

/// Neither the toolkit's own text, nor its undo history, nor a screen reader has more than bullets, whether the eye is open or not.
void VaultPagesTest::onlyBulletsLeaveTheField()
{
    PassphraseField field;
    QTest::keyClicks(field.edit(), QStringLiteral("lighthouse"));
    QInputMethodEvent syllable(QStringLiteral("드"), {});
    QCoreApplication::sendEvent(field.edit(), &syllable);
    QInputMethodEvent commit;
    commit.setCommitString(QStringLiteral("등대"));
    QCoreApplication::sendEvent(field.edit(), &commit);
    QCOMPARE(field.view().toString(), QStringLiteral("lighthouse등대"));
    for (const bool open : { false, true }) {
        field.findChild<Button*>()->setChecked(open);
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(field.edit());
        const QStringList all { field.edit()->text(), field.edit()->displayText(), spoken->text(QAccessible::Value), spoken->text(QAccessible::Name),
            spoken->textInterface()->text(0, 12), field.edit()->inputMethodQuery(Qt::ImSurroundingText).toString() };
        for (const QString& one : all)
            QVERIFY2(!one.contains(QLatin1String("light")) && !one.contains(QStringLiteral("등")), qPrintable(one));
    }
    for (const auto keys : { QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Undo }) {
        field.edit()->selectAll();
        QTest::keySequence(field.edit(), QKeySequence(keys));
        QCOMPARE(field.view().toString(), QStringLiteral("lighthouse등대"));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QLatin1String("light")));
    }
}

void VaultPagesTest::aSecretIsEditedLikeText()
{
    PassphraseField field;
    QLineEdit* edit = field.edit();
    QTest::keyClicks(edit, QStringLiteral("abcdef"));
    QTest::keyClick(edit, Qt::Key_Left);
    QTest::keyClick(edit, Qt::Key_Backspace);
    QCOMPARE(field.view().toString(), QStringLiteral("abcdf"));
    QTest::keyClick(edit, Qt::Key_Home);
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClick(edit, Qt::Key_X);
    QCOMPARE(field.view().toString(), QStringLiteral("xbcdf"));
    QTest::keyClick(edit, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(edit, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClicks(edit, QStringLiteral("Q"));
    QCOMPARE(field.view().toString(), QStringLiteral("xQdf"));
    QGuiApplication::clipboard()->setText(QStringLiteral("붙임"));
    QTest::keySequence(edit, QKeySequence(QKeySequence::Paste));
    QCOMPARE(field.view().toString(), QStringLiteral("xQ붙임df"));
    QCOMPARE(edit->text().size(), 6);
    edit->setText(QStringLiteral("from outside"));
    QCOMPARE(field.view().toString(), QStringLiteral("from outside"));
    QVERIFY(!edit->text().contains(u'o'));
    QCOMPARE(field.takeText(), QStringLiteral("from outside"));
    QVERIFY(field.isEmpty() && edit->text().isEmpty());
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

void VaultPagesTest::aRecoveryKeyOpens()
{
    WindowFixture f(VaultState::Locked);
    QTest::mouseClick(f.find("unlockOtherKey"), Qt::LeftButton);
    auto* edit = f.find<QLineEdit>("unlockPassphrase");
    QCOMPARE(edit->accessibleName(), QStringLiteral("Recovery key"));
    QTest::keyClicks(edit, QStringLiteral("AAAAA-BBBBB"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(edit->accessibleDescription().contains(QStringLiteral("group by group")));
    edit->clear();
    QTest::keyClicks(edit, f.script.recoveryKey);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("unlockWithRecoveryKey")));
    QCOMPARE(f.desk.vaultState(), VaultState::Open);
}

void VaultPagesTest::waitingIsCountedDown()
{
    WindowFixture f(VaultState::Locked);
    f.script.secondsToNextTry = 2;
    QTest::keyClicks(f.find("unlockPassphrase"), QStringLiteral("guess"));
    QTest::keyClick(f.find("unlockPassphrase"), Qt::Key_Return);
    QVERIFY(!f.called(QStringLiteral("unlock")));
    QVERIFY(!f.find("unlockOpen")->isEnabled());
    const auto says = [&](const QString& words) {
        for (QLabel* label : f.window->unlockPage()->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    };
    QVERIFY(says(QStringLiteral("in 2 seconds")));
    f.window->resize(720, 450); // at 200 % too it is seen without scrolling
    test::settled(*f.window);
    const auto* notice = f.window->unlockPage()->findChild<NoticeCard*>();
    QCOMPARE(notice->visibleRegion().boundingRect().height(), notice->height());
    f.script.secondsToNextTry = 1;
    QTRY_VERIFY(says(QStringLiteral("in 1 second")));
    f.script.secondsToNextTry = 0;
    QTRY_VERIFY(f.find("unlockOpen")->isEnabled());
    QVERIFY(!says(QStringLiteral("wrong tries")));
}

void VaultPagesTest::keysAreChangedInTheSettings()
{
    WindowFixture f;
    f.window->goTo(Place::Settings);
    f.find<QAbstractButton>("changePassphrase")->click(); // it may lie below what is in sight
    QVERIFY(!f.find("sheetAccept")->isEnabled());
    QTest::keyClicks(f.find("presentPassphrase"), f.script.passphrase);
    QTest::keyClicks(f.find("nextPassphrase"), QStringLiteral("quiet river stone"));
    QVERIFY(!f.find("sheetAccept")->isEnabled());
    QTest::keyClicks(f.find("nextPassphraseAgain"), QStringLiteral("quiet river stone"));
    QTest::mouseClick(f.find("sheetAccept"), Qt::LeftButton);
    QCOMPARE(f.script.passphrase, QStringLiteral("quiet river stone"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    f.find<QAbstractButton>("renewRecoveryKey")->click();
    QTest::keyClicks(f.find("presentPassphrase"), f.script.passphrase);
    QTest::mouseClick(f.find("sheetAccept"), Qt::LeftButton);
    QVERIFY(f.find("recoveryGroup0")->isVisible());
    f.window->lock(); // a key that nobody has written down yet does not stay
    QTRY_VERIFY(!f.window->chat());
    QCOMPARE(test::objectsHolding(nullptr, f.script.recoveryKey.split(QLatin1Char('-'))), QStringList());
}

void VaultPagesTest::aDraftIsGivenBack()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    f.window->chat()->composer()->setText(QStringLiteral("half a sentence"));
    f.window->lock();
    QTRY_VERIFY(!f.window->chat());
    QTest::keyClicks(f.find("unlockPassphrase"), f.script.passphrase);
    QTest::keyClick(f.find("unlockPassphrase"), Qt::Key_Return);
    QCOMPARE(f.window->chat()->current(), 21);
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("half a sentence"));
}

QTEST_MAIN(VaultPagesTest)
#include "vault_pages_test.moc"
