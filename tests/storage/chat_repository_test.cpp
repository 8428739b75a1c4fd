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
    void searchFindsSubstrings_data();
    void searchFindsSubstrings();
    void searchLeavesTrashOut();
    void searchFollowsTheAnswerBeingWritten();
    void searchGivesNewestFirstAndSnippetOnOneLine();
    void oddSearchTextIsNoSyntax();
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
    const auto versions = desk.chats.versions(second);
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
    VERIFY_OK(desk.chats.show(first));
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

void ChatRepositoryTest::searchFindsSubstrings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("search");
    QTest::addColumn<bool>("found");
    const QString budget = "2025년도 예산편성지침을 검토해 주세요";
    QTest::newRow("beginning of a word") << budget << "예산" << true;
    QTest::newRow("middle of a word") << budget << "편성" << true;
    QTest::newRow("across two parts") << budget << "산편" << true;
    QTest::newRow("end of a word") << budget << "지침을" << true;
    QTest::newRow("one syllable, first") << budget << "예" << true;
    QTest::newRow("one syllable, middle") << budget << "편" << true;
    QTest::newRow("one syllable, last") << budget << "을" << true;
    QTest::newRow("two words, any order") << budget << "검토 예산" << true;
    QTest::newRow("number") << budget << "2025" << true;
    QTest::newRow("number and syllable") << budget << "2025년도" << true;
    QTest::newRow("not there") << budget << "결산" << false;
    QTest::newRow("one word not there") << budget << "예산 결산" << false;
    QTest::newRow("syllables there, not together") << budget << "예편" << false;
    QTest::newRow("decomposed search") << budget << QString("예산").normalized(QString::NormalizationForm_D) << true;
    QTest::newRow("decomposed text") << budget.normalized(QString::NormalizationForm_D) << "편성" << true;
    QTest::newRow("Hanja") << "大韓民國 豫算" << "民國" << true;
    QTest::newRow("one Hanja") << "大韓民國 豫算" << "豫" << true;
    QTest::newRow("full width") << "ＫＯＲＥＡ ２０２５" << "korea" << true;
    QTest::newRow("Latin beginning") << "Database migration" << "data" << true;
    QTest::newRow("Latin case") << "Database migration" << "MIGRATION" << true;
    QTest::newRow("compatibility jamo") << "ㅋㅋㅋ 좋아요" << "ㅋㅋ" << true;
}

void ChatRepositoryTest::searchFindsSubstrings()
{
    QFETCH(QString, text);
    QFETCH(QString, search);
    QFETCH(bool, found);
    Desk desk;
    desk.say(text.toStdString());
    desk.say("아무 상관 없는 글");
    const auto hits = desk.chats.search(search.toStdString(), 10);
    VERIFY_OK(hits);
    QCOMPARE(hits->size(), size_t(found ? 1 : 0));
}

void ChatRepositoryTest::searchLeavesTrashOut()
{
    Desk desk;
    desk.say("예산");
    VERIFY_OK(desk.chats.trash(desk.chat, 5));
    QVERIFY(desk.chats.search("예산", 10).value().empty());
    VERIFY_OK(desk.chats.restore(desk.chat));
    QCOMPARE(desk.chats.search("예산", 10).value().size(), size_t(1));
}

void ChatRepositoryTest::searchFollowsTheAnswerBeingWritten()
{
    Desk desk;
    const MessageId answer = desk.chats.beginAnswer(desk.chat, desk.say("질문"), 0, 3).value();
    VERIFY_OK(desk.chats.checkpointAnswer(answer, "초안에는 감자"));
    VERIFY_OK(desk.chats.checkpointAnswer(answer, "고구마"));
    QVERIFY(desk.chats.search("감자", 10).value().empty());
    QCOMPARE(desk.chats.search("고구마", 10).value().size(), size_t(1));
}

void ChatRepositoryTest::searchGivesNewestFirstAndSnippetOnOneLine()
{
    Desk desk;
    desk.say("첫 번째 예산");
    const MessageId newest = desk.say(std::string(3000, 'x') + "\n앞줄\n두 번째 예산\n뒷줄");
    const auto hits = desk.chats.search("예산", 10);
    VERIFY_OK(hits);
    QCOMPARE(hits->size(), size_t(2));
    QCOMPARE(hits->front().message, newest);
    QCOMPARE(hits->front().chatTitle, std::string("질의"));
    const QString snippet = QString::fromStdString(hits->front().snippet);
    QVERIFY2(snippet.contains("두 번째 예산"), qPrintable(snippet));
    QVERIFY(!snippet.contains('\n'));
    QCOMPARE(desk.chats.search("예산", 1).value().size(), size_t(1));
}

void ChatRepositoryTest::oddSearchTextIsNoSyntax()
{
    Desk desk;
    desk.say("그는 \"예산\"이라 말했다 (NEAR)");
    for (const char* text : { "\"", "\"예산\"", "*", "()", "NEAR(", "text : 예산", "-", "   ", "예산\" OR \"결산", "^예산", "{a b}" })
        VERIFY_OK(desk.chats.search(text, 10));
    QCOMPARE(desk.chats.search("\"예산\"", 10).value().size(), size_t(1));
}

QTEST_GUILESS_MAIN(ChatRepositoryTest)
#include "chat_repository_test.moc"
