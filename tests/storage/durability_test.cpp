#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/document_repository.h"
#include "storage/repositories/search_repository.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class DurabilityTest : public QObject {
    Q_OBJECT
private slots:
    void noPlaintextReachesAFile();
    void everyDisguiseWouldBeSeen();
    void temporaryTablesStayInMemory();
    void fullDiskKeepsTheVaultOpenable();
};

namespace {

constexpr const char* kKorean = "비밀표식가나다라";
constexpr const char* kEnglish = "CanaryMarkerPlaintext";

/// What a leak would look like in the encodings that Korean programs use.
QList<QByteArray> disguises()
{
    QList<QByteArray> all;
    for (const char* marker : { kKorean, kEnglish }) {
        const QString text = QString::fromUtf8(marker);
        all << text.toUtf8() << text.normalized(QString::NormalizationForm_D).toUtf8();
        const std::u16string wide = text.toStdU16String();
        all << QByteArray(reinterpret_cast<const char*>(wide.data()), static_cast<qsizetype>(wide.size() * 2));
    }
    // kKorean in CP949; source: KS X 1001 positions of the eight syllables.
    all << QByteArray::fromHex("baf1b9d0c7a5bdc4b0a1b3aab4d9b6f3");
    return all;
}

/// Names of files below `folder` that hold a marker.
QStringList leaks(const QString& folder)
{
    QStringList found;
    for (const QFileInfo& info : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        const QList<QByteArray> all = disguises();
        if (std::any_of(all.begin(), all.end(), [&](const QByteArray& disguise) { return bytes.contains(disguise); }))
            found << info.fileName();
    }
    return found;
}

/// Far more than the page cache holds, so that it must go somewhere.
Result<void> fillTemporaryTable(Database& database)
{
    return database.execute(std::string("DROP TABLE IF EXISTS temp.heap; CREATE TEMP TABLE heap AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                                        "SELECT i + 1 FROM n WHERE i < 200000) SELECT i, '")
        + kEnglish + "' || i AS text FROM n");
}

/// The library unlinks its temporary files at once; they are still reachable through our descriptors.
bool temporaryFileLeaks()
{
    for (const QFileInfo& info : QDir("/proc/self/fd").entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        QFile file(info.filePath());
        if (!info.symLinkTarget().contains("etilqs") || !file.open(QIODevice::ReadOnly))
            continue;
        if (file.readAll().contains(kEnglish))
            return true;
    }
    return false;
}

/// Everything that a person's work writes.
Result<void> work(Database& database)
{
    const std::string text = std::string(kKorean) + " " + kEnglish + " 본문";
    ChatRepository chats(database);
    SILLOK_TRY(const ChatId chat, chats.create(kKorean, 1));
    SILLOK_TRY(const MessageId prompt, chats.appendPrompt(chat, 0, text, 2));
    SILLOK_TRY(const MessageId answer, chats.beginAnswer(chat, prompt, 0, 3));
    SILLOK_CHECK(chats.checkpointAnswer(answer, text));
    SILLOK_TRY(const CollectionId collection, CollectionRepository(database).create(kEnglish, 1));
    NewDocument document;
    document.collection = collection;
    document.name = std::string(kKorean) + ".txt";
    document.plainText = text;
    document.passages.push_back({ kKorean, kEnglish, 1, 0, static_cast<int64_t>(QString::fromStdString(text).size()), text });
    SILLOK_TRY(const DocumentId id, DocumentRepository(database).add(document, 4));
    static_cast<void>(id);
    SILLOK_TRY(const auto hits, SearchRepository(database).search(kKorean, {}, 5));
    return hits.empty() ? Result<void>(fail(ErrorCode::Internal, "marker not found")) : Result<void>();
}

} // namespace

void DurabilityTest::noPlaintextReachesAFile()
{
    const VaultFolder folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    VERIFY_OK(work(vault->database()));
    QVERIFY(QFile::exists(folder.path("vault.db-wal"))); // it is looked at while it is full
    QCOMPARE(leaks(QString::fromStdString(folder.dir)), QStringList());
    {
        const Vault closed = std::move(*vault);
    }
    QCOMPARE(leaks(QString::fromStdString(folder.dir)), QStringList());
}

void DurabilityTest::everyDisguiseWouldBeSeen()
{
    for (const QByteArray& disguise : disguises()) {
        QTemporaryDir dir;
        QFile file(dir.filePath("vault.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, '\x07') + disguise + QByteArray(50, '\x07'));
        file.close();
        QCOMPARE(leaks(dir.path()), QStringList { "vault.db" });
    }
}

// Temporary tables stay in memory. The paired mutant, one that may use files, leaks and is turned away by the same assertion.
void DurabilityTest::temporaryTablesStayInMemory()
{
    const VaultFolder folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    VERIFY_OK(fillTemporaryTable(vault->database()));
    QVERIFY(!temporaryFileLeaks());
    VERIFY_OK(vault->database().execute("PRAGMA temp_store = FILE"));
    VERIFY_OK(fillTemporaryTable(vault->database()));
    QVERIFY(temporaryFileLeaks());
    const auto settings = vault->database().settings();
    VERIFY_OK(settings);
    const auto verdict = checkExpectations(*settings);
    COMPARE_CODE(verdict, ErrorCode::Refused);
    QVERIFY(verdict.error().doing.find("temp_store") != std::string::npos);
}

void DurabilityTest::fullDiskKeepsTheVaultOpenable()
{
    const VaultFolder folder;
    int64_t acknowledged = 0;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        ChatRepository chats(vault->database());
        const ChatId chat = chats.create("질의", 1).value();
        // The library's own limit stands for a full disk; the system's is tried in database_test.
        VERIFY_OK(vault->database().execute("PRAGMA max_page_count = 120"));
        Result<MessageId> last = MessageId(0);
        for (; acknowledged < 10000; ++acknowledged) {
            last = chats.appendPrompt(chat, 0, std::string(2000, 'x'), 2);
            if (!last.ok())
                break;
        }
        COMPARE_CODE(last, ErrorCode::DiskFull);
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    QCOMPARE(vault->database().prepare("SELECT count(*) FROM message")->number().value(), acknowledged);
    QVERIFY(acknowledged > 10);
    VERIFY_OK(ChatRepository(vault->database()).create("wieder Platz", 9));
}

QTEST_GUILESS_MAIN(DurabilityTest)
#include "durability_test.moc"
