// signing_test.cpp - Signed documents, their one encoding, and the files of signing keys: every bit that differs is refused.
#include "tests/support/institution.h"

#include "storage/signing/fields.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

const char* faultOfText(const std::string& text)
{
    const auto value = readCanonicalJson(asBytes(text), 4096);
    return value.ok() ? "none" : faultName(faultOf(value.error()));
}

std::string deep(int levels) { return std::string(static_cast<size_t>(levels), '[') + std::string(static_cast<size_t>(levels), ']'); }

struct Signed {
    Signers signers = makeSigners(3, 2);
    std::vector<uint8_t> bytes
        = writeSignedDocument(signWith(DocumentKind::Catalog, asBytes(R"({"a":1,"b":"나"})"), firstOf(signers, 2)));

    Result<void> check(Bytes document) const
    {
        SILLOK_TRY(const SignedDocument read, readSignedDocument(document, DocumentKind::Catalog));
        return checkSignatures(read, signers.role());
    }
};

} // namespace

class SigningTest : public QObject {
    Q_OBJECT

private slots:
    void onlyOneEncodingIsRead_data();
    void onlyOneEncodingIsRead();
    void whatIsWrittenIsRead();
    void fieldsAreTakenOneByOne();
    void everyFlippedBitIsRefused();
    void everyLengthIsRefused();
    void countsAndSizesAreCappedBeforeAnythingIsRead();
    void aDocumentMayBePartOfALongerFile();
    void bothAlgorithmsSign();
    void publicKeysAreTextsOfOneForm();
    void aKeyFileOpensWithItsPassphraseOnly();
    void aChangedKeyFileIsRefused();
};

void SigningTest::onlyOneEncodingIsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("fault");
    const auto row = [](const char* name, const std::string& text, const char* fault) { QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(fault); };
    row("canonical", R"({"a":1,"b":[true,"가"],"c":{}})", "none");
    row("white space", R"({"a": 1})", "not-canonical");
    row("line end", "{\"a\":1}\n", "not-canonical");
    row("order", R"({"b":1,"a":2})", "not-canonical");
    row("key twice", R"({"a":1,"a":2})", "not-canonical");
    row("key twice, same value", R"({"a":1,"a":1})", "not-canonical");
    row("needless escape", R"({"a":"\u0041"})", "not-canonical");
    row("escaped solidus", R"({"a":"\/"})", "not-canonical");
    row("escaped Hangul", R"({"a":"\uac00"})", "not-canonical");
    row("leading zero", R"({"a":01})", "not-canonical");
    row("fraction", R"({"a":1.5})", "wrong-type");
    row("exponent", R"({"a":1e2})", "wrong-type");
    row("sign", R"({"a":-1})", "wrong-type");
    row("null", R"({"a":null})", "wrong-type");
    row("too large a number", R"({"a":99999999999999999999})", "wrong-type");
    row("not UTF-8", "{\"a\":\"\xff\"}", "not-canonical");
    row("overlong UTF-8", "{\"a\":\"\xc0\xaf\"}", "not-canonical");
    row("lone surrogate", R"({"a":"\ud800"})", "not-canonical");
    row("byte order mark", "\xef\xbb\xbf{}", "not-canonical");
    row("cut", R"({"a":1)", "not-canonical");
    row("two values", "{}{}", "not-canonical");
    row("nothing", "", "not-canonical");
    row("comment", "{/**/}", "not-canonical");
    row("eight deep", deep(8), "none");
    row("two thousand deep", deep(2000), "not-canonical");
    row("too long", std::string(5000, ' '), "too-large");
    row("NUL", std::string("{}\0", 3), "not-canonical");
}

void SigningTest::onlyOneEncodingIsRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, fault);
    QCOMPARE(faultOfText(text.toStdString()), fault.constData());
}

void SigningTest::whatIsWrittenIsRead()
{
    const nlohmann::json value = { { "z", 1U }, { "a", { "나\n\"", true } } };
    const auto text = writeCanonicalJson(value);
    QVERIFY(text.ok());
    QVERIFY(readCanonicalJson(asBytes(*text), 4096).value() == value);
    QVERIFY(!writeCanonicalJson({ { "a", 0.5 } }).ok());
    QVERIFY(!writeCanonicalJson({ { "a", "\xff" } }).ok());
}

void SigningTest::fieldsAreTakenOneByOne()
{
    const nlohmann::json value = { { "text", "가나" }, { "number", 7U }, { "flag", true }, { "list", { "a", "b" } } };
    Fields fields = Fields::of(value, "test").value();
    QCOMPARE(fields.text("text", 6).value(), std::string("가나"));
    QCOMPARE(faultName(faultOf(fields.text("text", 5).error())), "wrong-value");
    QCOMPARE(faultName(faultOf(fields.text("number", 5).error())), "wrong-type");
    QCOMPARE(faultName(faultOf(fields.number("flag", 0, 9).error())), "wrong-type");
    QCOMPARE(faultName(faultOf(fields.number("number", 8, 9).error())), "wrong-value");
    QCOMPARE(faultName(faultOf(fields.flag("none").error())), "missing-field");
    QCOMPARE(faultName(faultOf(fields.texts("list", 1, 9).error())), "too-large");
    QCOMPARE(fields.number("number", 0, 9).value(), 7U);
    QCOMPARE(faultName(faultOf(fields.done().error())), "none");  // all four were asked for
    Fields some = Fields::of(value, "test").value();
    QVERIFY(some.flag("flag").ok());
    QCOMPARE(faultName(faultOf(some.done().error())), "unknown-field");
    QCOMPARE(faultName(faultOf(Fields::of(nlohmann::json::array(), "test").error())), "wrong-type");
}

void SigningTest::everyFlippedBitIsRefused()
{
    const Signed document;
    QVERIFY(document.check(document.bytes).ok());
    for (size_t bit = 0; bit < document.bytes.size() * 8; ++bit) {
        auto bad = document.bytes;
        bad[bit / 8] = static_cast<uint8_t>(bad[bit / 8] ^ 1 << bit % 8);
        const auto checked = document.check(bad);
        QVERIFY2(!checked.ok() && faultOf(checked.error()) != Fault::None, qPrintable(QString::number(bit)));
    }
}

void SigningTest::everyLengthIsRefused()
{
    const Signed document;
    for (size_t length = 0; length < document.bytes.size(); ++length)
        QCOMPARE(int(document.check(Bytes(document.bytes).first(length)).error().code), int(ErrorCode::Refused));
    auto longer = document.bytes;
    longer.push_back(0);
    QCOMPARE(faultName(faultOf(document.check(longer).error())), "trailing-bytes");
}

void SigningTest::countsAndSizesAreCappedBeforeAnythingIsRead()
{
    Signed document;
    const auto with = [&](size_t at, uint8_t value) {
        auto bad = document.bytes;
        bad[at] = value;
        return std::string(faultName(faultOf(document.check(bad).error())));
    };
    QCOMPARE(with(0, 'X'), std::string("wrong-magic"));
    QCOMPARE(with(8, 2), std::string("unknown-format"));
    QCOMPARE(with(12, uint8_t(DocumentKind::Policy)), std::string("wrong-kind"));
    QCOMPARE(with(19, 0xff), std::string("too-large"));
    QCOMPARE(with(20, 17), std::string("too-many-signatures"));
}

void SigningTest::aDocumentMayBePartOfALongerFile()
{
    const Signed document;
    auto longer = document.bytes;
    longer.resize(longer.size() + 100);
    size_t used = 0;
    QVERIFY(readSignedDocument(longer, DocumentKind::Catalog, &used).ok());
    QCOMPARE(used, document.bytes.size());
}

void SigningTest::bothAlgorithmsSign()
{
    const Signers modern = makeSigners(1, 1);
    const Signers validated = makeSigners(1, 1, ProfileId::Validated);
    const SignedDocument document = signWith(DocumentKind::Policy, asBytes("{}"), firstOf(modern, 1) + firstOf(validated, 1));
    KeyRole both = modern.role();
    both.keys.push_back(validated.role().keys[0]);
    both.threshold = 2;
    QVERIFY(checkSignatures(document, both).ok());
    QCOMPARE(faultName(faultOf(checkSignatures(document, modern.role()).error())), "unknown-key");
    QVERIFY(checkSignatures(document, modern.role(), { validated.role() }).ok());
}

void SigningTest::publicKeysAreTextsOfOneForm()
{
    for (const ProfileId algorithm : { ProfileId::Modern, ProfileId::Validated }) {
        const PublicKey key = makeSigningKey(algorithm).value().publicKey;
        const std::string text = writePublicKey(key);
        QVERIFY(readPublicKey(text).value() == key);
        std::string upper = text;
        std::transform(upper.begin() + 8, upper.end(), upper.begin() + 8, [](char c) { return static_cast<char>(toupper(c)); });
        QVERIFY(!readPublicKey(upper).ok());
        QVERIFY(!readPublicKey(text + "00").ok());
        QVERIFY(!readPublicKey(text.substr(0, text.size() - 1)).ok());
    }
    QVERIFY(!readPublicKey("rsa:00").ok());
}

void SigningTest::aKeyFileOpensWithItsPassphraseOnly()
{
    for (const ProfileId algorithm : { ProfileId::Modern, ProfileId::Validated }) {
        const SigningKey key = makeSigningKey(algorithm).value();
        const auto file = lockSigningKey(key, asBytes("발행 열쇠 암호"), cryptoProfile(algorithm).kdfLimits().floor).value();
        QVERIFY(publicKeyOfFile(file).value() == key.publicKey);
        const SigningKey again = unlockSigningKey(file, asBytes("발행 열쇠 암호")).value();
        SignedDocument document { DocumentKind::Root, { 1, 2, 3 }, {} };
        QVERIFY(addSignature(document, again).ok());
        QVERIFY(checkSignatures(document, { { key.publicKey }, 1 }).ok());
        QCOMPARE(faultName(faultOf(addSignature(document, key).error())), "key-twice");
        QCOMPARE(faultName(faultOf(unlockSigningKey(file, asBytes("발행 열쇠 암호.")).error())), "wrong-passphrase");
    }
}

void SigningTest::aChangedKeyFileIsRefused()
{
    const SigningKey key = makeSigningKey(ProfileId::Modern).value();
    const auto file = lockSigningKey(key, asBytes("p"), kArgonLimits.floor).value();
    for (size_t at = 0; at < file.size(); at += 5) {  // each byte costs a derivation
        auto bad = file;
        bad[at] = static_cast<uint8_t>(bad[at] ^ 0x40);
        const auto opened = unlockSigningKey(bad, asBytes("p"));
        QVERIFY2(!opened.ok() && faultOf(opened.error()) != Fault::None, qPrintable(QString::number(at)));
    }
    for (size_t length = 0; length < file.size(); length += 3)
        QCOMPARE(faultName(faultOf(unlockSigningKey(Bytes(file).first(length), asBytes("p")).error())), "cut");
}

QTEST_GUILESS_MAIN(SigningTest)
#include "signing_test.moc"
