// One changed bit, anywhere in the files of a vault whose process was killed: nothing wrong is ever read as if it were right, and what
// lies on other pages comes back. Short in every run; the full figures with SILLOK_CAMPAIGN=1.
#include "tests/storage/filled_vault.h"
#include "tests/support/campaign.h"

#include "storage/salvage/page_map.h"
#include "storage/salvage/salvage.h"
#include "storage/vault/closed_vault.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/header_file.h"
#include "storage/vault/open_sequence.h"

#include <QDir>
#include <QTest>

#include <random>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

using Rows = std::map<std::string, std::map<std::string, std::string>>;

/// All rows, or nothing as soon as one cannot be read.
std::optional<Rows> readEverything(Database& database)
{
    Rows all;
    for (const char* table : kTables) {
        auto statement = database.prepare(std::string("SELECT * FROM ") + table);
        auto columns = database.prepare("SELECT count(*) FROM pragma_table_info(?)");
        if (!statement.ok() || !columns.ok())
            return std::nullopt;
        const auto width = columns->number(table);
        if (!width.ok())
            return std::nullopt;
        auto row = statement->step();
        for (; row.ok() && *row; row = statement->step()) {
            std::string text;
            for (int column = 0; column < static_cast<int>(*width); ++column)
                text += statement->columnText(column) + "|";
            const std::string key = std::string(table) == "setting" ? statement->columnText(0)
                : std::string(table) == "block" || std::string(table) == "citation" ? statement->columnText(0) + "," + statement->columnText(1)
                                                                                      : statement->columnText(0);
            all[table][key] = text;
        }
        if (!row.ok())
            return std::nullopt;
    }
    return all;
}

int64_t rowsIn(const Rows& rows)
{
    int64_t count = 0;
    for (const auto& [table, all] : rows)
        count += static_cast<int64_t>(all.size());
    return count;
}

/// Rows that are there and exactly as they were. Pointers that a salvage sets anew are not compared.
int64_t sameRows(const Rows& golden, const Rows& found)
{
    int64_t same = 0;
    for (const auto& [table, all] : golden) {
        const auto other = found.find(table);
        if (other == found.end())
            continue;
        for (const auto& [key, row] : all) {
            const auto theirs = other->second.find(key);
            same += theirs != other->second.end() && (theirs->second == row || table == "message" || table == "chat");
        }
    }
    return same;
}

/// A vault as a killed process leaves it: part of it in the database file, the last transactions in the log.
struct Killed {
    VaultFolder folder;
    QTemporaryDir work { QFileInfo("/dev/shm").isWritable() ? "/dev/shm/sillok-XXXXXX" : QDir::tempPath() + "/sillok-XXXXXX" };
    std::string dir = work.path().toStdString();
    QByteArray header[2];
    QByteArray database;
    QByteArray log;
    Rows rows;              ///< all of it
    Rows beforeLast;        ///< without the last transaction
    qsizetype lastFrom = 0; ///< where it begins in the log
    std::map<uint32_t, int64_t> rowsOnPage;

    Result<void> make()
    {
        SILLOK_TRY(Vault vault, folder.create());
        SILLOK_CHECK(vault.database().execute("PRAGMA wal_autocheckpoint = 0"));
        SILLOK_CHECK(fillDatabase(vault.database(), 1));
        SILLOK_CHECK(vault.database().foldLog());
        ChatRepository chats(vault.database());
        for (int i = 0; i < 12; ++i) {
            SILLOK_TRY(const ChatId chat, chats.create("später " + std::to_string(i), i));
            SILLOK_TRY(const MessageId message, chats.appendPrompt(chat, 0, "noch etwas " + std::to_string(i) + std::string(900, 'z'), i));
            static_cast<void>(message);
        }
        beforeLast = readEverything(vault.database()).value();
        lastFrom = folder.bytes("vault.db-wal").size();
        SILLOK_TRY(const ChatId last, chats.create("zuletzt", 99));
        static_cast<void>(last);
        rows = readEverything(vault.database()).value();
        database = folder.bytes("vault.db");
        log = folder.bytes("vault.db-wal");
        for (int copy = 0; copy < 2; ++copy)
            header[copy] = folder.bytes(kHeaderNames[copy]);
        return {};
    }
    void put(const char* name, const QByteArray& bytes) const
    {
        QFile file(work.filePath(name));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(bytes);
    }
    void putAll(const QByteArray& changedDatabase, const QByteArray& changedLog) const
    {
        QFile::remove(work.filePath("vault.db-shm"));
        put("vault.db", changedDatabase);
        put("vault.db-wal", changedLog);
    }
    /// What the folder gives through the front door, below the slow key derivation. Nothing: it says that something is wrong.
    std::optional<Rows> open(Keyring& keys) const
    {
        auto opened = openDatabase(dir, keys, kSplit);
        if (!opened.ok())
            return std::nullopt;
        return readEverything(*opened);
    }
    struct Salvaged {
        SalvageReport report;
        int64_t same = 0;
        int64_t untouched = 0;    ///< rows that have nothing on a damaged page
        QStringList missing;      ///< "citation 3": rows of the vault that are not in the new one as they were
    };
    Result<Salvaged> salvage(const Keyring& keys) const
    {
        const std::string path = dir + "/salvaged.db";
        removeDatabase(path);
        SILLOK_TRY(Database to, Database::open(path, keys.databaseKey(), kSplit));
        SILLOK_CHECK(migrate(to));
        Salvaged salvaged;
        SILLOK_TRY(salvaged.report, salvageDatabase(dir + "/vault.db", keys.databaseKey(), to, {}, {}));
        const Rows brought = readEverything(to).value_or(Rows());
        salvaged.same = sameRows(rows, brought);
        for (const auto& [table, all] : rows) {
            const int64_t missing = static_cast<int64_t>(all.size()) - sameRows({ { table, all } }, brought);
            if (missing > 0)
                salvaged.missing << QString::fromStdString(table) + QStringLiteral(" %1").arg(missing);
        }
        salvaged.untouched = rowsIn(rows);
        SILLOK_TRY(PageSource pages, PageSource::open(dir + "/vault.db", keys.databaseKey()));
        SILLOK_TRY(const std::vector<TableShape> shapes, shapesOf(to));
        for (const auto& [page, count] : rowsOnPage)
            salvaged.untouched -= pages.page(page) ? 0 : count;
        SILLOK_TRY(const PageMap map, mapPages(pages, shapes, {}, {}));
        for (const TableShape& shape : shapes) {
            const auto found = map.rowPages.find(shape.name);
            for (const uint32_t number : found == map.rowPages.end() ? std::vector<uint32_t>() : found->second) {
                const auto page = pages.page(number);
                for (const FoundRow& row : page ? rowsOf(*page, number, pages) : std::vector<FoundRow>())
                    salvaged.untouched -= !row.whole;
            }
        }
        return salvaged;
    }
    Result<void> countRowsOnPages(const Keyring& keys)
    {
        putAll(database, log);
        Database newest = memoryDatabase();
        SILLOK_TRY(const std::vector<TableShape> shapes, shapesOf(newest));
        SILLOK_TRY(PageSource pages, PageSource::open(dir + "/vault.db", keys.databaseKey()));
        SILLOK_TRY(const PageMap map, mapPages(pages, shapes, {}, {}));
        for (const TableShape& shape : shapes) {
            const auto found = map.rowPages.find(shape.name);
            for (const uint32_t number : found == map.rowPages.end() ? std::vector<uint32_t>() : found->second)
                rowsOnPage[number] += static_cast<int64_t>(rowsOf(*pages.page(number), number, pages).size());
        }
        return {};
    }
};

QByteArray flipped(QByteArray bytes, std::mt19937& random, qsizetype& at)
{
    at = static_cast<qsizetype>(random() % static_cast<size_t>(bytes.size()));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    return bytes;
}

} // namespace

class DamageCampaignTest : public QObject {
    Q_OBJECT
private slots:
    void changedBitsAreNeverReadAsRight();
    void changedBitsAfterACleanClosingAreFound();
    void everyBitOfTheHeadersIsSeen();
};

void DamageCampaignTest::changedBitsAreNeverReadAsRight()
{
    Killed killed;
    VERIFY_OK(killed.make());
    Keyring keys = Keyring::open(killed.folder.dir, loadHeaders(killed.folder.dir).intact[0], kPassphrase).value();
    VERIFY_OK(keys.clearCleanClose());
    VERIFY_OK(killed.countRowsOnPages(keys));
    killed.putAll(killed.database, killed.log);
    QVERIFY(killed.open(keys) == killed.rows); // undamaged, everything is there
    std::mt19937 random(20261124);
    const int wanted = campaignCount(100000, 500);
    const int salvageEvery = campaignCount(25, 8);
    int harmless = 0, found = 0, lastLost = 0, inHeaders = 0, wrong = 0;
    int salvages = 0;
    double worst = 1;
    QString missingInWorst;
    int64_t same = 0, untouched = 0;
    const qsizetype all = killed.database.size() + killed.log.size() + 2 * killed.header[0].size();
    for (int i = 0; i < wanted; ++i) {
        const auto where = static_cast<qsizetype>(random() % static_cast<size_t>(all));
        qsizetype at = 0;
        if (where < 2 * killed.header[0].size()) {
            const QByteArray changed = flipped(killed.header[where % 2], random, at);
            const Bytes bytes(reinterpret_cast<const uint8_t*>(changed.constData()), static_cast<size_t>(changed.size()));
            ++inHeaders;
            wrong += readHeader(bytes).ok();
            continue;
        }
        const bool inLog = where < 2 * killed.header[0].size() + killed.log.size();
        const QByteArray changed = flipped(inLog ? killed.log : killed.database, random, at);
        killed.putAll(inLog ? killed.database : changed, inLog ? changed : killed.log);
        const std::optional<Rows> read = killed.open(keys);
        if (!read)
            ++found;
        else if (*read == killed.rows)
            ++harmless;
        else if (inLog && at >= killed.lastFrom && *read == killed.beforeLast)
            ++lastLost; // cannot be told from a power cut in the middle of that transaction
        else
            ++wrong;
        if (read || salvages * salvageEvery > i)
            continue;
        killed.putAll(inLog ? killed.database : changed, inLog ? changed : killed.log);
        const auto salvaged = killed.salvage(keys);
        VERIFY_OK(salvaged);
        ++salvages;
        same += std::min(salvaged->same, salvaged->untouched);
        untouched += salvaged->untouched;
        const double part = double(salvaged->same) / double(salvaged->untouched);
        if (part < worst)
            missingInWorst = salvaged->missing.join(QStringLiteral(", "));
        worst = std::min(worst, part);
    }
    qInfo("%d changed bits: %d found, %d without effect, %d took only the unfinished-looking last transaction, %d in headers (all found), %d read as right",
        wanted, found, harmless, lastLost, inHeaders, wrong);
    qInfo("%d salvages: %.4f %% of the rows on untouched pages came back, in the worst one %.4f %% (missing, those on damaged pages too: %s)", salvages,
        100.0 * double(same) / double(untouched), 100.0 * worst, qPrintable(missingInWorst));
    QCOMPARE(wrong, 0);
    QVERIFY(salvages > wanted / 100);
    QVERIFY(double(same) >= 0.99 * double(untouched));
}

// The digest covers every bit of the file; without it (the mutant) a bit in the readable salt, for one, goes unseen.
void DamageCampaignTest::changedBitsAfterACleanClosingAreFound()
{
    Killed killed;
    VERIFY_OK(killed.make());
    Keyring keys = Keyring::open(killed.folder.dir, loadHeaders(killed.folder.dir).intact[0], kPassphrase).value();
    const QByteArray closed = killed.folder.bytes("vault.db");
    killed.put("vault.db", closed);
    const auto record = recordOf(killed.dir + "/vault.db", keys);
    VERIFY_OK(record);
    QCOMPARE(*record, *keys.cleanClose());
    std::mt19937 random(7);
    const int wanted = campaignCount(20000, 300);
    int found = 0;
    for (int i = 0; i < wanted; ++i) {
        qsizetype at = 0;
        killed.put("vault.db", flipped(closed, random, at));
        found += !checkRecord(killed.dir + "/vault.db", keys, *record).ok();
    }
    qInfo("%d changed bits after a clean closing: %d found", wanted, found);
    QCOMPARE(found, wanted);
    QByteArray salt = closed;
    salt[3] = static_cast<char>(salt[3] ^ 1);
    killed.put("vault.db", salt);
    QVERIFY(everyPageAuthentic(killed.dir + "/vault.db", keys.databaseKey()).value());
}

void DamageCampaignTest::everyBitOfTheHeadersIsSeen()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    int bits = 0;
    for (const char* name : kHeaderNames) {
        QByteArray header = folder.bytes(name);
        for (qsizetype at = 0; at < header.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit, ++bits) {
                header[at] = static_cast<char>(header[at] ^ (1 << bit));
                QVERIFY(!readHeader(Bytes(reinterpret_cast<const uint8_t*>(header.constData()), static_cast<size_t>(header.size()))).ok());
                header[at] = static_cast<char>(header[at] ^ (1 << bit));
            }
        }
    }
    qInfo("%d bits of the two header copies, each changed once: all seen", bits);
}

QTEST_GUILESS_MAIN(DamageCampaignTest)
#include "damage_campaign_test.moc"
