// Whether a vault that was closed in order is opened as the one that was closed.
#include "tests/storage/filled_vault.h"
#include "tests/support/campaign.h"

#include "storage/vault/file_digest.h"
#include "storage/vault/header_file.h"

#include <QDir>
#include <QTest>

#include <random>
#include <unistd.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr qsizetype kPage = 4096;

/// Copies of the folder's files, to be put back.
QMap<QString, QByteArray> files(const VaultFolder& folder)
{
    QMap<QString, QByteArray> all;
    for (const QFileInfo& info : QDir(QString::fromStdString(folder.dir)).entryInfoList(QDir::Files))
        all[info.fileName()] = folder.bytes(info.fileName().toUtf8().constData());
    return all;
}

void putBack(const VaultFolder& folder, const QMap<QString, QByteArray>& all)
{
    for (auto file = all.begin(); file != all.end(); ++file)
        folder.write(file.key().toUtf8().constData(), file.value());
}

} // namespace

class FreshnessTest : public QObject {
    Q_OBJECT
private slots:
    void closedVaultOpensAgain();
    void olderFileIsFound();
    void logBesideAClosedDatabaseIsFound();
    void uncleanEndIsKnownAsSuch();
    void splicesAreFoundAfterACleanClosing();
    void digestDependsOnEveryLeafAndTheKey();
};

void FreshnessTest::closedVaultOpensAgain()
{
    const VaultFolder folder;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        QVERIFY(!vault->keys().cleanClose());
        VERIFY_OK(fillDatabase(vault->database(), 1));
    }
    QVERIFY(!QFile::exists(folder.path("vault.db-wal")));
    const Headers headers = loadHeaders(folder.dir);
    QCOMPARE(headers.intact.size(), size_t(2));
    QVERIFY(headers.intact[0].cleanClose.has_value());
    QCOMPARE(headers.intact[0].cleanClose->databaseBytes, static_cast<uint64_t>(folder.bytes("vault.db").size()));
    auto vault = folder.open();
    VERIFY_OK(vault);
    QVERIFY(!loadHeaders(folder.dir).intact[0].cleanClose.has_value()); // marked as open before anything changes
    QVERIFY(vault->check()->problems.empty());
}

void FreshnessTest::olderFileIsFound()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const QByteArray old = folder.bytes("vault.db");
    {
        auto vault = folder.open();
        VERIFY_OK(vault);
        VERIFY_OK(ChatRepository(vault->database()).create("새 대화", 1));
    }
    const QByteArray now = folder.bytes("vault.db");
    QVERIFY(old != now);
    folder.write("vault.db", old);
    const auto opened = folder.open();
    COMPARE_CODE(opened, ErrorCode::Damaged);
    QVERIFY(opened.error().doing.find("closed") != std::string::npos);
    folder.write("vault.db", now); // nothing was changed meanwhile
    VERIFY_OK(folder.open());
}

void FreshnessTest::logBesideAClosedDatabaseIsFound()
{
    const VaultFolder folder;
    QByteArray log;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(ChatRepository(vault->database()).create("대화", 1));
        log = folder.bytes("vault.db-wal");
        QVERIFY(!log.isEmpty());
    }
    folder.write("vault.db-wal", log);
    COMPARE_CODE(folder.open(), ErrorCode::Damaged);
}

void FreshnessTest::uncleanEndIsKnownAsSuch()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    QMap<QString, QByteArray> killed;
    {
        auto vault = folder.open();
        VERIFY_OK(vault);
        VERIFY_OK(ChatRepository(vault->database()).create("대화", 1));
        killed = files(folder); // as a killed process leaves it
    }
    putBack(folder, killed);
    auto vault = folder.open();
    VERIFY_OK(vault);
    QCOMPARE(ChatRepository(vault->database()).list(false)->size(), size_t(1));
}

// Pages of an older state, and whole older files, put back under a closed vault: every one is found by the digest. The paired mutant is the
// same file opened as after a crash, without the digest: the library and its page authentication see nothing wrong with most of them.
void FreshnessTest::splicesAreFoundAfterACleanClosing()
{
    const VaultFolder folder;
    QByteArray old;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(fillDatabase(vault->database(), 1));
        VERIFY_OK(vault->database().foldLog());
        old = folder.bytes("vault.db");
        VERIFY_OK(vault->database().execute("UPDATE message SET text = 'neu ' || text; UPDATE chat SET title = title || '!'; UPDATE passage SET page = 2"));
    }
    const QByteArray now = folder.bytes("vault.db");
    auto keys = Keyring::open(folder.dir, loadHeaders(folder.dir).intact[0], kPassphrase);
    VERIFY_OK(keys);
    const CleanClose record = *keys->cleanClose();
    QList<qsizetype> changed;
    for (qsizetype at = 0; at + kPage <= std::min(old.size(), now.size()); at += kPage) {
        if (old.sliced(at, kPage) != now.sliced(at, kPage))
            changed << at;
    }
    QVERIFY(changed.size() > 20);
    std::mt19937 random(7);
    const int wanted = campaignCount(1000, 60);
    int found = 0;
    int authentic = 0;
    for (int i = 0; i < wanted; ++i) {
        QByteArray spliced = i % 100 == 0 ? old : now;
        for (unsigned pages = i % 100 == 0 ? 0 : 1 + random() % 4; pages > 0; --pages) {
            const qsizetype at = changed[static_cast<qsizetype>(random() % static_cast<size_t>(changed.size()))];
            spliced.replace(at, kPage, old.sliced(at, kPage));
        }
        folder.write("vault.db", spliced);
        found += !checkRecord(folder.dir + "/vault.db", *keys, record).ok();
        authentic += everyPageAuthentic(folder.dir + "/vault.db", keys->databaseKey()).value();
    }
    qInfo("%d splices and older files after a clean closing: %d found; without the digest %d pass as authentic", wanted, found, authentic);
    QCOMPARE(found, wanted);
    QCOMPARE(authentic, wanted);
    COMPARE_CODE(folder.open(), ErrorCode::Damaged); // the last one, through the front door
    folder.write("vault.db", now);
    VERIFY_OK(folder.open());
}

void FreshnessTest::digestDependsOnEveryLeafAndTheKey()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    auto keys = Keyring::open(folder.dir, loadHeaders(folder.dir).intact[0], kPassphrase);
    VERIFY_OK(keys);
    QByteArray bytes(9 << 20, 'x'); // three leaves, the last one short
    folder.write("big", bytes);
    const std::string path = folder.dir + "/big";
    const auto record = recordOf(path, *keys);
    VERIFY_OK(record);
    VERIFY_OK(checkRecord(path, *keys, *record));
    for (const qsizetype at : { qsizetype(0), qsizetype(4 << 20), bytes.size() - 1 }) {
        bytes[at] = 'y';
        folder.write("big", bytes);
        COMPARE_CODE(checkRecord(path, *keys, *record), ErrorCode::Damaged);
        bytes[at] = 'x';
    }
    QByteArray swapped = bytes;
    swapped[1] = 'a'; // leaves in another order are another file
    folder.write("big", swapped);
    const auto one = recordOf(path, *keys);
    swapped[1] = 'x';
    swapped[(4 << 20) + 1] = 'a';
    folder.write("big", swapped);
    QVERIFY(recordOf(path, *keys)->digest != one->digest);
    folder.write("big", bytes.left(bytes.size() - 1));
    COMPARE_CODE(checkRecord(path, *keys, *record), ErrorCode::Damaged);
    auto other = Keyring::make(folder.dir, ProfileId::Modern, kPassphrase, kCost);
    VERIFY_OK(other);
    folder.write("big", bytes);
    COMPARE_CODE(checkRecord(path, *other, *record), ErrorCode::Damaged);
}

QTEST_GUILESS_MAIN(FreshnessTest)
#include "freshness_test.moc"
