#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_repository.h"
#include "storage/vault/header_file.h"

#include <QDir>
#include <QTest>

#include <sodium.h>

#include <sys/stat.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class VaultTest : public QObject {
    Q_OBJECT
private slots:
    void createdVaultOpensAgain();
    void folderIsPrivate();
    void wrongPassphraseIsWrongKey();
    void missingVaultIsNotFound();
    void secondCreateIsRefused();
    void secondOpenIsBusy();
    void costBelowFloorIsRefused();
    void flippedBitInEveryHeaderByteOfOneCopyFallsBack();
    void flippedBitInBothCopiesIsDamaged();
    void flippedBitWithRepairedChecksumNeverOpens();
    void missingCopyIsWrittenAgain();
    void headerWithBytesLeftOverIsDamaged();
    void truncatedDatabaseIsDamaged();
    void foreignDatabaseIsDamaged();
    void statusNeedsNoKey();
    void checkFindsNothingInAHealthyVault();
    void checkFindsAFlippedPage();
    void changedPassphraseReplacesTheOldOne();
    void interruptedCreationCanBeRepeated();
};

void VaultTest::createdVaultOpensAgain()
{
    const VaultFolder folder;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        VERIFY_OK(ChatRepository(vault->database()).create("예산 질의", 1));
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    const auto chats = ChatRepository(vault->database()).list(false);
    VERIFY_OK(chats);
    QCOMPARE(chats->size(), size_t(1));
    QCOMPARE(chats->front().title, std::string("예산 질의"));
}

void VaultTest::folderIsPrivate()
{
    const VaultFolder folder;
    const auto vault = folder.create();
    VERIFY_OK(vault);
    struct stat info {};
    QCOMPARE(::stat(folder.dir.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777, mode_t(0700));
}

void VaultTest::wrongPassphraseIsWrongKey()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    COMPARE_CODE(folder.open("배꽃 피는 봄날 2026"), ErrorCode::WrongKey);
    COMPARE_CODE(folder.open(""), ErrorCode::WrongKey);
}

void VaultTest::missingVaultIsNotFound()
{
    const VaultFolder folder;
    COMPARE_CODE(folder.open(), ErrorCode::NotFound);
    QVERIFY(!QDir(QString::fromStdString(folder.dir)).exists()); // asking leaves nothing behind
}

void VaultTest::secondCreateIsRefused()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    COMPARE_CODE(folder.create(), ErrorCode::AlreadyExists);
    VERIFY_OK(folder.open());
}

void VaultTest::secondOpenIsBusy()
{
    const VaultFolder folder;
    {
        const auto vault = folder.create();
        VERIFY_OK(vault);
        COMPARE_CODE(folder.open(), ErrorCode::Busy);
        QVERIFY(Vault::status(folder.dir).inUse);
    }
    VERIFY_OK(folder.open());
}

void VaultTest::costBelowFloorIsRefused()
{
    const VaultFolder folder;
    COMPARE_CODE(Vault::create(folder.dir, kPassphrase, { kKdfFloor.memoryBytes - 1, 3 }, kSplit), ErrorCode::Refused);
    COMPARE_CODE(Vault::create(folder.dir, kPassphrase, { kKdfFloor.memoryBytes, 2 }, kSplit), ErrorCode::Refused);
    COMPARE_CODE(Vault::create(folder.dir, kPassphrase, { kKdfCeiling.memoryBytes + 1, 3 }, kSplit), ErrorCode::Refused);
    QVERIFY(!QDir(QString::fromStdString(folder.dir)).exists());
}

void VaultTest::flippedBitInEveryHeaderByteOfOneCopyFallsBack()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const QByteArray intact = folder.bytes("header.a");
    for (qsizetype at = 0; at < intact.size(); ++at) {
        QByteArray changed = intact;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        folder.write("header.a", changed);
        QVERIFY(!loadHeaderCopy(folder.dir, "header.a").header.ok());
        QCOMPARE(Vault::status(folder.dir).headerCopiesIntact, 1);
    }
    VERIFY_OK(folder.open()); // by the other copy
    QCOMPARE(Vault::status(folder.dir).headerCopiesIntact, 2); // and it is repaired
}

void VaultTest::flippedBitInBothCopiesIsDamaged()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    for (const char* name : kHeaderNames) {
        QByteArray bytes = folder.bytes(name);
        bytes[60] = static_cast<char>(bytes[60] ^ 4);
        folder.write(name, bytes);
    }
    COMPARE_CODE(folder.open(), ErrorCode::Damaged);
    QCOMPARE(Vault::status(folder.dir).state, VaultStatus::State::Damaged);
}

// Somebody who can write files can also repair the checksum; then the seal and the wrapped key must notice.
void VaultTest::flippedBitWithRepairedChecksumNeverOpens()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const QByteArray intact = folder.bytes("header.a");
    const QByteArray other = folder.bytes("header.b");
    constexpr qsizetype kChecksum = 32;
    // One byte in every field: vault id, generation, keys generation, database key, clean close, escrow openings, slot id, type, time,
    // salt, wrapped key, seal. The cost fields change the key and cost seconds; one small step of the passes field stands for them.
    for (const qsizetype at : { 16, 32, 40, 50, 80, 100, 120, 128, 165, 173, 177, 183, 187, 196, 223, 227, 243, 270, 300 }) {
        QByteArray changed = intact;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        crypto_generichash(reinterpret_cast<unsigned char*>(changed.data()) + changed.size() - kChecksum, kChecksum,
            reinterpret_cast<const unsigned char*>(changed.constData()), static_cast<size_t>(changed.size() - kChecksum), nullptr, 0);
        folder.write("header.a", changed);
        QFile::remove(folder.path("header.b"));
        QFile::remove(folder.path("tries")); // not what is tested here
        const auto opened = folder.open();
        QVERIFY2(!opened.ok(), qPrintable(QString("byte %1").arg(at)));
        const ErrorCode code = opened.error().code;
        QVERIFY(code == ErrorCode::WrongKey || code == ErrorCode::Damaged || code == ErrorCode::Refused || code == ErrorCode::Unsupported);
    }
    folder.write("header.a", intact);
    folder.write("header.b", other);
    VERIFY_OK(folder.open());
}

void VaultTest::missingCopyIsWrittenAgain()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    QVERIFY(QFile::remove(folder.path("header.b")));
    VERIFY_OK(folder.open());
    QCOMPARE(Vault::status(folder.dir).headerCopiesIntact, 2);
}

void VaultTest::headerWithBytesLeftOverIsDamaged()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const QByteArray intact = folder.bytes("header.a");
    for (const QByteArray& changed : { intact + '\0', intact.chopped(1), QByteArray(), QByteArray(kMostHeaderBytes + 1, '\0') }) {
        folder.write("header.a", changed);
        COMPARE_CODE(loadHeaderCopy(folder.dir, "header.a").header, ErrorCode::Damaged);
    }
}

void VaultTest::truncatedDatabaseIsDamaged()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const QByteArray intact = folder.bytes("vault.db");
    for (const qsizetype left : { qsizetype(0), qsizetype(100), qsizetype(4096 + 77) }) {
        folder.write("vault.db", intact.first(left));
        COMPARE_CODE(folder.open(), ErrorCode::Damaged);
    }
}

void VaultTest::foreignDatabaseIsDamaged()
{
    const VaultFolder folder, other;
    VERIFY_OK(folder.create());
    VERIFY_OK(other.create());
    folder.write("vault.db", other.bytes("vault.db"));
    COMPARE_CODE(folder.open(), ErrorCode::Damaged);
}

void VaultTest::statusNeedsNoKey()
{
    const VaultFolder folder;
    QCOMPARE(Vault::status(folder.dir).state, VaultStatus::State::Missing);
    VERIFY_OK(folder.create());
    const VaultStatus status = Vault::status(folder.dir);
    QCOMPARE(status.state, VaultStatus::State::Present);
    QCOMPARE(status.headerCopiesIntact, 2);
    QCOMPARE(status.keySlots.size(), size_t(1));
    QVERIFY(status.keySlots.front().cost == kCost);
    QVERIFY(!status.inUse);
}

void VaultTest::checkFindsNothingInAHealthyVault()
{
    const VaultFolder folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    const auto check = vault->check();
    VERIFY_OK(check);
    QVERIFY2(check->problems.empty(), check->problems.empty() ? "" : check->problems.front().c_str());
    QCOMPARE(check->headerCopiesIntact, 2);
}

void VaultTest::checkFindsAFlippedPage()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    QByteArray bytes = folder.bytes("vault.db");
    const qsizetype at = bytes.size() - 2000; // inside the last page
    bytes[at] = static_cast<char>(bytes[at] ^ 16);
    folder.write("vault.db", bytes);
    auto vault = folder.open();
    if (!vault.ok()) {
        COMPARE_CODE(vault, ErrorCode::Damaged);
        return;
    }
    const auto check = vault->check();
    VERIFY_OK(check);
    QVERIFY(!check->problems.empty());
}

void VaultTest::changedPassphraseReplacesTheOldOne()
{
    const VaultFolder folder;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        COMPARE_CODE(vault->keys().replaceSlot("아닌 것", "새 암호", kCost), ErrorCode::WrongKey);
        VERIFY_OK(vault->keys().replaceSlot(kPassphrase, "새 암호", kCost));
    }
    COMPARE_CODE(folder.open(), ErrorCode::WrongKey);
    VERIFY_OK(folder.open("새 암호"));
    QVERIFY(QFile::remove(folder.path("header.a"))); // neither copy knows the old one
    COMPARE_CODE(folder.open(), ErrorCode::WrongKey);
    VERIFY_OK(folder.open("새 암호"));
}

void VaultTest::interruptedCreationCanBeRepeated()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    for (const char* name : kHeaderNames)
        QVERIFY(QFile::remove(folder.path(name)));
    VERIFY_OK(folder.create());
    VERIFY_OK(folder.open());
}

QTEST_GUILESS_MAIN(VaultTest)
#include "vault_test.moc"
