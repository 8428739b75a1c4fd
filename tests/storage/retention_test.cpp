#include "tests/storage/filled_vault.h"

#include "storage/repositories/retention.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr int64_t kDay = 24LL * 60 * 60 * 1000;
constexpr int64_t kToday = 20000 * kDay;

/// Chats that were changed so many days ago.
struct Desk {
    Database database = memoryDatabase();
    ChatRepository chats { database };
    Retention retention { database };

    ChatId chat(int daysAgo)
    {
        const ChatId id = chats.create("대화", kToday - daysAgo * kDay).value();
        ignore(chats.appendPrompt(id, 0, "글", kToday - daysAgo * kDay), "counted by the tests");
        return id;
    }
    size_t live() { return chats.list(false)->size(); }
    size_t trashed() { return chats.list(true)->size(); }
};

} // namespace

class RetentionTest : public QObject {
    Q_OBJECT
private slots:
    void nothingGoesUnlessAsked();
    void oldChatsAreTrashedAndLaterRemoved();
    void restoredChatStays();
    void clockBehindIsNotBelieved();
    void jumpForwardNeedsASecondDay();
    void timesStoredByAWrongClockAreNotBelieved();
    void nonsenseInTheSettingIsNoSetting();
    void removedChatLeavesNoWords();
};

void RetentionTest::nothingGoesUnlessAsked()
{
    Desk desk;
    desk.chat(5000);
    QCOMPARE(desk.retention.days().value(), 0);
    const auto outcome = desk.retention.run(kToday);
    VERIFY_OK(outcome);
    QCOMPARE(outcome->trashed + outcome->removed, int64_t(0));
    COMPARE_CODE(desk.retention.setDays(-1), ErrorCode::BadArgument);
    COMPARE_CODE(desk.retention.setDays(36501), ErrorCode::BadArgument);
}

void RetentionTest::oldChatsAreTrashedAndLaterRemoved()
{
    Desk desk;
    desk.chat(100);
    desk.chat(89);
    desk.chat(0);
    VERIFY_OK(desk.retention.setDays(90));
    QCOMPARE(desk.retention.run(kToday)->trashed, int64_t(1));
    QCOMPARE(desk.live(), size_t(2));
    QCOMPARE(desk.retention.run(kToday + 2 * kDay)->trashed, int64_t(1));
    QCOMPARE(desk.trashed(), size_t(2));
    QCOMPARE(desk.retention.run(kToday + 30 * kDay)->removed, int64_t(0));
    QCOMPARE(desk.retention.run(kToday + 31 * kDay)->removed, int64_t(1));
    QCOMPARE(desk.trashed(), size_t(1));
    QCOMPARE(desk.retention.run(kToday + 33 * kDay)->removed, int64_t(1));
    QCOMPARE(desk.live(), size_t(1));
    QVERIFY(desk.database.check()->empty());
}

void RetentionTest::restoredChatStays()
{
    Desk desk;
    const ChatId chat = desk.chat(10);
    VERIFY_OK(desk.chats.trash(chat, kToday));
    VERIFY_OK(desk.chats.restore(chat));
    QCOMPARE(desk.retention.run(kToday + 300 * kDay)->removed, int64_t(0));
    QCOMPARE(desk.live(), size_t(1));
}

void RetentionTest::clockBehindIsNotBelieved()
{
    Desk desk;
    desk.chat(0);
    QCOMPARE(desk.retention.believedTime(kToday).value(), kToday);
    QCOMPARE(desk.retention.believedTime(0).value(), kToday); // 1970: an empty battery
    QCOMPARE(desk.retention.believedTime(kToday - 5 * kDay).value(), kToday);
}

// The paired mutant is the clock taken at its word: 2099 would trash everything at once.
void RetentionTest::jumpForwardNeedsASecondDay()
{
    Desk desk;
    desk.chat(0);
    desk.chat(10);
    VERIFY_OK(desk.retention.setDays(90));
    VERIFY_OK(desk.retention.run(kToday));
    const int64_t wrong = kToday + 27000 * kDay;
    QCOMPARE(desk.retention.run(wrong)->trashed, int64_t(0));
    QCOMPARE(desk.retention.run(wrong + 1000)->trashed, int64_t(0)); // the same day says nothing new
    QCOMPARE(desk.retention.run(kToday + kDay)->trashed, int64_t(0)); // the clock is right again
    QCOMPARE(desk.retention.believedTime(kToday + 2 * kDay).value(), kToday + 2 * kDay);
    QCOMPARE(desk.live(), size_t(2));
    // A vault that really lay two years in a drawer: another day says so too.
    const int64_t later = kToday + 730 * kDay;
    Desk drawer;
    drawer.chat(0);
    VERIFY_OK(drawer.retention.setDays(90));
    VERIFY_OK(drawer.retention.run(kToday));
    QCOMPARE(drawer.retention.run(later)->trashed, int64_t(0));
    QCOMPARE(drawer.retention.run(later + kDay)->trashed, int64_t(1));
}

void RetentionTest::timesStoredByAWrongClockAreNotBelieved()
{
    Desk desk;
    desk.chat(5);
    VERIFY_OK(desk.retention.setDays(90));
    VERIFY_OK(desk.retention.run(kToday));
    desk.chat(-27000); // written while the clock said 2099
    QCOMPARE(desk.retention.run(kToday + kDay)->trashed, int64_t(0));
    QCOMPARE(desk.live(), size_t(2));
}

void RetentionTest::nonsenseInTheSettingIsNoSetting()
{
    Desk desk;
    desk.chat(5000);
    for (const char* nonsense : { "'x'", "''", "'-5'", "'99999999999999999999'" }) {
        VERIFY_OK(desk.database.execute(std::string("INSERT OR REPLACE INTO setting VALUES ('retention.days', ") + nonsense + ")"));
        QCOMPARE(desk.retention.days().value(), 0);
        QCOMPARE(desk.retention.run(kToday)->trashed, int64_t(0));
    }
}

void RetentionTest::removedChatLeavesNoWords()
{
    Desk desk;
    const ChatId chat = desk.chat(1);
    VERIFY_OK(removeChat(desk.database, chat));
    COMPARE_CODE(removeChat(desk.database, chat), ErrorCode::NotFound);
    QCOMPARE(desk.database.prepare("SELECT count(*) FROM message_index WHERE message_index MATCH '글'")->number().value(), int64_t(0));
    QVERIFY(desk.database.check()->empty());
}

QTEST_GUILESS_MAIN(RetentionTest)
#include "retention_test.moc"
