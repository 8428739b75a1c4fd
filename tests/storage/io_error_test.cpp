// The disk is full or broken at one write call after the other: the work goes on when it is well again, and nothing acknowledged is lost.
#include "tests/support/disk_shim.h"

#include "tests/storage/vault_fixture.h"
#include "tests/support/campaign.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/document_repository.h"
#include "storage/vault/vault.h"

#include <QDir>
#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr int kRounds = 60;

struct Failure {
    int error = EIO;
    bool lasting = false;
};
/// One kind after the other.
Failure failureOf(int64_t number)
{
    constexpr Failure kAll[] = { { EIO, false }, { ENOSPC, true }, { EIO, true }, { ENOSPC, false } };
    return kAll[number % 4];
}

std::string promptOf(int round) { return "질의 " + std::to_string(round) + std::string(1500, 'q'); }
std::string answerOf(int round) { return "답 " + std::to_string(round) + std::string(2500, 'a'); }

/// One person's work as steps that may fail. A step that failed is asked for again when the disk is well, as a person would.
class Desk {
public:
    Desk(const std::string& dir, const Credential& credential)
        : m_dir(dir)
        , m_credential(credential)
    {
    }

    /// error: a step failed although nothing stood in its way.
    Result<void> run()
    {
        SILLOK_CHECK(again([&] { return open(); }));
        SILLOK_CHECK(again([&] { return keep(m_chat, chats().create("질의", 1)); }));
        SILLOK_CHECK(again([&] { return keep(m_collection, CollectionRepository(m_vault->database()).create("규정", 1)); }));
        for (int round = 0; round < kRounds; ++round)
            SILLOK_CHECK(oneRound(round));
        return {};
    }
    int failedSteps() const { return m_failed; }

private:
    template <typename Step>
    Result<void> again(const Step& step)
    {
        if (step().ok())
            return {};
        ++m_failed;
        DiskShim::only().heal();
        return step();
    }
    template <typename Value>
    static Result<void> keep(Value& into, Result<Value> result)
    {
        SILLOK_TRY(into, std::move(result));
        return {};
    }
    ChatRepository chats() { return ChatRepository(m_vault->database()); }

    Result<void> open()
    {
        SILLOK_TRY(Vault vault, Vault::open(m_dir, m_credential, kSplit));
        m_vault = std::make_unique<Vault>(std::move(vault));
        return m_vault->database().execute("PRAGMA wal_autocheckpoint = 30");
    }
    Result<void> oneRound(int round)
    {
        MessageId answer = 0;
        SILLOK_CHECK(again([&] { return keep(m_last, chats().appendPrompt(m_chat, m_last, promptOf(round), round)); }));
        SILLOK_CHECK(again([&] { return keep(answer, chats().beginAnswer(m_chat, m_last, 0, round)); }));
        SILLOK_CHECK(again([&] { return chats().checkpointAnswer(answer, "답"); }));
        FinishedAnswer finished;
        finished.text = answerOf(round);
        SILLOK_CHECK(again([&] { return chats().finishAnswer(answer, finished, round); }));
        m_last = answer;
        if (round % 6 == 0)
            SILLOK_CHECK(again([&] { return m_vault->keys().store(); }));
        if (round % 6 == 3)
            SILLOK_CHECK(again([&] { return addDocument(round); }));
        return {};
    }
    Result<void> addDocument(int round)
    {
        NewDocument document;
        document.collection = m_collection;
        document.name = std::to_string(round) + ".txt";
        document.plainText = promptOf(round);
        document.passages.push_back({ "규정", "제1조", 1, 0, QString::fromStdString(document.plainText).size(), document.plainText });
        SILLOK_TRY(const DocumentId id, DocumentRepository(m_vault->database()).add(document, 4));
        static_cast<void>(id);
        return {};
    }

    std::string m_dir;
    const Credential& m_credential;
    std::unique_ptr<Vault> m_vault;
    ChatId m_chat = 0;
    CollectionId m_collection = 0;
    MessageId m_last = 0;
    int m_failed = 0;
};

/// An empty vault that every try starts from. A recovery key opens it: no slow derivation for each try.
struct Base {
    Secret recoveryKey = Secret::random(kKeyBytes).value();
    Credential credential = Credential::fromRecoveryKey(recoveryKey);
    QTemporaryDir folder;

    Base()
    {
        if (!Vault::create(folder.path().toStdString(), credential, kCost, kSplit).ok())
            qFatal("no vault to start from");
    }
    void copyTo(const QString& to) const
    {
        QDir(to).removeRecursively();
        QDir().mkpath(to);
        for (const QString& name : QDir(folder.path()).entryList(QDir::Files))
            QFile::copy(folder.filePath(name), to + '/' + name);
    }
};

/// Empty when the vault opens, is whole and holds every round once.
QString faultOf(const std::string& dir, const Credential& credential)
{
    auto vault = Vault::open(dir, credential, kSplit);
    if (!vault.ok())
        return "the vault does not open: " + QString::fromStdString(vault.error().doing);
    const auto check = vault->check();
    if (!check.ok() || !check->problems.empty())
        return "the vault is damaged: " + QString::fromStdString(check.ok() ? check->problems.front() : check.error().doing);
    auto rows = vault->database().prepare("SELECT text FROM message ORDER BY id");
    for (int i = 0; i < 2 * kRounds; ++i) {
        const auto row = rows->step();
        if (!row.ok() || !*row)
            return QString("message %1 is missing").arg(i);
        if (rows->columnText(0) != (i % 2 ? answerOf(i / 2) : promptOf(i / 2)))
            return QString("message %1 holds something else").arg(i);
    }
    const auto more = rows->step();
    if (!more.ok() || *more)
        return "a message twice";
    auto documents = vault->database().prepare("SELECT count(*) FROM document");
    return documents->number().value() == kRounds / 6 ? QString() : QString("a document is missing or there twice");
}

constexpr int64_t kNever = 1'000'000;

struct Outcome {
    QString fault;
    int failedSteps = 0;
    int64_t calls = 0;   ///< changes that were asked for before the disk was well again
};

/// The same work from the same start, each time with another failure.
class Trial {
public:
    Outcome run(int64_t call, Failure failure) const
    {
        const QString folder = m_outside.filePath("vault");
        const std::string dir = folder.toStdString();
        m_base.copyTo(folder);
        DiskShim::only().failAt(dir, call, failure.error, failure.lasting);
        int failedSteps = 0;
        Result<void> done;
        {
            Desk desk(dir, m_base.credential);
            done = desk.run();
            failedSteps = desk.failedSteps();
        }
        const int64_t calls = DiskShim::only().heal();
        const QString fault = done.ok() ? faultOf(dir, m_base.credential) : "not well again: " + QString::fromStdString(done.error().doing);
        return { fault, failedSteps, calls };
    }

private:
    Base m_base;
    QTemporaryDir m_outside;
};

} // namespace

class IoErrorTest : public QObject {
    Q_OBJECT
private slots:
    void everyWriteCallMayFail();
    void aDiskThatOnlyPretendsWouldBeSeen();
    void creationMayFailAtEveryCall();
};

void IoErrorTest::everyWriteCallMayFail()
{
    const Trial trial;
    const Outcome undisturbed = trial.run(kNever, {});
    QVERIFY2(undisturbed.fault.isEmpty(), qPrintable(undisturbed.fault));
    QCOMPARE(undisturbed.failedSteps, 0);
    QVERIFY2(undisturbed.calls >= 2000, qPrintable(QString::number(undisturbed.calls)));
    const int64_t stride = undisturbed.calls / campaignCount(2400, 70);
    int tried = 0, felt = 0;
    for (int64_t call = 1; call <= undisturbed.calls; call += stride, ++tried) {
        const Outcome outcome = trial.run(call, failureOf(tried));
        QVERIFY2(outcome.fault.isEmpty(), qPrintable(QString("call %1: %2").arg(call).arg(outcome.fault)));
        felt += outcome.failedSteps > 0;
    }
    qInfo("%d failing write calls of %lld: nothing lost, nothing twice, the same step succeeded afterwards (%d felt a failure)", tried,
        static_cast<long long>(undisturbed.calls), felt);
    QVERIFY(felt * 10 >= tried * 8); // the rest are checkpoints, which may be put off
}

/// The mutant: a disk that stops writing and reports success. Without an error to see, work is lost, and the check above finds it;
/// or the step reads back what was never written, fails, and is done again on the disk that is well.
void IoErrorTest::aDiskThatOnlyPretendsWouldBeSeen()
{
    const Trial trial;
    const int64_t calls = trial.run(kNever, {}).calls;
    int tried = 0, seen = 0;
    for (int64_t call = 100; call < calls; call += calls / 12, ++tried) {
        const Outcome outcome = trial.run(call, { 0, true });
        seen += !outcome.fault.isEmpty() || outcome.failedSteps > 0;
    }
    qInfo("%d of %d disks that lie were noticed", seen, tried);
    QCOMPARE(seen, tried);
}

/// A vault whose creation failed is made by the next try, and what was reported as made opens.
void IoErrorTest::creationMayFailAtEveryCall()
{
    const QTemporaryDir outside;
    const auto createWithFailureAt = [&](int64_t call) {
        const QString folder = outside.filePath(QString::number(call));
        QDir().mkpath(folder);
        const std::string dir = folder.toStdString();
        const Failure failure = failureOf(call);
        DiskShim::only().failAt(dir, call, failure.error, failure.lasting);
        const bool made = Vault::create(dir, kPassphrase, kCost, kSplit).ok();
        const int64_t calls = DiskShim::only().heal();
        if (!made) // or else it failed after the first header copy was there
            ignore(Vault::create(dir, kPassphrase, kCost, kSplit), "what counts is that the vault opens");
        const bool opens = Vault::open(dir, kPassphrase, kSplit).ok();
        QDir(folder).removeRecursively();
        return std::pair(opens, calls);
    };
    const auto [well, calls] = createWithFailureAt(kNever);
    QVERIFY(well);
    int tried = 0;
    for (int64_t call = 1; call <= calls; call += inCampaign() ? 1 : calls / 8, ++tried)
        QVERIFY2(createWithFailureAt(call).first, qPrintable(QString("call %1 of %2").arg(call).arg(calls)));
    qInfo("%d failing calls of %lld while a vault was made", tried, static_cast<long long>(calls));
}

QTEST_GUILESS_MAIN(IoErrorTest)
#include "io_error_test.moc"
