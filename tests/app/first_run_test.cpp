// first_run_test.cpp - From the start of the program to the first answer of the sample collection, through the real window and services with the key
// derivation that this computer takes its time for. Prints what each step took; a person's reading and typing come on top.
#include "tests/app/real_desk.h"
#include "ui/actions/actions.h"
#include "ui/chat/chat_page.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/main_window.h"
#include "ui/run_window.h"
#include "ui/unlock/tour.h"
#include "ui/widgets/sheet.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QRegularExpression>

using namespace sillok;
using namespace sillok::app;
using sillok::test::RealDesk;

namespace {

struct Newcomer {
    Newcomer()
        : window(real.desk, real.folder.filePath(QStringLiteral("window.ini")))
    {
        window.preferences().setLanguage(ui::LanguageChoice::Korean);
        window.resize(1440, 900);
        window.show();
    }

    QWidget* find(const char* name) const { return window.findChild<QWidget*>(QString::fromLatin1(name)); }
    bool enabled(const char* name) const
    {
        const QWidget* const widget = find(name);
        return widget && widget->isVisible() && widget->isEnabled();
    }
    /// Enter, once it can be pressed.
    bool press(const char* name)
    {
        if (!RealDesk::waitFor([&] { return enabled(name); }))
            return false;
        QTest::keyClick(find(name), Qt::Key_Return);
        return true;
    }
    bool typeTwoGroups()
    {
        QStringList groups;
        for (const QLabel* shown : window.findChildren<QLabel*>(QStringLiteral("recoveryShown")))
            groups << shown->text();
        for (const char* name : { "recoveryGroup0", "recoveryGroup1" }) {
            const QString number = find(name)->accessibleName().remove(QRegularExpression(QStringLiteral("[^0-9]")));
            QTest::keyClicks(find(name), groups.value(number.toInt() - 1));
        }
        return press("recoveryContinue");
    }
    void lap(const char* what)
    {
        qInfo("%-44s %6lld ms", what, static_cast<long long>(clock.elapsed() - lastMs));
        lastMs = clock.elapsed();
    }

    QElapsedTimer clock = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    qint64 lastMs = 0;
    RealDesk real;
    ui::MainWindow window;
};

} // namespace

class FirstRunTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareUi(); }
    void theFirstAnswerComes();
};

void FirstRunTest::theFirstAnswerComes()
{
    Newcomer at;
    Desk& desk = at.real.desk;
    QVERIFY(desk.vaultState() == VaultState::Missing);
    QVERIFY(at.press("firstNext"));
    at.lap("window shown, language chosen");

    for (const char* field : { "newPassphrase", "newPassphraseAgain" })
        QTest::keyClicks(at.find(field), QStringLiteral("quiet river stone 42"));
    QVERIFY(at.press("createVault"));
    QVERIFY(RealDesk::waitFor([&] { return at.enabled("recoveryGroup0"); }));
    at.lap("vault made, key derived");

    QVERIFY(at.typeTwoGroups());
    for (int step = 0; step < ui::kTourSteps; ++step) {
        const QByteArray name = "tour" + QByteArray::number(step);
        QVERIFY(RealDesk::waitFor([&] { return at.find(name.constData()) != nullptr; }));
        QTest::keyClick(at.find(name.constData())->findChild<QWidget*>(QStringLiteral("sheetAccept")), Qt::Key_Return);
    }
    at.lap("recovery key confirmed, tour");

    bool finished = false;
    QObject::connect(&desk, &Desk::importProgressed, &at.window, [&](const ImportProgress& progress) { finished = progress.finished; });
    QVERIFY(at.window.actions().run(QStringLiteral("documents.samples")));
    QVERIFY(RealDesk::waitFor([&] { return finished; }));
    at.lap("sample documents read");

    QVERIFY(at.press("askCollection"));
    QVERIFY(at.window.chat()->composer()->scope().collection != 0);
    at.window.chat()->composer()->setText(QStringLiteral("공용차를 주말에 쓰려면 누구 승인을 받아야 하나요?"));
    QTest::keyClick(at.find("composerEdit"), Qt::Key_Return);
    const auto answer = [&] { return at.window.chat()->conversation()->last(Role::Assistant); };
    QVERIFY(RealDesk::waitFor([&] { return answer() && answer()->state != MessageState::Writing; }));
    at.lap("question answered");

    QCOMPARE(answer()->state, MessageState::Complete);
    QVERIFY(!answer()->citations.isEmpty());
    QCOMPARE(answer()->citations.first().documentName, QStringLiteral("업무용 차량 관리 규정.hwpx"));
    QVERIFY(answer()->citations.first().passageText.contains(QStringLiteral("부서장의 승인")));
    qInfo("from start to first answer: %lld ms", static_cast<long long>(at.clock.elapsed()));
}

QTEST_MAIN(FirstRunTest)
#include "first_run_test.moc"
