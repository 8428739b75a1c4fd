// crypto_vectors_test.cpp - Published vectors for what the two profiles are made of; what has none here is checked against the other library.
#include "tests/storage/keys_fixture.h"

#include "storage/crypto/module.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>

#include <sodium.h>

#include <cerrno>
#include <sys/inotify.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class CryptoVectorsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void noConfigurationFileWasRead();
    void argon2id();
    void argon2idEncoded();
    void xchacha20Poly1305();
    void x25519();
    void ed25519();
    void ed25519WhereLibrariesDisagree();
    void hmacSha256ByHkdf();
    void sha256();
    void pbkdf2AgreesWithTheOtherLibrary();
    void subkeysAgreeWithTheOtherLibrary();
    void aria256();
    void ecdsaP256();
    void ecdhP256();

private:
    QTemporaryFile m_configuration;
    FileDescriptor m_watch;
};

namespace {

QByteArray hex(const QJsonValue& value) { return QByteArray::fromHex(value.toString().toLatin1()); }
QByteArray hex(const char* text) { return QByteArray::fromHex(text); }
const unsigned char* raw(const QByteArray& bytes) { return reinterpret_cast<const unsigned char*>(bytes.constData()); }
unsigned char* raw(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
auto length(const QByteArray& bytes) { return static_cast<size_t>(bytes.size()); }

QJsonDocument fixture(const char* name)
{
    QFile file(qEnvironmentVariable("SILLOK_SHARED") + "/fixtures/crypto/" + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

/// Every test of a Wycheproof file, with its group's public key where it has one.
QList<std::pair<QJsonObject, QJsonObject>> wycheproof(const char* name)
{
    QList<std::pair<QJsonObject, QJsonObject>> all;
    for (const auto group : fixture(name)["testGroups"].toArray())
        for (const auto test : group.toObject()["tests"].toArray())
            all.append({ group.toObject(), test.toObject() });
    return all;
}

/// HKDF (RFC 5869) out of our HMAC, so that its vectors are vectors of the HMAC.
QByteArray hkdf(const QByteArray& salt, const QByteArray& secret, const QByteArray& info, qsizetype size)
{
    const auto hmac = [](const QByteArray& key, const QByteArray& message) {
        QByteArray out(32, '\0');
        if (!module::hmacSha256(asSpan(key), asSpan(message), std::span<uint8_t, 32>(raw(out), 32)).ok())
            qFatal("the module does not work");
        return out;
    };
    const QByteArray key = hmac(salt.isEmpty() ? QByteArray(32, '\0') : salt, secret);
    QByteArray block, all;
    for (char n = 1; all.size() < size; ++n) {
        block = hmac(key, block + info + n);
        all += block;
    }
    return all.first(size);
}

} // namespace

#define NEED_FIXTURES(all)                                                                                             \
    if ((all).isEmpty())                                                                                               \
    QSKIP("fixtures/crypto is not there; set SILLOK_SHARED")

// A configuration file can name code to be loaded into the process that holds the keys. This one is watched from before the first use.
void CryptoVectorsTest::initTestCase()
{
    QVERIFY(m_configuration.open());
    m_configuration.write("openssl_conf = none\n");
    m_configuration.flush();
    qputenv("OPENSSL_CONF", m_configuration.fileName().toUtf8());
    m_watch = FileDescriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    QVERIFY(::inotify_add_watch(m_watch.get(), m_configuration.fileName().toUtf8().constData(), IN_OPEN | IN_ACCESS) >= 0);
    VERIFY_OK(startCrypto());
}

void CryptoVectorsTest::noConfigurationFileWasRead()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create()); // the database library uses the same one
    VERIFY_OK(validatedProfile().hash(asBytes("abc")));
    VERIFY_OK(validatedProfile().makeSigningKey());
    char event[512];
    QCOMPARE(::read(m_watch.get(), event, sizeof event), ssize_t(-1));
    QCOMPARE(errno, EAGAIN);
}

void CryptoVectorsTest::argon2id()
{
    const QJsonArray all = fixture("argon2/libsodium-argon2id.json").array();
    NEED_FIXTURES(all);
    for (const auto value : all) {
        const QJsonObject test = value.toObject();
        const QByteArray password = hex(test["password_hex"]).first(test["password_len"].toInt());
        QByteArray salt = hex(test["salt_hex"]).leftJustified(crypto_pwhash_SALTBYTES, '\0', true), out(test["out_len"].toInt(), '\0');
        const int failed = crypto_pwhash(raw(out), length(out), password.constData(), length(password), raw(salt), static_cast<unsigned long long>(test["opslimit"].toInteger()),
            static_cast<size_t>(test["memlimit"].toInteger()), crypto_pwhash_ALG_ARGON2ID13);
        if (test["expected_hex"].isNull())
            QVERIFY(failed != 0);
        else
            QCOMPARE(out.toHex(), test["expected_hex"].toString().toLatin1());
    }
    // And the profile asks the library for exactly that function.
    Salt salt { 9, 8, 7 };
    QByteArray out(32, '\0');
    QCOMPARE(crypto_pwhash(raw(out), 32, "암호", 6, salt.data(), 3, 64 << 20, crypto_pwhash_ALG_ARGON2ID13), 0);
    QVERIFY(std::ranges::equal(modernProfile().slowKey(asBytes("암호"), salt, kKdfFloor)->bytes(), asSpan(out)));
    qInfo("%d vectors", static_cast<int>(all.size()));
}

void CryptoVectorsTest::argon2idEncoded()
{
    const QJsonArray all = fixture("argon2/phc-argon2id-encoded.json").array();
    NEED_FIXTURES(all);
    int checked = 0;
    for (const auto value : all) {
        const QJsonObject test = value.toObject();
        if (test["parallelism"].toInt() != 1 || !test["encoded"].isString())
            continue; // the library derives with one lane only
        const QByteArray password = test["password"].toString().toUtf8();
        QCOMPARE(crypto_pwhash_str_verify(test["encoded"].toString().toLatin1().constData(), password.constData(), length(password)), 0);
        ++checked;
    }
    QVERIFY(checked > 3);
}

void CryptoVectorsTest::xchacha20Poly1305()
{
    const auto all = wycheproof("wycheproof/xchacha20_poly1305_test.json");
    NEED_FIXTURES(all);
    int throughTheProfile = 0;
    for (const auto& [group, test] : all) {
        const QByteArray key = hex(test["key"]), nonce = hex(test["iv"]), around = hex(test["aad"]), message = hex(test["msg"]);
        const QByteArray locked = hex(test["ct"]) + hex(test["tag"]);
        const bool valid = test["result"].toString() == "valid";
        if (nonce.size() != 24) {
            QVERIFY(!valid);
            continue;
        }
        QByteArray out(locked.size() - 16, '\0');
        const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(raw(out), nullptr, nullptr, raw(locked), length(locked), raw(around), length(around), raw(nonce), raw(key));
        QCOMPARE(failed == 0, valid);
        QVERIFY(!valid || out == message);
        if (message.size() != 32)
            continue;
        ++throughTheProfile;
        const Secret with = Secret::copyOf(asSpan(key)).value();
        const QByteArray wrapped = nonce + locked;
        const auto opened = modernProfile().unwrap(asSpan(wrapped), with, asSpan(around));
        QCOMPARE(opened.ok(), valid);
        QVERIFY(!valid || std::ranges::equal(opened->bytes(), asSpan(message)));
    }
    QVERIFY(throughTheProfile > 0);
    qInfo("%d vectors, %d of them also through the profile", static_cast<int>(all.size()), throughTheProfile);
}

void CryptoVectorsTest::x25519()
{
    const auto all = wycheproof("wycheproof/x25519_test.json");
    NEED_FIXTURES(all);
    int refused = 0;
    for (const auto& [group, test] : all) {
        const QByteArray point = hex(test["public"]), wanted = hex(test["shared"]);
        const Secret secret = Secret::copyOf(asSpan(hex(test["private"]))).value();
        const auto shared = modernProfile().agree(secret, asSpan(point));
        if (wanted == QByteArray(32, '\0')) { // a point of small order: nothing that both sides contribute to
            COMPARE_CODE(shared, ErrorCode::Refused);
            ++refused;
        } else {
            VERIFY_OK(shared);
            QVERIFY(std::ranges::equal(shared->bytes(), asSpan(wanted)));
        }
    }
    QVERIFY(refused > 0);
    qInfo("%d vectors, %d refused", static_cast<int>(all.size()), refused);
}

void CryptoVectorsTest::ed25519()
{
    const auto all = wycheproof("wycheproof/ed25519_test.json");
    NEED_FIXTURES(all);
    for (const auto& [group, test] : all) {
        const auto verified = modernProfile().verify(asSpan(hex(group["publicKey"].toObject()["pk"])), asSpan(hex(test["msg"])), asSpan(hex(test["sig"])));
        QCOMPARE(verified.ok(), test["result"].toString() == "valid");
    }
    qInfo("%d vectors", static_cast<int>(all.size()));
}

// The answers are those that fixtures/crypto/README.txt states for the library; case 3 alone is valid.
void CryptoVectorsTest::ed25519WhereLibrariesDisagree()
{
    const QJsonArray cases = fixture("ed25519-speccheck/cases.json").array();
    NEED_FIXTURES(cases);
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const QJsonObject test = cases[i].toObject();
        QCOMPARE(modernProfile().verify(asSpan(hex(test["pub_key"])), asSpan(hex(test["message"])), asSpan(hex(test["signature"]))).ok(), i == 3);
    }
    int lowOrder = 0;
    for (const auto value : fixture("cctv-ed25519-ed25519vectors.json").array()) {
        const QJsonObject test = value.toObject();
        const QJsonArray flags = test["flags"].toArray();
        if (!flags.contains("low_order_A") && !flags.contains("low_order_R"))
            continue;
        ++lowOrder;
        const QByteArray message = test["msg"].toString().toLatin1();
        COMPARE_CODE(modernProfile().verify(asSpan(hex(test["key"])), asSpan(message), asSpan(hex(test["sig"]))), ErrorCode::Refused);
    }
    QVERIFY(lowOrder > 0);
    qInfo("%d cases, %d with a point of small order", static_cast<int>(cases.size()), lowOrder);
}

void CryptoVectorsTest::hmacSha256ByHkdf()
{
    const auto all = wycheproof("wycheproof/hkdf_sha256_test.json");
    NEED_FIXTURES(all);
    int checked = 0;
    for (const auto& [group, test] : all) {
        if (test["result"].toString() != "valid")
            continue; // too long for HKDF; says nothing about the HMAC
        QCOMPARE(hkdf(hex(test["salt"]), hex(test["ikm"]), hex(test["info"]), test["size"].toInt()).toHex(), test["okm"].toString().toLatin1());
        ++checked;
    }
    QVERIFY(checked > 50);
    qInfo("%d vectors", checked);
}

// source  FIPS 180-2, appendix B.1
void CryptoVectorsTest::sha256()
{
    const Digest digest = validatedProfile().hash(asBytes("abc")).value();
    QVERIFY(std::ranges::equal(digest, asSpan(hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))));
}

// The definition of RFC 8018 over the other library's HMAC-SHA512.
void CryptoVectorsTest::pbkdf2AgreesWithTheOtherLibrary()
{
    const QByteArray password("암호 password"), salt = QByteArray("salt of sixteen.");
    crypto_auth_hmacsha512_state keyed;
    crypto_auth_hmacsha512_init(&keyed, raw(password), length(password));
    const auto hmac = [&](const QByteArray& message) {
        crypto_auth_hmacsha512_state state = keyed;
        QByteArray out(64, '\0');
        crypto_auth_hmacsha512_update(&state, raw(message), length(message));
        crypto_auth_hmacsha512_final(&state, raw(out));
        return out;
    };
    QByteArray round = hmac(salt + QByteArray::fromHex("00000001")), sum = round;
    for (uint32_t i = 1; i < kPbkdfLimits.floor.passes; ++i) {
        round = hmac(round);
        for (qsizetype at = 0; at < 64; ++at)
            sum[at] = static_cast<char>(sum[at] ^ round[at]);
    }
    Salt given;
    std::memcpy(given.data(), salt.constData(), given.size());
    const auto key = validatedProfile().slowKey(asSpan(password), given, kPbkdfLimits.floor);
    VERIFY_OK(key);
    QVERIFY(std::ranges::equal(key->bytes(), asSpan(sum).first(32)));
}

// NIST SP 800-108, counter mode: HMAC(key, counter || label || 0 || length in bits), over the other library's HMAC.
void CryptoVectorsTest::subkeysAgreeWithTheOtherLibrary()
{
    const QByteArray key(32, 'k');
    const QByteArray input = QByteArray::fromHex("00000001") + "Sillok subkey 4" + QByteArray(1, '\0') + QByteArray::fromHex("00000100");
    QByteArray out(32, '\0');
    crypto_auth_hmacsha256(raw(out), raw(input), length(input), raw(key));
    const Secret master = Secret::copyOf(asSpan(key)).value();
    QVERIFY(std::ranges::equal(validatedProfile().subkey(master, Purpose::Audit)->bytes(), asSpan(out)));
}

// source  RFC 5794, appendix A.3: in counter mode over zeros the key stream is the encrypted counter.
void CryptoVectorsTest::aria256()
{
    const QByteArray key = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"), counter = hex("00112233445566778899aabbccddeeff");
    QByteArray out(16, '\0');
    VERIFY_OK(module::aria256Ctr(asSpan(key), std::span<const uint8_t, 16>(raw(counter), 16), asSpan(QByteArray(16, '\0')), { raw(out), 16 }));
    QCOMPARE(out.toHex(), QByteArray("f92bd7c79fb72e2f2b8f80c1972d24fc"));
}

// source  RFC 6979, appendix A.2.5: P-256, SHA-256, message "sample"
void CryptoVectorsTest::ecdsaP256()
{
    const QByteArray point = hex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    const QByteArray r = hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716");
    const QByteArray s = hex("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    const QByteArray signature = hex("3046022100") + r + hex("022100") + s;
    VERIFY_OK(validatedProfile().verify(asSpan(point), asBytes("sample"), asSpan(signature)));
    COMPARE_CODE(validatedProfile().verify(asSpan(point), asBytes("sampl"), asSpan(signature)), ErrorCode::Refused);
}

// source  RFC 5903, section 8.1
void CryptoVectorsTest::ecdhP256()
{
    const Secret secret = Secret::copyOf(asSpan(hex("c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433"))).value();
    const QByteArray point = hex("04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab");
    const auto shared = validatedProfile().agree(secret, asSpan(point));
    VERIFY_OK(shared);
    QVERIFY(std::ranges::equal(shared->bytes(), asSpan(hex("d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de"))));
}

QTEST_GUILESS_MAIN(CryptoVectorsTest)
#include "crypto_vectors_test.moc"
