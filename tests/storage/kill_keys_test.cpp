// kill_keys_test.cpp - Every change of keys, killed right before each of its calls that change the disk.
#include "tests/storage/filled_vault.h"
#include "tests/storage/keys_fixture.h"
#include "tests/storage/kill_at.h"
#include "tests/support/campaign.h"

#include "storage/vault/vault_files.h"

#include <QDir>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class KillKeysTest : public QObject {
    Q_OBJECT
private slots:
    void creation_data() { profileRows(); }
    void creation();
    void changes_data();
    void changes();
    void cleanupTestCase() { qInfo("killed at %d points in all: %d times opened by the old secret, %d by the new one", m_killed, m_old, m_new); }

private:
    int m_killed = 0;
    int m_old = 0;
    int m_new = 0;
};

namespace {

constexpr const char* kNew = "새 암호 2026";
/// A recovery key that is always the same, so that opening by it costs nothing and can be asked for after the kill.
Secret fixedKey() { return Secret::copyOf(asBytes("0123456789abcdef0123456789abcdef")).value(); }

void copyFolder(const QString& from, const QString& to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    for (const QString& name : QDir(from).entryList(QDir::Files))
        QFile::copy(from + '/' + name, to + '/' + name);
}

struct Change {
    const char* name;
    bool keepsOld;          ///< the old passphrase opens afterwards too
    const char* opensToo;   ///< a passphrase that opens afterwards; null: none but the old
    Result<void> (*make)(Vault& vault, const KdfCost& cost);
};

/// Every point for the profile that is quick; every few points where the slow one does the same steps, or where pages are copied.
int strideFor(const CryptoProfile& profile, bool copiesPages)
{
    const bool quick = profile.id() == ProfileId::Modern;
    return campaignCount(copiesPages ? (quick ? 3 : 11) : (quick ? 1 : 5), copiesPages ? (quick ? 41 : 113) : (quick ? 13 : 29));
}

std::vector<Holder> holdersOf(const CryptoProfile& profile)
{
    std::vector<Holder> holders;
    for (const char* name : { "가", "나", "다" })
        holders.push_back({ name, profile.makeAgreementKey().value().publicKey });
    return holders;
}

Result<void> dropped(const Result<Secret>& text) { return text.ok() ? Result<void>() : Result<void>(text.error()); }

const Change kChanges[] = {
    { "passphrase change", false, kNew, [](Vault& vault, const KdfCost& cost) { return vault.keys().replaceSlot(kPassphrase, kNew, cost); } },
    { "slot added", true, kNew,
        [](Vault& vault, const KdfCost& cost) -> Result<void> {
            SILLOK_CHECK(vault.keys().addSlot(kNew, cost));
            return {};
        } },
    { "slot removed", true, nullptr, [](Vault& vault, const KdfCost&) { return vault.keys().removeSlot(2); } },
    { "recovery key", true, nullptr, [](Vault& vault, const KdfCost&) { return dropped(vault.keys().renewRecoveryKey()); } },
    { "passphrase reset", false, kNew,
        [](Vault& vault, const KdfCost& cost) { return vault.keys().resetPassphrase(Credential::fromRecoveryKey(fixedKey()), kNew, cost); } },
    { "escrow", true, nullptr, [](Vault& vault, const KdfCost&) { return vault.keys().setEscrow(holdersOf(vault.keys().profile())); } },
    { "rotation", true, nullptr, [](Vault& vault, const KdfCost& cost) { return dropped(vault.rotate(kPassphrase, cost, {}, {})); } },
    { "database key", true, nullptr, [](Vault& vault, const KdfCost&) { return vault.replaceDatabaseKey({}, {}); } },
};

} // namespace

// Before the first header exists creating can be repeated; from then on the vault opens.
void KillKeysTest::creation()
{
    const int stride = strideFor(rowProfile(), false);
    int killed = 0;
    for (int n = 0;; n += stride) {
        const ProfileVault folder;
        bool good = false;
        const bool wasKilled = killAt(n, [&] { return folder.create().ok(); }, good);
        const bool there = Vault::status(folder.dir).state != VaultStatus::State::Missing;
        if (there)
            VERIFY_OK(folder.openBy(kPassphrase));
        else
            VERIFY_OK(folder.create());
        if (!wasKilled) {
            QVERIFY(good && there);
            break;
        }
        ++killed;
        (there ? m_new : m_old) += 1;
    }
    m_killed += killed;
    qInfo("killed at %d points", killed);
    QVERIFY(killed > 1);
}

void KillKeysTest::changes_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("change");
    for (const ProfileId id : { ProfileId::Modern, ProfileId::Validated }) {
        for (int i = 0; i < static_cast<int>(std::size(kChanges)); ++i)
            QTest::newRow(qPrintable(QString("%1, %2").arg(cryptoProfile(id).name(), kChanges[i].name))) << static_cast<int>(id) << i;
    }
}

void KillKeysTest::changes()
{
    QFETCH(int, change);
    const Change& what = kChanges[change];
    const ProfileVault original;
    size_t messages = 0;
    {
        auto vault = original.create();
        VERIFY_OK(vault);
        VERIFY_OK(fillDatabase(vault->database(), 1));
        VERIFY_OK(vault->keys().addSlot(Credential::fromRecoveryKey(fixedKey()), original.cost));
        messages = rowsOfTable(vault->database(), "message").size();
    }
    const bool rekeys = std::string_view(what.name) == "rotation" || std::string_view(what.name) == "database key";
    const int stride = strideFor(original.profile, rekeys);
    int killed = 0, byOld = 0, byNew = 0;
    ProfileVault folder;
    for (int n = 0;; n += stride) {
        copyFolder(QString::fromStdString(original.dir), QString::fromStdString(folder.dir));
        bool good = false;
        const bool wasKilled = killAt(n, [&] {
            auto vault = folder.openBy(kPassphrase);
            return vault.ok() && what.make(*vault, folder.cost).ok();
        }, good);
        {
            auto opened = folder.openBy(kPassphrase);
            const bool old = opened.ok();
            if (!old) {
                QVERIFY2(!what.keepsOld && opened.error().code == ErrorCode::WrongKey, opened.error().doing.c_str());
                opened = folder.openBy(what.opensToo);
            }
            VERIFY_OK(opened);
            (old ? byOld : byNew) += 1;
            QCOMPARE(rowsOfTable(opened->database(), "message").size(), messages);
            const auto check = opened->check();
            VERIFY_OK(check);
            QVERIFY2(check->problems.empty(), check->problems.empty() ? "" : check->problems.front().c_str());
            QVERIFY(!QFile::exists(folder.path("vault.db.rekeyed")));
        }
        if (!wasKilled) {
            QVERIFY(good);
            if (what.opensToo)
                VERIFY_OK(folder.openBy(what.opensToo));
            break;
        }
        ++killed;
    }
    m_killed += killed;
    m_old += byOld;
    m_new += byNew;
    qInfo("killed at %d points: opened %d times by the old secret, %d by the new one", killed, byOld, byNew);
    QVERIFY(killed >= 2);
}

QTEST_GUILESS_MAIN(KillKeysTest)
#include "kill_keys_test.moc"
