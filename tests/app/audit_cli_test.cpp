// audit_cli_test.cpp - sillokctl audit: the log of a vault verified, shown, exported, and what is noticed when somebody changes it.
#include "tests/app/publisher_desk.h"
#include "tests/support/flip_byte.h"

#include <QtTest>

using namespace sillok::test;

class AuditCliTest : public QObject {
    Q_OBJECT
private slots:
    void theAuditLogIsVerifiedShownAndExported();
};

void AuditCliTest::theAuditLogIsVerifiedShownAndExported()
{
    const QTemporaryDir folder;
    const auto in = [&](const char* name) { return folder.path() + '/' + name; };
    const QStringList at { QStringLiteral("--vault"), in("v") };
    QCOMPARE(runSillokctl(QStringList { "audit", "verify" } + at).code, Failed); // there is no vault
    QCOMPARE(runSillokctl(QStringList { "vault", "create" } + at, "key").code, Done);
    QCOMPARE(runSillokctl(QStringList { "collection", "create", "비밀 모음" } + at, "key").code, Done);
    const auto verified = [&](QStringList more, const QByteArray& key = {}) {
        const Run run = runSillokctl(QStringList { "--lang", "en", "audit", "verify", "--json" } + at + more, key);
        QJsonObject all = QJsonDocument::fromJson(run.out).object();
        all["code"] = run.code;
        return all;
    };
    const QJsonObject plain = verified({});
    QCOMPARE(plain["code"].toInt(), Done);
    QVERIFY(plain["good"].toBool() && plain["records"].toInt() > 6 && !plain["every_record_checked"].toBool() && !plain["head_known"].toBool());
    const QJsonObject owners = verified({}, "key");
    QVERIFY(owners["good"].toBool() && owners["every_record_checked"].toBool() && owners["head_known"].toBool());
    QCOMPARE(verified({}, "wrong")["code"].toInt(), Locked);

    const Run shown = runSillokctl(QStringList { "--lang", "en", "audit", "show", "--action", "unlocked" } + at);
    QCOMPARE(shown.code, Done);
    QCOMPARE(shown.out.count("vault unlocked"), 1);
    QVERIFY(!runSillokctl(QStringList { "audit", "show", "--json" } + at).out.contains("비밀"));
    QCOMPARE(runSillokctl(QStringList { "audit", "show", "--action", "flown" } + at).code, Usage);

    QCOMPARE(runSillokctl(QStringList { "audit", "export", "-o", in("log.jsonl") } + at, "key").code, Done);
    QCOMPARE(runSillokctl(QStringList { "audit", "take-key", "-o", in("first") } + at, "key").code, Done);
    QCOMPARE(runSillokctl(QStringList { "audit", "take-key", "-o", in("second") } + at, "key").code, Failed); // only once
    QFile lines(in("log.jsonl"));
    QVERIFY(lines.open(QIODevice::ReadOnly));
    qint64 sequence = 0;
    while (!lines.atEnd())
        QCOMPARE(QJsonDocument::fromJson(lines.readLine())["sequence"].toInteger(), sequence++);
    QVERIFY(sequence > 8);
    const QStringList auditors { "--first-key", in("first"), "--checkpoint", in("log.jsonl.checkpoint") };
    QVERIFY(verified(auditors)["good"].toBool());
    QVERIFY(!verified({}, "key")["every_record_checked"].toBool()); // the vault has that key no more

    // Somebody changes one record, then cuts the log back to where it was before the export.
    QFile log(in("v") + "/audit/log");
    QVERIFY(log.open(QIODevice::ReadWrite));
    const QByteArray whole = log.readAll();
    QVERIFY(flipByte(log, 256 + 3 * 256 + 1));
    const QJsonObject changed = verified(auditors);
    QCOMPARE(changed["code"].toInt(), Refused);
    QCOMPARE(changed["fault"].toObject()["sequence"].toInt(), 3);
    QCOMPARE(changed["fault"].toObject()["name"].toString(), "wrong-record-mac");
    QVERIFY(runSillokctl(QStringList { "--lang", "ko", "audit", "verify" } + at + auditors).out.contains("기록 3"));
    log.seek(0);
    log.write(whole);
    log.resize(256 + 5 * 256); // what creating the vault had left: closed in order
    log.close();
    QVERIFY(verified({})["good"].toBool()); // the file alone does not tell
    QCOMPARE(verified(auditors)["fault"].toObject()["name"].toString(), "below-head");
    QFile::remove(log.fileName());
    QCOMPARE(verified({})["fault"].toObject()["name"].toString(), "log-missing");
    QCOMPARE(runSillokctl(QStringList { "vault", "check" } + at, "key").code, Done); // nobody is shut out by it
    QCOMPARE(verified({})["fault"].toObject()["name"].toString(), "earlier-log-replaced");
}

QTEST_GUILESS_MAIN(AuditCliTest)
#include "audit_cli_test.moc"
