#include "tests/storage/vault_fixture.h"

#include "storage/crypto/wrap.h"

#include <QTest>

#include <algorithm>

using namespace sillok;
using namespace sillok::storage;

class CryptoTest : public QObject {
    Q_OBJECT
private slots:
    void costOutsideTheLimitsIsRefused();
    void calibratedCostIsWithinLimits();
    void passphraseAndSaltDecideTheKey();
    void subkeysDifferByPurposeAndMaster();
    void wrappedKeyComesBack();
    void wrappedKeyNoticesEveryBit();
    void sealNoticesEveryBit();
    void movedSecretIsEmpty();
};

namespace {

bool same(const Secret& a, const Secret& b) { return std::ranges::equal(a.bytes(), b.bytes()); }

} // namespace

void CryptoTest::costOutsideTheLimitsIsRefused()
{
    for (const KdfCost cost : { KdfCost { kKdfFloor.memoryBytes - 1024, 3 }, KdfCost { kKdfFloor.memoryBytes, 1 }, KdfCost { 0, 0 },
             KdfCost { kKdfCeiling.memoryBytes + 1024, 3 }, KdfCost { kKdfFloor.memoryBytes, kKdfCeiling.passes + 1 } })
        COMPARE_CODE(keyFromPassphrase("암호", Salt {}, cost), ErrorCode::Refused);
    QVERIFY(checkKdfCost(kKdfFloor).ok());
    QVERIFY(checkKdfCost(kKdfDefault).ok());
    QVERIFY(kKdfDefault.memoryBytes >= 256ULL << 20);
}

void CryptoTest::calibratedCostIsWithinLimits()
{
    const auto cost = calibratedKdfCost();
    VERIFY_OK(cost);
    QVERIFY(cost->memoryBytes >= kKdfDefault.memoryBytes);
    QVERIFY(cost->memoryBytes <= 1024ULL << 20);
    QVERIFY(checkKdfCost(*cost).ok());
}

void CryptoTest::passphraseAndSaltDecideTheKey()
{
    const Salt salt { 1 };
    const Secret key = keyFromPassphrase("암호", salt, kKdfFloor).value();
    QVERIFY(same(key, keyFromPassphrase("암호", salt, kKdfFloor).value()));
    QVERIFY(!same(key, keyFromPassphrase("암호 ", salt, kKdfFloor).value()));
    QVERIFY(!same(key, keyFromPassphrase("암호", Salt { 2 }, kKdfFloor).value()));
}

void CryptoTest::subkeysDifferByPurposeAndMaster()
{
    const Secret master = Secret::random(kKeyBytes).value();
    const Secret other = Secret::random(kKeyBytes).value();
    const Secret database = subkey(master, Purpose::Database).value();
    QVERIFY(same(database, subkey(master, Purpose::Database).value()));
    QVERIFY(!same(database, subkey(master, Purpose::HeaderSeal).value()));
    QVERIFY(!same(database, subkey(other, Purpose::Database).value()));
    QVERIFY(!same(database, master));
    COMPARE_CODE(subkey(Secret::random(16).value(), Purpose::Database), ErrorCode::BadArgument);
}

void CryptoTest::wrappedKeyComesBack()
{
    const Secret key = Secret::random(kKeyBytes).value(), with = Secret::random(kKeyBytes).value();
    const Nonce nonce = freshNonce().value();
    const WrappedKey wrapped = wrapKey(key, with, nonce, asBytes("around")).value();
    QVERIFY(same(key, unwrapKey(wrapped, with, nonce, asBytes("around")).value()));
    COMPARE_CODE(unwrapKey(wrapped, key, nonce, asBytes("around")), ErrorCode::WrongKey);
    COMPARE_CODE(unwrapKey(wrapped, with, nonce, asBytes("arounD")), ErrorCode::WrongKey);
}

void CryptoTest::wrappedKeyNoticesEveryBit()
{
    const Secret key = Secret::random(kKeyBytes).value(), with = Secret::random(kKeyBytes).value();
    const Nonce nonce = freshNonce().value();
    const WrappedKey wrapped = wrapKey(key, with, nonce, {}).value();
    for (size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
        WrappedKey changed = wrapped;
        changed[bit / 8] = static_cast<uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        COMPARE_CODE(unwrapKey(changed, with, nonce, {}), ErrorCode::WrongKey);
    }
}

void CryptoTest::sealNoticesEveryBit()
{
    const Secret with = Secret::random(kKeyBytes).value();
    const Nonce nonce = freshNonce().value();
    std::vector<uint8_t> bytes(100, 7);
    const Tag tag = seal(bytes, with, nonce).value();
    QVERIFY(checkSeal(tag, bytes, with, nonce).ok());
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
        COMPARE_CODE(checkSeal(tag, bytes, with, nonce), ErrorCode::Damaged);
        bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
    }
}

void CryptoTest::movedSecretIsEmpty()
{
    Secret first = Secret::copyOf(asBytes("secret")).value();
    const Secret second = std::move(first);
    QCOMPARE(first.size(), size_t(0)); // NOLINT(bugprone-use-after-move): that is what is tested
    QCOMPARE(asText(second.bytes()), std::string_view("secret"));
}

QTEST_GUILESS_MAIN(CryptoTest)
#include "crypto_test.moc"
