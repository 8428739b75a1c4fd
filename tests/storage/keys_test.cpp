#include "tests/storage/filled_vault.h"
#include "tests/storage/keys_fixture.h"

#include "storage/vault/vault_files.h"

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class KeysTest : public QObject {
    Q_OBJECT
private slots:
    void everyKindOfSlotOpens_data() { profileRows(); }
    void everyKindOfSlotOpens();
    void twoFactorsAreBothNeeded_data() { profileRows(); }
    void twoFactorsAreBothNeeded();
    void removedSlotsOpenNothing_data() { profileRows(); }
    void removedSlotsOpenNothing();
    void aNewRecoveryKeyEndsTheOldOne_data() { profileRows(); }
    void aNewRecoveryKeyEndsTheOldOne();
    void theRecoveryKeySetsANewPassphrase_data() { profileRows(); }
    void theRecoveryKeySetsANewPassphrase();
    void theOwnerAlwaysKeepsAWayIn_data() { profileRows(); }
    void theOwnerAlwaysKeepsAWayIn();
    void aNewRecoveryKeyIsNeverTheOnlyWayIn_data() { profileRows(); }
    void aNewRecoveryKeyIsNeverTheOnlyWayIn();
    void changesNeedTheOldSecret_data() { profileRows(); }
    void changesNeedTheOldSecret();
    void unsuitableKeyFilesAreRefused();
    void slotsOfAnotherVaultAreRefused_data() { profileRows(); }
    void slotsOfAnotherVaultAreRefused();
    void slotsOfAnotherGenerationAreRefused_data() { profileRows(); }
    void slotsOfAnotherGenerationAreRefused();
    void aLowerCostIsRefused_data() { profileRows(); }
    void aLowerCostIsRefused();
    void anotherProfileIsRefused_data() { profileRows(); }
    void anotherProfileIsRefused();
    void fewerSlotsAreRefused_data() { profileRows(); }
    void fewerSlotsAreRefused();
    void anOlderHeaderIsRefused_data() { profileRows(); }
    void anOlderHeaderIsRefused();
    void rotationLeavesOneWayInAndAllContent_data() { profileRows(); }
    void rotationLeavesOneWayInAndAllContent();
    void aFreshDatabaseKeyShutsOutOldPages_data() { profileRows(); }
    void aFreshDatabaseKeyShutsOutOldPages();
    void aCancelledRotationChangesNothing();
    void everyFlippedBitOfAHeaderIsNoticed_data() { profileRows(); }
    void everyFlippedBitOfAHeaderIsNoticed();
};

namespace {

/// A header sealed by somebody who has not got the master key, as both copies.
void putForged(const ProfileVault& folder, VaultHeader header)
{
    const Secret wrong = Secret::random(kKeyBytes).value();
    const QByteArray bytes = asArray(writeHeader(header, wrong).value());
    folder.put({ bytes, bytes });
}

Secret masterOf(const ProfileVault& folder) { return openSlot(folder.header(), folder.header().keySlots.front(), kPassphrase).value(); }

void putSealed(const ProfileVault& folder, VaultHeader header, const Secret& master)
{
    const QByteArray bytes = asArray(writeHeader(header, master).value());
    folder.put({ bytes, bytes });
}

} // namespace

void KeysTest::everyKindOfSlotOpens()
{
    const ProfileVault folder;
    const Secret file = keyFileOf("어떤 파일이든 열쇠가 됩니다. 서른두 바이트보다 길면.");
    Secret recovery;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(fillDatabase(vault->database(), 1));
        VERIFY_OK(vault->keys().addSlot("둘째 암호", folder.cost));
        VERIFY_OK(vault->keys().addSlot(Credential("", file), folder.cost));
        VERIFY_OK(vault->keys().addSlot(Credential("셋째 암호", file), folder.cost));
        recovery = vault->keys().renewRecoveryKey().value();
    }
    VERIFY_OK(folder.openBy(kPassphrase));
    VERIFY_OK(folder.openBy("둘째 암호"));
    VERIFY_OK(folder.openBy(Credential("", file)));
    VERIFY_OK(folder.openBy(Credential("셋째 암호", file)));
    auto vault = folder.openByRecovery(recovery);
    VERIFY_OK(vault);
    QCOMPARE(vault->keys().openedBy(), 5U);
    QVERIFY(vault->check()->problems.empty());
    QVERIFY(rowsOfTable(vault->database(), "message").size() > 90);
}

void KeysTest::twoFactorsAreBothNeeded()
{
    const ProfileVault folder;
    const Secret file = keyFileOf("a key file of more than thirty-two bytes"), other = keyFileOf("another file of more than thirty-two bytes");
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(vault->keys().replaceSlot(kPassphrase, Credential("암호", file), folder.cost));
    }
    COMPARE_CODE(folder.openBy("암호"), ErrorCode::WrongKey);
    COMPARE_CODE(folder.openBy(Credential("", file)), ErrorCode::WrongKey);
    COMPARE_CODE(folder.openBy(Credential("암호", other)), ErrorCode::WrongKey);
    COMPARE_CODE(folder.openBy(Credential("암호 ", file)), ErrorCode::WrongKey);
    VERIFY_OK(folder.openBy(Credential("암호", file)));
}

void KeysTest::removedSlotsOpenNothing()
{
    const ProfileVault folder;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        const auto second = vault->keys().addSlot("둘째 암호", folder.cost);
        VERIFY_OK(second);
        VERIFY_OK(vault->keys().removeSlot(*second));
        COMPARE_CODE(vault->keys().removeSlot(*second), ErrorCode::NotFound);
    }
    COMPARE_CODE(folder.openBy("둘째 암호"), ErrorCode::WrongKey);
    QVERIFY(QFile::remove(folder.path("header.a"))); // neither copy knows it
    COMPARE_CODE(folder.openBy("둘째 암호"), ErrorCode::WrongKey);
    VERIFY_OK(folder.openBy(kPassphrase));
}

void KeysTest::aNewRecoveryKeyEndsTheOldOne()
{
    const ProfileVault folder;
    Secret first, second;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        first = vault->keys().renewRecoveryKey().value();
        second = vault->keys().renewRecoveryKey().value();
        QCOMPARE(vault->keys().header().keySlots.size(), size_t(2));
    }
    COMPARE_CODE(folder.openByRecovery(first), ErrorCode::WrongKey);
    VERIFY_OK(folder.openByRecovery(second));
}

void KeysTest::theRecoveryKeySetsANewPassphrase()
{
    const ProfileVault folder;
    Secret text;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(vault->keys().addSlot("둘째 암호", folder.cost));
        text = vault->keys().renewRecoveryKey().value();
        const Secret key = readRecoveryKey(asText(text.bytes())).value();
        const Secret wrong = Secret::random(kKeyBytes).value();
        COMPARE_CODE(vault->keys().resetPassphrase(Credential::fromRecoveryKey(wrong), "새 암호", folder.cost), ErrorCode::WrongKey);
        VERIFY_OK(vault->keys().resetPassphrase(Credential::fromRecoveryKey(key), "새 암호", folder.cost));
    }
    COMPARE_CODE(folder.openBy(kPassphrase), ErrorCode::WrongKey);
    COMPARE_CODE(folder.openBy("둘째 암호"), ErrorCode::WrongKey);
    VERIFY_OK(folder.openBy("새 암호"));
    VERIFY_OK(folder.openByRecovery(text)); // stays
}

void KeysTest::theOwnerAlwaysKeepsAWayIn()
{
    const ProfileVault folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    COMPARE_CODE(vault->keys().removeSlot(1), ErrorCode::Refused);
    std::vector<Holder> holders;
    for (const char* name : { "가", "나", "다" })
        holders.push_back({ name, folder.profile.makeAgreementKey().value().publicKey });
    VERIFY_OK(vault->keys().setEscrow(holders));
    COMPARE_CODE(vault->keys().removeSlot(1), ErrorCode::Refused); // only the institution would be left
    for (uint32_t n = 0; vault->keys().header().keySlots.size() < kMostSlots; ++n)
        VERIFY_OK(vault->keys().addSlot(Credential::fromRecoveryKey(Secret::random(kKeyBytes).value()), folder.cost));
    COMPARE_CODE(vault->keys().addSlot(Credential::fromRecoveryKey(Secret::random(kKeyBytes).value()), folder.cost), ErrorCode::Refused);
    VERIFY_OK(loadHeaderCopy(folder.dir, "header.b").header);
}

// The program may end between the change and the showing of a new recovery key: something that is known must open the vault then.
void KeysTest::aNewRecoveryKeyIsNeverTheOnlyWayIn()
{
    const ProfileVault folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    const Secret key = readRecoveryKey(asText(vault->keys().renewRecoveryKey().value().bytes())).value();
    COMPARE_CODE(vault->rotate(Credential::fromRecoveryKey(key), folder.cost, {}, {}), ErrorCode::BadArgument);
    VERIFY_OK(vault->keys().removeSlot(1));
    COMPARE_CODE(vault->keys().renewRecoveryKey(), ErrorCode::Refused);
    VERIFY_OK(vault->keys().prove(Credential::fromRecoveryKey(key)));
}

void KeysTest::changesNeedTheOldSecret()
{
    const ProfileVault folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    COMPARE_CODE(vault->keys().replaceSlot("아닌 것", "새 암호", folder.cost), ErrorCode::WrongKey);
    COMPARE_CODE(vault->keys().replaceSlot(kPassphrase, "", folder.cost), ErrorCode::BadArgument);
    COMPARE_CODE(vault->keys().replaceSlot(kPassphrase, "새 암호", { 1024, 1 }), ErrorCode::Refused);
    COMPARE_CODE(vault->rotate("아닌 것", folder.cost, {}, {}), ErrorCode::WrongKey);
    QCOMPARE(vault->keys().header().keysGeneration, uint64_t(1));
    VERIFY_OK(vault->keys().replaceSlot(kPassphrase, "새 암호", folder.cost));
}

void KeysTest::unsuitableKeyFilesAreRefused()
{
    const QTemporaryDir folder;
    const auto made = [&](const char* name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return folder.filePath(name).toStdString();
    };
    VERIFY_OK(readKeyFile(made("good", QByteArray(static_cast<qsizetype>(kLeastKeyFileBytes), 'x'))));
    COMPARE_CODE(readKeyFile(made("short", QByteArray(static_cast<qsizetype>(kLeastKeyFileBytes) - 1, 'x'))), ErrorCode::BadArgument);
    COMPARE_CODE(readKeyFile(made("long", QByteArray(static_cast<qsizetype>(kMostKeyFileBytes) + 1, 'x'))), ErrorCode::Unsafe);
    COMPARE_CODE(readKeyFile(folder.filePath("none").toStdString()), ErrorCode::NotFound);
    COMPARE_CODE(readKeyFile(folder.path().toStdString()), ErrorCode::BadArgument);
}

// The wrapped key is bound to its vault: even in a header that its own master key seals, a slot from elsewhere opens nothing.
void KeysTest::slotsOfAnotherVaultAreRefused()
{
    const ProfileVault folder, other;
    VERIFY_OK(folder.create());
    VERIFY_OK(Vault::create(other.dir, "남의 암호", other.cost, kSplit, other.profile.id()));
    VaultHeader header = folder.header();
    const KeySlot foreign = other.header().keySlots.front();
    VERIFY_OK(openSlot(other.header(), foreign, "남의 암호")); // at home it opens
    COMPARE_CODE(openSlot(header, foreign, "남의 암호"), ErrorCode::WrongKey);
    header.keySlots.push_back(foreign);
    header.keySlots.back().id = 2;
    putForged(folder, header);
    COMPARE_CODE(folder.openBy("남의 암호"), ErrorCode::WrongKey);
    COMPARE_CODE(folder.openBy(kPassphrase), ErrorCode::Damaged); // the right slot opens, and the seal says what happened
}

// A removed slot still opens the same master key; put in again, it is stopped by the seal alone. After a rotation its master key is of no use.
void KeysTest::slotsOfAnotherGenerationAreRefused()
{
    const ProfileVault folder;
    KeySlot old;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        old = vault->keys().header().keySlots.front();
        VERIFY_OK(vault->keys().replaceSlot(kPassphrase, "새 암호", folder.cost));
    }
    VaultHeader header = folder.header();
    header.keySlots.push_back(old);
    VERIFY_OK(openSlot(header, old, kPassphrase));
    const auto intact = folder.headers();
    putForged(folder, header);
    COMPARE_CODE(folder.openBy(kPassphrase), ErrorCode::Damaged);
    folder.put(intact);
    {
        auto vault = folder.openBy("새 암호");
        VERIFY_OK(vault);
        VERIFY_OK(vault->rotate("새 암호", folder.cost, {}, {}));
    }
    header = folder.header();
    const Secret earlier = openSlot(header, old, kPassphrase).value();
    COMPARE_CODE(verifyHeader(header, earlier), ErrorCode::Damaged);
    const Secret wrapping = folder.profile.subkey(earlier, Purpose::DatabaseWrap).value();
    COMPARE_CODE(folder.profile.unwrap(header.databaseKey, wrapping, databaseKeyBinding(header)), ErrorCode::WrongKey);
}

void KeysTest::aLowerCostIsRefused()
{
    const ProfileVault folder;
    KdfCost higher = folder.cost;
    if (higher.memoryBytes > 0)
        higher.memoryBytes += 1 << 20;
    else
        higher.passes += 1000;
    VERIFY_OK(Vault::create(folder.dir, kPassphrase, higher, kSplit, folder.profile.id()));
    const Secret master = masterOf(folder);
    VaultHeader header = folder.header();
    header.keySlots.front().cost = folder.cost; // allowed by the floor, but not what was chosen
    putSealed(folder, header, master);
    COMPARE_CODE(folder.openBy(kPassphrase), ErrorCode::WrongKey);
    for (KdfCost cost : { KdfCost { folder.cost.memoryBytes, folder.cost.passes - 1 }, folder.profile.kdfLimits().ceiling }) {
        if (cost == folder.profile.kdfLimits().ceiling)
            ++cost.passes;
        header.keySlots.front().cost = cost;
        COMPARE_CODE(readHeader(writeHeader(header, master).value()), ErrorCode::Refused);
    }
}

void KeysTest::anotherProfileIsRefused()
{
    const ProfileVault folder;
    VERIFY_OK(folder.create());
    QByteArray bytes = folder.bytes("header.a");
    constexpr qsizetype kProfileAt = 12;
    for (const int number : { 0, 1, 2, 3, 255 }) {
        if (number == static_cast<int>(folder.profile.id()))
            continue;
        bytes[kProfileAt] = static_cast<char>(number);
        const CryptoProfile* const claimed = findProfile(static_cast<uint32_t>(number));
        repairChecksum(claimed ? *claimed : folder.profile, bytes);
        folder.put({ bytes, bytes });
        const auto opened = folder.openBy(kPassphrase);
        QVERIFY(!opened.ok() && opened.error().code != ErrorCode::WrongKey); // not even a try with other algorithms
    }
}

// Without the seal a header with a slot taken out, or an old one put in again, would open like any other.
void KeysTest::fewerSlotsAreRefused()
{
    const ProfileVault folder;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(vault->keys().renewRecoveryKey());
    }
    const Secret master = masterOf(folder);
    VaultHeader header = folder.header();
    header.keySlots.pop_back();
    putForged(folder, header);
    COMPARE_CODE(folder.openBy(kPassphrase), ErrorCode::Damaged);
    putSealed(folder, header, master); // the paired case: with the right seal it does open
    VERIFY_OK(folder.openBy(kPassphrase));
}

void KeysTest::anOlderHeaderIsRefused()
{
    const ProfileVault folder;
    std::pair<QByteArray, QByteArray> older;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        older = folder.headers(); // of an open vault: no digest of the database in it
        VERIFY_OK(vault->keys().replaceSlot(kPassphrase, "새 암호", folder.cost));
    }
    folder.put(older);
    COMPARE_CODE(folder.openBy(kPassphrase), ErrorCode::Refused);
    // One older copy beside a newer one is passed over as well.
    const ProfileVault second;
    {
        auto vault = second.create();
        VERIFY_OK(vault);
        older = second.headers();
        VERIFY_OK(vault->keys().replaceSlot(kPassphrase, "새 암호", second.cost));
    }
    second.write("header.b", older.second);
    COMPARE_CODE(second.openBy(kPassphrase), ErrorCode::Refused);
    VERIFY_OK(second.openBy("새 암호"));
    // The paired case: a database that remembers nothing lets the older header open.
    {
        auto vault = second.openBy("새 암호");
        VERIFY_OK(vault);
        older = second.headers();
        VERIFY_OK(vault->keys().replaceSlot("새 암호", "더 새 암호", second.cost));
        VERIFY_OK(vault->database().execute("DELETE FROM setting WHERE key = 'vault.keys_generation'"));
    }
    second.put(older);
    VERIFY_OK(second.openBy("새 암호"));
}

void KeysTest::rotationLeavesOneWayInAndAllContent()
{
    const ProfileVault folder;
    std::map<std::string, std::map<std::string, std::string>> rows;
    std::vector<Holder> holders;
    std::vector<KeyPair> pairs;
    for (const char* name : { "가", "나", "다" }) {
        pairs.push_back(folder.profile.makeAgreementKey().value());
        holders.push_back({ name, pairs.back().publicKey });
    }
    Secret before, after;
    std::pair<QByteArray, QByteArray> olderHeaders;
    QByteArray olderDatabase;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(fillDatabase(vault->database(), 1));
        VERIFY_OK(vault->keys().addSlot("둘째 암호", folder.cost));
        VERIFY_OK(vault->keys().setEscrow(holders));
        before = vault->keys().renewRecoveryKey().value();
        VERIFY_OK(vault->database().foldLog());
        olderHeaders = folder.headers();
        olderDatabase = folder.bytes("vault.db");
        auto rotated = vault->rotate(kPassphrase, folder.cost, {}, {});
        VERIFY_OK(rotated);
        after = std::move(*rotated);
        for (const char* table : kTables)
            rows[table] = rowsOfTable(vault->database(), table);
        VERIFY_OK(ChatRepository(vault->database()).create("돌린 뒤", 1)); // it is a working database
        QVERIFY(vault->check()->problems.empty());
    }
    COMPARE_CODE(folder.openBy("둘째 암호"), ErrorCode::WrongKey);
    COMPARE_CODE(folder.openByRecovery(before), ErrorCode::WrongKey);
    VERIFY_OK(folder.openByRecovery(after));
    folder.forgetTries();
    {
        auto vault = folder.openBy(kPassphrase);
        VERIFY_OK(vault);
        QCOMPARE(rows["message"].size(), size_t(96));
        for (const char* table : { "message", "document", "passage", "block", "citation" })
            QVERIFY(rowsOfTable(vault->database(), table) == rows[table]);
        QVERIFY(vault->check()->problems.empty());
    }
    const EscrowRequest request = Vault::requestEscrow(folder.dir).value();
    const std::vector<EscrowShare> shares { makeEscrowShare(request, pairs[0]).value(), makeEscrowShare(request, pairs[2]).value() };
    VERIFY_OK(Vault::openEscrow(folder.dir, shares, "기관 암호", folder.cost, kSplit));
    // What somebody kept from before does not open what is there now.
    folder.put(olderHeaders);
    COMPARE_CODE(folder.openBy("둘째 암호"), ErrorCode::Damaged);
    folder.write("vault.db", olderDatabase); // header and database of one day: an old vault, which nothing inside it can tell
    VERIFY_OK(folder.openBy("둘째 암호"));
}

void KeysTest::aFreshDatabaseKeyShutsOutOldPages()
{
    const ProfileVault folder;
    QByteArray older;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(fillDatabase(vault->database(), 1));
        VERIFY_OK(vault->database().foldLog());
        older = folder.bytes("vault.db");
        Database* const address = &vault->database();
        VERIFY_OK(vault->replaceDatabaseKey({}, {}));
        QCOMPARE(&vault->database(), address);
        QVERIFY(vault->check()->problems.empty());
        QVERIFY(!QFile::exists(folder.path("vault.db.rekeyed")));
    }
    VERIFY_OK(folder.openBy(kPassphrase));
    const QByteArray now = folder.bytes("vault.db");
    QCOMPARE(now.size(), older.size());
    for (qsizetype page = 0; page < now.size(); page += 4096)
        QVERIFY(now.mid(page, 4096) != older.mid(page, 4096));
    folder.write("vault.db", older);
    COMPARE_CODE(folder.openBy(kPassphrase), ErrorCode::Damaged);
}

void KeysTest::aCancelledRotationChangesNothing()
{
    const VaultFolder folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    VERIFY_OK(fillDatabase(vault->database(), 1));
    const QByteArray header = folder.bytes("header.a");
    std::stop_source stop;
    stop.request_stop();
    const auto rotated = vault->rotate(kPassphrase, kCost, {}, stop.get_token());
    COMPARE_CODE(rotated, ErrorCode::Cancelled);
    QCOMPARE(folder.bytes("header.a"), header);
    QVERIFY(!QFile::exists(folder.path("vault.db.rekeyed")));
    QVERIFY(vault->check()->problems.empty());
}

// Every bit of a header with every kind of slot, its checksum repaired each time as an attacker would: the vault opens by no slot that
// is still there. The recovery slot is used because it costs no slow derivation.
void KeysTest::everyFlippedBitOfAHeaderIsNoticed()
{
    const ProfileVault folder;
    Secret key;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(vault->keys().addSlot(Credential("", keyFileOf("a key file of more than thirty-two bytes")), folder.cost));
        std::vector<Holder> holders;
        for (const char* name : { "가", "나", "다" })
            holders.push_back({ name, folder.profile.makeAgreementKey().value().publicKey });
        VERIFY_OK(vault->keys().setEscrow(holders));
        key = readRecoveryKey(asText(vault->keys().renewRecoveryKey().value().bytes())).value();
        VERIFY_OK(vault->keys().setCleanClose({ 4096, { 1, 2, 3 } }));
    }
    VERIFY_OK(Keyring::open(folder.dir, folder.header(), Credential::fromRecoveryKey(key)));
    const QByteArray intact = folder.bytes("header.a");
    int plain = 0, repaired = 0, opened = 0, onlyTheSeal = 0;
    for (qsizetype bit = 0; bit < intact.size() * 8; ++bit) {
        QByteArray changed = intact;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
        plain += !readHeader(asSpan(changed)).ok();
        if (bit / 8 >= intact.size() - static_cast<qsizetype>(kDigestBytes))
            continue; // the checksum itself
        repairChecksum(folder.profile, changed);
        ++repaired;
        const auto header = readHeader(asSpan(changed));
        if (!header.ok())
            continue;
        opened += Keyring::open(folder.dir, *header, Credential::fromRecoveryKey(key)).ok();
        for (const KeySlot& slot : header->keySlots)
            onlyTheSeal += slot.type == SlotType::RecoveryKey && openSlot(*header, slot, Credential::fromRecoveryKey(key)).ok();
    }
    QCOMPARE(plain, static_cast<int>(intact.size()) * 8);
    QCOMPARE(opened, 0);
    QVERIFY(onlyTheSeal > repaired / 2); // the paired figure: without the seal these would have opened
    qInfo("%d bits: %d noticed by the checksum; of %d with a repaired checksum 0 opened, %d of them stopped by the seal alone", static_cast<int>(intact.size()) * 8,
        plain, repaired, onlyTheSeal);
}

QTEST_GUILESS_MAIN(KeysTest)
#include "keys_test.moc"
