#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/message_seals.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr size_t kPage = 4096;

struct File {
    QTemporaryDir dir;
    std::string path = dir.filePath("data.db").toStdString();
    Secret key = Secret::random(32).value();
    Secret sealKey = Secret::random(32).value();

    Database open() const
    {
        Database database = Database::open(path, key, kSplit).value();
        if (!database.useSealKey(sealKey).ok() || !migrate(database).ok())
            qFatal("the schema could not be made");
        return database;
    }
    QByteArray bytes() const
    {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray& bytes) const
    {
        QFile file(QString::fromStdString(path));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(bytes);
    }
};

ChatId fill(Database& database, int messages)
{
    ChatRepository chats(database);
    const ChatId chat = chats.create("대화", 1).value();
    for (int i = 0; i < messages; ++i)
        ignore(chats.appendPrompt(chat, 0, "글 " + std::to_string(i) + std::string(300, 'x'), i + 2), "checked by the caller");
    return chat;
}

} // namespace

class MessageSealsTest : public QObject {
    Q_OBJECT
private slots:
    void ordinaryWorkIsInOrder();
    void everyChangedColumnIsSeen_data();
    void everyChangedColumnIsSeen();
    void removedSealIsSeen();
    void otherKeyDoesNotFit();
    void renewedSealsForgetWhatWasRemoved();
    void pagesPutBackAreFound();
};

void MessageSealsTest::ordinaryWorkIsInOrder()
{
    Database database = memoryDatabase();
    const ChatId chat = fill(database, 5);
    ChatRepository chats(database);
    const MessageId answer = chats.beginAnswer(chat, 1, 0, 9).value();
    VERIFY_OK(chats.checkpointAnswer(answer, "아직"));
    QVERIFY(checkMessageSeals(database, 0)->empty()); // one is being written
    VERIFY_OK(chats.finishAnswer(answer, FinishedAnswer {}, 10));
    VERIFY_OK(chats.beginAnswer(chat, 1, 0, 11));
    VERIFY_OK(stopInterruptedAnswers(database));
    VERIFY_OK(database.execute("UPDATE chat SET leaf_id = NULL; DELETE FROM message WHERE id = 3"));
    QVERIFY(checkMessageSeals(database, 0)->empty());
    QVERIFY(checkMessageSeals(database, 2)->empty());
}

void MessageSealsTest::everyChangedColumnIsSeen_data()
{
    QTest::addColumn<QString>("change");
    for (const char* change : { "parent_id = NULL", "role = 1", "state = 4", "mode = 3", "text = 'x'", "created_at_ms = 5", "collection_name = 'x'",
             "documents_searched = 5", "model_name = 'x'", "duration_seconds = 5.5", "tokens_per_second = 5.5", "problem_code = 'Io'",
             "problem_detail = 'x'", "left_out_messages = 5", "thought = 'x'" })
        QTest::newRow(change) << change;
}

// A message changed behind the seals' back, as a page that was put back would do.
void MessageSealsTest::everyChangedColumnIsSeen()
{
    QFETCH(QString, change);
    Database database = memoryDatabase();
    const ChatId chat = fill(database, 3);
    ChatRepository chats(database);
    const MessageId answer = chats.beginAnswer(chat, 1, 0, 9).value();
    VERIFY_OK(chats.finishAnswer(answer, FinishedAnswer {}, 10));
    VERIFY_OK(database.execute("DROP TRIGGER message_sealed_again"));
    VERIFY_OK(database.execute("UPDATE message SET " + change.toStdString() + " WHERE id = " + std::to_string(answer)));
    QCOMPARE(checkMessageSeals(database, 0)->size(), size_t(1));
    QCOMPARE(checkMessageSeals(database, 2)->size(), size_t(1));
}

void MessageSealsTest::removedSealIsSeen()
{
    for (const char* removal : { "seq = 2", "seq = 1", "seq = 4" }) {
        Database database = memoryDatabase();
        fill(database, 4);
        VERIFY_OK(database.execute(std::string("DELETE FROM message_seal WHERE ") + removal));
        QVERIFY(!checkMessageSeals(database, 0)->empty());
    }
}

void MessageSealsTest::otherKeyDoesNotFit()
{
    const File file;
    {
        Database database = file.open();
        fill(database, 4);
        QVERIFY(checkMessageSeals(database, 0)->empty());
    }
    Database other = Database::open(file.path, file.key, kSplit).value();
    VERIFY_OK(other.useSealKey(Secret::random(32).value()));
    QVERIFY(!checkMessageSeals(other, 0)->empty());
}

void MessageSealsTest::renewedSealsForgetWhatWasRemoved()
{
    Database database = memoryDatabase();
    fill(database, 4);
    VERIFY_OK(database.execute("UPDATE chat SET leaf_id = NULL; DELETE FROM message WHERE id = 2"));
    VERIFY_OK(renewMessageSeals(database));
    QCOMPARE(database.prepare("SELECT count(*) FROM message_seal")->number().value(), int64_t(3));
    QCOMPARE(database.prepare("SELECT count(*) FROM message_seal WHERE message_id = 2")->number().value(), int64_t(0));
    QVERIFY(checkMessageSeals(database, 0)->empty());
}

// Single pages of an older state of the file, under the right key: the library and its page authentication see nothing, the seals do
// whenever a message or a seal reads differently. That they are the ones who find it is the paired mutant: the same file, checked without them.
void MessageSealsTest::pagesPutBackAreFound()
{
    const File file;
    {
        Database database = file.open();
        fill(database, 60);
    }
    const QByteArray old = file.bytes();
    std::string before;
    {
        Database database = file.open();
        VERIFY_OK(database.execute("UPDATE message SET text = 'neu' || text WHERE id % 3 = 0"));
        before = database.prepare("SELECT group_concat(text) FROM message")->text().value();
    }
    const QByteArray now = file.bytes();
    int read = 0;
    int foundBySeals = 0;
    int foundWithout = 0;
    for (qsizetype at = 0; at + qsizetype(kPage) <= std::min(old.size(), now.size()); at += kPage) {
        if (old.sliced(at, kPage) == now.sliced(at, kPage))
            continue;
        QByteArray spliced = now;
        file.write(spliced.replace(at, kPage, old.sliced(at, kPage)));
        auto database = Database::open(file.path, file.key, kSplit);
        if (!database.ok())
            continue;
        VERIFY_OK(database->useSealKey(file.sealKey));
        const auto all = database->prepare("SELECT group_concat(text) FROM message")->text();
        if (!all.ok() || *all == before)
            continue; // not a message
        ++read;
        foundBySeals += !checkMessageSeals(*database, 0)->empty();
        auto pages = database->prepare("PRAGMA cipher_integrity_check"); // the mutant: what there is without seals
        VERIFY_OK(pages);
        foundWithout += pages->step().value();
    }
    qInfo("%d pages with other messages put back: %d found by seals, %d by page authentication", read, foundBySeals, foundWithout);
    QVERIFY(read > 0);
    QCOMPARE(foundBySeals, read);
    QCOMPARE(foundWithout, 0);
}

QTEST_GUILESS_MAIN(MessageSealsTest)
#include "message_seals_test.moc"
