// package_cli_test.cpp - sillokctl package as publishers use it: three signers on their own machines, one package, words and codes for refusals.
#include "tests/app/publisher_desk.h"

#include <QtTest>

#include <QStandardPaths>

using namespace sillok::test;

class PackageCliTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void signersOnTheirOwnMachines();
    void theSignerSeesWhatHeSigns();
    void changedBytesAreRefusedInWords();
    void volumesWorkAsOneFile();
    void minisignChecksIt();
    void wrongUseIsCodeTwo_data();
    void wrongUseIsCodeTwo();
    void nothingIsWrittenOver();

private:
    PublisherDesk m_keys; ///< key pairs a, b (ed25519) and c (p256); slow to make
    QString key(const char* name) const { return m_keys.path(name); }
    static constexpr const char* kPassphrase = "서명 암호";
};

void PackageCliTest::initTestCase()
{
    for (const char* name : { "a", "b", "c" }) {
        const QStringList algorithm = *name == 'c' ? QStringList { "--algorithm", "p256" } : QStringList { "--minisign", QLatin1String(name) + QStringLiteral(".minisign") };
        const Run made = m_keys.ctl(QStringList { "keygen", "--json", "--out", QLatin1String(name) + QStringLiteral(".key") } + algorithm, kPassphrase);
        QCOMPARE(made.code, Done);
        QCOMPARE(made.json()["public_key"].toString().toUtf8() + "\n", m_keys.content((QByteArray(name) + ".key.pub").constData()));
        QVERIFY(!m_keys.content((QByteArray(name) + ".key").constData()).contains(kPassphrase));
    }
    QCOMPARE(m_keys.ctl({ "keygen", "--out", "a.key" }, kPassphrase).code, Failed); // never over another key
    QCOMPARE(m_keys.ctl({ "keygen", "--out", "empty.key" }, "").code, Usage);
}

void PackageCliTest::signersOnTheirOwnMachines()
{
    const PublisherDesk desk, other;
    desk.writeSpec();
    const Run built = desk.ctl({ "build", "--spec", "spec.json", "--out", "m.skpkg", "--json" });
    QCOMPARE(built.code, Done);
    QVERIFY(QFile::copy(desk.path("m.skpkg"), other.path("m.skpkg")));
    const QStringList root { "--root", key("a.key.pub"), key("b.key.pub"), key("c.key.pub") };
    QCOMPARE(desk.ctl(QStringList { "verify", "m.skpkg" } + root).code, Refused);

    const Run here = desk.ctl({ "sign", "m.skpkg", "--key", key("a.key"), "--json" }, kPassphrase);
    QCOMPARE(here.code, Done);
    QCOMPARE(here.json()["digest"], built.json()["digest"]);
    const Run one = desk.ctl(QStringList { "verify", "m.skpkg" } + root);
    QCOMPARE(one.code, Refused);
    QVERIFY2(one.err.contains("below-threshold"), one.err.constData());

    QCOMPARE(other.ctl({ "sign", "m.skpkg", "--key", key("c.key"), "--detached", "c.sig" }, kPassphrase).code, Done);
    QVERIFY(other.content("c.sig").size() < 1024);
    QCOMPARE(other.ctl({ "inspect", "m.skpkg", "--json" }).json()["signers"].toVariant().toList().size(), 0);
    desk.write("c.sig", other.content("c.sig"));
    QCOMPARE(desk.ctl({ "sign", "m.skpkg", "--add", "c.sig" }).code, Done);
    const Run twice = desk.ctl({ "sign", "m.skpkg", "--add", "c.sig" });
    QCOMPARE(twice.code, Refused);
    QVERIFY(twice.err.contains("key-twice"));

    const Run good = desk.ctl(QStringList { "verify", "m.skpkg", "--json" } + root);
    QCOMPARE(good.code, Done);
    QCOMPARE(good.json()["signers"].toInt(), 2);
    QCOMPARE(good.json()["threshold"].toInt(), 2);
    QCOMPARE(good.json()["content_bytes"].toInt(), 3'000'007);
    QCOMPARE(desk.ctl(QStringList { "verify", "m.skpkg", "--threshold", "3" } + root).code, Refused);
    const Run stranger = desk.ctl({ "verify", "m.skpkg", "--key", key("a.key.pub") });
    QCOMPARE(stranger.code, Refused);
    QVERIFY(stranger.err.contains("unknown-key"));

    // A signature of another version does not fit.
    other.writeSpec(4);
    QCOMPARE(other.ctl({ "build", "--spec", "spec.json", "--out", "later.skpkg" }).code, Done);
    QCOMPARE(other.ctl({ "sign", "later.skpkg", "--key", key("b.key"), "--detached", "b.sig" }, kPassphrase).code, Done);
    desk.write("b.sig", other.content("b.sig"));
    const Run foreign = desk.ctl({ "sign", "m.skpkg", "--add", "b.sig" });
    QCOMPARE(foreign.code, Refused);
    QVERIFY(foreign.err.contains("bad-signature"));
}

void PackageCliTest::theSignerSeesWhatHeSigns()
{
    const PublisherDesk desk;
    desk.writeSpec();
    const QJsonObject built = desk.ctl({ "build", "--spec", "spec.json", "--out", "m.skpkg", "--json" }).json();
    const Run wrong = desk.ctl({ "sign", "m.skpkg", "--key", key("a.key") }, "다른 암호");
    QCOMPARE(wrong.code, Locked);
    QVERIFY(wrong.err.contains("wrong-passphrase"));
    for (const QByteArray& shown : { QByteArray("kr.go.example.model"), QByteArray("model"), built["digest"].toString().toUtf8() })
        QVERIFY2(wrong.err.contains(shown), shown.constData()); // shown before the passphrase was any good
    desk.flip("m.skpkg", 100'000);
    const Run damaged = desk.ctl({ "sign", "m.skpkg", "--key", key("a.key") }, kPassphrase);
    QCOMPARE(damaged.code, Refused); // nobody signs what is not whole
    QVERIFY(damaged.err.contains("wrong-leaf"));
}

void PackageCliTest::changedBytesAreRefusedInWords()
{
    const PublisherDesk desk;
    desk.writeSpec();
    QCOMPARE(desk.ctl({ "build", "--spec", "spec.json", "--out", "m.skpkg" }).code, Done);
    QCOMPARE(desk.ctl({ "sign", "m.skpkg", "--key", key("a.key") }, kPassphrase).code, Done);
    const QStringList verify { "verify", "m.skpkg", "--key", key("a.key.pub") };
    QCOMPARE(desk.ctl(verify).code, Done);
    const QByteArray good = desk.content("m.skpkg");
    const struct {
        qint64 at;
        const char* fault;
    } cases[] = { { 0, "wrong-magic" }, { 8, "unknown-format" }, { 60, "bad-signature" }, { good.size() - 3, "wrong-leaf" } };
    for (const auto& [at, fault] : cases) {
        desk.flip("m.skpkg", at);
        const Run run = desk.ctl(verify);
        QCOMPARE(run.code, Refused);
        QVERIFY2(run.err.contains(fault), run.err.constData());
        desk.write("m.skpkg", good);
    }
    desk.write("m.skpkg", good + "x");
    QVERIFY(desk.ctl(verify).err.contains("trailing-bytes"));
    desk.write("m.skpkg", good.first(good.size() / 2));
    QVERIFY(desk.ctl(verify).err.contains("cut"));
    desk.write("m.skpkg", good);
    QVERIFY(QFile::link(desk.path("m.skpkg"), desk.path("link.skpkg")));
    QVERIFY(desk.ctl({ "verify", "link.skpkg", "--key", key("a.key.pub") }).err.contains("link-or-special"));
    // In the person's language.
    desk.flip("m.skpkg", 0);
    const QString program = QString::fromStdString(sillok::test::programPath("/sillokctl"));
    QVERIFY(start(program, QStringList { "--lang", "ko", "package" } + verify, {}, desk.folder.path()).err.contains("실록이 만든 서명 파일이 아닙니다"));
    QVERIFY(start(program, QStringList { "--lang", "en", "package" } + verify, {}, desk.folder.path()).err.contains("not a signed file of Sillok"));
}

void PackageCliTest::volumesWorkAsOneFile()
{
    const PublisherDesk desk;
    desk.writeSpec();
    QCOMPARE(desk.ctl({ "build", "--spec", "spec.json", "--out", "m.skpkg", "--volume-mib", "1" }).code, Done);
    QVERIFY(!QFile::exists(desk.path("m.skpkg")) && QFile::exists(desk.path("m.skpkg.003")));
    QCOMPARE(desk.ctl({ "sign", "m.skpkg", "--key", key("a.key") }, kPassphrase).code, Done);
    QCOMPARE(desk.ctl({ "verify", "m.skpkg.001", "--key", key("a.key.pub") }).code, Done);
    QVERIFY(QFile::remove(desk.path("m.skpkg.002")));
    const Run run = desk.ctl({ "verify", "m.skpkg", "--key", key("a.key.pub") });
    QCOMPARE(run.code, Refused);
    QVERIFY(run.err.contains("missing-volume"));
}

void PackageCliTest::minisignChecksIt()
{
    const PublisherDesk desk;
    desk.writeSpec();
    QCOMPARE(desk.ctl({ "build", "--spec", "spec.json", "--out", "m.skpkg" }).code, Done);
    QCOMPARE(desk.ctl({ "sign", "m.skpkg", "--key", key("a.key"), "--minisign", "m.minisig" }, kPassphrase).code, Done);
    QCOMPARE(desk.ctl({ "inspect", "m.skpkg", "--manifest", "manifest.json" }).code, Done);
    const QStringList verify { "verify", "m.skpkg", "--minisign", "m.minisig", "--key", key("a.minisign"), "--minisign-key" }; // --key takes their file as well
    QCOMPARE(desk.ctl(verify + QStringList { key("a.minisign") }).code, Done);
    const Run other = desk.ctl(verify + QStringList { key("b.minisign") });
    QCOMPARE(other.code, Refused);
    QVERIFY(other.err.contains("unknown-key"));
    if (QStandardPaths::findExecutable("minisign").isEmpty())
        QSKIP("the program minisign is not there; apt-get install minisign");
    QCOMPARE(start("minisign", { "-V", "-q", "-m", "manifest.json", "-x", "m.minisig", "-p", key("a.minisign") }, {}, desk.folder.path()).code, 0);
}

void PackageCliTest::wrongUseIsCodeTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList {};
    QTest::newRow("neither key nor signature") << QStringList { "sign", "m.skpkg" };
    QTest::newRow("both") << QStringList { "sign", "m.skpkg", "--key", "k", "--add", "s" };
    QTest::newRow("no key to verify with") << QStringList { "verify", "m.skpkg" };
    QTest::newRow("volumes that no stick takes") << QStringList { "build", "--spec", "spec.json", "--out", "m.skpkg", "--volume-mib", "4096" };
    QTest::newRow("no such algorithm") << QStringList { "keygen", "--out", "k", "--algorithm", "rsa" };
    QTest::newRow("minisign without its key") << QStringList { "verify", "m.skpkg", "--key", "k", "--minisign", "s" };
    QTest::newRow("a description that is none") << QStringList { "build", "--spec", "licence.txt", "--out", "m.skpkg" };
}

void PackageCliTest::wrongUseIsCodeTwo()
{
    QFETCH(QStringList, arguments);
    const PublisherDesk desk;
    desk.writeSpec();
    QCOMPARE(desk.ctl(arguments).code, Usage);
    QVERIFY(!QFile::exists(desk.path("m.skpkg")));
}

void PackageCliTest::nothingIsWrittenOver()
{
    const PublisherDesk desk;
    desk.writeSpec();
    desk.write("m.skpkg", "mine");
    QCOMPARE(desk.ctl({ "build", "--spec", "spec.json", "--out", "m.skpkg" }).code, Failed);
    QCOMPARE(desk.content("m.skpkg"), QByteArray("mine"));
    QVERIFY(QFile::remove(desk.path("model.gguf")));
    QCOMPARE(desk.ctl({ "build", "--spec", "spec.json", "--out", "n.skpkg" }).code, Failed);
    QVERIFY(!QFile::exists(desk.path("n.skpkg")));
}

QTEST_GUILESS_MAIN(PackageCliTest)
#include "package_cli_test.moc"
