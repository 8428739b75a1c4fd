// The program is killed at any moment of its work: every acknowledged message is there exactly once, and the vault opens at once.
#include "tests/storage/vault_fixture.h"
#include "tests/support/campaign.h"

#include "storage/repositories/chat_repository.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <random>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr int kSlowestMs = 400;      ///< a kill comes this late at most
constexpr int kLeastMessages = 100;  ///< and after this many, in a campaign

std::string promptOf(int64_t number) { return "확인된 질의 " + std::to_string(number); }

/// When the worker says that a message is safe. Before is the mutant.
enum class Acknowledge { AfterCommit, BeforeCommit };

/// Asks and answers without a pause, as the window does; writes each number once it is acknowledged, until it is killed.
[[noreturn]] void workForever(const std::string& dir, ChatId chat, int64_t number, int pipe, Acknowledge when)
{
    auto vault = Vault::open(dir, kPassphrase, kSplit);
    if (!vault.ok())
        ::_exit(2);
    ChatRepository chats(vault->database());
    const auto acknowledge = [&] {
        if (::write(pipe, &number, sizeof number) != sizeof number)
            ::_exit(3);
    };
    for (;; ++number) {
        if (when == Acknowledge::BeforeCommit)
            acknowledge();
        const auto prompt = chats.appendPrompt(chat, 0, promptOf(number), number);
        if (!prompt.ok())
            ::_exit(3);
        if (when == Acknowledge::AfterCommit)
            acknowledge();
        if (number % 10 != 0)
            continue;
        const auto answer = chats.beginAnswer(chat, *prompt, 0, number);
        FinishedAnswer finished;
        finished.text = std::string(3000, 'a');
        if (!answer.ok() || !chats.checkpointAnswer(*answer, "답").ok() || !chats.finishAnswer(*answer, finished, number).ok())
            ::_exit(4);
    }
}

/// Numbers that a worker acknowledged before it was killed at `killAfterMs`, or later when it had not done `least` by then.
std::vector<int64_t> workUntilKilled(const std::string& dir, ChatId chat, int64_t from, int killAfterMs, int least, Acknowledge when)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        workForever(dir, chat, from, ends[1], when);
    }
    ::close(ends[1]);
    std::vector<int64_t> acknowledged;
    int64_t number = 0;
    QElapsedTimer since;
    while (::read(ends[0], &number, sizeof number) == sizeof number) {
        if (acknowledged.empty())
            since.start();
        acknowledged.push_back(number);
        if (since.elapsed() >= killAfterMs && static_cast<int>(acknowledged.size()) >= least)
            ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? acknowledged : std::vector<int64_t>();
}

/// What one derivation of the key costs here: the part of opening that is meant to be slow.
double deriveMs()
{
    QElapsedTimer timer;
    timer.start();
    const auto key = modernProfile().slowKey(asBytes(kPassphrase), Salt {}, kCost);
    return key.ok() ? static_cast<double>(timer.nsecsElapsed()) / 1e6 : 0;
}

struct Tally {
    int64_t acknowledged = 0;
    int lost = 0;
    int twice = 0;
    int64_t unasked = 0;             ///< stored without having been acknowledged: at most one for a kill
    std::vector<std::string> problems;
    std::vector<double> reopenMs;    ///< sorted
};

/// error: the vault did not open after a kill, or the worker ended by itself.
Result<Tally> workAndKill(int cycles, int least, Acknowledge when)
{
    const VaultFolder folder;
    ChatId chat = 0;
    {
        SILLOK_TRY(Vault vault, folder.create());
        SILLOK_TRY(chat, ChatRepository(vault.database()).create("질의", 1));
    }
    std::mt19937 random(20251124);
    std::set<int64_t> acknowledged;
    Tally tally;
    int64_t next = 1;
    for (int cycle = 0; cycle < cycles; ++cycle) {
        const int killAfterMs = static_cast<int>(random() % kSlowestMs) / campaignCount(1, 4);
        const std::vector<int64_t> numbers = workUntilKilled(folder.dir, chat, next, killAfterMs, least, when);
        if (numbers.empty())
            return fail(ErrorCode::Internal, "the worker ended by itself");
        acknowledged.insert(numbers.begin(), numbers.end());
        next = numbers.back() + 2; // one more may be stored and not yet acknowledged
        const double derive = deriveMs();
        QElapsedTimer timer;
        timer.start();
        SILLOK_TRY(const Vault vault, folder.open());
        tally.reopenMs.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6 - derive);
    }
    SILLOK_TRY(Vault vault, folder.open());
    SILLOK_TRY(Statement rows, vault.database().prepare("SELECT created_at_ms, text FROM message WHERE role = 1"));
    std::multiset<int64_t> stored;
    for (;;) {
        SILLOK_TRY(const bool row, rows.step());
        if (!row)
            break;
        const int64_t number = rows.columnNumber(0);
        if (rows.columnText(1) != promptOf(number))
            return fail(ErrorCode::Damaged, "a message holds something else");
        stored.insert(number);
    }
    for (const int64_t number : acknowledged)
        tally.lost += !stored.contains(number);
    for (const int64_t number : stored) {
        tally.twice += stored.count(number) > 1;
        tally.unasked += !acknowledged.contains(number);
    }
    tally.acknowledged = static_cast<int64_t>(acknowledged.size());
    SILLOK_TRY(const VaultCheck check, vault.check());
    tally.problems = check.problems;
    std::ranges::sort(tally.reopenMs);
    return tally;
}

} // namespace

class KillVaultTest : public QObject {
    Q_OBJECT
private slots:
    void everyAcknowledgedMessageIsThereOnce();
    void acknowledgingTooEarlyWouldBeSeen();
};

void KillVaultTest::everyAcknowledgedMessageIsThereOnce()
{
    const int cycles = campaignCount(1000, 25);
    const auto tally = workAndKill(cycles, campaignCount(kLeastMessages, 1), Acknowledge::AfterCommit);
    VERIFY_OK(tally);
    const std::vector<double>& ms = tally->reopenMs;
    qInfo("%d kills, %lld acknowledged messages: %d lost, %d twice, %zu integrity errors; reopened in %.0f ms (median) and %.0f ms (p99) "
          "plus key derivation",
        cycles, static_cast<long long>(tally->acknowledged), tally->lost, tally->twice, tally->problems.size(), ms[ms.size() / 2],
        ms[ms.size() * 99 / 100]);
    QCOMPARE(tally->lost, 0);
    QCOMPARE(tally->twice, 0);
    QVERIFY(tally->problems.empty());
    QVERIFY(tally->unasked <= cycles);
}

void KillVaultTest::acknowledgingTooEarlyWouldBeSeen()
{
    const auto tally = workAndKill(10, 1, Acknowledge::BeforeCommit);
    VERIFY_OK(tally);
    qInfo("acknowledged before the commit: %d of %lld messages lost in 10 kills", tally->lost, static_cast<long long>(tally->acknowledged));
    QVERIFY(tally->lost > 0);
}

QTEST_GUILESS_MAIN(KillVaultTest)
#include "kill_vault_test.moc"
