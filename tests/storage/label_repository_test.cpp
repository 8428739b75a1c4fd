#include "tests/storage/vault_fixture.h"

#include "storage/db/transaction.h"
#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/label_repository.h"
#include "storage/repositories/merge.h"
#include "storage/repositories/source_repository.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

using Strings = std::vector<std::string>;
using Numbers = std::vector<DocumentId>;

namespace {

NewDocument textOf(CollectionId collection, const std::string& text)
{
    NewDocument document;
    document.collection = collection;
    document.format = "text";
    document.plainText = text;
    for (size_t i = 0; i < text.size() && i < 32; ++i)
        document.sha256[i] = static_cast<uint8_t>(text[i]);
    document.passages.push_back({ "", "", 0, 0, static_cast<int64_t>(text.size()), text });
    return document;
}

struct Shelf {
    Database database = memoryDatabase();
    LabelRepository labels { database };
    SourceRepository sources { database };
    CollectionId collection = CollectionRepository(database).create("rules", 1).value();

    DocumentId store(const std::string& path, const std::string& text)
    {
        Transaction transaction = database.begin().value();
        const DocumentId id = sources.storeWithin(textOf(collection, text), { path, 0, 1, 1 }, 5).value();
        if (!transaction.commit().ok())
            qFatal("not stored");
        return id;
    }
};

Strings names(const std::vector<CollectionPart>& parts)
{
    Strings all;
    for (const CollectionPart& part : parts)
        all.push_back(part.name + " " + std::to_string(part.documents));
    return all;
}

} // namespace

class LabelRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void labelsAreReplacedAndListed();
    void tooManyAndTooLongAreRefused();
    void aFileThatIsReadAgainKeepsItsLabels();
    void foldersAreThoseThatPartTheFiles();
    void aBackupBringsLabelsAndLimitsAlong();
    void anAnswerKeepsWhatItWasLimitedTo();
};

void LabelRepositoryTest::labelsAreReplacedAndListed()
{
    Shelf shelf;
    const DocumentId a = shelf.store("/d/a.txt", "first");
    const DocumentId b = shelf.store("/d/b.txt", "second");
    VERIFY_OK(shelf.labels.set(a, { "감사", "2025", "감사" }));
    VERIFY_OK(shelf.labels.set(b, { "감사" }));
    QCOMPARE(shelf.labels.of(a).value(), (Strings { "2025", "감사" }));
    QCOMPARE(shelf.labels.documentsWith(shelf.collection, "감사").value(), (Numbers { a, b }));
    QCOMPARE(names(shelf.labels.labels(shelf.collection, "", 10).value()), (Strings { "2025 1", "감사 2" }));
    QCOMPARE(names(shelf.labels.labels(shelf.collection, "감", 10).value()), (Strings { "감사 2" }));
    VERIFY_OK(shelf.labels.set(a, {}));
    QCOMPARE(shelf.labels.documentsWith(shelf.collection, "감사").value(), Numbers { b });
    QCOMPARE(DocumentRepository(shelf.database).find(b)->labels, Strings { "감사" });
    VERIFY_OK(DocumentRepository(shelf.database).remove(b));
    QVERIFY(shelf.labels.labels(shelf.collection, "", 10)->empty());
    QVERIFY(shelf.labels.documentsWith(shelf.collection + 1, "2025")->empty());
}

void LabelRepositoryTest::tooManyAndTooLongAreRefused()
{
    Shelf shelf;
    const DocumentId a = shelf.store("/d/a.txt", "first");
    VERIFY_OK(shelf.labels.set(a, { "old" }));
    COMPARE_CODE(shelf.labels.set(a, { "new", std::string(kLongestLabel + 1, 'x') }), ErrorCode::BadArgument);
    COMPARE_CODE(shelf.labels.set(a, { "new", "" }), ErrorCode::BadArgument);
    COMPARE_CODE(shelf.labels.set(a, Strings(kMostLabels + 1, "x")), ErrorCode::BadArgument);
    COMPARE_CODE(shelf.labels.set(999, { "new" }), ErrorCode::NotFound);
    QCOMPARE(shelf.labels.of(a).value(), Strings { "old" });
}

void LabelRepositoryTest::aFileThatIsReadAgainKeepsItsLabels()
{
    Shelf shelf;
    VERIFY_OK(shelf.labels.set(shelf.store("/d/a.txt", "first"), { "감사" }));
    const DocumentId now = shelf.store("/d/a.txt", "changed since");
    QCOMPARE(shelf.labels.of(now).value(), Strings { "감사" });
    QVERIFY(shelf.labels.of(shelf.store("/d/new.txt", "another"))->empty());
}

void LabelRepositoryTest::foldersAreThoseThatPartTheFiles()
{
    Shelf shelf;
    const DocumentId a = shelf.store("/home/me/rules/2024/a.txt", "first");
    const DocumentId b = shelf.store("/home/me/rules/2025/b.txt", "second");
    const DocumentId c = shelf.store("/home/me/rules/2025/cars/c.txt", "third");
    shelf.store("/home/me/rules/2025-old/d.txt", "fourth");
    QCOMPARE(names(shelf.labels.folders(shelf.collection, "", 10).value()),
        (Strings { "/home/me/rules 4", "/home/me/rules/2024 1", "/home/me/rules/2025 2", "/home/me/rules/2025-old 1", "/home/me/rules/2025/cars 1" }));
    QCOMPARE(names(shelf.labels.folders(shelf.collection, "cars", 10).value()), (Strings { "/home/me/rules/2025/cars 1" }));
    QCOMPARE(shelf.labels.documentsBelow(shelf.collection, "/home/me/rules/2025").value(), (Numbers { b, c }));
    QCOMPARE(shelf.labels.documentsBelow(shelf.collection, "/home/me/rules/2024").value(), Numbers { a });
}

void LabelRepositoryTest::aBackupBringsLabelsAndLimitsAlong()
{
    Shelf from;
    const DocumentId a = from.store("/d/a.txt", "first");
    VERIFY_OK(from.labels.set(a, { "감사" }));
    ChatRepository chats(from.database);
    const ChatId chat = chats.create("talk", 1).value();
    const MessageId prompt = chats.appendPrompt(chat, 0, "question", 2).value();
    VERIFY_OK(chats.beginAnswer(chat, prompt, AnswerScope { from.collection, "", "감사", { { a, "a.txt" } } }, 3));
    Database into = memoryDatabase();
    VERIFY_OK(into.execute("INSERT INTO collection (id, name, created_at_ms) VALUES (40, 'other', 1)"));
    NewDocument shifts = textOf(40, "numbers are other ones there");
    shifts.name = "x.txt";
    VERIFY_OK(DocumentRepository(into).add(shifts, 1));
    VERIFY_OK(mergeDatabase(from.database, into, {}, {}));
    const auto found = LabelRepository(into).documentsWith(into.prepare("SELECT id FROM collection WHERE name = 'rules'")->number().value(), "감사");
    QCOMPARE(found->size(), size_t(1));
    QCOMPARE(into.prepare("SELECT count(*) FROM answer_scope s JOIN document d ON d.id = s.document_id WHERE s.kind = 3 AND d.name = 'a.txt' AND s.name = 'a.txt'")->number().value(),
        int64_t(1));
    QCOMPARE(into.prepare("SELECT count(*) FROM answer_scope WHERE kind = 2 AND name = '감사'")->number().value(), int64_t(1));
}

void LabelRepositoryTest::anAnswerKeepsWhatItWasLimitedTo()
{
    Shelf shelf;
    ChatRepository chats(shelf.database);
    const ChatId chat = chats.create("talk", 1).value();
    const MessageId prompt = chats.appendPrompt(chat, 0, "question", 2).value();
    const AnswerScope scope { shelf.collection, "/d/2025", "감사", { { 7, "a.txt" }, { 9, "b.txt" } } };
    const MessageId answer = chats.beginAnswer(chat, prompt, scope, 3).value();
    QVERIFY(chats.message(answer)->scope == scope);
    QVERIFY(chats.path(chat)->back().scope == scope);
    const MessageId plain = chats.beginAnswer(chat, prompt, shelf.collection, 4).value();
    QVERIFY(chats.message(plain)->scope == AnswerScope { shelf.collection });
    VERIFY_OK(shelf.database.execute("UPDATE chat SET leaf_id = NULL; DELETE FROM message WHERE role = 2"));
    QCOMPARE(shelf.database.prepare("SELECT count(*) FROM answer_scope")->number().value(), int64_t(0));
}

QTEST_GUILESS_MAIN(LabelRepositoryTest)
#include "label_repository_test.moc"
