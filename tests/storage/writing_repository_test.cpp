// writing_repository_test.cpp - Files of chats, prompts and presets: kept, changed, merged, and gone with what they belong to.
#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/import_repository.h"
#include "storage/repositories/merge.h"
#include "storage/repositories/preset_repository.h"
#include "storage/repositories/prompt_repository.h"
#include "storage/repositories/retention.h"
#include "storage/salvage/repair.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

int64_t count(Database& database, const std::string& from) { return database.prepare("SELECT count(*) FROM " + from)->number().value(); }

NewDocument textOf(CollectionId collection, const std::string& name)
{
    NewDocument document;
    document.collection = collection;
    document.name = name;
    document.format = "text";
    document.plainText = "text of " + name;
    document.sha256[0] = static_cast<uint8_t>(name[0]);
    document.passages.push_back({ "", "", 0, 0, static_cast<int64_t>(document.plainText.size()), document.plainText });
    return document;
}

/// A chat with one file.
struct Attached {
    explicit Attached(Database& in) : chat(ChatRepository(in).create("talk", 1).value()), collection(CollectionRepository(in).makeForChat(chat, 2).value())
    {
        if (!DocumentRepository(in).add(textOf(collection, "a.txt"), 3).ok())
            qFatal("not added");
    }
    ChatId chat;
    CollectionId collection;
};

} // namespace

class WritingRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void aChatHasOneCollectionThatIsNotListed();
    void whatIsAttachedGoesWithTheChat();
    void aBackupBringsFilesOfChatsAlong();
    void filesOfALostChatAreAmongTheOthers();
    void waitingFilesAreLeftOut();
    void promptsAndPresetsAreKeptAndChecked();
    void aBackupBringsPromptsAndPresetsAlong();
    void aChatKnowsItsPreset();
};

void WritingRepositoryTest::aChatHasOneCollectionThatIsNotListed()
{
    Database database = memoryDatabase();
    CollectionRepository collections(database);
    const Attached attached(database);
    QCOMPARE(collections.makeForChat(attached.chat, 9).value(), attached.collection);
    QCOMPARE(collections.ofChat(attached.chat).value(), attached.collection);
    QCOMPARE(collections.ofChat(attached.chat + 1).value(), CollectionId(0));
    QVERIFY(collections.list()->empty());
    const StoredCollection found = collections.find(attached.collection).value();
    QCOMPARE(found.chat, attached.chat);
    QCOMPARE(found.name[0], kOfChat);
    COMPARE_CODE(collections.makeForChat(999, 9), ErrorCode::NotFound);
    VERIFY_OK(collections.create("rules", 1));
    QCOMPARE(collections.list()->size(), size_t(1));
}

void WritingRepositoryTest::whatIsAttachedGoesWithTheChat()
{
    Database database = memoryDatabase();
    const Attached attached(database);
    VERIFY_OK(removeChat(database, attached.chat));
    for (const char* table : { "collection", "document", "passage", "passage_index" })
        QCOMPARE(count(database, table), int64_t(0));
}

void WritingRepositoryTest::aBackupBringsFilesOfChatsAlong()
{
    Database from = memoryDatabase();
    const Attached attached(from);
    Database into = memoryDatabase();
    VERIFY_OK(ChatRepository(into).create("other", 1)); // numbers are other ones there
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    const std::string there = "collection k JOIN chat c ON c.id = k.chat_id JOIN document d ON d.collection_id = k.id WHERE c.title = 'talk' AND d.name = 'a.txt'";
    QCOMPARE(count(into, there), int64_t(1));
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    QCOMPARE(count(into, "collection"), int64_t(1)); // twice adds nothing
    // The same chat got files on both sides: they come together.
    VERIFY_OK(into.execute("DELETE FROM collection"));
    const ChatId talk = into.prepare("SELECT id FROM chat WHERE title = 'talk'")->number().value();
    const CollectionId own = CollectionRepository(into).makeForChat(talk, 5).value();
    VERIFY_OK(DocumentRepository(into).add(textOf(own, "b.txt"), 6));
    VERIFY_OK(mergeDatabase(from, into, {}, {}));
    QCOMPARE(count(into, "collection"), int64_t(1));
    QCOMPARE(count(into, "document WHERE collection_id = " + std::to_string(own)), int64_t(2));
}

void WritingRepositoryTest::filesOfALostChatAreAmongTheOthers()
{
    Database database = memoryDatabase();
    const Attached attached(database);
    VERIFY_OK(database.execute("PRAGMA foreign_keys = OFF; DELETE FROM chat; PRAGMA foreign_keys = ON"));
    VERIFY_OK(repairReferences(database));
    const auto listed = CollectionRepository(database).list();
    QCOMPARE(listed->size(), size_t(1));
    QCOMPARE(listed->front().name, "#" + std::to_string(attached.collection));
    QCOMPARE(listed->front().documentCount, 1);
}

void WritingRepositoryTest::waitingFilesAreLeftOut()
{
    Database database = memoryDatabase();
    const Attached attached(database);
    ImportRepository imports(database);
    const std::vector<WaitingFile> files { { 0, "/d/b.txt", 5 }, { 0, "/d/c.txt", 6 } };
    const ImportJobId job = imports.begin(attached.collection, files, 9).value();
    QCOMPARE(imports.find(job)->chat, attached.chat);
    QCOMPARE(imports.waitingFor(attached.collection)->size(), size_t(2));
    QVERIFY(imports.leaveOut(attached.collection, "/d/b.txt").value());
    QVERIFY(!imports.leaveOut(attached.collection, "/d/b.txt").value());
    QCOMPARE(imports.waitingFor(attached.collection)->front().path, std::string("/d/c.txt"));
    QCOMPARE(imports.find(job)->total, int64_t(1));
    FinishedFile late; // it was with a reader when it was left out
    late.ordinal = 1;
    late.source = { "/d/b.txt", 0, 5, 1 };
    late.document = textOf(attached.collection, "b.txt");
    late.good = true;
    VERIFY_OK(imports.store(job, std::span(&late, 1), 10));
    QCOMPARE(count(database, "document WHERE name = 'b.txt'"), int64_t(0));
    QCOMPARE(imports.find(job)->done, int64_t(0));
}

void WritingRepositoryTest::promptsAndPresetsAreKeptAndChecked()
{
    Database database = memoryDatabase();
    PromptRepository prompts(database);
    const std::string uid = prompts.put({ {}, "b", "text", 5 }).value();
    QCOMPARE(uid.size(), size_t(32));
    VERIFY_OK(prompts.put({ {}, "a", "other", 6 }));
    COMPARE_CODE(prompts.put({ {}, "a", "third", 7 }), ErrorCode::AlreadyExists);
    COMPARE_CODE(prompts.put({ uid, "a", "text", 7 }), ErrorCode::AlreadyExists);
    COMPARE_CODE(prompts.put({ {}, "", "text", 7 }), ErrorCode::BadArgument);
    COMPARE_CODE(prompts.put({ {}, "c", std::string(kLongestPromptText + 1, 'x'), 7 }), ErrorCode::BadArgument);
    COMPARE_CODE(prompts.put({ "no uid", "c", "text", 7 }), ErrorCode::BadArgument);
    QCOMPARE(prompts.put({ uid, "z", "changed", 8 }).value(), uid);
    QCOMPARE(prompts.list()->front().name, std::string("a"));
    QCOMPARE(prompts.list()->back().text, std::string("changed"));
    VERIFY_OK(prompts.remove(uid));
    COMPARE_CODE(prompts.remove(uid), ErrorCode::NotFound);
    QCOMPARE(prompts.put({ uid, "z", "back", 9 }).value(), uid);

    PresetRepository presets(database);
    const StoredPreset exact { {}, "exact", "be exact", 0, 900, 256, 7 };
    const std::string known = presets.put(exact).value();
    const StoredPreset read = presets.find(known)->value();
    QVERIFY(read.temperatureMilli == 0 && read.topPMilli == 900 && read.longestAnswerTokens == 256 && read.seed == 7 && read.instructions == "be exact");
    StoredPreset plain { {}, "plain" };
    QVERIFY(!presets.find(presets.put(plain).value())->value().temperatureMilli);
    for (const auto& [heat, share, length] : std::initializer_list<std::tuple<int64_t, int64_t, int64_t>> { { 2001, 1, 1 }, { -1, 1, 1 }, { 0, 0, 1 }, { 0, 1001, 1 }, { 0, 1, 0 }, { 0, 1, kMostAnswerTokens + 1 } })
        COMPARE_CODE(presets.put({ {}, "wild", "", heat, share, length, {} }), ErrorCode::BadArgument);
    QVERIFY(!presets.find("")->has_value());
}

void WritingRepositoryTest::aBackupBringsPromptsAndPresetsAlong()
{
    Database from = memoryDatabase(), into = memoryDatabase();
    const std::string uid = PromptRepository(from).put({ {}, "summary", "from the backup", 5 }).value();
    VERIFY_OK(PresetRepository(from).put({ {}, "brief" }));
    VERIFY_OK(PromptRepository(into).put({ {}, "summary", "of here", 6 }));
    for (int twice = 0; twice < 2; ++twice)
        VERIFY_OK(mergeDatabase(from, into, {}, {}));
    QCOMPARE(count(into, "prompt"), int64_t(2));
    QCOMPARE(count(into, "prompt WHERE name = 'summary (2)' AND text = 'from the backup' AND uid = '" + uid + "'"), int64_t(1));
    QCOMPARE(count(into, "preset WHERE name = 'brief'"), int64_t(1));
}

void WritingRepositoryTest::aChatKnowsItsPreset()
{
    Database database = memoryDatabase();
    const ChatId chat = ChatRepository(database).create("talk", 1).value();
    QVERIFY(presetOfChat(database, chat)->empty());
    VERIFY_OK(setPresetOfChat(database, chat, "abc"));
    QCOMPARE(presetOfChat(database, chat).value(), std::string("abc"));
    COMPARE_CODE(setPresetOfChat(database, 99, "abc"), ErrorCode::NotFound);
    COMPARE_CODE(presetOfChat(database, 99), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(WritingRepositoryTest)
#include "writing_repository_test.moc"
