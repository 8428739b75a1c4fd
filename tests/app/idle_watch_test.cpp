#include "app/services/idle_watch.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sillok::app;

namespace {

constexpr qint64 kMinuteMs = 60'000;

struct Watched {
    qint64 nowMs = 1'000'000;
    IdleWatch watch { [this] { return nowMs; } };
    QSignalSpy expired { &watch, &IdleWatch::expired };
    QSignalSpy warned { &watch, &IdleWatch::warned };

    void pass(qint64 ms)
    {
        nowMs += ms;
        watch.look();
    }
};

} // namespace

class IdleWatchTest : public QObject {
    Q_OBJECT
private slots:
    void tenMinutesWithoutInputAreTooLong();
    void inputBeginsAnew();
    void theLastMinuteIsSaid();
    void sleepCountsAsAbsence();
    void theDesktopsOwnCountMakesItEarlier();
    void minutesStayInTheirLimits();
    void nothingHappensWhileStopped();
};

void IdleWatchTest::tenMinutesWithoutInputAreTooLong()
{
    Watched w;
    w.watch.start();
    w.pass(10 * kMinuteMs - 1);
    QCOMPARE(w.expired.size(), 0);
    w.pass(1);
    QCOMPARE(w.expired.size(), 1);
    w.pass(kMinuteMs); // once is enough
    QCOMPARE(w.expired.size(), 1);
}

void IdleWatchTest::inputBeginsAnew()
{
    Watched w;
    w.watch.start();
    w.pass(9 * kMinuteMs);
    w.watch.noteActivity();
    w.pass(10 * kMinuteMs - 1);
    QCOMPARE(w.expired.size(), 0);
    w.pass(1);
    QCOMPARE(w.expired.size(), 1);
}

void IdleWatchTest::theLastMinuteIsSaid()
{
    Watched w;
    w.watch.start();
    w.pass(9 * kMinuteMs - 1);
    QCOMPARE(w.warned.size(), 0);
    w.pass(1);
    QCOMPARE(w.warned.last()[0].toInt(), 60);
    w.pass(17'000);
    QCOMPARE(w.warned.last()[0].toInt(), 43);
    w.watch.noteActivity();
    QCOMPARE(w.warned.last()[0].toInt(), 0);
}

void IdleWatchTest::sleepCountsAsAbsence()
{
    Watched w;
    w.watch.start();
    w.pass(8 * 60 * kMinuteMs); // the clock runs on while the computer sleeps
    QCOMPARE(w.expired.size(), 1);
}

void IdleWatchTest::theDesktopsOwnCountMakesItEarlier()
{
    Watched w;
    w.watch.start();
    w.pass(3 * kMinuteMs);
    w.watch.noteActivity();
    w.watch.setSystemIdle(9 * kMinuteMs); // what came into our window was nobody's hand
    w.pass(kMinuteMs);
    QCOMPARE(w.expired.size(), 1);
    w.watch.start();
    w.watch.setSystemIdle(9 * kMinuteMs);
    w.watch.setSystemIdle(std::nullopt);
    w.pass(kMinuteMs);
    QCOMPARE(w.expired.size(), 1);
}

void IdleWatchTest::minutesStayInTheirLimits()
{
    Watched w;
    QCOMPARE(w.watch.minutes(), 10);
    w.watch.setMinutes(0);
    QCOMPARE(w.watch.minutes(), 1);
    w.watch.setMinutes(61);
    QCOMPARE(w.watch.minutes(), 60);
    w.watch.setMinutes(1);
    w.watch.start();
    w.pass(29'999);
    QCOMPARE(w.warned.size(), 0); // half of a short time, not all of it
    w.pass(1);
    QCOMPARE(w.warned.last()[0].toInt(), 30);
    w.pass(30'000);
    QCOMPARE(w.expired.size(), 1);
}

void IdleWatchTest::nothingHappensWhileStopped()
{
    Watched w;
    w.pass(60 * kMinuteMs);
    w.watch.start();
    w.watch.stop();
    w.pass(60 * kMinuteMs);
    QCOMPARE(w.expired.size(), 0);
}

QTEST_GUILESS_MAIN(IdleWatchTest)
#include "idle_watch_test.moc"
