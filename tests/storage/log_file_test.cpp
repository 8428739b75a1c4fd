#include "tests/storage/filled_vault.h"

#include "storage/db/log_file.h"

#include <QTest>

#include <random>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr qsizetype kHeader = 32;
constexpr qsizetype kFrame = 24 + 4096;

Bytes view(const QByteArray& bytes) { return { reinterpret_cast<const uint8_t*>(bytes.constData()), static_cast<size_t>(bytes.size()) }; }

/// A database file and its log with several transactions, as a killed process leaves them.
struct Killed {
    QTemporaryDir dir;
    std::string path = dir.filePath("a.db").toStdString();
    Secret key = Secret::random(32).value();
    QByteArray database;
    QByteArray log;
    QList<qsizetype> ends;    ///< of the log after each transaction

    Killed(int transactions, bool startedAnew)
    {
        Database open = Database::open(path, key, kSplit).value();
        if (!migrate(open).ok() || !open.execute("PRAGMA wal_autocheckpoint = 0").ok())
            qFatal("the sample could not be made");
        if (startedAnew) { // two older logs stay behind the new one, the first with pages that have changed since
            ignore(fillDatabase(open, 1), "seen below");
            for (int i = 0; i < 2; ++i) {
                ignore(open.execute("PRAGMA wal_checkpoint(RESTART)"), "seen below");
                ignore(open.execute("UPDATE chat SET title = title || 'x'"), "seen below");
            }
            ignore(open.execute("PRAGMA wal_checkpoint(RESTART)"), "seen below");
        } else {
            ignore(open.foldLog(), "seen below");
        }
        for (int i = 0; i < transactions; ++i) {
            ignore(ChatRepository(open).create("대화 " + std::to_string(i), i), "seen below");
            ends << (startedAnew ? qsizetype(0) : bytesOf("-wal").size());
        }
        database = bytesOf("");
        log = bytesOf("-wal");
    }
    QByteArray bytesOf(const char* suffix) const
    {
        QFile file(QString::fromStdString(path + suffix));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    LogScan scan(const QByteArray& changed) const { return scanLog(view(changed), view(database)); }
};

} // namespace

class LogFileTest : public QObject {
    Q_OBJECT
private slots:
    void wholeLogIsInOrder();
    void logBegunAnewIsInOrder();
    void cutOffAndTornEndsAreInOrder();
    void changedBitsBeforeStoredDataAreDamage();
    void tornHeaderOverAFoldedLogIsInOrder();
    void noiseHasNoFrames();
};

void LogFileTest::wholeLogIsInOrder()
{
    const Killed killed(6, false);
    const LogScan scan = killed.scan(killed.log);
    QVERIFY(!scan.damaged);
    QCOMPARE(static_cast<qsizetype>(scan.frames.size()), (killed.log.size() - kHeader) / kFrame);
}

void LogFileTest::logBegunAnewIsInOrder()
{
    const Killed killed(3, true);
    QVERIFY(!killed.scan(killed.log).damaged);
    QVERIFY(static_cast<qsizetype>(killed.scan(killed.log).frames.size()) < (killed.log.size() - kHeader) / kFrame);
}

// A power cut leaves any part of the last transaction.
void LogFileTest::cutOffAndTornEndsAreInOrder()
{
    const Killed killed(6, false);
    const qsizetype last = killed.ends[4];
    for (qsizetype size = last; size <= killed.log.size(); size += 97)
        QVERIFY(!killed.scan(killed.log.left(size)).damaged);
    std::mt19937 random(3);
    for (int i = 0; i < 300; ++i) {
        QByteArray torn = killed.log;
        for (qsizetype sector = last; sector < torn.size(); sector += 512) {
            if (random() % 2)
                torn.replace(sector, std::min<qsizetype>(512, torn.size() - sector), QByteArray(std::min<qsizetype>(512, torn.size() - sector), '\0'));
        }
        QVERIFY(!killed.scan(torn).damaged);
    }
}

// Anywhere before the last transaction one changed bit would make the library forget what was stored behind it.
void LogFileTest::changedBitsBeforeStoredDataAreDamage()
{
    const Killed killed(8, false);
    const qsizetype known = killed.ends[5];
    int silent = 0;
    int tried = 0;
    for (qsizetype at = 0; at < known; at += at < kHeader || (at - kHeader) % kFrame < 24 ? 1 : 61) {
        if (at == 4 || at == 5 || at == 6 || at == 7 || (at >= 8 && at < 16))
            continue; // version, page size, checkpoint number: seen by the sum of the header alone
        for (const int bit : { 0, 5, 7 }) {
            QByteArray changed = killed.log;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            ++tried;
            silent += !killed.scan(changed).damaged;
        }
    }
    qInfo("%d changed bits in a log in front of stored data, %d not seen", tried, silent);
    QCOMPARE(silent, 0);
}

void LogFileTest::tornHeaderOverAFoldedLogIsInOrder()
{
    Killed killed(0, true);
    QByteArray torn = killed.log;
    QVERIFY(torn.size() > kHeader + kFrame);
    torn.replace(0, 20, QByteArray(20, '\x5a'));
    QVERIFY(!killed.scan(torn).damaged);
}

void LogFileTest::noiseHasNoFrames()
{
    const Killed killed(1, false);
    for (const QByteArray& noise : { QByteArray(), QByteArray(31, 'x'), QByteArray(40000, '\0') }) {
        QVERIFY(!killed.scan(noise).damaged);
        QVERIFY(killed.scan(noise).frames.empty());
    }
}

QTEST_GUILESS_MAIN(LogFileTest)
#include "log_file_test.moc"
