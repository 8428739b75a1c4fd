// What was shredded opens no more: not its rows, not its words, not its old pages.
#include "tests/storage/filled_vault.h"
#include "tests/storage/kill_at.h"
#include "tests/support/campaign.h"

#include "storage/contexts/context_folder.h"
#include "storage/salvage/page_source.h"
#include "storage/vault/snapshots.h"
#include "storage/vault/header_file.h"
#include "storage/vault/shred.h"

#include <QDir>
#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

int64_t count(Database& database, const char* sql) { return database.prepare(std::string("SELECT count(*) FROM ") + sql)->number().value(); }

Result<void> makeWithSecret(const VaultFolder& folder)
{
    SILLOK_TRY(Vault vault, folder.create());
    SILLOK_CHECK(fillDatabase(vault.database(), 1));
    ChatRepository chats(vault.database());
    SILLOK_TRY(const ChatId chat, chats.create("geheim", 1));
    SILLOK_TRY(const MessageId message, chats.appendPrompt(chat, 0, "unvergleichlichesgeheimnis", 2));
    static_cast<void>(message);
    return {};
}

ChatId secretChat(Vault& vault) { return vault.database().prepare("SELECT id FROM chat WHERE title = 'geheim'")->number().value(); }

/// Pages of the database that hold the bytes, read with the vault's own key.
int pagesWith(const VaultFolder& folder, const std::string& bytes)
{
    const Keyring keys = Keyring::open(folder.dir, loadHeaders(folder.dir).intact[0], kPassphrase).value();
    auto pages = PageSource::open(folder.dir + "/vault.db", keys.databaseKey());
    int found = 0;
    for (uint32_t number = 1; number <= pages->count(); ++number) {
        const auto page = pages->page(number);
        found += page && asText(*page).find(bytes) != std::string_view::npos;
    }
    return found;
}

} // namespace

class ShredTest : public QObject {
    Q_OBJECT
private slots:
    void shreddedChatIsGoneFromEveryPage();
    void oldFileAndKeyOpenNothing();
    void shreddedCollectionTakesItsQuotesAlong();
    void unknownNumberIsNotFound();
    void shreddedVaultIsGone();
    void killedAtAnyStepTheVaultOpens();
};

void ShredTest::shreddedChatIsGoneFromEveryPage()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSecret(folder));
    QVERIFY(pagesWith(folder, "unvergleichlichesgeheimnis") > 0);
    QVERIFY(pagesWith(folder, "rgl") > 0); // a piece of the word in the index
    {
        auto vault = folder.open();
        VERIFY_OK(vault);
        VERIFY_OK(shredChat(*vault, secretChat(*vault), {}, {}));
        QVERIFY(vault->check()->problems.empty());
        QCOMPARE(count(vault->database(), "chat"), int64_t(6));
        QCOMPARE(count(vault->database(), "message_seal WHERE message_id NOT IN (SELECT id FROM message)"), int64_t(0));
    }
    QCOMPARE(pagesWith(folder, "unvergleichlichesgeheimnis"), 0);
    QCOMPARE(pagesWith(folder, "rgl"), 0);
    QCOMPARE(pagesWith(folder, "geheim"), 0);
    auto vault = folder.open();
    VERIFY_OK(vault);
    QVERIFY(vault->check()->problems.empty());
}

void ShredTest::oldFileAndKeyOpenNothing()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSecret(folder));
    const QByteArray oldFile = folder.bytes("vault.db");
    const Keyring before = Keyring::open(folder.dir, loadHeaders(folder.dir).intact[0], kPassphrase).value();
    QCOMPARE(listSnapshots(folder.dir).size(), size_t(1));
    {
        auto vault = folder.open();
        VERIFY_OK(vault);
        VERIFY_OK(shredChat(*vault, secretChat(*vault), {}, {}));
        QCOMPARE(listSnapshots(folder.dir).size(), size_t(0)); // it held the chat
    }
    for (const VaultHeader& header : loadHeaders(folder.dir).intact) {
        const Keyring now = Keyring::open(folder.dir, header, kPassphrase).value();
        QVERIFY(!std::ranges::equal(now.databaseKey().bytes(), before.databaseKey().bytes()));
        QVERIFY(header.databaseKey != before.header().databaseKey);
    }
    folder.write("vault.db", oldFile);
    COMPARE_CODE(folder.open(), ErrorCode::Damaged);
}

void ShredTest::shreddedCollectionTakesItsQuotesAlong()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSecret(folder));
    {
        auto vault = folder.open();
        VERIFY_OK(vault);
        VERIFY_OK(vault->database().execute("UPDATE message SET mode = 3, text = 'wortgetreueszitat' WHERE id = 2"));
        VERIFY_OK(vault->database().execute("INSERT INTO answer_scope VALUES (2, 2, 3, 'nameddocumentscope.txt', 1)"));
        VERIFY_OK(shredCollection(*vault, 1, {}, {}));
        QCOMPARE(ChatRepository(vault->database()).message(2)->state, MessageState::Failed);
        QCOMPARE(ChatRepository(vault->database()).message(4)->state, MessageState::Complete);
        QCOMPARE(count(vault->database(), "document"), int64_t(0));
        QCOMPARE(count(vault->database(), "passage"), int64_t(0));
        QCOMPARE(count(vault->database(), "citation WHERE passage_text <> ''"), int64_t(0));
        QCOMPARE(count(vault->database(), "message"), int64_t(97));
        QVERIFY(vault->check()->problems.empty());
    }
    QCOMPARE(pagesWith(folder, "passage 1.1"), 0);
    QCOMPARE(pagesWith(folder, std::string(150, 'p')), 0); // the quoted passage
    QCOMPARE(pagesWith(folder, "wortgetreueszitat"), 0);
    QCOMPARE(pagesWith(folder, "nameddocumentscope"), 0);
}

void ShredTest::unknownNumberIsNotFound()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSecret(folder));
    auto vault = folder.open();
    VERIFY_OK(vault);
    COMPARE_CODE(shredChat(*vault, 999, {}, {}), ErrorCode::NotFound);
    COMPARE_CODE(shredCollection(*vault, 999, {}, {}), ErrorCode::NotFound);
    QCOMPARE(count(vault->database(), "message"), int64_t(97));
}

void ShredTest::shreddedVaultIsGone()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSecret(folder));
    {
        auto vault = folder.open();
        VERIFY_OK(vault);
        COMPARE_CODE(shredVault(folder.dir), ErrorCode::Busy);
    }
    folder.write("letter.txt", "not ours");
    VERIFY_OK(sweepContexts(contextFolder(folder.dir), {}));
    folder.write("contexts/context.00", "sealed");
    VERIFY_OK(shredVault(folder.dir));
    QCOMPARE(QDir(QString::fromStdString(folder.dir)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList { "letter.txt" });
    COMPARE_CODE(shredVault(folder.dir), ErrorCode::NotFound);
    COMPARE_CODE(folder.open(), ErrorCode::NotFound);
}

// Either the chat is there whole or it is gone; the vault opens either way.
void ShredTest::killedAtAnyStepTheVaultOpens()
{
    int killed = 0;
    int gone = 0;
    for (int n = 0;; n += campaignCount(5, 61)) {
        const VaultFolder folder;
        VERIFY_OK(makeWithSecret(folder));
        bool good = false;
        const bool wasKilled = killAt(n, [&] {
            auto vault = folder.open();
            return vault.ok() && shredChat(*vault, secretChat(*vault), {}, {}).ok();
        }, good);
        auto vault = folder.open();
        VERIFY_OK(vault);
        const int64_t messages = count(vault->database(), "message");
        QVERIFY(messages == 97 || messages == 96);
        gone += messages == 96;
        QVERIFY(vault->check()->problems.empty());
        if (!wasKilled) {
            QVERIFY(good);
            QCOMPARE(messages, int64_t(96));
            break;
        }
        ++killed;
    }
    qInfo("killed at %d steps; gone already %d times", killed, gone);
    QVERIFY(killed > 3);
}

QTEST_GUILESS_MAIN(ShredTest)
#include "shred_test.moc"
