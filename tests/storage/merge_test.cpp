#include "tests/storage/filled_vault.h"

#include "storage/repositories/merge.h"
#include "storage/repositories/message_seals.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

int64_t count(Database& database, const char* table) { return database.prepare(std::string("SELECT count(*) FROM ") + table)->number().value(); }

/// What people see: texts, not numbers of rows.
std::vector<std::string> seen(Database& database)
{
    std::vector<std::string> all;
    const auto chats = ChatRepository(database).list(false);
    for (const StoredChat& chat : *chats) {
        all.push_back(chat.title);
        const auto path = ChatRepository(database).path(chat.id);
        for (const StoredMessage& message : *path)
            all.push_back(message.text + "|" + std::to_string(message.citations.size()) + "|" + message.collectionName);
    }
    const auto collections = CollectionRepository(database).list();
    for (const StoredCollection& collection : *collections) {
        const auto documents = DocumentRepository(database).list(collection.id);
        for (const StoredDocument& document : *documents)
            all.push_back(collection.name + "/" + document.name + DocumentRepository(database).plainText(document.id).value());
    }
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace

class MergeTest : public QObject {
    Q_OBJECT
private slots:
    void emptyVaultGetsEverything();
    void mergingTwiceAddsNothing();
    void bothSidesKeepTheirOwn();
    void missingMessagesOfAKnownChatAreAdded();
    void takenDocumentNameGetsANumber();
    void citationsPointAtTheirPassages();
    void branchesAndRemovalsComeAlong();
    void stoppedMergeAddsNothing();
};

void MergeTest::emptyVaultGetsEverything()
{
    Database from = memoryDatabase();
    VERIFY_OK(fillDatabase(from, 1));
    Database into = memoryDatabase();
    const auto report = mergeDatabase(from, into, {}, {});
    VERIFY_OK(report);
    QCOMPARE(report->messages.added, count(from, "message"));
    QCOMPARE(report->documents.added, count(from, "document"));
    QCOMPARE(seen(into), seen(from));
    QVERIFY(into.check()->empty());
    QVERIFY(checkMessageSeals(into, 0)->empty());
}

void MergeTest::mergingTwiceAddsNothing()
{
    Database from = memoryDatabase();
    VERIFY_OK(fillDatabase(from, 1));
    Database into = memoryDatabase();
    VERIFY_OK(fillDatabase(into, 1)); // the same names and contents, other rows
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    const auto before = seen(into);
    const auto again = mergeDatabase(from, into, {}, {});
    VERIFY_OK(again);
    QCOMPARE(again->chats.added + again->messages.added + again->collections.added + again->documents.added, int64_t(0));
    QCOMPARE(again->messages.alreadyThere, count(from, "message"));
    QCOMPARE(seen(into), before);
    // Nor does merging it back into where it came from.
    const auto original = seen(from);
    const auto back = mergeDatabase(into, from, {}, {});
    VERIFY_OK(back);
    QCOMPARE(back->chats.added, int64_t(6));        // those that only the other one had
    QCOMPARE(mergeDatabase(into, from, {}, {})->chats.added, int64_t(0));
    QCOMPARE(seen(from), seen(into));
}

void MergeTest::bothSidesKeepTheirOwn()
{
    Database from = memoryDatabase();
    Database into = memoryDatabase();
    VERIFY_OK(fillDatabase(from, 1));
    ChatRepository chats(into);
    const ChatId own = chats.create("eigenes", 5).value();
    VERIFY_OK(chats.appendPrompt(own, 0, "bleibt", 6));
    VERIFY_OK(into.execute("INSERT INTO setting VALUES ('theme', 'light')"));
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    QCOMPARE(chats.find(own)->title, std::string("eigenes"));
    QCOMPARE(chats.path(own)->size(), size_t(1));
    QCOMPARE(into.prepare("SELECT value FROM setting WHERE key = 'theme'")->text().value(), std::string("light"));
}

void MergeTest::missingMessagesOfAKnownChatAreAdded()
{
    Database from = memoryDatabase();
    Database into = memoryDatabase();
    VERIFY_OK(fillDatabase(from, 1));
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    ChatRepository chats(from);
    const StoredChat chat = chats.list(false)->front();
    VERIFY_OK(chats.appendPrompt(chat.id, chat.leaf, "noch eines", 999));
    const auto report = mergeDatabase(from, into, {}, {});
    VERIFY_OK(report);
    QCOMPARE(report->messages.added, int64_t(1));
    QCOMPARE(report->chats.added, int64_t(0));
    QCOMPARE(into.prepare("SELECT p.text = (SELECT text FROM message WHERE role = 2 AND chat_id = m.chat_id ORDER BY id DESC LIMIT 1) FROM message m "
                          "JOIN message p ON p.id = m.parent_id WHERE m.text = 'noch eines'")->number().value(), int64_t(1));
}

void MergeTest::takenDocumentNameGetsANumber()
{
    Database from = memoryDatabase();
    Database into = memoryDatabase();
    for (Database* database : { &from, &into }) {
        NewDocument document;
        document.collection = CollectionRepository(*database).create("예규", 1).value();
        document.name = "a.txt";
        document.plainText = database == &from ? "von dort" : "von hier";
        document.sha256.fill(database == &from ? 1 : 2);
        VERIFY_OK(DocumentRepository(*database).add(document, 2));
    }
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    QCOMPARE(count(into, "collection"), int64_t(1));
    const auto documents = DocumentRepository(into).list(1);
    QCOMPARE(documents->size(), size_t(2));
    QCOMPARE((*documents)[0].name, std::string("a.txt"));
    QCOMPARE(DocumentRepository(into).plainText((*documents)[0].id).value(), std::string("von hier"));
    QCOMPARE((*documents)[1].name, std::string("a.txt (2)"));
}

void MergeTest::citationsPointAtTheirPassages()
{
    Database from = memoryDatabase();
    Database into = memoryDatabase();
    VERIFY_OK(fillDatabase(from, 1));
    VERIFY_OK(into.execute("INSERT INTO collection (name, created_at_ms) VALUES ('x', 1), ('y', 1)"));
    NewDocument other;
    other.collection = 1;
    other.name = "x";
    VERIFY_OK(DocumentRepository(into).add(other, 1)); // numbers there are other ones
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    QCOMPARE(into.prepare("SELECT count(*) FROM citation c JOIN document d ON d.id = c.document_id JOIN passage p ON p.id = c.passage_id AND "
                          "p.document_id = d.id WHERE d.name = c.document_name")->number().value(), count(from, "citation"));
    QCOMPARE(into.prepare("SELECT count(DISTINCT scope) FROM passage")->number().value(), int64_t(1));
    QCOMPARE(into.prepare("SELECT count(*) FROM passage p JOIN document d ON d.id = p.document_id WHERE p.scope <> 'c' || d.collection_id")->number().value(), int64_t(0));
}

/// Into a vault whose numbers are others: what a chat shows, what it would show elsewhere, and what is out of sight.
void MergeTest::branchesAndRemovalsComeAlong()
{
    Database from = memoryDatabase();
    Database into = memoryDatabase();
    ChatRepository here(into);
    VERIFY_OK(here.appendPrompt(here.create("다른 대화", 1).value(), 0, "자리를 차지한다", 1));
    ChatRepository chats(from);
    MessageTree tree(from);
    const ChatId chat = chats.create("갈래", 1).value();
    const MessageId question = chats.appendPrompt(chat, 0, "질문", 2).value();
    const MessageId first = chats.beginAnswer(chat, question, 0, 3).value();
    VERIFY_OK(chats.finishAnswer(first, {}, 3));
    const MessageId early = chats.appendPrompt(chat, first, "먼저 본 것", 4).value();
    const MessageId late = chats.appendPrompt(chat, first, "나중 것", 5).value();
    VERIFY_OK(tree.show(early));
    VERIFY_OK(tree.pin(early, true));
    const MessageId second = chats.beginAnswer(chat, question, 0, 6).value();
    VERIFY_OK(chats.finishAnswer(second, {}, 6));
    VERIFY_OK(tree.remove(late, 7));
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    ChatId there = 0;
    const auto all = here.list(false).value();
    for (const StoredChat& one : all)
        there = one.title == "갈래" ? one.id : there;
    const auto shown = here.path(there).value();
    QCOMPARE(shown.size(), size_t(2));
    QCOMPARE(shown[1].versions, 2);
    const MessageId firstThere = MessageTree(into).versions(shown[1].id).value().front();
    VERIFY_OK(MessageTree(into).show(firstThere));
    const auto other = here.path(there).value();
    QCOMPARE(other.size(), size_t(3));
    QCOMPARE(other[2].text, std::string("먼저 본 것"));
    QVERIFY(other[2].pinned);
    QCOMPARE(MessageTree(into).restoreRemoved(there).value(), int64_t(1));
    QCOMPARE(here.path(there).value()[2].versions, 2);
}

void MergeTest::stoppedMergeAddsNothing()
{
    Database from = memoryDatabase();
    Database into = memoryDatabase();
    VERIFY_OK(fillDatabase(from, 1));
    std::stop_source stop;
    COMPARE_CODE(mergeDatabase(from, into, [&](int64_t done, int64_t) { if (done == 20) stop.request_stop(); }, stop.get_token()), ErrorCode::Cancelled);
    QCOMPARE(count(into, "message") + count(into, "document") + count(into, "collection"), int64_t(0));
}

QTEST_GUILESS_MAIN(MergeTest)
#include "merge_test.moc"
