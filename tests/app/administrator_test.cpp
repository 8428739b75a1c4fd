// administrator_test.cpp - From the publisher's desk to a model at work: keys, root, catalog, package, installation, use, and taking it back.
#include "tests/app/publisher_desk.h"
#include "tests/support/flip_byte.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <QDirIterator>
#include <QJsonArray>

#include <sys/stat.h>
#include <unistd.h>

using namespace sillok::test;

class AdministratorTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aSignedModelIsInstalledAndUsed();
    void theLicenceIsAskedFor();
    void nothingIsInstalledBeforeThereIsACatalog();
    void anotherRootIsNotTrusted();
    void whatIsTamperedWithIsNotUsed();
    void whatIsTakenBackIsNotUsed();
    void aSignedFileThatIsNoModelIsRefused();
    void everyChangeIsRecorded();
    void theMachinesStoreIsRootsAlone();

private:
    PublisherDesk m_desk;          ///< keys are made once: each costs a derivation
    QString m_rootDigest;

    Run install(const QString& store, const QString& package = QStringLiteral("model.skpkg")) const
    {
        return m_desk.run({ "model", "install", package, "--store", store, "--accept-licence", "--json" });
    }
    Run use(const QString& dataHome) const
    {
        return m_desk.run({ "generate", "--model", "kr.go.example.model", "--prompt", "Once upon a time", "-n", "8" }, {}, dataHome);
    }
    /// A machine that trusts the institution and has its catalog; the person's own store in `dataHome`.
    QString trustingMachine(const QTemporaryDir& dataHome) const
    {
        const QString store = dataHome.filePath("sillok-models");
        if (m_desk.run({ "trust", "begin", "root.skd", "--digest", m_rootDigest, "--store", store }).code != 0
            || m_desk.run({ "trust", "accept", "catalog.skd", "--store", store }).code != 0)
            qFatal("an honest root or catalog was refused");
        return store;
    }
    void sign(const QString& document, const QStringList& keys)
    {
        for (const QString& key : keys)
            QCOMPARE(m_desk.run({ "trust", "sign", document, "--key", key + ".key", "--passphrase-fd", "0", "--json" }, "pass\n").code, 0);
    }
    void buildPackage(const char* spec, const QString& package)
    {
        QCOMPARE(m_desk.run({ "package", "build", "--spec", spec, "--out", package }).code, 0);
        for (const char* key : { "release1", "release2", "office1" })
            QCOMPARE(m_desk.run({ "package", "sign", package, "--key", QString(key) + ".key", "--passphrase-fd", "0", "--json" }, "pass\n").code, 0);
    }
};

void AdministratorTest::initTestCase()
{
    const QByteArray model = QByteArray::fromStdString(readText(qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/fixtures/models/stories260K-BF16.gguf"));
    if (model.isEmpty())
        QSKIP("SILLOK_SHARED has no stories260K: the administrator's way is not tested");
    m_desk.write("model.gguf", model);
    m_desk.write("licence.txt", "무엇이든 해도 됩니다.");
    m_desk.write("spec.json", R"({"id":"kr.go.example.model","version":1,"kind":"model","title":{"ko":"이야기 모델","en":"Stories"},
        "licence":{"id":"MIT","text":"licence.txt","commercial":true},"expires":"2090-01-01","grade":"O",
        "files":[{"from":"model.gguf","path":"model.gguf","role":"payload"},{"from":"licence.txt","path":"licence.txt","role":"licence"}]})");
    for (const char* key : { "root1", "root2", "release1", "release2", "office1" })
        QCOMPARE(m_desk.run({ "package", "keygen", "--out", QString(key) + ".key", "--passphrase-fd", "0" }, "pass\n").code, 0);
    const Run root = m_desk.run({ "trust", "make-root", "--institution", "kr.go.example", "--expires", "2090-01-01", "--root", "root1.key.pub", "root2.key.pub",
        "--root-threshold", "2", "--release", "release1.key.pub", "release2.key.pub", "--release-threshold", "2", "--countersign", "office1.key.pub", "--out",
        "root.skd", "--json" });
    QCOMPARE(root.code, 0);
    m_rootDigest = root.json()["digest"].toString();
    sign("root.skd", { "root1", "root2" });
    buildPackage("spec.json", "model.skpkg");
    QCOMPARE(m_desk.run({ "trust", "make-catalog", "--institution", "kr.go.example", "--expires", "2090-01-01", "--package", "model.skpkg", "--out", "catalog.skd" }).code, 0);
    sign("catalog.skd", { "release1", "release2" });
}

void AdministratorTest::aSignedModelIsInstalledAndUsed()
{
    const QTemporaryDir home;
    const QString store = trustingMachine(home);
    const Run installed = install(store);
    QVERIFY2(installed.code == 0, installed.err);
    const QJsonObject acceptance = installed.json()["acceptance"].toObject();
    QCOMPARE(acceptance["questions"].toInt(), 12);
    QVERIFY(acceptance["generation_tokens_per_s"].toDouble() > 0);

    const Run listed = m_desk.run({ "model", "list", "--store", store, "--json" });
    QCOMPARE(listed.json()["packages"].toArray().size(), 1);
    QCOMPARE(listed.json()["packages"].toArray()[0].toObject()["acceptance"].toObject()["questions"].toInt(), 12);
    QCOMPARE(m_desk.run({ "model", "verify", "kr.go.example.model", "--store", store }).code, 0);
    QCOMPARE(m_desk.run({ "model", "verify", "kr.go.example.model@1", "--store", store }).code, 0);

    const Run used = use(home.path());
    QVERIFY2(used.code == 0, used.err);
    const Run byFile = m_desk.run({ "generate", "--model", "model.gguf", "--prompt", "Once upon a time", "-n", "8" });
    QCOMPARE(used.out, byFile.out);

    QCOMPARE(install(store).code, 3);
    QVERIFY(install(store).err.contains("already-installed"));
    QCOMPARE(m_desk.run({ "model", "remove", "kr.go.example.model", "--store", store }).code, 0);
    QCOMPARE(use(home.path()).code, 1);
}

void AdministratorTest::theLicenceIsAskedFor()
{
    const QTemporaryDir home;
    const QString store = trustingMachine(home);
    const Run refused = m_desk.run({ "model", "install", "model.skpkg", "--store", store });
    QCOMPARE(refused.code, 3);
    QVERIFY(refused.err.contains("licence-not-accepted"));
    QVERIFY(QDir(store + "/staging").isEmpty() && QDir(store + "/packages").isEmpty());
}

void AdministratorTest::nothingIsInstalledBeforeThereIsACatalog()
{
    const QTemporaryDir home;
    const QString store = home.filePath("sillok-models");
    QVERIFY(install(store).err.contains("no-root"));
    QCOMPARE(m_desk.run({ "trust", "begin", "root.skd", "--digest", m_rootDigest, "--store", store }).code, 0);
    const Run refused = install(store);
    QCOMPARE(refused.code, 3);
    QVERIFY(refused.err.contains("no-catalog"));
}

void AdministratorTest::anotherRootIsNotTrusted()
{
    const QTemporaryDir home;
    const QString store = home.filePath("sillok-models");
    QString other = m_rootDigest;
    other[0] = other[0] == 'a' ? 'b' : 'a';
    const Run refused = m_desk.run({ "trust", "begin", "root.skd", "--digest", other, "--store", store });
    QCOMPARE(refused.code, 3);
    QVERIFY(refused.err.contains("other-root"));
    QCOMPARE(m_desk.run({ "trust", "show", "--store", store }).code, 3);
    QCOMPARE(m_desk.run({ "trust", "begin", "root.skd", "--digest", m_rootDigest, "--store", store }).code, 0);
    QCOMPARE(m_desk.run({ "trust", "begin", "root.skd", "--digest", m_rootDigest, "--store", store }).code, 1);  // one institution, once
    const Run shown = m_desk.run({ "trust", "show", "--store", store, "--json" });
    QCOMPARE(shown.json()["institution"].toString(), QString("kr.go.example"));
}

void AdministratorTest::whatIsTamperedWithIsNotUsed()
{
    const QTemporaryDir home;
    const QString store = trustingMachine(home);
    QCOMPARE(install(store).code, 0);
    QFile file(store + "/packages/kr.go.example.model/1/files/model.gguf");
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(file.open(QIODevice::ReadWrite) && flipByte(file, 100'000));
    file.close();
    const Run refused = use(home.path());
    QCOMPARE(refused.code, 3);
    QVERIFY(refused.err.contains("wrong-leaf"));
    QVERIFY(m_desk.run({ "model", "verify", "kr.go.example.model", "--store", store }).err.contains("wrong-leaf"));
    QCOMPARE(install(store).code, 0);  // the same package puts it right
    QCOMPARE(use(home.path()).code, 0);
}

void AdministratorTest::whatIsTakenBackIsNotUsed()
{
    const QTemporaryDir home;
    const QString store = trustingMachine(home);
    const QString digest = install(store).json()["digest"].toString();
    QVERIFY(!digest.isEmpty());
    QFile::remove(m_desk.path("second.skd"));
    QCOMPARE(m_desk.run({ "trust", "make-catalog", "--institution", "kr.go.example", "--version", "2", "--expires", "2090-01-01", "--revoke", digest, "--out", "second.skd" }).code, 0);
    sign("second.skd", { "release2", "release1" });
    QCOMPARE(m_desk.run({ "trust", "accept", "second.skd", "--store", store }).code, 0);
    const Run refused = use(home.path());
    QCOMPARE(refused.code, 3);
    QVERIFY(refused.err.contains("revoked"));
    QVERIFY(m_desk.run({ "trust", "accept", "catalog.skd", "--store", store }).err.contains("rollback"));
}

void AdministratorTest::aSignedFileThatIsNoModelIsRefused()
{
    const QTemporaryDir home;
    m_desk.write("noise.gguf", QByteArray("GGUF") + QByteArray(5000, '\xff'));
    m_desk.write("noise.json", R"({"id":"kr.go.example.noise","version":1,"kind":"model","title":{"ko":"소음","en":"Noise"},
        "licence":{"id":"MIT","text":"licence.txt","commercial":true},"expires":"2090-01-01","grade":"O",
        "files":[{"from":"noise.gguf","path":"model.gguf","role":"payload"},{"from":"licence.txt","path":"licence.txt","role":"licence"}]})");
    buildPackage("noise.json", "noise.skpkg");
    QCOMPARE(m_desk.run({ "trust", "make-catalog", "--institution", "kr.go.example", "--version", "5", "--expires", "2090-01-01", "--package", "noise.skpkg", "--out", "noise.skd" }).code, 0);
    sign("noise.skd", { "release1", "release2" });
    const QString store = trustingMachine(home);
    QCOMPARE(m_desk.run({ "trust", "accept", "noise.skd", "--store", store }).code, 0);
    const Run refused = install(store, "noise.skpkg");
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("unsafe-model"), refused.err);
    QVERIFY(QDir(store + "/staging").isEmpty() && QDir(store + "/packages").isEmpty());
}

void AdministratorTest::everyChangeIsRecorded()
{
    const QTemporaryDir home;
    const QString store = trustingMachine(home);
    QCOMPARE(m_desk.run({ "model", "install", "model.skpkg", "--store", store }).code, 3);  // nobody accepted the licence
    QCOMPARE(install(store).code, 0);
    QCOMPARE(m_desk.run({ "model", "remove", "kr.go.example.model", "--store", store }).code, 0);
    const Run shown = m_desk.run({ "audit", "show", "--vault", store, "--json" });
    QVERIFY2(shown.code == 0, shown.err);
    QStringList acts;
    for (const QByteArray& line : shown.out.trimmed().split('\n')) {
        const QJsonObject record = QJsonDocument::fromJson(line).object();
        const QString act = record["action"].toString();
        if (!act.isEmpty() && act != "opened" && act != "closed" && act != "log-begun")
            acts << act + " " + record["result"].toString();
        QVERIFY(!line.contains("kr.go.example"));  // no name of anything
    }
    const QStringList wanted { "root-accepted done", "catalog-accepted done", "package-refused failed", "licence-accepted done", "package-installed begun",
        "package-installed done", "package-removed begun", "package-removed done" };
    acts.removeDuplicates();
    QCOMPARE(acts, wanted);
    const Run verified = m_desk.run({ "audit", "verify", "--vault", store, "--json" });
    QVERIFY2(verified.code == 0, verified.out);

    struct stat facts {};
    QVERIFY(::stat(qPrintable(store + "/audit.key"), &facts) == 0 && (facts.st_mode & 077) == 0);
    QDirIterator logs(store + "/audit", QDir::Files);
    while (logs.hasNext()) {
        QFile file(logs.next());
        QVERIFY(file.open(QIODevice::ReadWrite) && flipByte(file, file.size() > 2000 ? 1500 : 0));
    }
    QCOMPARE(m_desk.run({ "audit", "verify", "--vault", store }).code, 3);
}

void AdministratorTest::theMachinesStoreIsRootsAlone()
{
    if (geteuid() == 0)
        QSKIP("run as root: nobody has to be asked for root's rights");
    const Run refused = m_desk.run({ "model", "remove", "kr.go.example.model", "--system" });
    QVERIFY(refused.code != 0);
}

QTEST_GUILESS_MAIN(AdministratorTest)
#include "administrator_test.moc"
