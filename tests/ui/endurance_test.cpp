// A day's work in short: thousands of things that people do, in one window. Prints how much memory the program gained over the second half.
#include "tests/ui/window_fixture.h"
#include "ui/actions/actions.h"
#include "ui/search/search_palette.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/sheet.h"

#include <QFile>

#include <malloc.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::ui;
using fakes::Answering;
using test::WindowFixture;

class EnduranceTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void memoryStaysWhereItIs();
};

namespace {

/// What the process holds, MiB; what the allocator keeps for itself is given back first.
double residentMib()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

struct Day : WindowFixture {
    int done = 0;

    void closeWhatLiesOver()
    {
        for (QWidget* above : window->findChildren<QWidget*>())
            if (qobject_cast<Sheet*>(above) || qobject_cast<SearchPalette*>(above))
                above->deleteLater();
        for (QWidget* popup : QApplication::topLevelWidgets())
            if (popup != window.get() && popup->isVisible())
                popup->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    void run(const char* action)
    {
        window->actions().run(QString::fromLatin1(action));
        ++done;
    }
    /// One round of everything; the double keeps no chat of it, as a vault on the disk would not stay in memory.
    void round(int number)
    {
        const QList<app::ChatSummary> chats = script.chats;
        const auto messages = script.messages;
        run("go.chat");
        run("chat.new");
        script.answering = Answering::Hold;
        ask(QStringLiteral("공용차를 주말에 쓰려면 누구 승인을 받습니까? (%1)").arg(number));
        for (int i = 0; i < 30; ++i, ++done)
            script.writeMore(QStringLiteral("주말과 공휴일에는 **부서장의 승인**을 받습니다. "));
        script.finishAnswer();
        window->chat()->openChat(21);
        for (const char* action : { "evidence.toggle", "evidence.next", "evidence.previous", "evidence.toggle", "chat.copy", "chat.end" })
            run(action);
        for (const char* action : { "find.everything", "find.actions", "go.keys", "chat.export" }) {
            run(action);
            closeWhatLiesOver();
        }
        for (const char* action : { "go.documents", "go.models", "go.settings", "go.administration", "go.chat", "go.nextPart", "go.previousPart" })
            run(action);
        if (number % 10 == 0)
            for (const char* action : { "look.dark", "look.larger", "look.korean", "look.light", "look.normal", "look.english" })
                run(action);
        script.progress({ 3, number % 480, 480, 0, QStringLiteral("편람.pdf"), 3, 50, false, false });
        script.chats = chats;
        script.messages = messages;
        script.calls.clear();
        script.announce();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        ++done;
    }
};

} // namespace

void EnduranceTest::memoryStaysWhereItIs()
{
    const int rounds = qEnvironmentVariableIntValue("SILLOK_ENDURANCE_ROUNDS") > 0 ? qEnvironmentVariableIntValue("SILLOK_ENDURANCE_ROUNDS") : 40;
    Day f;
    for (int i = 0; i < rounds / 2; ++i)
        f.round(i);
    const double before = residentMib();
    if (before == 0)
        QSKIP("no /proc");
    const int half = f.done;
    for (int i = 0; i < rounds; ++i)
        f.round(i);
    const double after = residentMib();
    qInfo("%d operations after %d to warm up: %.1f MiB before, %.1f MiB after, growth %.2f %%", f.done - half, half, before, after, 100 * (after - before) / before);
    QVERIFY2(after < before * 1.02 + 1, "the window keeps what it should let go");
}

QTEST_MAIN(EnduranceTest)
#include "endurance_test.moc"
