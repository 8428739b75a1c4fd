#include "tests/storage/vault_fixture.h"

#include "storage/crypto/profile.h"

#include <QTest>

#include <algorithm>

using namespace sillok;
using namespace sillok::storage;

// Every fact holds for every profile; the data of each test are the profiles.
class CryptoTest : public QObject {
    Q_OBJECT
private slots:
    void costOutsideTheLimitsIsRefused_data() { profiles(); }
    void costOutsideTheLimitsIsRefused();
    void calibratedCostIsWithinLimits_data() { profiles(); }
    void calibratedCostIsWithinLimits();
    void passphraseAndSaltDecideTheKey_data() { profiles(); }
    void passphraseAndSaltDecideTheKey();
    void subkeysDifferByPurposeAndMaster_data() { profiles(); }
    void subkeysDifferByPurposeAndMaster();
    void wrappedKeyComesBack_data() { profiles(); }
    void wrappedKeyComesBack();
    void wrappedKeyNoticesEveryBit_data() { profiles(); }
    void wrappedKeyNoticesEveryBit();
    void macNoticesEveryBit_data() { profiles(); }
    void macNoticesEveryBit();
    void factorsCannotBeShifted_data() { profiles(); }
    void factorsCannotBeShifted();
    void signatureFitsOneMessageAndOneKey_data() { profiles(); }
    void signatureFitsOneMessageAndOneKey();
    void bothSidesAgree_data() { profiles(); }
    void bothSidesAgree();
    void improperPublicKeysAreRefused_data() { profiles(); }
    void improperPublicKeysAreRefused();
    void profilesAreFoundByNumberAndName();
    void movedSecretIsEmpty();

private:
    static void profiles()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("modern") << static_cast<int>(ProfileId::Modern);
        QTest::newRow("validated") << static_cast<int>(ProfileId::Validated);
    }
    static const CryptoProfile& profile()
    {
        QFETCH(int, number);
        return cryptoProfile(static_cast<ProfileId>(number));
    }
};

namespace {

bool same(const Secret& a, const Secret& b) { return std::ranges::equal(a.bytes(), b.bytes()); }

void flip(std::span<uint8_t> bytes, size_t bit) { bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8))); }

} // namespace

void CryptoTest::costOutsideTheLimitsIsRefused()
{
    const auto& [floor, ceiling, usual, mostCalibrated] = profile().kdfLimits();
    std::vector<KdfCost> wrong { { floor.memoryBytes, floor.passes - 1 }, { ceiling.memoryBytes, ceiling.passes + 1 },
        { ceiling.memoryBytes + 1024, floor.passes } };
    if (floor.memoryBytes > 0)
        wrong.push_back({ floor.memoryBytes - 1024, floor.passes });
    for (const KdfCost& cost : wrong)
        COMPARE_CODE(profile().slowKey(asBytes("암호"), Salt {}, cost), ErrorCode::Refused);
    for (const KdfCost& cost : { floor, ceiling, usual, mostCalibrated })
        QVERIFY(checkKdfCost(cost, profile().kdfLimits()).ok());
    QVERIFY(kKdfDefault.memoryBytes >= 256ULL << 20);
    QVERIFY(kPbkdfLimits.floor.passes >= 1'000'000);
}

void CryptoTest::calibratedCostIsWithinLimits()
{
    const auto cost = calibratedKdfCost(profile());
    VERIFY_OK(cost);
    const KdfLimits& limits = profile().kdfLimits();
    QVERIFY(cost->memoryBytes >= limits.usual.memoryBytes && cost->passes >= limits.usual.passes);
    QVERIFY(cost->memoryBytes <= limits.mostCalibrated.memoryBytes && cost->passes <= limits.mostCalibrated.passes);
    QVERIFY(checkKdfCost(*cost, limits).ok());
}

void CryptoTest::passphraseAndSaltDecideTheKey()
{
    const KdfCost& cost = profile().kdfLimits().floor;
    const Secret key = profile().slowKey(asBytes("암호"), Salt { 1 }, cost).value();
    QVERIFY(same(key, profile().slowKey(asBytes("암호"), Salt { 1 }, cost).value()));
    QVERIFY(!same(key, profile().slowKey(asBytes("암호 "), Salt { 1 }, cost).value()));
    QVERIFY(!same(key, profile().slowKey(asBytes("암호"), Salt { 2 }, cost).value()));
}

void CryptoTest::subkeysDifferByPurposeAndMaster()
{
    const Secret master = profile().randomSecret(kKeyBytes).value();
    const Secret other = profile().randomSecret(kKeyBytes).value();
    const Secret audit = profile().subkey(master, Purpose::Audit).value();
    QVERIFY(same(audit, profile().subkey(master, Purpose::Audit).value()));
    QVERIFY(!same(audit, profile().subkey(master, Purpose::HeaderSeal).value()));
    QVERIFY(!same(audit, profile().subkey(other, Purpose::Audit).value()));
    QVERIFY(!same(audit, master));
    COMPARE_CODE(profile().subkey(Secret::random(16).value(), Purpose::Audit), ErrorCode::BadArgument);
}

void CryptoTest::wrappedKeyComesBack()
{
    const Secret key = profile().randomSecret(kKeyBytes).value(), with = profile().randomSecret(kKeyBytes).value();
    const auto wrapped = profile().wrap(key, with, asBytes("around")).value();
    QCOMPARE(wrapped.size(), profile().wrappedBytes());
    QVERIFY(wrapped != profile().wrap(key, with, asBytes("around")).value()); // never twice the same bytes
    QVERIFY(same(key, profile().unwrap(wrapped, with, asBytes("around")).value()));
    COMPARE_CODE(profile().unwrap(wrapped, key, asBytes("around")), ErrorCode::WrongKey);
    COMPARE_CODE(profile().unwrap(wrapped, with, asBytes("arounD")), ErrorCode::WrongKey);
}

void CryptoTest::wrappedKeyNoticesEveryBit()
{
    const Secret key = profile().randomSecret(kKeyBytes).value(), with = profile().randomSecret(kKeyBytes).value();
    auto wrapped = profile().wrap(key, with, {}).value();
    for (size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
        flip(wrapped, bit);
        COMPARE_CODE(profile().unwrap(wrapped, with, {}), ErrorCode::WrongKey);
        flip(wrapped, bit);
    }
    QVERIFY(profile().unwrap(wrapped, with, {}).ok());
}

void CryptoTest::macNoticesEveryBit()
{
    const Secret key = profile().randomSecret(kKeyBytes).value();
    std::vector<uint8_t> bytes(100, 7);
    Digest tag;
    VERIFY_OK(profile().mac(key.bytes(), bytes, tag));
    VERIFY_OK(profile().checkMac(tag, key.bytes(), bytes));
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        flip(bytes, bit);
        COMPARE_CODE(profile().checkMac(tag, key.bytes(), bytes), ErrorCode::Damaged);
        flip(bytes, bit);
    }
    COMPARE_CODE(profile().mac(key.bytes().first(15), bytes, tag), ErrorCode::BadArgument);
}

// "ab" + "c" and "a" + "bc" are the same bytes behind each other; the lengths in front keep them apart.
void CryptoTest::factorsCannotBeShifted()
{
    const Salt salt { 3 };
    const Bytes first[] = { asBytes("ab"), asBytes("c") }, second[] = { asBytes("a"), asBytes("bc") }, third[] = { asBytes("abc") };
    const Secret key = profile().combine(salt, first).value();
    QVERIFY(same(key, profile().combine(salt, first).value()));
    QVERIFY(!same(key, profile().combine(salt, second).value()));
    QVERIFY(!same(key, profile().combine(salt, third).value()));
    QVERIFY(!same(key, profile().combine(Salt { 4 }, first).value()));
    COMPARE_CODE(profile().combine(salt, {}), ErrorCode::BadArgument);
}

void CryptoTest::signatureFitsOneMessageAndOneKey()
{
    const KeyPair pair = profile().makeSigningKey().value(), other = profile().makeSigningKey().value();
    auto signature = profile().sign(pair.secret, asBytes("정책")).value();
    VERIFY_OK(profile().verify(pair.publicKey, asBytes("정책"), signature));
    COMPARE_CODE(profile().verify(pair.publicKey, asBytes("정첵"), signature), ErrorCode::Refused);
    COMPARE_CODE(profile().verify(other.publicKey, asBytes("정책"), signature), ErrorCode::Refused);
    for (size_t bit = 0; bit < signature.size() * 8; bit += 5) {
        flip(signature, bit);
        COMPARE_CODE(profile().verify(pair.publicKey, asBytes("정책"), signature), ErrorCode::Refused);
        flip(signature, bit);
    }
    COMPARE_CODE(profile().verify(pair.publicKey, asBytes("정책"), {}), ErrorCode::Refused);
}

void CryptoTest::bothSidesAgree()
{
    const KeyPair one = profile().makeAgreementKey().value(), two = profile().makeAgreementKey().value();
    QCOMPARE(one.publicKey.size(), profile().agreementPublicBytes());
    const Secret shared = profile().agree(one.secret, two.publicKey).value();
    QVERIFY(same(shared, profile().agree(two.secret, one.publicKey).value()));
    const KeyPair third = profile().makeAgreementKey().value();
    QVERIFY(!same(shared, profile().agree(third.secret, two.publicKey).value()));
}

void CryptoTest::improperPublicKeysAreRefused()
{
    const KeyPair own = profile().makeAgreementKey().value();
    std::vector<uint8_t> zero(profile().agreementPublicBytes());
    COMPARE_CODE(profile().agree(own.secret, zero), ErrorCode::Refused); // a point of small order; not a point
    COMPARE_CODE(profile().agree(own.secret, Bytes(zero).first(31)), ErrorCode::Refused);
    COMPARE_CODE(profile().agree(own.secret, {}), ErrorCode::Refused);
    if (profile().id() == ProfileId::Validated) {
        std::vector<uint8_t> off = own.publicKey; // one bit beside the curve
        flip(off, off.size() * 8 - 8);
        COMPARE_CODE(profile().agree(own.secret, off), ErrorCode::Refused);
    }
}

void CryptoTest::profilesAreFoundByNumberAndName()
{
    for (const ProfileId id : { ProfileId::Modern, ProfileId::Validated }) {
        const CryptoProfile& found = cryptoProfile(id);
        QVERIFY(found.id() == id);
        QCOMPARE(findProfile(static_cast<uint32_t>(id)), &found);
        QCOMPARE(findProfile(found.name()), &found);
    }
    QVERIFY(!findProfile(0U) && !findProfile(3U) && !findProfile("none"));
    QVERIFY(modernProfile().kdfId() != validatedProfile().kdfId());
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
