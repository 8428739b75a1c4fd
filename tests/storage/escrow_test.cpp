#include "tests/storage/keys_fixture.h"

#include "storage/vault/escrow.h"

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class EscrowTest : public QObject {
    Q_OBJECT
private slots:
    void anyTwoOfThreeOpen_data() { profileRows(); }
    void anyTwoOfThreeOpen();
    void oneAloneOpensNothing_data() { profileRows(); }
    void oneAloneOpensNothing();
    void sharesAnswerOneRequestOnly_data() { profileRows(); }
    void sharesAnswerOneRequestOnly();
    void anOpeningIsSeenAndRenewsTheSlot_data() { profileRows(); }
    void anOpeningIsSeenAndRenewsTheSlot();
    void unsuitableHoldersAreRefused_data() { profileRows(); }
    void unsuitableHoldersAreRefused();
    void everyFlippedBitOfAFileOpensNothing_data() { profileRows(); }
    void everyFlippedBitOfAFileOpensNothing();
    void aHoldersKeyNeedsItsPassphrase_data() { profileRows(); }
    void aHoldersKeyNeedsItsPassphrase();
};

namespace {

/// A vault with three holders, and their secrets.
struct EscrowVault : ProfileVault {
    std::vector<KeyPair> pairs;
    std::vector<Holder> holders;

    EscrowVault()
    {
        for (const char* name : { "가람", "나래", "다온" }) {
            pairs.push_back(profile.makeAgreementKey().value());
            holders.push_back({ name, pairs.back().publicKey });
        }
    }
    Result<void> makeWithEscrow()
    {
        SILLOK_TRY(Vault vault, create());
        return vault.keys().setEscrow(holders);
    }
    std::vector<EscrowShare> sharesOf(const EscrowRequest& request, size_t a, size_t b) const
    {
        return { makeEscrowShare(request, pairs[a]).value(), makeEscrowShare(request, pairs[b]).value() };
    }
    Result<Vault> openEscrow(const std::vector<EscrowShare>& shares, const char* passphrase = "기관 암호") const
    {
        return Vault::openEscrow(dir, shares, passphrase, cost, kSplit);
    }
};

} // namespace

void EscrowTest::anyTwoOfThreeOpen()
{
    EscrowVault folder;
    VERIFY_OK(folder.makeWithEscrow());
    for (const auto& [a, b] : { std::pair { 0, 1 }, { 0, 2 }, { 1, 2 }, { 2, 0 } }) {
        const EscrowRequest request = Vault::requestEscrow(folder.dir).value();
        VERIFY_OK(folder.openEscrow(folder.sharesOf(request, static_cast<size_t>(a), static_cast<size_t>(b))));
    }
    VERIFY_OK(folder.openBy("기관 암호"));
    VERIFY_OK(folder.openBy(kPassphrase)); // the owner's is as it was
}

void EscrowTest::oneAloneOpensNothing()
{
    EscrowVault folder;
    VERIFY_OK(folder.makeWithEscrow());
    const EscrowRequest request = Vault::requestEscrow(folder.dir).value();
    const std::vector<EscrowShare> one = folder.sharesOf(request, 0, 0);
    COMPARE_CODE(folder.openEscrow(one), ErrorCode::Refused);
    COMPARE_CODE(folder.openEscrow({ one[0] }), ErrorCode::Refused);
    COMPARE_CODE(folder.openEscrow({}), ErrorCode::Refused);
    std::vector<EscrowShare> pretended = one; // the same share as if it were another's
    pretended[1].holder = 1;
    COMPARE_CODE(folder.openEscrow(pretended), ErrorCode::WrongKey);
    pretended[1].holder = 3;
    COMPARE_CODE(folder.openEscrow(pretended), ErrorCode::Refused);
    const KeyPair stranger = folder.profile.makeAgreementKey().value();
    COMPARE_CODE(makeEscrowShare(request, stranger), ErrorCode::NotFound);
    QCOMPARE(Vault::status(folder.dir).escrowOpenings, 0U);
}

void EscrowTest::sharesAnswerOneRequestOnly()
{
    EscrowVault folder, other;
    VERIFY_OK(folder.makeWithEscrow());
    const EscrowRequest first = Vault::requestEscrow(folder.dir).value();
    const EscrowRequest second = Vault::requestEscrow(folder.dir).value(); // the first one's secret is gone
    COMPARE_CODE(folder.openEscrow(folder.sharesOf(first, 0, 1)), ErrorCode::WrongKey);
    COMPARE_CODE(folder.openEscrow({ folder.sharesOf(first, 0, 1)[0], folder.sharesOf(second, 0, 1)[1] }), ErrorCode::Refused);
    other.holders = folder.holders; // the same three people look after another vault
    VERIFY_OK(other.makeWithEscrow());
    const EscrowRequest elsewhere = Vault::requestEscrow(other.dir).value();
    COMPARE_CODE(folder.openEscrow(folder.sharesOf(elsewhere, 0, 1)), ErrorCode::WrongKey);
    // Without a request prepared here, right shares are of no use either.
    const std::vector<EscrowShare> right = folder.sharesOf(second, 0, 1);
    QVERIFY(QFile::rename(folder.path("escrow.request"), folder.path("away")));
    COMPARE_CODE(folder.openEscrow(right), ErrorCode::NotFound);
    QVERIFY(QFile::rename(folder.path("away"), folder.path("escrow.request")));
    VERIFY_OK(folder.openEscrow(right));
    QVERIFY(fingerprint(first).value() != fingerprint(second).value());
}

void EscrowTest::anOpeningIsSeenAndRenewsTheSlot()
{
    EscrowVault folder;
    VERIFY_OK(folder.makeWithEscrow());
    QVERIFY(!Vault::status(folder.dir).escrowRequested);
    const EscrowRequest request = Vault::requestEscrow(folder.dir).value();
    QVERIFY(Vault::status(folder.dir).escrowRequested);
    const std::vector<EscrowShare> shares = folder.sharesOf(request, 0, 1);
    const QByteArray kept = folder.bytes("escrow.request");
    VERIFY_OK(folder.openEscrow(shares));
    const VaultStatus status = Vault::status(folder.dir);
    QCOMPARE(status.escrowOpenings, 1U);
    QVERIFY(status.escrowOpenedAtMs > 0 && !status.escrowRequested);
    const auto vault = folder.openBy(kPassphrase); // and the owner's own, sealed header says it
    VERIFY_OK(vault);
    folder.write("escrow.request", kept); // the shares once more: the slot is another one now
    auto again = folder.header();
    QVERIFY(again.keySlots.size() == 3);
    const auto secret = Secret::copyOf(asSpan(kept)).value();
    COMPARE_CODE(openEscrowSlot(again, secret, shares), ErrorCode::WrongKey);
}

void EscrowTest::unsuitableHoldersAreRefused()
{
    EscrowVault folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    const auto refused = [&](const std::vector<Holder>& holders, ErrorCode code) {
        const auto set = vault->keys().setEscrow(holders);
        return !set.ok() && set.error().code == code;
    };
    std::vector<Holder> holders = folder.holders;
    QVERIFY(refused({ holders[0], holders[1] }, ErrorCode::BadArgument));
    QVERIFY(refused({ holders[0], holders[1], holders[1] }, ErrorCode::BadArgument)); // one person would be two
    holders[2].name = std::string(kMostHolderNameBytes + 1, 'x');
    QVERIFY(refused(holders, ErrorCode::BadArgument));
    holders[2].name = "\xff";
    QVERIFY(refused(holders, ErrorCode::BadArgument));
    holders[2].name = "다온";
    holders[2].publicKey.pop_back();
    QVERIFY(refused(holders, ErrorCode::Refused));
    holders[2].publicKey.assign(folder.profile.agreementPublicBytes(), 0); // a point that would make every share the same
    QVERIFY(refused(holders, ErrorCode::Refused));
    COMPARE_CODE(Vault::requestEscrow(folder.dir), ErrorCode::NotFound);
    QCOMPARE(vault->keys().header().keySlots.size(), size_t(1));
}

void EscrowTest::everyFlippedBitOfAFileOpensNothing()
{
    EscrowVault folder;
    VERIFY_OK(folder.makeWithEscrow());
    const EscrowRequest request = Vault::requestEscrow(folder.dir).value();
    const Secret replySecret = Secret::copyOf(asSpan(folder.bytes("escrow.request"))).value();
    const VaultHeader header = folder.header();
    const std::vector<EscrowShare> right = folder.sharesOf(request, 0, 1);
    VERIFY_OK(openEscrowSlot(header, replySecret, right));
    std::vector<uint8_t> share = writeEscrowShare(folder.profile.id(), right[0]);
    int opened = 0;
    for (size_t bit = 0; bit < share.size() * 8; ++bit) {
        share[bit / 8] = static_cast<uint8_t>(share[bit / 8] ^ (1U << (bit % 8)));
        const auto read = readEscrowShare(share);
        opened += read.ok() && openEscrowSlot(header, replySecret, std::vector { *read, right[1] }).ok();
        share[bit / 8] = static_cast<uint8_t>(share[bit / 8] ^ (1U << (bit % 8)));
    }
    QCOMPARE(opened, 0);
    // A request changed on its way: the shares that answer it open nothing.
    std::vector<uint8_t> sent = writeEscrowRequest(request);
    for (size_t bit = 0; bit < sent.size() * 8; bit += 7) {
        sent[bit / 8] = static_cast<uint8_t>(sent[bit / 8] ^ (1U << (bit % 8)));
        if (const auto read = readEscrowRequest(sent); read.ok()) {
            const auto first = makeEscrowShare(*read, folder.pairs[0]);
            const auto second = makeEscrowShare(*read, folder.pairs[1]);
            const bool opens = first.ok() && second.ok() && openEscrowSlot(header, replySecret, std::vector { *first, *second }).ok();
            // Names and the vault's id are there for people to read; they change the fingerprint that is compared, not the keys.
            QVERIFY(!opens || (read->escrowKey == request.escrowKey && read->replyKey == request.replyKey));
            QVERIFY(fingerprint(*read).value() != fingerprint(request).value());
        }
        sent[bit / 8] = static_cast<uint8_t>(sent[bit / 8] ^ (1U << (bit % 8)));
    }
    for (const size_t left : { size_t(0), size_t(7), size_t(11), sent.size() - 1 }) {
        QVERIFY(!readEscrowRequest(Bytes(sent).first(left)).ok());
        QVERIFY(!readEscrowShare(Bytes(share).first(std::min(left, share.size() - 1))).ok());
    }
    sent.push_back(0);
    COMPARE_CODE(readEscrowRequest(sent), ErrorCode::Damaged);
}

void EscrowTest::aHoldersKeyNeedsItsPassphrase()
{
    const CryptoProfile& profile = rowProfile();
    const KeyPair pair = profile.makeAgreementKey().value();
    std::vector<uint8_t> file = writeHolderKey(profile, pair, "보관자", profile.kdfLimits().floor).value();
    const auto read = readHolderKey(file, "보관자");
    VERIFY_OK(read);
    QVERIFY(read->profile == profile.id() && read->pair.publicKey == pair.publicKey);
    QVERIFY(std::ranges::equal(read->pair.secret.bytes(), pair.secret.bytes()));
    COMPARE_CODE(readHolderKey(file, "보관"), ErrorCode::WrongKey);
    COMPARE_CODE(writeHolderKey(profile, pair, "", profile.kdfLimits().floor), ErrorCode::BadArgument);
    file[file.size() - 70] ^= 1; // inside the public key or the wrapped secret
    COMPARE_CODE(readHolderKey(file, "보관자"), ErrorCode::WrongKey);
    QVERIFY(!readHolderKey(Bytes(file).first(20), "보관자").ok());
}

QTEST_GUILESS_MAIN(EscrowTest)
#include "escrow_test.moc"
