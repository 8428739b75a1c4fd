// managed_cli_test.cpp - sillokctl on a managed computer: policies checked and signed, rules and roles that end commands with code 3.
#include "tests/app/publisher_desk.h"
#include "tests/app/signed_policy.h"

#include "app/services/workspace.h"

#include <QtTest>

#include <QDir>
#include <QJsonArray>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

namespace {

Run run(const QString& program, const QStringList& arguments, const QByteArray& input = {}) { return start(program, arguments, input, QDir::tempPath()); }

Run ctl(const QStringList& arguments, const QByteArray& input = {})
{
    return run(QString::fromStdString(programPath("/sillokctl")), QStringList { QStringLiteral("--lang"), QStringLiteral("en") } + arguments, input);
}

/// On the managed computer, by somebody of the office.
Run managed(const ManagedComputer& computer, const char* office, const QStringList& arguments, const QByteArray& input = {})
{
    const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/managed_sillokctl");
    return run(program, QStringList { computer.folder.path(), QString::fromLatin1(office), QStringLiteral("--lang"), QStringLiteral("en") } + arguments, input);
}

const QByteArray kPassphrase = "무궁화 꽃이 피었습니다";
const QStringList kFromInput { QStringLiteral("--passphrase-fd"), QStringLiteral("0") };

QStringList words(const char* line) { return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts); }

/// A vault on the managed computer, with what the commands need in it.
struct Vault {
    ManagedComputer computer;
    QTemporaryDir folder;

    explicit Vault(const Policy& policy) : computer(policy) {}
    QStringList option() const { return QStringList { QStringLiteral("--vault"), folder.filePath(QStringLiteral("vault")) } + kFromInput; }
    Run staff(const QStringList& arguments) const { return managed(computer, "staff", arguments + option(), kPassphrase); }
    QString write(const char* name, const QByteArray& text) const
    {
        ManagedComputer::write(folder.filePath(QString::fromUtf8(name)), text);
        return folder.filePath(QString::fromUtf8(name));
    }
};

} // namespace

class ManagedCliTest : public QObject {
    Q_OBJECT
private slots:
    void aPolicyIsCheckedSignedAndShown();
    void aForgedPolicyIsCodeThree();
    void aPolicyIsInstalled();
    void thisComputerIsTested();
    void theTableIsShown();
    void nobodyManagesAPlainComputer();
    void aBrokenPolicyIsSaid();
    void administratorsAndAuditorsHaveNoVault();
    void modelFilesAreRefused();
    void documentsAreRefused();
    void numbersInFilesAreRefusedCoveredOrSaid();
};

void ManagedCliTest::aPolicyIsCheckedSignedAndShown()
{
    QTemporaryDir folder;
    const Signers& signers = ourInstitution().countersign;
    const auto locked = storage::lockSigningKey(signers.keys[0], asBytes("열려라 참깨 열려라"), storage::modernProfile().kdfLimits().floor);
    QVERIFY(locked.ok());
    const QString key = folder.filePath(QStringLiteral("publisher.key")), plain = folder.filePath(QStringLiteral("policy.json"));
    ManagedComputer::write(key, QByteArray(reinterpret_cast<const char*>(locked->data()), static_cast<qsizetype>(locked->size())));
    // As a person writes it: in another order and with white space.
    ManagedComputer::write(plain, QJsonDocument::fromJson(QByteArray::fromStdString(*writePolicyBody(documentOf(generousPolicy(), 7)))).toJson(QJsonDocument::Indented));

    Run done = ctl({ QStringLiteral("policy"), QStringLiteral("check"), plain, QStringLiteral("--json") });
    QCOMPARE(done.code, Done);
    QVERIFY(!done.json()[QStringLiteral("verified")].toBool());
    QCOMPARE(done.json()[QStringLiteral("version")].toInt(), 7);

    done = ctl(QStringList { QStringLiteral("policy"), QStringLiteral("sign"), plain, QStringLiteral("--key"), key, QStringLiteral("--json") } + kFromInput, "wrong");
    QCOMPARE(done.code, Locked);
    done = ctl(QStringList { QStringLiteral("policy"), QStringLiteral("sign"), plain, QStringLiteral("--key"), key, QStringLiteral("--json") } + kFromInput, "열려라 참깨 열려라");
    QVERIFY2(done.code == Done, done.err);
    QCOMPARE(done.json()[QStringLiteral("signatures")].toInt(), 1);
    const QString skp = folder.filePath(QStringLiteral("policy.skp"));
    QVERIFY(QFile::exists(skp));

    const QString publicKey = QString::fromStdString(storage::writePublicKey(signers.keys[0].publicKey));
    const QString otherKey = QString::fromStdString(storage::writePublicKey(signers.keys[1].publicKey));
    done = ctl({ QStringLiteral("policy"), QStringLiteral("check"), skp, QStringLiteral("--key"), publicKey, QStringLiteral("--json") });
    QCOMPARE(done.code, Done);
    QVERIFY(done.json()[QStringLiteral("verified")].toBool());
    done = ctl({ QStringLiteral("policy"), QStringLiteral("check"), skp, QStringLiteral("--key"), publicKey, QStringLiteral("--key"), otherKey, QStringLiteral("--threshold"), QStringLiteral("2") });
    QCOMPARE(done.code, Refused);
    done = ctl(QStringList { QStringLiteral("policy"), QStringLiteral("sign"), skp, QStringLiteral("--key"), key } + kFromInput, "열려라 참깨 열려라");
    QCOMPARE(done.code, Refused); // it has signed already

    ManagedComputer computer;
    computer.trustInstitution();
    QVERIFY(QFile::copy(skp, computer.policyFile()));
    done = managed(computer, "staff", words("policy show --json"));
    QCOMPARE(done.code, Done);
    QVERIFY(done.json()[QStringLiteral("managed")].toBool());
    QCOMPARE(done.json()[QStringLiteral("problem")].toString(), QString());
    QCOMPARE(done.json()[QStringLiteral("version")].toInt(), 7);
    QCOMPARE(done.json()[QStringLiteral("roles")].toArray(), QJsonArray { QStringLiteral("staff") });
    QCOMPARE(done.json()[QStringLiteral("rules")].toObject()[QStringLiteral("idle_minutes")].toInt(), 60);
}

void ManagedCliTest::aForgedPolicyIsCodeThree()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("policy.skp"));
    std::vector<uint8_t> bytes = signedPolicy(documentOf(generousPolicy()));
    const QString key = QString::fromStdString(storage::writePublicKey(ourInstitution().countersign.keys[0].publicKey));
    const auto check = [&] {
        ManagedComputer::write(file, QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())));
        return ctl({ QStringLiteral("policy"), QStringLiteral("check"), file, QStringLiteral("--key"), key }).code;
    };
    QCOMPARE(check(), Done);
    bytes[bytes.size() / 2] ^= 1;
    QCOMPARE(check(), Refused);
    bytes.resize(20);
    QCOMPARE(check(), Refused);
    QCOMPARE(ctl({ QStringLiteral("policy"), QStringLiteral("check"), folder.filePath(QStringLiteral("none")) }).code, Failed);
}

void ManagedCliTest::aPolicyIsInstalled()
{
    ManagedComputer computer(generousPolicy(), 3);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("next.skp"));
    const auto install = [&](const char* office, const std::vector<uint8_t>& bytes) {
        ManagedComputer::write(file, QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())));
        return managed(computer, office, { QStringLiteral("policy"), QStringLiteral("install"), file, QStringLiteral("--json") });
    };
    const auto inForce = [&] { return managed(computer, "staff", words("policy show --json")).json()[QStringLiteral("version")].toInt(); };
    Policy strict = generousPolicy();
    strict.clipboard = false;
    const std::vector<uint8_t> next = signedPolicy(documentOf(strict, 4));
    for (const char* const office : { "staff", "auditor", "publisher" }) {
        const Run refused = install(office, next);
        QCOMPARE(refused.code, Refused);
        QVERIFY2(refused.err.contains("not-permitted"), refused.err);
    }
    QCOMPARE(inForce(), 3);
    const Run done = install("administrator", next);
    QVERIFY2(done.code == Done, done.err);
    QCOMPARE(done.json()[QStringLiteral("version")].toInt(), 4);
    QCOMPARE(inForce(), 4);
    QVERIFY(!managed(computer, "staff", words("policy show --json")).json()[QStringLiteral("rules")].toObject()[QStringLiteral("clipboard")].toBool());

    // An older one, one of somebody else and one that nobody signed do not take its place, and the one in force goes on.
    const Institution stranger;
    std::vector<uint8_t> flipped = signedPolicy(documentOf(generousPolicy(), 5));
    flipped[flipped.size() / 2] ^= 1;
    const std::pair<std::vector<uint8_t>, const char*> bad[] = { { signedPolicy(documentOf(generousPolicy(), 3)), "rollback" },
        { signedPolicy(documentOf(generousPolicy(), 5), stranger.countersign), "unknown-key" }, { flipped, "bad-signature" },
        { signedPolicy(documentOf(generousPolicy(), 5000)), "fast-forward" } };
    for (const auto& [bytes, why] : bad) {
        const Run refused = install("administrator", bytes);
        QCOMPARE(refused.code, Refused);
        QVERIFY2(refused.err.contains(why), refused.err);
        QCOMPARE(inForce(), 4);
    }
    // Put there by hand behind the program's back, the older one is known to be older.
    computer.put(generousPolicy(), 3);
    QCOMPARE(managed(computer, "staff", words("policy show --json")).json()[QStringLiteral("problem")].toString(), QStringLiteral("rollback"));
    const Run log = managed(computer, "auditor", { QStringLiteral("audit"), QStringLiteral("show"), QStringLiteral("--vault"), computer.folder.path(), QStringLiteral("--json") });
    QVERIFY2(log.code == Done, log.err);
    QCOMPARE(log.out.count("policy-accepted"), 2); // begun, done
    QCOMPARE(log.out.count("policy-refused"), 4);
}

void ManagedCliTest::thisComputerIsTested()
{
    const Run done = ctl(words("selftest --json"));
    QVERIFY2(done.code == Done, done.out);
    QStringList names;
    for (const QJsonValue& step : done.json()[QStringLiteral("steps")].toArray()) {
        QVERIFY(step.toObject()[QStringLiteral("ok")].toBool());
        names << step.toObject()[QStringLiteral("name")].toString();
    }
    QCOMPARE(names, words("seal key-memory algorithms reader engine vault"));
}

void ManagedCliTest::theTableIsShown()
{
    const Run shown = ctl(words("policy show --permissions --json"));
    QCOMPARE(shown.code, Done);
    const QJsonArray table = shown.json()[QStringLiteral("permissions")].toArray();
    QCOMPARE(table.size(), kActions);
    for (const QJsonValue& row : table) {
        const QJsonObject may = row.toObject()[QStringLiteral("may")].toObject();
        QCOMPARE(may.size(), kOffices);
        const auto rule = std::ranges::find_if(kPermissions, [&](const ActionRule& one) { return row.toObject()[QStringLiteral("action")].toString() == QLatin1String(one.name); });
        QVERIFY(rule != kPermissions.end());
        QCOMPARE(may[QStringLiteral("auditor")].toBool(), rule->may[2]);
    }
    QCOMPARE(ctl(words("policy show --permissions")).out, QByteArray::fromStdString(permissionsAsMarkdown()));
}

void ManagedCliTest::nobodyManagesAPlainComputer()
{
    const ManagedComputer computer;
    const Run shown = managed(computer, "auditor", words("policy show --json"));
    QCOMPARE(shown.code, Done);
    QVERIFY(!shown.json()[QStringLiteral("managed")].toBool());
    QVERIFY(shown.json()[QStringLiteral("rules")].toObject()[QStringLiteral("clipboard")].toBool());
}

void ManagedCliTest::aBrokenPolicyIsSaid()
{
    ManagedComputer computer(generousPolicy());
    computer.put(signedPolicy(documentOf(generousPolicy()), makeSigners(1, 1)));
    const Run shown = managed(computer, "staff", words("policy show --json"));
    QCOMPARE(shown.code, Done);
    QCOMPARE(shown.json()[QStringLiteral("problem")].toString(), QStringLiteral("unknown-key"));
    QVERIFY(!shown.json()[QStringLiteral("rules")].toObject()[QStringLiteral("clipboard")].toBool());
    QVERIFY(managed(computer, "staff", words("policy show")).out.contains("strictest rules hold"));
}

void ManagedCliTest::administratorsAndAuditorsHaveNoVault()
{
    const Vault vault(generousPolicy());
    QCOMPARE(vault.staff(words("vault create")).code, Done);
    QCOMPARE(vault.staff(words("collection create 규정")).code, Done);
    for (const char* office : { "administrator", "auditor", "publisher" }) {
        const Run refused = managed(vault.computer, office, words("collection list") + vault.option(), kPassphrase);
        QVERIFY2(refused.code == Refused, office);
        QVERIFY(refused.err.contains("role: use-vault"));
        QVERIFY(!refused.out.contains("규정"));
        const QStringList another { QStringLiteral("--vault"), vault.folder.filePath(QStringLiteral("other")) };
        QCOMPARE(managed(vault.computer, office, words("vault create") + another + kFromInput, kPassphrase).code, Refused);
        QVERIFY(!QFile::exists(another[1] + QStringLiteral("/vault.db")));
    }
}

void ManagedCliTest::modelFilesAreRefused()
{
    Policy policy = generousPolicy();
    policy.ggufFiles = false;
    const ManagedComputer computer(policy);
    const QString model = qEnvironmentVariable("SILLOK_SHARED") + QStringLiteral("/fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("the small model of the fixtures is not there");
    const QStringList tokenize { QStringLiteral("tokenize"), QStringLiteral("--model"), model, QStringLiteral("--file"), QStringLiteral("-") };
    const Run refused = managed(computer, "staff", tokenize, "once upon a time");
    QCOMPARE(refused.code, Refused);
    QVERIFY(refused.err.contains("policy: gguf_files"));
    const Run generate = managed(computer, "staff", { QStringLiteral("generate"), QStringLiteral("--model"), model, QStringLiteral("--prompt"), QStringLiteral("Once"), QStringLiteral("-n"), QStringLiteral("1") });
    QCOMPARE(generate.code, Refused);
    computer.put(generousPolicy(), 2);
    QCOMPARE(managed(computer, "staff", tokenize, "once upon a time").code, Done);
}

void ManagedCliTest::documentsAreRefused()
{
    Policy policy = generousPolicy();
    policy.guard[static_cast<size_t>(GuardPlace::Import)] = GuardAction::Block;
    const Vault vault(policy);
    QCOMPARE(vault.staff(words("vault create")).code, Done);
    QCOMPARE(vault.staff(words("collection create 명부")).code, Done);
    const QString file = vault.write("a.txt", "담당자 주민등록번호 900101-1234567 이다.");
    const Run added = vault.staff({ QStringLiteral("collection"), QStringLiteral("add"), QStringLiteral("명부"), file, QStringLiteral("--json") });
    QCOMPARE(added.json()[QStringLiteral("ready")].toInt(-1), 0);
    QCOMPARE(added.json()[QStringLiteral("failed")].toInt(-1), 1);
    QVERIFY(!added.err.contains("1234567"));
}

void ManagedCliTest::numbersInFilesAreRefusedCoveredOrSaid()
{
    Policy policy = generousPolicy();
    const Vault vault(policy);
    QCOMPARE(vault.staff(words("vault create")).code, Done);
    {
        auto in = Workspace::open(vault.folder.filePath(QStringLiteral("vault")).toStdString(), std::string_view(kPassphrase));
        QVERIFY(in.ok());
        const auto chat = (*in)->chats().create("물음", nowMs());
        QVERIFY(chat.ok() && (*in)->chats().appendPrompt(*chat, 0, "담당자 주민등록번호는 900101-1234567 이다.", nowMs()).ok());
    }
    uint64_t version = 1;
    const QString file = vault.folder.filePath(QStringLiteral("out.md"));
    const auto exported = [&](GuardAction action, const char* option) {
        policy.guard[static_cast<size_t>(GuardPlace::Export)] = action;
        vault.computer.put(policy, ++version);
        QStringList arguments { QStringLiteral("chat"), QStringLiteral("export"), QStringLiteral("1"), QStringLiteral("-o"), file, QStringLiteral("--format"), QStringLiteral("md"), QStringLiteral("--replace") };
        if (*option)
            arguments << QString::fromLatin1(option);
        return vault.staff(arguments);
    };
    const auto text = [&] {
        QFile out(file);
        return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
    };
    const Run asked = exported(GuardAction::Warn, "");
    QCOMPARE(asked.code, Refused);
    QVERIFY(asked.err.contains("resident 1"));
    QVERIFY(!asked.err.contains("1234567"));
    QVERIFY(!QFile::exists(file));
    QCOMPARE(exported(GuardAction::Block, "--allow-identifiers").code, Refused);
    QVERIFY(!QFile::exists(file));
    QCOMPARE(exported(GuardAction::Warn, "--mask-identifiers").code, Done);
    QVERIFY2(text().replace('\\', "").contains("900101-1******"), text()); // Markdown writes a star as \*
    QVERIFY(!text().contains("1234567"));
    QCOMPARE(exported(GuardAction::Warn, "--allow-identifiers").code, Done);
    QVERIFY(text().contains("900101-1234567"));
    QCOMPARE(exported(GuardAction::Mask, "--allow-identifiers").code, Done);
    QVERIFY(!text().contains("1234567"));
    QCOMPARE(exported(GuardAction::Off, "").code, Done);
    QVERIFY(text().contains("1234567"));
    policy.exportFormats = { false, { "docx" } };
    const Run format = exported(GuardAction::Off, "");
    QCOMPARE(format.code, Refused);
    QVERIFY(format.err.contains("policy: export_formats"));
}

QTEST_GUILESS_MAIN(ManagedCliTest)
#include "managed_cli_test.moc"
