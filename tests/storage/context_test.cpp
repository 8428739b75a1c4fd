// context_test.cpp - Computed contexts of chats: sealed with their place and tokens, and gone with what they were computed from.
#include "tests/storage/vault_fixture.h"

#include "storage/contexts/context_file.h"
#include "storage/contexts/context_folder.h"
#include "storage/repositories/chat_repository.h"
#include "storage/repositories/context_repository.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr uint64_t kBlockBytes = 1000;

std::vector<int32_t> tokensOf(uint32_t blocks, int32_t from = 0)
{
    std::vector<int32_t> tokens(blocks * ContextFile::kBlockTokens);
    for (size_t i = 0; i < tokens.size(); ++i)
        tokens[i] = from + static_cast<int32_t>(i);
    return tokens;
}

std::vector<uint8_t> block(uint8_t content) { return std::vector<uint8_t>(kBlockBytes, content); }

struct Folder {
    QTemporaryDir folder;
    std::string path = folder.filePath("context").toStdString();
    Secret key = Secret::random(32).value();

    Result<ContextFile> open(std::span<const int32_t> tokens, const CryptoProfile& profile = modernProfile())
    {
        return ContextFile::open(path, profile, Secret::copyOf(key.bytes()).value(), kBlockBytes, tokens);
    }
};

KeptContext contextOf(ChatId chat, const std::string& name, uint32_t blocks)
{
    return { chat, 0, name, Secret::random(32).value(), "tiny", kBlockBytes, tokensOf(blocks) };
}

} // namespace

class ContextTest : public QObject {
    Q_OBJECT
private slots:
    void blocksComeBack();
    void otherTokensGiveNothing();
    void everyBitAndEveryCutIsNoticed();
    void nothingOfItIsInTheFile();
    void onlyFilesWithoutARowAreSwept();
    void aChatHasOneContext();
    void itGoesWithItsChatAndWithAnyMessageThatGoes();
    void itGoesWithItsCollectionAndWithAnyDocumentOfIt();
    void theOldestLeaveFirst();
};

void ContextTest::blocksComeBack()
{
    for (const ProfileId id : { ProfileId::Modern, ProfileId::Validated }) {
        Folder folder;
        auto file = folder.open(tokensOf(3), cryptoProfile(id));
        VERIFY_OK(file);
        QCOMPARE(file->blocks(), 3u);
        for (uint8_t i = 0; i < 3; ++i)
            VERIFY_OK(file->write(i, block(i)));
        auto again = folder.open(tokensOf(3), cryptoProfile(id));
        std::vector<uint8_t> read(kBlockBytes);
        for (uint8_t i = 3; i-- > 0;) {
            VERIFY_OK(again->read(i, read));
            QCOMPARE(read, block(i));
        }
        VERIFY_OK(again->cutTo(1));
        VERIFY_OK(again->read(0, read));
        COMPARE_CODE(again->read(1, read), ErrorCode::WrongKey);
        COMPARE_CODE(again->read(3, read), ErrorCode::BadArgument);
        COMPARE_CODE(again->write(0, Bytes(read).first(10)), ErrorCode::BadArgument);
        struct stat info {};
        QVERIFY(::stat(folder.path.c_str(), &info) == 0 && (info.st_mode & 0777) == 0600);
    }
}

void ContextTest::otherTokensGiveNothing()
{
    Folder folder;
    auto file = folder.open(tokensOf(3));
    for (uint8_t i = 0; i < 3; ++i)
        VERIFY_OK(file->write(i, block(i)));
    std::vector<int32_t> changed = tokensOf(3);
    changed[ContextFile::kBlockTokens + 5] = -1; // in the second block: what follows was computed from it too
    auto other = folder.open(changed);
    std::vector<uint8_t> read(kBlockBytes);
    VERIFY_OK(other->read(0, read));
    COMPARE_CODE(other->read(1, read), ErrorCode::WrongKey);
    COMPARE_CODE(other->read(2, read), ErrorCode::WrongKey);
    folder.key = Secret::random(32).value();
    COMPARE_CODE(folder.open(tokensOf(3))->read(0, read), ErrorCode::WrongKey);
}

void ContextTest::everyBitAndEveryCutIsNoticed()
{
    Folder folder;
    VERIFY_OK(folder.open(tokensOf(1))->write(0, block(7)));
    QFile file(QString::fromStdString(folder.path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray whole = file.readAll();
    std::vector<uint8_t> read(kBlockBytes);
    for (qsizetype byte = 0; byte < whole.size(); ++byte) {
        QByteArray changed = whole;
        changed[byte] = static_cast<char>(changed[byte] ^ 1 << byte % 8);
        QVERIFY(file.seek(0) && file.write(changed) == changed.size() && file.flush());
        COMPARE_CODE(folder.open(tokensOf(1))->read(0, read), ErrorCode::WrongKey);
    }
    for (const qsizetype size : { whole.size() - 1, qsizetype(1), qsizetype(0) }) {
        QVERIFY(file.seek(0) && file.write(whole) == whole.size() && file.flush() && file.resize(size));
        COMPARE_CODE(folder.open(tokensOf(1))->read(0, read), ErrorCode::WrongKey);
    }
}

void ContextTest::nothingOfItIsInTheFile()
{
    Folder folder;
    VERIFY_OK(folder.open(tokensOf(1))->write(0, block('S')));
    QFile file(QString::fromStdString(folder.path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.size() > qsizetype(kBlockBytes) && !bytes.contains("SSSS"));
}

void ContextTest::onlyFilesWithoutARowAreSwept()
{
    QTemporaryDir vault;
    const std::string folder = contextFolder(vault.path().toStdString());
    VERIFY_OK(sweepContexts(folder, {}));
    struct stat info {};
    QVERIFY(::stat(folder.c_str(), &info) == 0 && (info.st_mode & 0777) == 0700);
    for (const char* const name : { "context.a", "context.b", "letter.txt" }) {
        QFile file(QString::fromStdString(folder + "/" + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    VERIFY_OK(sweepContexts(folder, { "context.b" }));
    QCOMPARE(QDir(QString::fromStdString(folder)).entryList(QDir::Files), (QStringList { "context.b", "letter.txt" }));
}

void ContextTest::aChatHasOneContext()
{
    Database database = memoryDatabase();
    ChatRepository chats(database);
    ContextRepository contexts(database);
    const ChatId chat = chats.create("예산", 1).value();
    QVERIFY(!contexts.find(chat)->has_value());
    VERIFY_OK(contexts.put(contextOf(chat, "a", 2), 10));
    const KeptContext second = contextOf(chat, "b", 3);
    VERIFY_OK(contexts.put(second, 11));
    const auto found = contexts.find(chat);
    VERIFY_OK(found);
    QVERIFY(found->has_value());
    const KeptContext& one = **found;
    QVERIFY(one.chat == chat && one.fileName == "b" && one.computedBy == "tiny" && one.blockBytes == kBlockBytes && one.tokens == second.tokens);
    QVERIFY(std::ranges::equal(one.key.bytes(), second.key.bytes()));
    QCOMPARE(contexts.fileNames().value(), std::vector<std::string> { "b" });
    COMPARE_CODE(contexts.put(contextOf(chat + 1, "c", 1), 12), ErrorCode::NotFound);
    VERIFY_OK(contexts.drop(chat));
    QVERIFY(contexts.fileNames()->empty());
}

void ContextTest::itGoesWithItsChatAndWithAnyMessageThatGoes()
{
    Database database = memoryDatabase();
    ChatRepository chats(database);
    ContextRepository contexts(database);
    const ChatId first = chats.create("하나", 1).value(), second = chats.create("둘", 1).value();
    VERIFY_OK(contexts.put(contextOf(first, "a", 1), 10));
    VERIFY_OK(contexts.put(contextOf(second, "b", 1), 10));
    VERIFY_OK(database.execute("DELETE FROM chat WHERE id = " + std::to_string(first)));
    QCOMPARE(contexts.fileNames().value(), std::vector<std::string> { "b" });
    VERIFY_OK(database.execute("INSERT INTO message (id, chat_id, role, state, mode, text, created_at_ms) VALUES (5, " + std::to_string(second) + ", 1, 2, 1, '비밀', 1)"));
    QCOMPARE(contexts.fileNames()->size(), size_t(1));
    VERIFY_OK(database.execute("DELETE FROM message WHERE id = 5"));
    QVERIFY(contexts.fileNames()->empty());
}

void ContextTest::itGoesWithItsCollectionAndWithAnyDocumentOfIt()
{
    Database database = memoryDatabase();
    ChatRepository chats(database);
    ContextRepository contexts(database);
    const ChatId chat = chats.create("하나", 1).value();
    VERIFY_OK(database.execute("INSERT INTO collection (id, name, created_at_ms) VALUES (3, '예산', 1), (4, '인사', 1)"));
    const char* const document = "INSERT INTO document (id, collection_id, name, title, format, sha256, size_bytes, page_count, pages_are_estimated, "
                                 "hidden_characters_removed, state, problem_detail, added_at_ms, plain_text) "
                                 "VALUES (7, 3, 'a', 'a', 'txt', zeroblob(32), 1, 1, 0, 0, 1, '', 1, '비밀')";
    for (const char* const removal : { "DELETE FROM document WHERE id = 7", "DELETE FROM collection WHERE id = 3" }) {
        VERIFY_OK(database.execute(document));
        KeptContext context = contextOf(chat, "a", 1);
        context.collection = 3;
        VERIFY_OK(contexts.put(context, 10));
        QCOMPARE(contexts.find(chat).value()->collection, CollectionId(3));
        VERIFY_OK(database.execute("DELETE FROM collection WHERE id = 4"));
        QCOMPARE(contexts.fileNames()->size(), size_t(1));
        VERIFY_OK(database.execute(removal));
        QVERIFY(contexts.fileNames()->empty());
    }
}

void ContextTest::theOldestLeaveFirst()
{
    Database database = memoryDatabase();
    ChatRepository chats(database);
    ContextRepository contexts(database);
    const ChatId old = chats.create("1", 1).value(), newer = chats.create("2", 1).value(), newest = chats.create("3", 1).value();
    VERIFY_OK(contexts.put(contextOf(newest, "c", 1), 30));
    VERIFY_OK(contexts.put(contextOf(old, "a", 1), 10));
    VERIFY_OK(contexts.put(contextOf(newer, "b", 2), 20));
    VERIFY_OK(contexts.keepWithin(4 * kBlockBytes));
    QCOMPARE(contexts.fileNames()->size(), size_t(3));
    VERIFY_OK(contexts.keepWithin(3 * kBlockBytes));
    QVERIFY(!contexts.find(old)->has_value() && contexts.find(newer)->has_value() && contexts.find(newest)->has_value());
    VERIFY_OK(contexts.keepWithin(0));
    QVERIFY(contexts.fileNames()->empty());
}

QTEST_GUILESS_MAIN(ContextTest)
#include "context_test.moc"
