#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/search_repository.h"
#include "storage/repositories/setting_repository.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class MigrateTest : public QObject {
    Q_OBJECT
private slots:
    void stepsAreNumberedByTen();
    void filledOlderVersionKeepsItsRows();
    void newestVersionIsLeftAlone();
    void newerSchemaIsRefused();
    void failedStepLeavesTheOldVersion();
};

void MigrateTest::stepsAreNumberedByTen()
{
    const auto steps = allMigrations();
    QVERIFY(!steps.empty());
    for (size_t i = 0; i < steps.size(); ++i)
        QCOMPARE(steps[i].version, static_cast<int>(10 * (i + 1)));
}

// The first version knew chats only; a person's chats and their search must survive every later step.
void MigrateTest::filledOlderVersionKeepsItsRows()
{
    Database database = Database::openInMemory(kSplit).value();
    VERIFY_OK(migrate(database, allMigrations().first(1)));
    VERIFY_OK(database.execute("INSERT INTO chat (id, title, created_at_ms, updated_at_ms) VALUES (1, '옛 대화', 10, 20);"
                               "INSERT INTO message (id, chat_id, role, state, mode, text, created_at_ms) VALUES (1, 1, 1, 2, 1, '예산 질문', 11);"
                               "INSERT INTO message (id, chat_id, parent_id, role, state, mode, text, created_at_ms) "
                               "VALUES (2, 1, 1, 2, 2, 2, '예산 답변', 12); UPDATE chat SET leaf_id = 2;"));
    VERIFY_OK(migrate(database));
    ChatRepository chats(database);
    const auto path = chats.path(1);
    VERIFY_OK(path);
    QCOMPARE(path->size(), size_t(2));
    QCOMPARE((*path)[1].text, std::string("예산 답변"));
    QCOMPARE((*path)[1].collectionName, std::string());
    QCOMPARE((*path)[1].leftOutMessages, 0);
    QCOMPARE((*path)[1].thought, std::string());
    QCOMPARE(SearchRepository(database).search("예산", {}, 9)->size(), size_t(2));
    VERIFY_OK(SettingRepository(database).set("a", "b"));
    QVERIFY(database.check()->empty());
}

void MigrateTest::newestVersionIsLeftAlone()
{
    Database database = memoryDatabase();
    VERIFY_OK(ChatRepository(database).create("대화", 1));
    VERIFY_OK(migrate(database));
    QCOMPARE(ChatRepository(database).list(false)->size(), size_t(1));
}

void MigrateTest::newerSchemaIsRefused()
{
    Database database = memoryDatabase();
    VERIFY_OK(database.execute("PRAGMA user_version = 9990"));
    const auto result = migrate(database);
    COMPARE_CODE(result, ErrorCode::Unsupported);
    QVERIFY(result.error().doing.find("9990") != std::string::npos);
}

void MigrateTest::failedStepLeavesTheOldVersion()
{
    Database database = Database::openInMemory(kSplit).value();
    const Migration steps[] = { { 10, "good", "CREATE TABLE a (x INTEGER) STRICT;" }, { 20, "bad", "CREATE TABLE b (x INTEGER) STRICT; nonsense;" } };
    QVERIFY(!migrate(database, steps).ok());
    QCOMPARE(database.prepare("PRAGMA user_version")->number().value(), int64_t(0));
    QCOMPARE(database.prepare("SELECT count(*) FROM sqlite_schema")->number().value(), int64_t(0));
}

QTEST_GUILESS_MAIN(MigrateTest)
#include "migrate_test.moc"
