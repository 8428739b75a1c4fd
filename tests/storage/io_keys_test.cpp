// The disk is full or broken at one write call after the other while keys change: the vault opens afterwards, with all that was acknowledged.
#include "tests/support/disk_shim.h"

#include "tests/storage/filled_vault.h"
#include "tests/storage/keys_fixture.h"
#include "tests/support/campaign.h"

#include <QDir>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class IoKeysTest : public QObject {
    Q_OBJECT
private slots:
    void everyWriteCallOfAFreshDatabaseKeyMayFail();
    void everyWriteCallOfASlotChangeMayFail();
};

namespace {

constexpr int64_t kNever = 1'000'000;

struct Outcome {
    QString fault;
    bool failed = false;
    int64_t calls = 0;
};

/// A filled vault, and the same change of keys in copies of it, each time with another failure. A recovery key opens it: that is cheap.
struct Trial {
    Secret key = Secret::random(kKeyBytes).value();
    Credential credential = Credential::fromRecoveryKey(key);
    QTemporaryDir base, outside;
    size_t messages = 0;

    Trial()
    {
        auto vault = Vault::create(base.path().toStdString(), credential, kCost, kSplit);
        if (!vault.ok() || !fillDatabase(vault->database(), 1).ok())
            qFatal("no vault to start from");
        messages = rowsOfTable(vault->database(), "message").size();
    }

    template <typename Work>
    Outcome run(const Work& work, int64_t call, int error, bool lasting) const
    {
        const QString folder = outside.filePath("vault");
        QDir(folder).removeRecursively();
        QDir().mkpath(folder);
        for (const QString& name : QDir(base.path()).entryList(QDir::Files))
            QFile::copy(base.filePath(name), folder + '/' + name);
        const std::string dir = folder.toStdString();
        Outcome outcome;
        bool acknowledged = false;
        {
            auto vault = Vault::open(dir, credential, kSplit);
            if (!vault.ok())
                return { "the copy does not open", false, 0 };
            DiskShim::only().failAt(dir, call, error, lasting);
            outcome.failed = !work(*vault).ok();
            outcome.calls = DiskShim::only().heal();
            acknowledged = ChatRepository(vault->database()).create("danach", 7).ok(); // the session goes on
        }
        auto vault = Vault::open(dir, credential, kSplit);
        if (!vault.ok())
            outcome.fault = "does not open: " + QString::fromStdString(vault.error().doing);
        else if (rowsOfTable(vault->database(), "message").size() != messages)
            outcome.fault = "messages are missing";
        else if (const auto chats = ChatRepository(vault->database()).list(false);
                 acknowledged && std::ranges::none_of(*chats, [](const StoredChat& chat) { return chat.title == "danach"; }))
            outcome.fault = "an acknowledged chat is missing";
        else if (const auto check = vault->check(); !check.ok() || !check->problems.empty())
            outcome.fault = "damaged";
        return outcome;
    }

    template <typename Work>
    void sweep(const Work& work, int shortened) const
    {
        const Outcome well = run(work, kNever, EIO, false);
        QVERIFY2(well.fault.isEmpty() && !well.failed, qPrintable(well.fault));
        const int64_t stride = std::max<int64_t>(1, well.calls / campaignCount(10'000, shortened));
        int tried = 0, felt = 0;
        for (int64_t call = 1; call <= well.calls; call += stride, ++tried) {
            const Outcome outcome = run(work, call, tried % 2 ? ENOSPC : EIO, tried % 4 >= 2);
            QVERIFY2(outcome.fault.isEmpty(), qPrintable(QString("call %1: %2").arg(call).arg(outcome.fault)));
            felt += outcome.failed;
        }
        qInfo("%d failing calls of %lld: nothing lost (%d felt a failure)", tried, static_cast<long long>(well.calls), felt);
        QVERIFY(felt > 0);
    }
};

} // namespace

void IoKeysTest::everyWriteCallOfAFreshDatabaseKeyMayFail()
{
    Trial().sweep([](Vault& vault) { return vault.replaceDatabaseKey({}, {}); }, 40);
}

void IoKeysTest::everyWriteCallOfASlotChangeMayFail()
{
    const Secret other = Secret::random(kKeyBytes).value();
    Trial().sweep([&](Vault& vault) { return vault.keys().addSlot(Credential::fromRecoveryKey(other), kCost); }, 20);
}

QTEST_GUILESS_MAIN(IoKeysTest)
#include "io_keys_test.moc"
