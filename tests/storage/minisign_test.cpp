// minisign_test.cpp - What minisign made we check as it does, and what we make it checks.
#include "tests/storage/package_fixture.h"

#include "storage/package/minisign.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class MinisignTest : public QObject {
    Q_OBJECT
private slots:
    void verdictsAreThoseOfTheProgram();
    void windowsLineEndsAreRead();
    void ourSignatureIsGoodThere();
    void theirSignatureIsGoodHere();
    void everyChangedByteIsRefused();
    void keysComeBack();
    void whatDoesNotFitIsRefused();
};

namespace {

const QString kFixtures = qEnvironmentVariable("SILLOK_SHARED") + "/fixtures/crypto/minisign/";

std::string contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QString written(const QTemporaryDir& folder, const char* name, std::string_view text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0)
        qFatal("writing a file of the test");
    return file.fileName();
}

/// Exit code of the program. -1: it is not there.
int minisign(const QStringList& arguments)
{
    QProcess process;
    process.start("minisign", arguments);
    return process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

} // namespace

#define NEED_FIXTURES                                                                                                  \
    if (!QFile::exists(kFixtures + "made/verdicts.tsv"))                                                               \
    QSKIP("fixtures/crypto is not there; set SILLOK_SHARED")
#define NEED_PROGRAM                                                                                                   \
    if (QStandardPaths::findExecutable("minisign").isEmpty())                                                          \
    QSKIP("the program minisign is not there; apt-get install minisign")

// The verdicts were written by minisign itself.
void MinisignTest::verdictsAreThoseOfTheProgram()
{
    NEED_FIXTURES;
    const auto key = readMinisignKey(contentOf(kFixtures + "made/a.pub"));
    VERIFY_OK(key);
    QList<QByteArray> lines = QByteArray::fromStdString(contentOf(kFixtures + "made/verdicts.tsv")).trimmed().split('\n');
    lines.removeFirst();
    for (const QByteArray& line : lines) {
        const QList<QByteArray> fields = line.split('\t');
        const std::string signature = contentOf(kFixtures + "made/" + fields[0]), message = contentOf(kFixtures + "made/" + fields[1]);
        QVERIFY(!signature.empty());
        const auto checked = checkMinisign(*key, asBytes(message), signature);
        QVERIFY2(checked.ok() == (fields[2] == "valid"), line.constData());
        QVERIFY(checked.ok() || faultOf(checked.error()) != Fault::None);
    }
    QCOMPARE(lines.size(), 13);
}

void MinisignTest::windowsLineEndsAreRead()
{
    NEED_FIXTURES;
    const auto key = readMinisignKey(contentOf(kFixtures + "aead/minisign.pub"));
    VERIFY_OK(key);
    const std::string message = contentOf(kFixtures + "aead/message.txt"), signature = contentOf(kFixtures + "aead/message.txt.minisig");
    VERIFY_OK(checkMinisign(*key, asBytes(message), signature));
    const std::string foreign = contentOf(kFixtures + "aead/robtest.ps1.minisig"); // lines end with CR LF; the message is not here
    QVERIFY(foreign.find("\r\n") != std::string::npos);
    const auto checked = checkMinisign(*key, asBytes(message), foreign);
    QVERIFY(faultOf(checked.error()) == Fault::UnknownKey || faultOf(checked.error()) == Fault::BadSignature);
}

void MinisignTest::ourSignatureIsGoodThere()
{
    NEED_PROGRAM;
    const QTemporaryDir folder;
    const SigningKey key = makeSigningKey(ProfileId::Modern).value();
    const std::string message = writeManifest([] {
        Manifest manifest = plainManifest();
        manifest.files = { { "a", 1, {}, FileRole::Payload } };
        return manifest;
    }())
                                    .value();
    const auto signature = signMinisign(key, asBytes(message), "kr.go.example.model 3 시험");
    VERIFY_OK(signature);
    const QString publicFile = written(folder, "key.pub", writeMinisignKey(minisignKeyOf(key.publicKey).value()));
    const QString messageFile = written(folder, "manifest.json", message);
    const QString signatureFile = written(folder, "manifest.json.minisig", *signature);
    const QStringList check { "-V", "-q", "-H", "-p", publicFile, "-m", messageFile, "-x", signatureFile }; // -H: none of the older sort
    QCOMPARE(minisign(check), 0);
    written(folder, "manifest.json", message + " ");
    QVERIFY(minisign(check) > 0);
    written(folder, "manifest.json", message);
    std::string changed = *signature;
    written(folder, "manifest.json.minisig", changed.replace(changed.find("model 3"), 7, "model 4"));
    QVERIFY(minisign(check) > 0);
}

void MinisignTest::theirSignatureIsGoodHere()
{
    NEED_PROGRAM;
    const QTemporaryDir folder;
    const QString publicFile = folder.filePath("k.pub"), secretFile = folder.filePath("k.key");
    QCOMPARE(minisign({ "-G", "-W", "-p", publicFile, "-s", secretFile }), 0);
    const std::string message = "내용 " + std::string(100'000, 'x');
    const QString messageFile = written(folder, "m", message);
    for (const QStringList& kind : { QStringList {}, QStringList { "-l" } }) {
        QCOMPARE(minisign(QStringList { "-S", "-s", secretFile, "-m", messageFile, "-x", folder.filePath("m.minisig"), "-t", "말 한마디" } + kind), 0);
        const auto key = readMinisignKey(contentOf(publicFile));
        VERIFY_OK(key);
        QCOMPARE(contentOf(publicFile), writeMinisignKey(*key)); // byte for byte
        const auto comment = checkMinisign(*key, asBytes(message), contentOf(folder.filePath("m.minisig")));
        VERIFY_OK(comment);
        QCOMPARE(*comment, std::string("말 한마디"));
        COMPARE_FAULT(checkMinisign(*key, asBytes(message + "x"), contentOf(folder.filePath("m.minisig"))), Fault::BadSignature);
    }
}

void MinisignTest::everyChangedByteIsRefused()
{
    const SigningKey key = makeSigningKey(ProfileId::Modern).value();
    const MinisignKey publicKey = minisignKeyOf(key.publicKey).value();
    const std::string good = signMinisign(key, asBytes("m"), "v=1").value();
    const size_t untrustedEnd = good.find('\n');
    int refused = 0;
    for (size_t at = 0; at < good.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = good;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            const auto checked = checkMinisign(publicKey, asBytes("m"), changed);
            const bool isFree = at < untrustedEnd && at >= std::string_view("untrusted comment: ").size(); // signed by nobody, read by nobody
            if (!isFree && at + 1 != good.size())
                QVERIFY2(!checked.ok(), qPrintable(QString("bit %1 of byte %2").arg(bit).arg(at)));
            refused += checked.ok() ? 0 : 1;
        }
    }
    QVERIFY(refused > 1500);
}

void MinisignTest::keysComeBack()
{
    const SigningKey key = makeSigningKey(ProfileId::Modern).value();
    const MinisignKey made = minisignKeyOf(key.publicKey).value();
    const auto read = readMinisignKey(writeMinisignKey(made));
    VERIFY_OK(read);
    QVERIFY(read->key == key.publicKey && read->id == made.id);
    const SigningKey other = makeSigningKey(ProfileId::Modern).value();
    const std::string signature = signMinisign(other, asBytes("m"), "").value();
    COMPARE_FAULT(checkMinisign(made, asBytes("m"), signature), Fault::UnknownKey);
}

void MinisignTest::whatDoesNotFitIsRefused()
{
    const SigningKey validated = makeSigningKey(ProfileId::Validated).value();
    COMPARE_CODE(minisignKeyOf(validated.publicKey), ErrorCode::BadArgument);
    COMPARE_CODE(signMinisign(validated, asBytes("m"), ""), ErrorCode::BadArgument);
    const SigningKey key = makeSigningKey(ProfileId::Modern).value();
    COMPARE_CODE(signMinisign(key, asBytes("m"), "two\nlines"), ErrorCode::BadArgument);
    const MinisignKey publicKey = minisignKeyOf(key.publicKey).value();
    const std::string good = signMinisign(key, asBytes("m"), "v").value();
    COMPARE_FAULT(checkMinisign(publicKey, asBytes("m"), good + "x\n"), Fault::TrailingBytes);
    COMPARE_FAULT(checkMinisign(publicKey, asBytes("m"), good.substr(0, good.find("trusted", 10))), Fault::Cut);
    COMPARE_FAULT(checkMinisign(publicKey, asBytes("m"), "x" + good), Fault::WrongMagic);
    COMPARE_FAULT(checkMinisign(publicKey, asBytes("m"), good + std::string(kMostMinisignBytes, 'x')), Fault::TooLarge);
    COMPARE_FAULT(readMinisignKey(good), Fault::TrailingBytes);
    COMPARE_FAULT(readMinisignKey("untrusted comment: x\nRWQx\n"), Fault::WrongValue);
    COMPARE_FAULT(readMinisignKey(""), Fault::Cut);
}

QTEST_GUILESS_MAIN(MinisignTest)
#include "minisign_test.moc"
