#include "tests/storage/vault_fixture.h"
#include "tests/support/campaign.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/retention.h"
#include "storage/repositories/search_repository.h"

#include <QTest>

#include <map>
#include <random>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class MessageTreeTest : public QObject {
    Q_OBJECT
private slots:
    void switchingBackShowsTheSameBranch();
    void removedMessageGivesItsPlaceToTheNextVersion();
    void removedQuestionEndsTheBranchBeforeIt();
    void removingAllLeavesAnEmptyChat();
    void whatIsBeingWrittenIsNotRemoved();
    void nothingIsAddedBelowARemovedMessage();
    void removedMessagesAreNotFoundUntilTheyComeBack();
    void removedMessagesGoForGoodAfterTheirTime();
    void branchBecomesAChatOfItsOwn();
    void versionsAreCountedOnThePath();
    void anySequenceIsTakenBackExactly();
};

namespace {

struct Tree {
    Database database = memoryDatabase();
    ChatRepository chats { database };
    MessageTree tree { database };
    ChatId chat = chats.create("질의", 1).value();
    int64_t clock = 10;

    MessageId ask(MessageId parent, std::string_view text = "질문") { return chats.appendPrompt(chat, parent, text, ++clock).value(); }
    MessageId answer(MessageId prompt, std::string_view text = "답변")
    {
        const MessageId id = chats.beginAnswer(chat, prompt, 0, ++clock).value();
        FinishedAnswer finished;
        finished.text = text;
        return chats.finishAnswer(id, finished, ++clock).ok() ? id : 0;
    }
    std::vector<MessageId> shown()
    {
        std::vector<MessageId> ids;
        const auto path = chats.path(chat).value();
        for (const StoredMessage& message : path)
            ids.push_back(message.id);
        return ids;
    }
};

/// Everything a person could see of a chat: which messages there are, where the branch ends, and where each of them would lead.
struct Seen {
    MessageId leaf = 0;
    std::map<MessageId, std::array<int64_t, 3>> messages; ///< parent, pinned, the child that is shown below it
    bool operator==(const Seen&) const = default;
};

Seen look(Tree& at)
{
    Seen seen;
    seen.leaf = at.chats.find(at.chat).value().leaf;
    std::map<MessageId, MessageId> remembered;
    Statement rows = at.database.prepare("SELECT id, coalesce(parent_id, 0), is_pinned, coalesce(shown_child_id, 0) FROM message WHERE removed_at_ms IS NULL ORDER BY id").value();
    while (rows.step().value()) {
        seen.messages[rows.columnNumber(0)] = { rows.columnNumber(1), rows.columnNumber(2), 0 };
        remembered[rows.columnNumber(0)] = rows.columnNumber(3);
    }
    for (const auto& [id, message] : seen.messages)
        if (const auto parent = seen.messages.find(message[0]); parent != seen.messages.end())
            parent->second[2] = id; // the newest one, unless another one was looked at
    for (auto& [id, message] : seen.messages)
        if (const auto child = seen.messages.find(remembered[id]); child != seen.messages.end() && child->second[0] == id)
            message[2] = child->first;
    return seen;
}

} // namespace

void MessageTreeTest::switchingBackShowsTheSameBranch()
{
    Tree at;
    const MessageId question = at.ask(0);
    const MessageId first = at.answer(question);
    const MessageId early = at.ask(first, "더");
    const MessageId late = at.ask(first, "다르게");
    VERIFY_OK(at.tree.show(early)); // the older of two was looked at last
    const MessageId second = at.answer(question);
    QCOMPARE(at.shown(), (std::vector { question, second }));
    VERIFY_OK(at.tree.show(first));
    QCOMPARE(at.shown(), (std::vector { question, first, early }));
    QVERIFY(late > early);
}

void MessageTreeTest::removedMessageGivesItsPlaceToTheNextVersion()
{
    Tree at;
    const MessageId question = at.ask(0);
    const MessageId one = at.answer(question);
    const MessageId two = at.answer(question);
    const MessageId three = at.answer(question);
    VERIFY_OK(at.tree.show(two));
    VERIFY_OK(at.tree.remove(two, 99));
    QCOMPARE(at.shown(), (std::vector { question, three }));
    VERIFY_OK(at.tree.remove(three, 99));
    QCOMPARE(at.shown(), (std::vector { question, one }));
    QCOMPARE(at.tree.versions(one).value(), (std::vector { one }));
    COMPARE_CODE(at.tree.remove(three, 99), ErrorCode::NotFound);
    COMPARE_CODE(at.tree.show(three), ErrorCode::NotFound);
}

void MessageTreeTest::removedQuestionEndsTheBranchBeforeIt()
{
    Tree at;
    const MessageId question = at.ask(0);
    const MessageId answer = at.answer(question);
    const MessageId more = at.ask(answer);
    const MessageId last = at.answer(more);
    const auto step = at.tree.remove(more, 99);
    VERIFY_OK(step);
    QCOMPARE(at.shown(), (std::vector { question, answer }));
    VERIFY_OK(at.tree.undo(*step, 100));
    QCOMPARE(at.shown(), (std::vector { question, answer, more, last }));
}

void MessageTreeTest::removingAllLeavesAnEmptyChat()
{
    Tree at;
    const MessageId question = at.ask(0);
    const MessageId answer = at.answer(question);
    VERIFY_OK(at.tree.remove(question, 99));
    QVERIFY(at.shown().empty());
    QCOMPARE(at.tree.restoreRemoved(at.chat).value(), int64_t(2));
    QCOMPARE(at.shown(), (std::vector { question, answer }));
}

void MessageTreeTest::whatIsBeingWrittenIsNotRemoved()
{
    Tree at;
    const MessageId question = at.ask(0);
    VERIFY_OK(at.chats.beginAnswer(at.chat, question, 0, 5));
    COMPARE_CODE(at.tree.remove(question, 99), ErrorCode::Busy);
    QCOMPARE(at.shown().size(), size_t(2));
}

void MessageTreeTest::nothingIsAddedBelowARemovedMessage()
{
    Tree at;
    const MessageId question = at.ask(0);
    VERIFY_OK(at.tree.remove(question, 99));
    COMPARE_CODE(at.chats.appendPrompt(at.chat, question, "x", 5), ErrorCode::NotFound);
    COMPARE_CODE(at.chats.beginAnswer(at.chat, question, 0, 5), ErrorCode::NotFound);
}

void MessageTreeTest::removedMessagesAreNotFoundUntilTheyComeBack()
{
    Tree at;
    const MessageId question = at.ask(0, "배차 신청서 양식");
    const auto found = [&] { return SearchRepository(at.database).search("배차", {}, 10).value().size(); };
    const size_t before = found();
    QVERIFY(before >= 1);
    const auto step = at.tree.remove(question, 99);
    VERIFY_OK(step);
    QCOMPARE(found(), before - 1);
    VERIFY_OK(at.tree.undo(*step, 100));
    QCOMPARE(found(), before);
}

void MessageTreeTest::removedMessagesGoForGoodAfterTheirTime()
{
    constexpr int64_t kDay = 24LL * 60 * 60 * 1000;
    Tree at;
    at.clock = 1'700'000'000'000;
    const MessageId question = at.ask(0);
    const MessageId answer = at.answer(question);
    const MessageId below = at.ask(answer);
    const int64_t removed = at.clock + 1;
    VERIFY_OK(at.tree.remove(below, removed));
    VERIFY_OK(at.tree.remove(answer, removed + kDay));
    Retention retention(at.database);
    QCOMPARE(retention.run(removed + 29 * kDay).value().messages, int64_t(0));
    QCOMPARE(retention.run(removed + 32 * kDay).value().messages, int64_t(2));
    COMPARE_CODE(at.chats.message(answer), ErrorCode::NotFound);
    QCOMPARE(at.shown(), (std::vector { question }));
}

void MessageTreeTest::branchBecomesAChatOfItsOwn()
{
    Tree at;
    const MessageId question = at.ask(0, "첫 질문");
    const MessageId draft = at.chats.beginAnswer(at.chat, question, AnswerScope { 0, "폴더" }, 3).value();
    FinishedAnswer finished;
    finished.text = "답 [1]";
    finished.modelName = "모형";
    finished.firstWordSeconds = 0.5;
    StoredCitation citation;
    citation.number = 1;
    citation.documentName = "규정.hwpx";
    citation.matchedTerms = { "연가", "일수" };
    finished.citations = { citation };
    VERIFY_OK(at.chats.finishAnswer(draft, finished, 4));
    at.ask(draft, "더 있는 질문");
    const auto copy = at.tree.copyBranch(draft, "갈래", 50);
    VERIFY_OK(copy);
    const auto path = at.chats.path(*copy).value();
    QCOMPARE(path.size(), size_t(2));
    QCOMPARE(path[0].text, std::string("첫 질문"));
    QCOMPARE(path[1].parent, path[0].id);
    QCOMPARE(path[1].text, std::string("답 [1]"));
    QCOMPARE(path[1].scope.folder, std::string("폴더"));
    QCOMPARE(path[1].citations.at(0).documentName, std::string("규정.hwpx"));
    QCOMPARE(path[1].citations.at(0).matchedTerms.size(), size_t(2));
    QCOMPARE(path[1].firstWordSeconds, 0.5);
    QCOMPARE(at.shown().size(), size_t(3)); // the first chat is as it was
    COMPARE_CODE(at.tree.copyBranch(999, "x", 1), ErrorCode::NotFound);
}

void MessageTreeTest::versionsAreCountedOnThePath()
{
    Tree at;
    const MessageId question = at.ask(0);
    at.answer(question);
    const MessageId second = at.answer(question);
    at.answer(question);
    VERIFY_OK(at.tree.show(second));
    const auto path = at.chats.path(at.chat).value();
    QCOMPARE(path[0].versions, 1);
    QCOMPARE(path[1].version, 2);
    QCOMPARE(path[1].versions, 3);
    QCOMPARE(at.chats.message(second).value().version, 2);
    QCOMPARE(at.chats.message(second).value().versions, 3);
}

/// Random steps of every kind in random trees; then back, step by step, through every state there was.
void MessageTreeTest::anySequenceIsTakenBackExactly()
{
    std::mt19937 dice(20261130);
    const auto roll = [&](size_t sides) { return static_cast<size_t>(dice() % sides); };
    const int sequences = campaignCount(10000, 600);
    int64_t steps = 0;
    for (int n = 0; n < sequences; ++n) {
        Tree at;
        std::vector<Seen> states { look(at) };
        std::vector<TreeStep> taken;
        for (size_t k = 4 + roll(20); k > 0; --k) {
            std::vector<MessageId> alive { 0 };
            for (const auto& [id, message] : states.back().messages)
                alive.push_back(id);
            const MessageId where = alive[roll(alive.size())];
            Result<TreeStep> step = TreeStep {};
            switch (where == 0 ? 0 : roll(6)) {
            case 0:
            case 1: {
                TreeStep added;
                const auto asked = at.chats.appendPrompt(at.chat, where, "질문", ++at.clock, &added);
                step = asked.ok() ? Result<TreeStep>(added) : Result<TreeStep>(asked.error());
                break;
            }
            case 2: {
                TreeStep added;
                const auto begun = at.chats.beginAnswer(at.chat, where, AnswerScope {}, ++at.clock, &added);
                VERIFY_OK(begun);
                VERIFY_OK(at.chats.finishAnswer(*begun, {}, ++at.clock));
                step = added;
                break;
            }
            case 3: step = at.tree.show(where); break;
            case 4: step = at.tree.remove(where, ++at.clock); break;
            default: step = at.tree.pin(where, roll(2) == 0); break;
            }
            VERIFY_OK(step);
            taken.push_back(*step);
            states.push_back(look(at));
            QVERIFY(states.back().leaf == 0 || states.back().messages.contains(states.back().leaf));
            ++steps;
        }
        while (!taken.empty()) {
            VERIFY_OK(at.tree.undo(taken.back(), ++at.clock));
            taken.pop_back();
            states.pop_back();
            QCOMPARE(look(at), states.back());
        }
    }
    qInfo("%d sequences, %lld steps there and back", sequences, static_cast<long long>(steps));
}

QTEST_GUILESS_MAIN(MessageTreeTest)
#include "message_tree_test.moc"
