// chat_import_repository_test.cpp - A chat from elsewhere is stored whole and once, with all its branches.
#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_import_repository.h"
#include "storage/repositories/chat_place_repository.h"
#include "storage/repositories/message_seals.h"
#include "storage/repositories/search_repository.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

Uid uid(uint8_t number)
{
    Uid all {};
    all.fill(number);
    return all;
}

/// A question, two answers, and a question below the first of them.
NewChat sample()
{
    NewChat chat { uid(1), "휴가", 100, 900, true, false, 3, {} };
    chat.messages = { { uid(11), -1, Role::User, "며칠인가요?", "", "", 101 }, { uid(12), 0, Role::Assistant, "15일", "생각", "exaone", 102 },
        { uid(13), 0, Role::Assistant, "열닷새", "", "qwen", 103 }, { uid(14), 1, Role::User, "더 있나요?", "", "", 104 } };
    return chat;
}

} // namespace

class ChatImportRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void branchesTimesAndModelsAreKept();
    void theSameChatIsAddedOnce();
    void aBrokenChatLeavesNothing();
    void messagesAreSealedAndFound();
};

void ChatImportRepositoryTest::branchesTimesAndModelsAreKept()
{
    Database database = memoryDatabase();
    const auto id = ChatImportRepository(database).add(sample());
    VERIFY_OK(id);
    ChatRepository chats(database);
    const auto path = chats.path(*id);
    VERIFY_OK(path);
    QCOMPARE(path->size(), size_t(3));
    QCOMPARE((*path)[1].text, std::string("15일"));
    QCOMPARE((*path)[1].thought, std::string("생각"));
    QCOMPARE((*path)[1].modelName, std::string("exaone"));
    QCOMPARE((*path)[2].createdAtMs, int64_t(104));
    QCOMPARE(MessageTree(database).versions((*path)[1].id)->size(), size_t(2));
    const auto placed = ChatPlaceRepository(database).list(false);
    QVERIFY(placed->front().pinned && !placed->front().archived && placed->front().titleBy == TitleBy::Person);
    QCOMPARE(placed->front().chat.updatedAtMs, int64_t(900));
    VERIFY_OK(chats.appendPrompt(*id, path->back().id, "이어서 묻습니다", 1000)); // it goes on like any other
}

void ChatImportRepositoryTest::theSameChatIsAddedOnce()
{
    Database database = memoryDatabase();
    ChatImportRepository import(database);
    const auto id = import.add(sample());
    VERIFY_OK(id);
    QVERIFY(*id != 0 && import.has(uid(1)).value());
    VERIFY_OK(ChatPlaceRepository(database).trash(std::array { *id }, 5)); // in the trash it is known, too
    QCOMPARE(import.add(sample()).value(), ChatId(0));
    QCOMPARE(database.prepare("SELECT count(*) FROM message")->number().value(), int64_t(4));
}

void ChatImportRepositoryTest::aBrokenChatLeavesNothing()
{
    Database database = memoryDatabase();
    ChatImportRepository import(database);
    NewChat chat = sample();
    chat.messages[2].parent = 3; // comes after
    COMPARE_CODE(import.add(chat), ErrorCode::BadArgument);
    chat.messages.clear();
    COMPARE_CODE(import.add(chat), ErrorCode::BadArgument);
    NewChat twice = sample();
    twice.messages[1].uid = twice.messages[0].uid;
    QVERIFY(!import.add(twice).ok());
    QCOMPARE(database.prepare("SELECT (SELECT count(*) FROM chat) + (SELECT count(*) FROM message)")->number().value(), int64_t(0));
    NewChat shown = sample();
    shown.shown = 99; // nowhere: the last one is shown
    const auto id = import.add(shown);
    VERIFY_OK(id);
    QCOMPARE(ChatRepository(database).path(*id)->back().text, std::string("더 있나요?"));
}

void ChatImportRepositoryTest::messagesAreSealedAndFound()
{
    const VaultFolder folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    VERIFY_OK(ChatImportRepository(vault->database()).add(sample()));
    QCOMPARE(vault->database().prepare("SELECT count(DISTINCT message_id) FROM message_seal")->number().value(), int64_t(4));
    QCOMPARE(SearchRepository(vault->database()).search("열닷새", {}, 10)->size(), size_t(1));
    QCOMPARE(vault->database().check().value().size(), size_t(0));
}

QTEST_GUILESS_MAIN(ChatImportRepositoryTest)
#include "chat_import_repository_test.moc"
