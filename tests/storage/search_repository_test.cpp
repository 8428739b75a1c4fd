#include "tests/storage/vault_fixture.h"
#include "tests/support/campaign.h"

#include "storage/db/transaction.h"
#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/document_repository.h"
#include "storage/repositories/search_repository.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <random>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class SearchRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void searchFindsSubstrings_data();
    void searchFindsSubstrings();
    void searchLeavesTrashOut();
    void searchFollowsTheAnswerBeingWritten();
    void searchGivesNewestFirstAndSnippetOnOneLine();
    void oddSearchTextIsNoSyntax();
    void titlesAreFoundAndFollowARename();
    void documentsAreFoundByNameAndText();
    void whatIsRemovedIsNotFound();
    void filtersNarrow();
    void marksSayWhereTheWordsStand();
    void hundredThousandMessagesAreQuick();
};

namespace {

struct Desk {
    Database database = memoryDatabase();
    ChatRepository chats { database };
    SearchRepository everything { database };
    ChatId chat = chats.create("질의", 1).value();

    MessageId say(std::string_view text) { return chats.appendPrompt(chat, 0, text, 2).value(); }
    Result<std::vector<FoundItem>> search(std::string_view text) { return everything.search(text, {}, 10); }
    CollectionId collect(std::string_view name) { return CollectionRepository(database).create(name, 1).value(); }
    DocumentId add(CollectionId collection, const std::string& name, const std::string& text, int64_t atMs)
    {
        NewDocument document;
        document.collection = collection;
        document.name = name;
        document.plainText = text;
        document.passages.push_back({ "제1장 총칙", "", 3, 0, QString::fromStdString(text).size(), text });
        return DocumentRepository(database).add(document, atMs).value();
    }
};

std::vector<FoundKind> kindsOf(const std::vector<FoundItem>& items)
{
    std::vector<FoundKind> kinds;
    for (const FoundItem& item : items)
        kinds.push_back(item.kind);
    return kinds;
}

} // namespace

void SearchRepositoryTest::searchFindsSubstrings_data()
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

void SearchRepositoryTest::searchFindsSubstrings()
{
    QFETCH(QString, text);
    QFETCH(QString, search);
    QFETCH(bool, found);
    Desk desk;
    desk.say(text.toStdString());
    desk.say("아무 상관 없는 글");
    const auto hits = desk.search(search.toStdString());
    VERIFY_OK(hits);
    QCOMPARE(hits->size(), size_t(found ? 1 : 0));
}

void SearchRepositoryTest::searchLeavesTrashOut()
{
    Desk desk;
    desk.say("예산");
    VERIFY_OK(desk.chats.trash(desk.chat, 5));
    QVERIFY(desk.search("예산").value().empty());
    VERIFY_OK(desk.chats.restore(desk.chat));
    QCOMPARE(desk.search("예산").value().size(), size_t(1));
}

void SearchRepositoryTest::searchFollowsTheAnswerBeingWritten()
{
    Desk desk;
    const MessageId answer = desk.chats.beginAnswer(desk.chat, desk.say("질문"), 0, 3).value();
    VERIFY_OK(desk.chats.checkpointAnswer(answer, "초안에는 감자"));
    VERIFY_OK(desk.chats.checkpointAnswer(answer, "고구마"));
    QVERIFY(desk.search("감자").value().empty());
    QCOMPARE(desk.search("고구마").value().size(), size_t(1));
}

void SearchRepositoryTest::searchGivesNewestFirstAndSnippetOnOneLine()
{
    Desk desk;
    desk.say("첫 번째 예산");
    const MessageId newest = desk.say(std::string(3000, 'x') + "\n앞줄\n두 번째 예산\n뒷줄");
    const auto hits = desk.search("예산");
    VERIFY_OK(hits);
    QCOMPARE(hits->size(), size_t(2));
    QCOMPARE(hits->front().message, newest);
    QCOMPARE(hits->front().name, std::string("질의"));
    const QString snippet = QString::fromStdString(hits->front().snippet);
    QVERIFY2(snippet.contains("두 번째 예산"), qPrintable(snippet));
    QVERIFY(!snippet.contains('\n'));
    QCOMPARE(desk.everything.search("예산", {}, 1).value().size(), size_t(1));
}

void SearchRepositoryTest::oddSearchTextIsNoSyntax()
{
    Desk desk;
    desk.say("그는 \"예산\"이라 말했다 (NEAR)");
    for (const char* text : { "\"", "\"예산\"", "*", "()", "NEAR(", "text : 예산", "-", "   ", "예산\" OR \"결산", "^예산", "{a b}" })
        VERIFY_OK(desk.search(text));
    QCOMPARE(desk.search("\"예산\"").value().size(), size_t(1));
}

void SearchRepositoryTest::titlesAreFoundAndFollowARename()
{
    Desk desk;
    const ChatId budget = desk.chats.create("예산 편성 검토", 5).value();
    const auto found = desk.search("편성");
    VERIFY_OK(found);
    QCOMPARE(found->size(), size_t(1));
    QVERIFY(found->front().kind == FoundKind::ChatTitle);
    QCOMPARE(found->front().chat, budget);
    VERIFY_OK(desk.chats.rename(budget, "결산 검토"));
    QVERIFY(desk.search("편성")->empty());
    QCOMPARE(desk.search("결산")->size(), size_t(1));
}

void SearchRepositoryTest::documentsAreFoundByNameAndText()
{
    Desk desk;
    const CollectionId rules = desk.collect("업무 규정");
    const DocumentId document = desk.add(rules, "업무용 차량 관리 규정.hwpx", "사고가 나면 즉시 보고한다.", 7);
    const auto byName = desk.search("차량");
    VERIFY_OK(byName);
    QCOMPARE(byName->size(), size_t(1));
    QVERIFY(byName->front().kind == FoundKind::DocumentName);
    QCOMPARE(byName->front().document, document);
    const auto byText = desk.search("즉시 보고");
    VERIFY_OK(byText);
    QCOMPARE(byText->size(), size_t(1));
    QVERIFY(byText->front().kind == FoundKind::Passage);
    QVERIFY(byText->front().passage != 0);
    QCOMPARE(byText->front().name, std::string("업무용 차량 관리 규정.hwpx"));
    QCOMPARE(byText->front().headingPath, std::string("제1장 총칙"));
    QCOMPARE(byText->front().page, 3);
    QVERIFY(desk.search("c1")->empty()); // the index's own word for a collection is nobody's text
}

void SearchRepositoryTest::whatIsRemovedIsNotFound()
{
    Desk desk;
    const CollectionId rules = desk.collect("업무 규정");
    const DocumentId document = desk.add(rules, "차량 규정.hwpx", "사고 보고", 7);
    VERIFY_OK(DocumentRepository(desk.database).remove(document));
    QVERIFY(desk.search("차량")->empty());
    QVERIFY(desk.search("사고")->empty());
}

void SearchRepositoryTest::filtersNarrow()
{
    Desk desk;
    desk.say("사고 경위");
    VERIFY_OK(desk.chats.rename(desk.chat, "사고 처리"));
    const CollectionId rules = desk.collect("규정");
    const CollectionId notices = desk.collect("안내");
    desk.add(rules, "사고 규정.txt", "사고 보고", 100);
    desk.add(notices, "사고 안내.txt", "사고 접수", 200);
    using enum FoundKind;
    const auto kinds = [&](const SearchFilter& filter) { return kindsOf(desk.everything.search("사고", filter, 10).value()); };
    SearchFilter filter;
    QVERIFY((kinds(filter) == std::vector { ChatTitle, Message, DocumentName, DocumentName, Passage, Passage }));
    filter.documents = false;
    QVERIFY((kinds(filter) == std::vector { ChatTitle, Message }));
    filter = {};
    filter.chats = false;
    filter.collection = notices;
    QVERIFY((kinds(filter) == std::vector { DocumentName, Passage }));
    QCOMPARE(desk.everything.search("사고", filter, 10)->front().name, std::string("사고 안내.txt"));
    filter = {};
    filter.fromMs = 150;
    QVERIFY((kinds(filter) == std::vector { DocumentName, Passage }));
    filter = {};
    filter.beforeMs = 150;
    filter.chats = false;
    QVERIFY((kinds(filter) == std::vector { DocumentName, Passage }));
    QCOMPARE(desk.everything.search("사고", filter, 10)->front().name, std::string("사고 규정.txt"));
    QCOMPARE(desk.everything.search("사고", {}, 1)->size(), size_t(4)); // one of each kind
}

void SearchRepositoryTest::marksSayWhereTheWordsStand()
{
    Desk desk;
    desk.say("연말 예산편성지침을 다시 본다");
    const auto found = desk.search("편성 다시");
    VERIFY_OK(found);
    QCOMPARE(found->size(), size_t(1));
    const FoundItem& item = found->front();
    std::vector<std::string> marked;
    for (const FoundMark& mark : item.marks)
        marked.push_back(item.snippet.substr(mark.start, mark.end - mark.start));
    QVERIFY((marked == std::vector<std::string> { "편성", "다시" }));
    QVERIFY(std::ranges::none_of(item.snippet, [](char c) { return c == 2 || c == 3; }));
}

/// Reports; a machine may be busy. The encrypted file is on the disk, the words are spread as in real text.
void SearchRepositoryTest::hundredThousandMessagesAreQuick()
{
    const int messages = campaignCount(100'000, 5'000);
    const VaultFolder folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    std::mt19937 random(5);
    std::vector<QString> words;
    for (int i = 0; i < 4000; ++i) {
        QString word;
        for (int letter = 0; letter < 2 + i % 3; ++letter)
            word += QChar(0xac00 + static_cast<int>(random() % 11172 / (1 + random() % 4)));
        words.push_back(word);
    }
    const auto anyWord = [&] { return words[static_cast<size_t>(std::pow(words.size(), std::uniform_real_distribution<>()(random))) - 1]; };
    ChatRepository chats(vault->database());
    {
        auto transaction = vault->database().begin(); // one commit: only searching is measured
        VERIFY_OK(transaction);
        ChatId chat = 0;
        for (int i = 0; i < messages; ++i) {
            if (i % 50 == 0)
                chat = chats.create(anyWord().toStdString(), i).value();
            QString text;
            for (int word = 0; word < 40; ++word)
                text += anyWord() + ' ';
            auto add = vault->database().prepare("INSERT INTO message (chat_id, role, state, mode, text, created_at_ms) VALUES (?, 1, 2, 1, ?, ?)");
            VERIFY_OK(add->run(chat, text.toStdString(), i));
        }
        VERIFY_OK(transaction->commit());
    }
    SearchRepository everything(vault->database());
    std::vector<double> ms;
    size_t hits = 0;
    for (int i = 0; i < 300; ++i) {
        QString text = anyWord();
        if (i % 3 == 1)
            text += ' ' + anyWord();
        else if (i % 3 == 2)
            text = text.left(1); // one syllable, inside any word
        QElapsedTimer timer;
        timer.start();
        const auto found = everything.search(text.toStdString(), {}, 50);
        VERIFY_OK(found);
        ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        hits += found->size();
    }
    std::ranges::sort(ms);
    qInfo("%d encrypted messages: search in %.1f ms (median), %.1f ms (p95), %.1f ms (slowest); %.1f hits each", messages, ms[ms.size() / 2],
        ms[ms.size() * 95 / 100], ms.back(), static_cast<double>(hits) / static_cast<double>(ms.size()));
    QVERIFY(hits > 300);
}

QTEST_GUILESS_MAIN(SearchRepositoryTest)
#include "search_repository_test.moc"
