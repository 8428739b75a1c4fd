// kill_workers_test.cpp - The real window over real services: workers are killed again and again, nothing acknowledged is lost.
#include "tests/app/real_desk.h"
#include "ui/main_window.h"
#include "ui/run_window.h"

#include <QApplication>

using namespace sillok;
using namespace sillok::app;
using sillok::test::kWaitMs;
using sillok::test::RealDesk;

namespace {

constexpr int kKills = 50;

/// The window, shown and painted; alive when it answers events in time.
struct WindowOverDesk {
    WindowOverDesk() : window(real.desk) { window.show(); }
    bool alive()
    {
        QElapsedTimer timer;
        timer.start();
        bool answered = false;
        QTimer::singleShot(0, &window, [&] { answered = true; });
        RealDesk::waitFor([&] { return answered; }, 1000);
        return answered && timer.elapsed() < 1000 && window.isVisible();
    }
    RealDesk real;
    ui::MainWindow window;
};

} // namespace

class KillWorkersTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareUi(); }
    void theEngineIsKilledDuringAnswers();
    void theReaderIsKilledDuringAnImport();
};

void KillWorkersTest::theEngineIsKilledDuringAnswers()
{
    const QString model = test::sharedFile("fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("no shared fixtures: the small trained model is not here");
    WindowOverDesk under;
    Desk& desk = under.real.desk;
    QVERIFY(under.real.create());
    desk.useModelFile(model);
    QVERIFY(RealDesk::waitFor([&] { return desk.engine().state == EngineState::Ready; }));

    QHash<ChatId, QString> acknowledged; // prompts that the window showed as sent
    connect(&desk, &Desk::messageAdded, &desk, [&](ChatId chat, const Message& message) {
        if (message.role == Role::User)
            acknowledged.insert(chat, message.text);
    });
    // The first words of an answer are the moment to strike.
    connect(&desk, &Desk::messageChanged, &desk, [&](ChatId, const Message& message) {
        if (message.state == MessageState::Writing)
            for (const pid_t engine : test::childrenNamed("sillok-engine"))
                kill(engine, SIGKILL);
    });
    int killed = 0, asked = 0;
    while (killed < kKills && asked < kKills * 4) {
        const Message answer = under.real.ask(QStringLiteral("Story number %1: once upon a time").arg(asked++), 0);
        QVERIFY(answer.state == MessageState::Failed || answer.state == MessageState::Complete);
        if (answer.state == MessageState::Failed) {
            QCOMPARE(answer.problem.code, ErrorCode::WorkerDied);
            ++killed;
        }
        QVERIFY(under.alive());
    }
    QCOMPARE(killed, kKills);
    QCOMPARE(acknowledged.size(), asked);

    QVERIFY(under.real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return desk.chats().size() == asked; }));
    int lost = 0;
    for (auto prompt = acknowledged.cbegin(); prompt != acknowledged.cend(); ++prompt) {
        QSignalSpy opened(&desk, &Desk::chatOpened);
        desk.openChat(prompt.key());
        QVERIFY(RealDesk::waitFor([&] { return !opened.isEmpty(); }));
        const auto path = opened[0][2].value<QList<Message>>();
        lost += path.isEmpty() || path[0].text != prompt.value();
    }
    qInfo("engine killed %d times in %d answers: %d prompts lost, window alive after each", killed, asked, lost);
    QCOMPARE(lost, 0);
}

void KillWorkersTest::theReaderIsKilledDuringAnImport()
{
    WindowOverDesk under;
    Desk& desk = under.real.desk;
    QVERIFY(under.real.create());
    const QString folder = under.real.folder.path() + QStringLiteral("/many");
    QVERIFY(QDir().mkpath(folder));
    constexpr int kFiles = 150;
    for (int i = 0; i < kFiles; ++i) {
        QFile file(QStringLiteral("%1/%2.txt").arg(folder).arg(i, 3, 10, QLatin1Char('0')));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write((QStringLiteral("문서 %1번의 내용입니다. ").arg(i) + QStringLiteral("가나다라 마바사 아자차카 타파하.\n").repeated(500)).toUtf8());
    }
    int killed = 0;
    QTimer hunter;
    connect(&hunter, &QTimer::timeout, &desk, [&] {
        for (const pid_t reader : test::childrenNamed("sillok-reader"))
            if (killed < kKills && kill(reader, SIGKILL) == 0)
                ++killed;
    });
    hunter.start(0);
    const CollectionId collection = under.real.import(QStringLiteral("많음"), { folder });
    hunter.stop();
    QVERIFY(collection != 0);
    QVERIFY(under.alive());
    QCOMPARE(killed, kKills);
    QCOMPARE(under.real.last.done, kFiles);

    const auto states = [&] {
        QSignalSpy listed(&desk, &Desk::documentsChanged);
        desk.listDocuments(collection);
        RealDesk::waitFor([&] { return !listed.isEmpty(); });
        int ready = 0, died = 0;
        for (const DocumentSummary& document : desk.documents()) {
            ready += document.state == DocumentState::Ready;
            died += document.state == DocumentState::Unreadable && document.problem.code == ErrorCode::WorkerDied;
        }
        return std::pair(ready, died);
    };
    const auto [ready, died] = states();
    QCOMPARE(ready + died, kFiles);           // every file is there, read or with its reason
    QCOMPARE(died, under.real.last.failed);
    QVERIFY(under.real.add(collection, { folder })); // the offer to go on: the same folder again
    const auto [readyAfter, diedAfter] = states();
    qInfo("reader killed %d times in %d files: %d had to be read again, %d ready in the end", killed, kFiles, died, readyAfter);
    QCOMPARE(readyAfter, kFiles);
    QCOMPARE(diedAfter, 0);
}

QTEST_MAIN(KillWorkersTest)
#include "kill_workers_test.moc"
