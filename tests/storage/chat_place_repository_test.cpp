// chat_place_repository_test.cpp - Folders, pinned, archived, unread and trashed chats stay where the person put them.
#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_place_repository.h"
#include "storage/repositories/merge.h"
#include "storage/repositories/retention.h"
#include "storage/salvage/salvage.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

struct Shelf {
    Database database = memoryDatabase();
    ChatRepository chats { database };
    ChatPlaceRepository places { database };

    ChatId chat(const char* title) { return chats.create(title, 1).value(); }
    FolderId folder(const char* name, FolderId in = 0) { return places.createFolder(in, name, 1).value(); }
    FolderId parentOf(FolderId folder)
    {
        const auto folders = places.folders();
        for (const StoredFolder& one : *folders)
            if (one.id == folder)
                return one.parent;
        return -1;
    }
    PlacedChat find(ChatId chat)
    {
        for (const bool trashed : { false, true }) {
            const auto listed = places.list(trashed);
            for (const PlacedChat& one : *listed)
                if (one.chat.id == chat)
                    return one;
        }
        return {};
    }
};

/// The names of folders with those of the folders they lie in, and the titles of chats with their folders.
std::vector<std::string> drawn(Database& database)
{
    ChatPlaceRepository places(database);
    const auto folders = places.folders().value();
    const auto path = [&](FolderId id) {
        std::string all;
        while (id != 0) {
            const auto at = std::ranges::find(folders, id, &StoredFolder::id);
            all = at->name + "/" + all;
            id = at->parent;
        }
        return all;
    };
    std::vector<std::string> lines;
    for (const StoredFolder& folder : folders)
        lines.push_back(path(folder.id));
    const auto chats = places.list(false);
    for (const PlacedChat& chat : *chats)
        lines.push_back(path(chat.folder) + chat.chat.title + (chat.pinned ? " pinned" : "") + (chat.archived ? " archived" : ""));
    std::ranges::sort(lines);
    return lines;
}

} // namespace

class ChatPlaceRepositoryTest : public QObject {
    Q_OBJECT
private slots:
    void foldersLieInEachOtherFourDeep();
    void aFolderIsNotMovedIntoItself();
    void aMovedFolderStaysFourDeepWithAllThatIsInIt();
    void whatWasInARemovedFolderMovesUp();
    void aRemovedFolderComesBackWithWhatWasInIt();
    void whatMovedOnMeanwhileStaysThere();
    void aNameIsNeeded();
    void placesDoNotChangeWhenAChatWasWritten();
    void severalChatsMoveTogetherOrNotAtAll();
    void aPersonsTitleIsNeverReplaced();
    void olderChatsKeepTheirTitles();
    void onlyTrashedChatsAreRemovedForGood();
    void everythingIsThereAfterReopening();
    void mergingBringsFoldersOnce();
    void mergedFoldersAreNeverTooDeep();
    void salvageBringsFoldersAndPlaces();
};

void ChatPlaceRepositoryTest::foldersLieInEachOtherFourDeep()
{
    Shelf shelf;
    FolderId in = 0;
    for (const char* name : { "1", "2", "3", "4" })
        in = shelf.folder(name, in);
    COMPARE_CODE(shelf.places.createFolder(in, "5", 1), ErrorCode::BadArgument);
    COMPARE_CODE(shelf.places.createFolder(999, "어디", 1), ErrorCode::NotFound);
    QCOMPARE(shelf.places.folders()->size(), size_t(4));
}

void ChatPlaceRepositoryTest::aFolderIsNotMovedIntoItself()
{
    Shelf shelf;
    const FolderId above = shelf.folder("감사");
    const FolderId below = shelf.folder("하반기", above);
    COMPARE_CODE(shelf.places.moveFolder(above, above), ErrorCode::BadArgument);
    COMPARE_CODE(shelf.places.moveFolder(above, below), ErrorCode::BadArgument);
    VERIFY_OK(shelf.places.moveFolder(below, 0));
    QCOMPARE(shelf.parentOf(below), FolderId(0));
    COMPARE_CODE(shelf.places.moveFolder(77, 0), ErrorCode::NotFound);
}

void ChatPlaceRepositoryTest::aMovedFolderStaysFourDeepWithAllThatIsInIt()
{
    Shelf shelf;
    const FolderId second = shelf.folder("2", shelf.folder("1"));
    const FolderId third = shelf.folder("3", second);
    const FolderId tall = shelf.folder("a");
    shelf.folder("b", tall);
    COMPARE_CODE(shelf.places.moveFolder(tall, third), ErrorCode::BadArgument); // would be five
    VERIFY_OK(shelf.places.moveFolder(tall, second));
    QCOMPARE(shelf.parentOf(tall), second);
}

void ChatPlaceRepositoryTest::whatWasInARemovedFolderMovesUp()
{
    Shelf shelf;
    const FolderId above = shelf.folder("위"), removed = shelf.folder("가운데", above), below = shelf.folder("아래", removed);
    const ChatId chat = shelf.chat("대화"), trashed = shelf.chat("버린 대화");
    VERIFY_OK(shelf.places.move(std::array { chat, trashed }, removed));
    VERIFY_OK(shelf.places.trash(std::array { trashed }, 5));
    VERIFY_OK(shelf.places.removeFolder(removed));
    QCOMPARE(shelf.parentOf(below), above);
    QCOMPARE(shelf.find(chat).folder, above);
    QCOMPARE(shelf.find(trashed).folder, above);
    VERIFY_OK(shelf.places.removeFolder(above));
    QCOMPARE(shelf.find(chat).folder, FolderId(0));
    COMPARE_CODE(shelf.places.removeFolder(above), ErrorCode::NotFound);
}

void ChatPlaceRepositoryTest::aRemovedFolderComesBackWithWhatWasInIt()
{
    Shelf shelf;
    const FolderId above = shelf.folder("위"), middle = shelf.folder("가운데", above);
    shelf.folder("아래", middle);
    VERIFY_OK(shelf.places.move(std::array { shelf.chat("대화") }, middle));
    VERIFY_OK(shelf.places.setOpen(middle, false));
    const auto before = drawn(shelf.database);
    const auto removed = shelf.places.removeFolder(middle);
    VERIFY_OK(removed);
    QVERIFY(drawn(shelf.database) != before);
    VERIFY_OK(shelf.places.putBack(*removed));
    QCOMPARE(drawn(shelf.database), before);
    const auto folders = shelf.places.folders().value();
    QVERIFY(!std::ranges::find(folders, std::string("가운데"), &StoredFolder::name)->open);
}

void ChatPlaceRepositoryTest::whatMovedOnMeanwhileStaysThere()
{
    Shelf shelf;
    const FolderId removed = shelf.folder("지운 폴더"), other = shelf.folder("다른 폴더");
    const ChatId chat = shelf.chat("옮긴 대화"), left = shelf.chat("그대로인 대화");
    VERIFY_OK(shelf.places.move(std::array { chat, left }, removed));
    const auto gone = shelf.places.removeFolder(removed);
    VERIFY_OK(gone);
    VERIFY_OK(shelf.places.move(std::array { chat }, other));
    VERIFY_OK(shelf.places.putBack(*gone));
    QCOMPARE(shelf.find(chat).folder, other);
    QVERIFY(shelf.find(left).folder != 0 && shelf.find(left).folder != other);
}

void ChatPlaceRepositoryTest::aNameIsNeeded()
{
    Shelf shelf;
    COMPARE_CODE(shelf.places.createFolder(0, "", 1), ErrorCode::BadArgument);
    const FolderId folder = shelf.folder("민원 회신");
    COMPARE_CODE(shelf.places.renameFolder(folder, ""), ErrorCode::BadArgument);
    VERIFY_OK(shelf.places.renameFolder(folder, "민원"));
    QCOMPARE(shelf.places.folders()->front().name, std::string("민원"));
    COMPARE_CODE(shelf.places.renameFolder(folder + 1, "x"), ErrorCode::NotFound);
}

void ChatPlaceRepositoryTest::placesDoNotChangeWhenAChatWasWritten()
{
    Shelf shelf;
    const ChatId chat = shelf.chat("대화");
    VERIFY_OK(shelf.places.pin(std::array { chat }, true));
    VERIFY_OK(shelf.places.archive(std::array { chat }, true));
    VERIFY_OK(shelf.places.setUnread(chat, true));
    VERIFY_OK(shelf.places.move(std::array { chat }, shelf.folder("폴더")));
    const PlacedChat placed = shelf.find(chat);
    QVERIFY(placed.pinned && placed.archived && placed.unread && placed.folder != 0);
    QCOMPARE(placed.chat.updatedAtMs, int64_t(1));
    VERIFY_OK(shelf.places.pin(std::array { chat }, false));
    VERIFY_OK(shelf.places.archive(std::array { chat }, false));
    VERIFY_OK(shelf.places.setUnread(chat, false));
    QVERIFY(!shelf.find(chat).pinned && !shelf.find(chat).archived && !shelf.find(chat).unread);
}

void ChatPlaceRepositoryTest::severalChatsMoveTogetherOrNotAtAll()
{
    Shelf shelf;
    const ChatId chat = shelf.chat("있는 대화");
    const FolderId folder = shelf.folder("폴더");
    COMPARE_CODE(shelf.places.move(std::array { chat, ChatId(99) }, folder), ErrorCode::NotFound);
    QCOMPARE(shelf.find(chat).folder, FolderId(0));
    COMPARE_CODE(shelf.places.move(std::array { chat }, 99), ErrorCode::NotFound);
    COMPARE_CODE(shelf.places.trash(std::array { chat, ChatId(99) }, 3), ErrorCode::NotFound);
    QCOMPARE(shelf.places.list(true)->size(), size_t(0));
}

void ChatPlaceRepositoryTest::aPersonsTitleIsNeverReplaced()
{
    Shelf shelf;
    const ChatId chat = shelf.chat("공용차를 주말에 쓰려면");
    QVERIFY(shelf.places.titleBy(chat).value() == TitleBy::FirstWords);
    QVERIFY(shelf.places.setTitle(chat, "주말 배차", TitleBy::Model).value());
    QVERIFY(shelf.places.setTitle(chat, "내 배차 메모", TitleBy::Person).value());
    QVERIFY(!shelf.places.setTitle(chat, "다시 모델", TitleBy::Model).value());
    QCOMPARE(shelf.find(chat).chat.title, std::string("내 배차 메모"));
    QVERIFY(shelf.places.setTitle(chat, "새 메모", TitleBy::Person).value());
    COMPARE_CODE(shelf.places.setTitle(99, "x", TitleBy::Model), ErrorCode::NotFound);
}

void ChatPlaceRepositoryTest::olderChatsKeepTheirTitles()
{
    Database database = Database::openInMemory(kSplit).value();
    const auto steps = allMigrations();
    const auto before = std::ranges::find(steps, 170, &Migration::version);
    VERIFY_OK(migrate(database, steps.first(static_cast<size_t>(before - steps.begin()))));
    VERIFY_OK(database.execute("INSERT INTO chat (id, title, created_at_ms, updated_at_ms) VALUES (1, '예전 대화', 1, 1)"));
    VERIFY_OK(migrate(database));
    QVERIFY(ChatPlaceRepository(database).titleBy(1).value() == TitleBy::Person);
}

void ChatPlaceRepositoryTest::onlyTrashedChatsAreRemovedForGood()
{
    Shelf shelf;
    const ChatId kept = shelf.chat("남는 대화"), trashed = shelf.chat("버린 대화");
    VERIFY_OK(shelf.chats.appendPrompt(trashed, 0, "지울 글", 2));
    VERIFY_OK(shelf.places.trash(std::array { trashed }, 5));
    COMPARE_CODE(shelf.places.removeTrashed(std::array { trashed, kept }), ErrorCode::NotFound);
    QCOMPARE(shelf.places.list(true)->size(), size_t(1));
    QCOMPARE(shelf.places.list(true)->front().chat.trashedAtMs, int64_t(5));
    VERIFY_OK(shelf.places.removeTrashed(std::array { trashed }));
    QCOMPARE(shelf.places.list(true)->size(), size_t(0));
    QCOMPARE(shelf.database.prepare("SELECT count(*) FROM message")->number().value(), int64_t(0));
    QCOMPARE(shelf.find(kept).chat.title, std::string("남는 대화"));
}

void ChatPlaceRepositoryTest::everythingIsThereAfterReopening()
{
    const VaultFolder folder;
    std::vector<std::string> before;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        ChatRepository chats(vault->database());
        ChatPlaceRepository places(vault->database());
        const auto in = places.createFolder(places.createFolder(0, "위", 1).value(), "아래", 1);
        const std::array chat { chats.create("대화", 1).value() };
        VERIFY_OK(places.move(chat, *in));
        VERIFY_OK(places.pin(chat, true));
        VERIFY_OK(places.setUnread(chat[0], true));
        before = drawn(vault->database());
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    QCOMPARE(drawn(vault->database()), before);
    QVERIFY(ChatPlaceRepository(vault->database()).list(false)->front().unread);
}

void ChatPlaceRepositoryTest::mergingBringsFoldersOnce()
{
    Shelf from, into;
    const FolderId below = from.folder("하반기", from.folder("감사"));
    const std::array chat { from.chat("자료 목록") };
    VERIFY_OK(from.places.move(chat, below));
    VERIFY_OK(from.places.pin(chat, true));
    for (int i = 0; i < 2; ++i) {
        VERIFY_OK(mergeDatabase(from.database, into.database, {}, {}));
        QCOMPARE(drawn(into.database), drawn(from.database));
    }
}

void ChatPlaceRepositoryTest::mergedFoldersAreNeverTooDeep()
{
    Shelf from, into;
    const FolderId shared = from.folder("함께");
    VERIFY_OK(mergeDatabase(from.database, into.database, {}, {}));
    const FolderId there = into.places.folders()->front().id;
    VERIFY_OK(into.places.moveFolder(there, into.folder("3", into.folder("2", into.folder("1"))))); // it lies fourth there
    from.folder("더 아래", from.folder("새 폴더", shared));
    VERIFY_OK(mergeDatabase(from.database, into.database, {}, {}));
    const auto lines = drawn(into.database);
    QVERIFY(std::ranges::find(lines, "새 폴더/더 아래/") != lines.end());
    QVERIFY(std::ranges::find(lines, "1/2/3/함께/") != lines.end());
}

void ChatPlaceRepositoryTest::salvageBringsFoldersAndPlaces()
{
    const QTemporaryDir dir;
    const Secret key = Secret::random(32).value();
    const std::string old = dir.filePath("old.db").toStdString();
    std::vector<std::string> before;
    {
        Database database = Database::open(old, key, kSplit).value();
        VERIFY_OK(migrate(database));
        ChatPlaceRepository places(database);
        const FolderId above = places.createFolder(0, "위", 1).value();
        const std::array chat { ChatRepository(database).create("대화", 1).value() };
        VERIFY_OK(places.move(chat, places.createFolder(above, "아래", 1).value()));
        VERIFY_OK(places.archive(chat, true));
        before = drawn(database);
        VERIFY_OK(database.foldLog());
    }
    Database to = Database::open(dir.filePath("new.db").toStdString(), key, kSplit).value();
    VERIFY_OK(migrate(to));
    VERIFY_OK(salvageDatabase(old, key, to, {}, {}));
    QCOMPARE(drawn(to), before);
    QCOMPARE(to.check().value().size(), size_t(0));
}

QTEST_GUILESS_MAIN(ChatPlaceRepositoryTest)
#include "chat_place_repository_test.moc"
