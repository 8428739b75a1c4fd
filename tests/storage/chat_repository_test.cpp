#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class ChatRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void numbersBeginWhereTheyAreTold();
    void promptAndAnswerComeBackInOrder();
    void anotherAnswerStandsBesideTheFirst();
    void showSwitchesBranches();
    void parentFromAnotherChatIsRefused();
    void finishedAnswerKeepsEverything();
    void finishedAnswerCannotBeWrittenTo();
    void failedAnswerKeepsItsProblem();
    void interruptedAnswersAreStopped();
    void trashedChatsAreListedApart();
    void newestChatComesFirst();
    void answerKeepsTheNameOfARemovedCollection();
};

namespace {

struct Desk {
    Database database = memoryDatabase();
    ChatRepository chats { database };
    ChatId chat = chats.create("질의", 1).value();

    MessageId say(std::string_view text) { return chats.appendPrompt(chat, 0, text, 2).value(); }
};

} // namespace

void ChatRepositoryTest::promptAndAnswerComeBackInOrder()
{
    Desk desk;
    const MessageId prompt = desk.say("연차는 며칠인가요?");
    const auto answer = desk.chats.beginAnswer(desk.chat, prompt, 0, 3);
    VERIFY_OK(answer);
    VERIFY_OK(desk.chats.checkpointAnswer(*answer, "15일"));
    const auto path = desk.chats.path(desk.chat);
    VERIFY_OK(path);
    QCOMPARE(path->size(), size_t(2));
    QCOMPARE((*path)[0].text, std::string("연차는 며칠인가요?"));
    QCOMPARE((*path)[1].text, std::string("15일"));
    QVERIFY((*path)[1].state == MessageState::Writing);
    QVERIFY((*path)[1].role == Role::Assistant);
    QCOMPARE((*path)[1].parent, prompt);
}

void ChatRepositoryTest::anotherAnswerStandsBesideTheFirst()
{
    Desk desk;
    const MessageId prompt = desk.say("질문");
    const MessageId first = desk.chats.beginAnswer(desk.chat, prompt, 0, 3).value();
    const MessageId second = desk.chats.beginAnswer(desk.chat, prompt, 0, 4).value();
    const auto versions = MessageTree(desk.database).versions(second);
    VERIFY_OK(versions);
    QCOMPARE(*versions, (std::vector<MessageId> { first, second }));
    const auto path = desk.chats.path(desk.chat);
    VERIFY_OK(path);
    QCOMPARE(path->back().id, second);
    VERIFY_OK(desk.chats.message(first)); // nothing is erased
}

void ChatRepositoryTest::showSwitchesBranches()
{
    Desk desk;
    const MessageId prompt = desk.say("질문");
    const MessageId first = desk.chats.beginAnswer(desk.chat, prompt, 0, 3).value();
    const MessageId below = desk.chats.appendPrompt(desk.chat, first, "더 자세히", 4).value();
    const MessageId second = desk.chats.beginAnswer(desk.chat, prompt, 0, 5).value();
    QCOMPARE(desk.chats.path(desk.chat).value().back().id, second);
    VERIFY_OK(MessageTree(desk.database).show(first));
    QCOMPARE(desk.chats.path(desk.chat).value().back().id, below);
    QCOMPARE(desk.chats.path(desk.chat).value().size(), size_t(3));
}

void ChatRepositoryTest::parentFromAnotherChatIsRefused()
{
    Desk desk;
    const ChatId other = desk.chats.create("다른 대화", 1).value();
    const MessageId prompt = desk.say("질문");
    COMPARE_CODE(desk.chats.appendPrompt(other, prompt, "x", 2), ErrorCode::NotFound);
    COMPARE_CODE(desk.chats.appendPrompt(999, 0, "x", 2), ErrorCode::NotFound);
}

void ChatRepositoryTest::finishedAnswerKeepsEverything()
{
    Desk desk;
    const CollectionId collection = CollectionRepository(desk.database).create("업무 규정", 1).value();
    const MessageId answer = desk.chats.beginAnswer(desk.chat, desk.say("질문"), collection, 3).value();
    FinishedAnswer finished;
    finished.mode = AnswerMode::Generated;
    finished.text = "답은 15일입니다. [1]";
    finished.documentsSearched = 480;
    finished.modelName = "모형";
    finished.seconds = 2.5;
    finished.tokensPerSecond = 31.25;
    finished.leftOutMessages = 4;
    finished.thought = "먼저 규정을 본다.";
    StoredCitation citation;
    citation.number = 1;
    citation.document = 7;
    citation.passage = 70;
    citation.documentName = "복무규정.hwpx";
    citation.headingPath = "제3장 휴가 > 제15조(연가)";
    citation.page = 4;
    citation.pageEstimated = true;
    citation.passageText = "연가는 15일로 한다.";
    citation.quote = "15일로 한다.";
    citation.startCodePoint = 100;
    citation.endCodePoint = 108;
    citation.verified = true;
    citation.matchedTerms = { "연가", "15일" };
    finished.citations = { citation };
    VERIFY_OK(desk.chats.finishAnswer(answer, finished, 9));

    const auto stored = desk.chats.message(answer);
    VERIFY_OK(stored);
    QCOMPARE(stored->leftOutMessages, 4);
    QCOMPARE(stored->thought, finished.thought);
    QVERIFY(stored->state == MessageState::Complete);
    QVERIFY(stored->mode == AnswerMode::Generated);
    QCOMPARE(stored->text, finished.text);
    QCOMPARE(stored->collection, collection);
    QCOMPARE(stored->collectionName, std::string("업무 규정"));
    QCOMPARE(stored->documentsSearched, 480);
    QCOMPARE(stored->modelName, std::string("모형"));
    QCOMPARE(stored->seconds, 2.5);
    QCOMPARE(stored->tokensPerSecond, 31.25);
    QCOMPARE(stored->citations.size(), size_t(1));
    const StoredCitation& back = stored->citations.front();
    QCOMPARE(back.documentName, citation.documentName);
    QCOMPARE(back.headingPath, citation.headingPath);
    QCOMPARE(back.page, 4);
    QVERIFY(back.pageEstimated && back.verified);
    QCOMPARE(back.passageText, citation.passageText);
    QCOMPARE(back.quote, citation.quote);
    QCOMPARE(back.startCodePoint, int64_t(100));
    QCOMPARE(back.endCodePoint, int64_t(108));
    QCOMPARE(back.matchedTerms, citation.matchedTerms);
    QCOMPARE(desk.chats.find(desk.chat).value().updatedAtMs, int64_t(9));
}

void ChatRepositoryTest::finishedAnswerCannotBeWrittenTo()
{
    Desk desk;
    const MessageId answer = desk.chats.beginAnswer(desk.chat, desk.say("질문"), 0, 3).value();
    VERIFY_OK(desk.chats.finishAnswer(answer, {}, 4));
    COMPARE_CODE(desk.chats.checkpointAnswer(answer, "zu spät"), ErrorCode::NotFound);
    COMPARE_CODE(desk.chats.finishAnswer(answer, {}, 5), ErrorCode::NotFound);
    FinishedAnswer writing;
    writing.state = MessageState::Writing;
    COMPARE_CODE(desk.chats.finishAnswer(answer, writing, 5), ErrorCode::BadArgument);
}

void ChatRepositoryTest::failedAnswerKeepsItsProblem()
{
    Desk desk;
    const MessageId answer = desk.chats.beginAnswer(desk.chat, desk.say("질문"), 0, 3).value();
    FinishedAnswer failed;
    failed.state = MessageState::Failed;
    failed.text = "여기까지";
    failed.problem = ErrorCode::WorkerDied;
    failed.problemDetail = "signal 9";
    VERIFY_OK(desk.chats.finishAnswer(answer, failed, 4));
    const auto stored = desk.chats.message(answer);
    VERIFY_OK(stored);
    QVERIFY(stored->state == MessageState::Failed);
    QVERIFY(stored->problem == ErrorCode::WorkerDied);
    QCOMPARE(stored->problemDetail, std::string("signal 9"));
    QCOMPARE(stored->text, std::string("여기까지"));
}

void ChatRepositoryTest::interruptedAnswersAreStopped()
{
    const VaultFolder folder;
    MessageId answer = 0;
    ChatId chat = 0;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        ChatRepository chats(vault->database());
        chat = chats.create("질의", 1).value();
        answer = chats.beginAnswer(chat, chats.appendPrompt(chat, 0, "질문", 2).value(), 0, 3).value();
        VERIFY_OK(chats.checkpointAnswer(answer, "쓰다가 만"));
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    const auto stored = ChatRepository(vault->database()).message(answer);
    VERIFY_OK(stored);
    QVERIFY(stored->state == MessageState::Stopped);
    QCOMPARE(stored->text, std::string("쓰다가 만"));
}

void ChatRepositoryTest::trashedChatsAreListedApart()
{
    Desk desk;
    VERIFY_OK(desk.chats.trash(desk.chat, 50));
    QVERIFY(desk.chats.list(false).value().empty());
    QCOMPARE(desk.chats.list(true).value().front().trashedAtMs, int64_t(50));
    VERIFY_OK(desk.chats.restore(desk.chat));
    QCOMPARE(desk.chats.list(false).value().size(), size_t(1));
    VERIFY_OK(desk.chats.rename(desk.chat, "새 이름"));
    QCOMPARE(desk.chats.find(desk.chat).value().title, std::string("새 이름"));
    COMPARE_CODE(desk.chats.rename(999, "x"), ErrorCode::NotFound);
}

void ChatRepositoryTest::newestChatComesFirst()
{
    Desk desk;
    const ChatId second = desk.chats.create("둘째", 5).value();
    QCOMPARE(desk.chats.list(false).value().front().id, second);
    VERIFY_OK(desk.chats.appendPrompt(desk.chat, 0, "다시", 9));
    QCOMPARE(desk.chats.list(false).value().front().id, desk.chat);
}

void ChatRepositoryTest::answerKeepsTheNameOfARemovedCollection()
{
    Desk desk;
    CollectionRepository collections(desk.database);
    const CollectionId collection = collections.create("업무 규정", 1).value();
    const MessageId answer = desk.chats.beginAnswer(desk.chat, desk.say("질문"), collection, 3).value();
    VERIFY_OK(collections.remove(collection));
    const auto stored = desk.chats.message(answer);
    VERIFY_OK(stored);
    QCOMPARE(stored->collection, CollectionId(0));
    QCOMPARE(stored->collectionName, std::string("업무 규정"));
}

void ChatRepositoryTest::numbersBeginWhereTheyAreTold()
{
    Database memory = makeMemoryChats(kSplit).value();
    QCOMPARE(memory.path(), std::string()); // no file
    ChatRepository chats(memory, kFirstMemoryId);
    const ChatId first = chats.create("하나", 1).value();
    QCOMPARE(first, kFirstMemoryId);
    QCOMPARE(chats.create("둘", 1).value(), kFirstMemoryId + 1);
    const MessageId message = chats.appendPrompt(first, 0, "글", 2).value();
    QCOMPARE(message, kFirstMemoryId);
    QCOMPARE(chats.appendPrompt(first, message, "글", 3).value(), kFirstMemoryId + 1);
}

QTEST_GUILESS_MAIN(ChatRepositoryTest)
#include "chat_repository_test.moc"
