// validated_chain_test.cpp - An institution whose root demands P-256 beside Ed25519: keys, root, catalog, package and policy through the command
// line, complete once, and refused wherever one P-256 signature is missing.
#include "tests/app/publisher_desk.h"
#include "tests/app/signed_policy.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::test;

class ValidatedChainTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theWholeChainIsAccepted();
    void everyMissingSignatureIsRefused_data();
    void everyMissingSignatureIsRefused();
    void theNextRootNeedsBothToo();
    void policiesNeedBothToo();

private:
    PublisherDesk m_desk; ///< keys root, release and office, each as ed25519 and as p256; a root asks for one signature of each
    QString m_rootDigest;

    static constexpr const char* kPassphrase = "pass\n";
    void sign(const QString& document, const QStringList& keys) const
    {
        for (const QString& key : keys)
            QCOMPARE(m_desk.run({ "trust", "sign", document, "--key", key + ".key", "--passphrase-fd", "0" }, kPassphrase).code, Done);
    }
    void signPackage(const QString& package, const QStringList& keys) const
    {
        for (const QString& key : keys)
            QCOMPARE(m_desk.run({ "package", "sign", package, "--key", key + ".key", "--passphrase-fd", "0" }, kPassphrase).code, Done);
    }
    Run makeRoot(const QString& out, const QString& version) const
    {
        QStringList arguments { "trust", "make-root", "--institution", "kr.go.example", "--version", version, "--expires", "2090-01-01", "--validated", "--json", "--out", out };
        for (const char* const role : { "root", "release", "office" })
            arguments += QStringList { qstrcmp(role, "office") == 0 ? "--countersign" : QStringLiteral("--") + role, QString(role) + "-ed.key.pub", QString(role) + "-p256.key.pub" };
        return m_desk.run(arguments);
    }
    /// Begins with this root, accepts this catalog, installs this package; the last step that was tried.
    Run chain(const QString& store, const QString& root, const QString& catalog, const QString& package) const
    {
        Run run = m_desk.run({ "trust", "begin", root, "--digest", m_rootDigest, "--store", store });
        if (run.code == Done)
            run = m_desk.run({ "trust", "accept", catalog, "--store", store });
        return run.code == Done ? m_desk.run({ "model", "install", package, "--store", store, "--accept-licence", "--json" }) : run;
    }
};

void ValidatedChainTest::initTestCase()
{
    const QByteArray model = QByteArray::fromStdString(readText(qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/fixtures/models/stories260K-BF16.gguf"));
    if (model.isEmpty())
        QSKIP("SILLOK_SHARED has no stories260K: the validated profile's way is not tested");
    m_desk.write("model.gguf", model);
    m_desk.write("spec.json", R"({"id":"kr.go.example.model","version":1,"kind":"model","title":{"ko":"이야기 모델","en":"Stories"},
        "licence":{"id":"MIT","commercial":true},"expires":"2090-01-01","grade":"O","files":[{"from":"model.gguf","path":"model.gguf","role":"payload"}]})");
    for (const char* const role : { "root", "release", "office" }) {
        for (const char* const algorithm : { "ed25519", "p256" }) {
            const QString key = QString(role) + (qstrcmp(algorithm, "p256") == 0 ? "-p256.key" : "-ed.key");
            QCOMPARE(m_desk.run({ "package", "keygen", "--out", key, "--algorithm", algorithm, "--passphrase-fd", "0" }, kPassphrase).code, Done);
        }
    }
    const Run root = makeRoot("root.skd", "1");
    QCOMPARE(root.code, Done);
    m_rootDigest = root.json()["digest"].toString();
    sign("root.skd", { "root-ed" });
    QVERIFY(QFile::copy(m_desk.path("root.skd"), m_desk.path("root-ed.skd")));
    sign("root.skd", { "root-p256" });

    QCOMPARE(m_desk.run({ "package", "build", "--spec", "spec.json", "--out", "model.skpkg" }).code, Done);
    QVERIFY(QFile::copy(m_desk.path("model.skpkg"), m_desk.path("model-release-ed.skpkg")));
    signPackage("model-release-ed.skpkg", { "release-ed", "office-ed", "office-p256" });
    signPackage("model.skpkg", { "release-ed", "release-p256", "office-ed" });
    QVERIFY(QFile::copy(m_desk.path("model.skpkg"), m_desk.path("model-office-ed.skpkg")));
    signPackage("model.skpkg", { "office-p256" });

    QCOMPARE(m_desk.run({ "trust", "make-catalog", "--institution", "kr.go.example", "--expires", "2090-01-01", "--package", "model.skpkg", "--out", "catalog.skd" }).code, Done);
    sign("catalog.skd", { "release-ed" });
    QVERIFY(QFile::copy(m_desk.path("catalog.skd"), m_desk.path("catalog-ed.skd")));
    sign("catalog.skd", { "release-p256" });
}

void ValidatedChainTest::theWholeChainIsAccepted()
{
    const QTemporaryDir home;
    const QString store = home.filePath("sillok-models");
    const Run installed = chain(store, "root.skd", "catalog.skd", "model.skpkg");
    QVERIFY2(installed.code == Done, installed.err);
    QCOMPARE(m_desk.run({ "model", "verify", "kr.go.example.model", "--store", store }).code, Done);
    const Run used = m_desk.run({ "generate", "--model", "kr.go.example.model", "--prompt", "Once upon a time", "-n", "8" }, {}, home.path());
    QVERIFY2(used.code == Done, used.err);
    QVERIFY(!used.out.isEmpty());
}

void ValidatedChainTest::everyMissingSignatureIsRefused_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("catalog");
    QTest::addColumn<QString>("package");
    QTest::newRow("root") << "root-ed.skd" << "catalog.skd" << "model.skpkg";
    QTest::newRow("catalog") << "root.skd" << "catalog-ed.skd" << "model.skpkg";
    QTest::newRow("package, publisher") << "root.skd" << "catalog.skd" << "model-release-ed.skpkg";
    QTest::newRow("package, institution") << "root.skd" << "catalog.skd" << "model-office-ed.skpkg";
}

void ValidatedChainTest::everyMissingSignatureIsRefused()
{
    QFETCH(QString, root);
    QFETCH(QString, catalog);
    QFETCH(QString, package);
    const QTemporaryDir home;
    const QString store = home.filePath("sillok-models");
    const Run refused = chain(store, root, catalog, package);
    QCOMPARE(refused.code, Refused);
    QVERIFY2(refused.err.contains("weak-algorithm"), refused.err);
    QVERIFY(!QDir(store + "/packages/kr.go.example.model").exists());
}

void ValidatedChainTest::theNextRootNeedsBothToo()
{
    const QTemporaryDir home;
    const QString store = home.filePath("sillok-models");
    QCOMPARE(m_desk.run({ "trust", "begin", "root.skd", "--digest", m_rootDigest, "--store", store }).code, Done);
    QCOMPARE(makeRoot("second.skd", "2").code, Done);
    sign("second.skd", { "root-ed" });
    const QStringList accept { "trust", "accept", "second.skd", "--store", store };
    const Run refused = m_desk.run(accept);
    QCOMPARE(refused.code, Refused);
    QVERIFY2(refused.err.contains("weak-algorithm"), refused.err);
    sign("second.skd", { "root-p256" });
    QCOMPARE(m_desk.run(accept).code, Done);
}

// On a computer whose clock and folders are the test's; the policy is signed through the command line as the others are.
void ValidatedChainTest::policiesNeedBothToo()
{
    const Institution institution(storage::ProfileId::Validated);
    const ManagedComputer computer;
    QVERIFY(storage::TrustFile(computer.dir()).save(institution.machine()).ok());
    ManagedComputer::write(computer.folder.filePath("policy.json"), QByteArray::fromStdString(app::writePolicyBody(documentOf(generousPolicy())).value()));
    const auto shown = [&] {
        const QString program = QCoreApplication::applicationDirPath() + "/managed_sillokctl";
        return start(program, { computer.folder.path(), "staff", "policy", "show", "--json" }, {}, computer.folder.path()).json();
    };
    const char* expected[] { "weak-algorithm", "" };
    const auto keys = enough(institution.countersign);
    for (size_t i = 0; i < keys.size(); ++i) {
        const auto& limits = storage::cryptoProfile(keys[i]->publicKey.algorithm).kdfLimits();
        const auto locked = storage::lockSigningKey(*keys[i], asBytes("pass"), limits.floor);
        QVERIFY(locked.ok());
        ManagedComputer::write(computer.folder.filePath("office.key"), QByteArray(reinterpret_cast<const char*>(locked->data()), static_cast<qsizetype>(locked->size())));
        const QString from = computer.folder.filePath(i == 0 ? "policy.json" : "policy.skp");
        QCOMPARE(m_desk.run({ "policy", "sign", from, "--key", computer.folder.filePath("office.key"), "--passphrase-fd", "0" }, kPassphrase).code, Done);
        const QJsonObject state = shown();
        QCOMPARE(state["problem"].toString(), QString(expected[i]));
        QCOMPARE(state["rules"].toObject()["clipboard"].toBool(), i == 1);
    }
}

QTEST_GUILESS_MAIN(ValidatedChainTest)
#include "validated_chain_test.moc"
