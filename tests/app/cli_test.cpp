// cli_test.cpp - sillokctl as scripts and administrators see it: exit codes, languages, JSON; passphrases never as arguments.
#include "tests/app/publisher_desk.h"
#include "tests/support/flip_byte.h"

#include <QtTest>

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>

using namespace sillok::test;

namespace {

/// Runs sillokctl; `passphrase` goes through standard input, which is descriptor 0.
Run ctl(const QStringList& arguments, const QByteArray& passphrase = {}) { return runSillokctl(arguments, passphrase); }

const QString kSamples = QString::fromStdString(sourcePath("/resources/samples/documents"));

QString shared(const char* path) { return qEnvironmentVariable("SILLOK_SHARED") + QLatin1Char('/') + QLatin1String(path); }

} // namespace

class CliTest : public QObject {
    Q_OBJECT
private slots:
    void wrongUseIsCodeTwo_data();
    void wrongUseIsCodeTwo();
    void aVaultIsMadeAskedAndChecked();
    void ownQuestionsTestTheSearch();
    void aWrongPassphraseIsCodeFourInBothLanguages();
    void aDamagedVaultIsCodeThree();
    void keysAreChangedFromTheCommandLine_data();
    void keysAreChangedFromTheCommandLine();
    void twoHoldersOpenFromTheCommandLine();
    void aVaultIsBackedUpBroughtBackAndShredded();
    void wrongPassphrasesHaveToWait();
    void protectedAndHostileDocumentsAreCodeThree();
    void aScanIsReadOrCounted();
    void numbersOfPersonsAreShownMasked();
    void hostileModelsAreCodeThree();
    void tokensComeAndGo();
    void aModelWritesItsPublishedStory();
    void aCardThatIsNotThereIsCodeThree();
    void aModelHeldToASchemaWritesThat();
    void linesBecomeVectorsAndScores();
    void passagesAreFoundWithModels();
    void retrievalIsMeasuredWithModels();
};

void CliTest::wrongUseIsCodeTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList {};
    QTest::newRow("unknown command") << QStringList { QStringLiteral("fly") };
    QTest::newRow("missing option") << QStringList { QStringLiteral("ask") };
    QTest::newRow("bad choice") << QStringList { QStringLiteral("read"), QStringLiteral("--format"), QStringLiteral("xml"), QStringLiteral("x") };
    QTest::newRow("no terminal to ask") << QStringList { QStringLiteral("vault"), QStringLiteral("check"), QStringLiteral("--vault"), QStringLiteral("x") };
}

void CliTest::wrongUseIsCodeTwo()
{
    QFETCH(QStringList, arguments);
    const Run run = ctl(arguments);
    QCOMPARE(run.code, Usage);
    QVERIFY(!run.err.isEmpty() || !run.out.isEmpty());
}

void CliTest::aVaultIsMadeAskedAndChecked()
{
    const QTemporaryDir folder;
    const QString vault = folder.path() + QStringLiteral("/v");
    const QStringList at { QStringLiteral("--vault"), vault };
    const QByteArray key = "비밀 열쇠 하나";
    QCOMPARE(ctl(QStringList { "vault", "status" } + at).code, Failed); // there is none yet
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, key).code, Done);
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, key).code, Failed); // never over an existing one
    QCOMPARE(ctl(QStringList { "collection", "create", "견본" } + at, key).code, Done);
    const Run added = ctl(QStringList { "collection", "add", "--collection", "견본", "--json", kSamples } + at, key);
    QCOMPARE(added.code, Done);
    QCOMPARE(QJsonDocument::fromJson(added.out)[QStringLiteral("ready")].toInt(), 9);

    const Run asked = ctl(QStringList { "ask", "--collection", "견본", "--json", "차량 사고가 나면 보고서는 언제까지 내야 하나요?" } + at, key);
    QCOMPARE(asked.code, Done);
    const QJsonObject answer = QJsonDocument::fromJson(asked.out).object();
    QCOMPARE(answer[QStringLiteral("mode")].toString(), QStringLiteral("evidence"));
    QVERIFY(!answer[QStringLiteral("refused")].toBool());
    const QJsonObject citation = answer[QStringLiteral("citations")][0].toObject();
    QCOMPARE(citation[QStringLiteral("document")].toString(), QStringLiteral("업무용 차량 관리 규정.hwpx"));
    const QString quote = citation[QStringLiteral("quote")].toString();
    QVERIFY(quote.contains(QStringLiteral("24시간 이내")));
    // start and end count in what `read` prints.
    const Run read = ctl({ "read", kSamples + QStringLiteral("/업무용 차량 관리 규정.hwpx") });
    const QString text = QString::fromUtf8(read.out);
    const int start = citation[QStringLiteral("start")].toInt();
    QCOMPARE(text.mid(start, citation[QStringLiteral("end")].toInt() - start), quote);

    const auto citedBy = [&](const QStringList& limits) {
        const Run limited = ctl(QStringList { "ask", "--collection", "견본", "--json", "차량 사고가 나면 보고서는 언제까지 내야 하나요?" } + limits + at, key);
        QSet<QString> names;
        for (const QJsonValue& one : QJsonDocument::fromJson(limited.out)[QStringLiteral("citations")].toArray())
            names.insert(one[QStringLiteral("document")].toString());
        return names;
    };
    QCOMPARE(ctl(QStringList { "collection", "label", "견본", "--document", answer[QStringLiteral("citations")][0][QStringLiteral("document")].toString(), "차량" } + at, key).code, Done);
    QCOMPARE(citedBy({ "--label", "차량" }), QSet<QString> { QStringLiteral("업무용 차량 관리 규정.hwpx") });
    QVERIFY(!citedBy({ "--folder", kSamples + QStringLiteral("/") }).isEmpty());
    QCOMPARE(ctl(QStringList { "ask", "--collection", "견본", "--folder", kSamples + QStringLiteral("/없음"), "질문" } + at, key).code, Failed);
    QCOMPARE(ctl(QStringList { "ask", "--collection", "견본", "--label", "없음", "질문" } + at, key).code, Failed);

    QCOMPARE(ctl(QStringList { "vault", "check" } + at, key).code, Done);
    QCOMPARE(ctl(QStringList { "chat", "list", "--json" } + at, key).code, Done);
    QCOMPARE(ctl(QStringList { "ask", "--collection", "없는 모음", "질문" } + at, key).code, Failed);
    QCOMPARE(ctl(QStringList { "collection", "remove", "견본" } + at, key).code, Done);
}

void CliTest::ownQuestionsTestTheSearch()
{
    const QTemporaryDir folder;
    QDir(folder.path()).mkdir(QStringLiteral("d"));
    const auto write = [&](const char* name, const char* text) {
        QFile file(folder.filePath(QStringLiteral("d/")) + QString::fromLatin1(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) > 0;
    };
    QVERIFY(write("a.txt", "제1조(주차) 관용 차량 주차 요금은 하루 3,000원이다.\n"));
    QVERIFY(write("b.txt", "제1조(숙직) 숙직 근무는 저녁 여섯 시에 시작한다.\n"));
    const QStringList at { QStringLiteral("--vault"), folder.path() + QStringLiteral("/v"), QStringLiteral("--collection"), QStringLiteral("규정") };
    const QByteArray key = "비밀 열쇠 하나";
    QCOMPARE(ctl({ "vault", "create", "--vault", at[1] }, key).code, Done);
    QCOMPARE(ctl(QStringList { "collection", "create" } + at, key).code, Done);
    QCOMPARE(ctl(QStringList { "collection", "add" } + at + QStringList { folder.path() + QStringLiteral("/d") }, key).code, Done);
    const auto set = [&](const QStringList& what) { return ctl(QStringList { "eval", "set" } + what + at, key); };
    QCOMPARE(set({ "add", "--document", "없음.txt", "질문" }).code, Failed);
    QCOMPARE(set({ "add", "--document", "a.txt", "--quote", "하루 3,000원", "관용 차량 주차 요금은?" }).code, Done);
    QCOMPARE(set({ "add", "--document", "b.txt", "숙직 근무는 언제 시작하나?" }).code, Done);
    const auto places = [&](const Run& run) {
        QStringList all;
        for (const QJsonValue& one : QJsonDocument::fromJson(run.out)[QStringLiteral("cases")].toArray()) {
            const auto words = [&](const char* name) { return one[QLatin1String(name)].isNull() ? QStringLiteral("-") : QString::number(one[QLatin1String(name)].toInt()); };
            all.append(words("before") + u' ' + words("now") + u' ' + one[QStringLiteral("change")].toString());
        }
        return all;
    };
    QCOMPARE(places(set({ "list", "--json" })), (QStringList { QStringLiteral("- - new"), QStringLiteral("- - new") }));
    const Run first = set({ "run", "--json" });
    QCOMPARE(first.code, Done);
    QCOMPARE(places(first), (QStringList { QStringLiteral("- 1 new"), QStringLiteral("- 1 new") }));
    QCOMPARE(places(set({ "run", "--json" })), (QStringList { QStringLiteral("1 1 same"), QStringLiteral("1 1 same") }));
    // The rule changes: what was asked for does not stand there any more.
    QVERIFY(write("a.txt", "제1조(주차) 관용 차량 주차 요금은 하루 9,000원이다.\n"));
    QCOMPARE(ctl(QStringList { "collection", "add" } + at + QStringList { folder.path() + QStringLiteral("/d") }, key).code, Done);
    const Run worse = set({ "run", "--json" });
    QCOMPARE(worse.code, Failed);
    QCOMPARE(places(worse), (QStringList { QStringLiteral("1 0 worse"), QStringLiteral("1 1 same") }));
    QVERIFY(write("a.txt", "제1조(주차) 관용 차량 주차 요금은 하루 3,000원이다.\n"));
    QCOMPARE(ctl(QStringList { "collection", "add" } + at + QStringList { folder.path() + QStringLiteral("/d") }, key).code, Done);
    const Run better = set({ "run", "--json" });
    QCOMPARE(better.code, Done);
    QCOMPARE(places(better).first(), QStringLiteral("0 1 better"));
    QCOMPARE(set({ "remove", "1" }).code, Done);
    QCOMPARE(set({ "remove", "1" }).code, Failed);
    QCOMPARE(places(set({ "list", "--json" })).size(), 1);
}

void CliTest::aWrongPassphraseIsCodeFourInBothLanguages()
{
    const QTemporaryDir folder;
    const QStringList at { QStringLiteral("--vault"), folder.path() + QStringLiteral("/v") };
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, "right").code, Done);
    const Run korean = ctl(QStringList { "--lang", "ko", "vault", "check" } + at, "wrong");
    QCOMPARE(korean.code, Locked);
    QVERIFY(QString::fromUtf8(korean.err).contains(QStringLiteral("암호가 맞지 않습니다. 보관함은 그대로입니다.")));
    const Run english = ctl(QStringList { "--lang", "en", "vault", "check" } + at, "wrong");
    QCOMPARE(english.code, Locked);
    QVERIFY(english.err.contains("passphrase does not match"));
}

void CliTest::keysAreChangedFromTheCommandLine_data()
{
    QTest::addColumn<QString>("profile");
    QTest::newRow("modern") << QStringLiteral("modern");
    QTest::newRow("validated") << QStringLiteral("validated");
}

// Several secrets come one a line over the same descriptor; the recovery key goes to descriptor 1.
void CliTest::keysAreChangedFromTheCommandLine()
{
    QFETCH(QString, profile);
    const QTemporaryDir folder;
    const QStringList at { QStringLiteral("--vault"), folder.path() + QStringLiteral("/v") };
    const QStringList fresh { QStringLiteral("--new-passphrase-fd"), QStringLiteral("0") }, shown { QStringLiteral("--recovery-key-fd"), QStringLiteral("1") };
    const Run made = ctl(QStringList { "vault", "create", "--profile", profile } + at + shown, "first");
    QCOMPARE(made.code, Done);
    const QByteArray recovery = made.out.trimmed().split('\n').last();
    QVERIFY(QRegularExpression("^([0-9A-Z]{5}-){12}[0-9A-Z]{5}$").match(recovery).hasMatch());
    QCOMPARE(ctl(QStringList { "vault", "check", "--recovery-key" } + at, recovery.toLower().replace('-', ' ')).code, Done);
    QByteArray mistyped = recovery;
    mistyped[8] = mistyped[8] == 'A' ? 'B' : 'A';
    const Run refused = ctl(QStringList { "vault", "check", "--recovery-key" } + at, mistyped);
    QCOMPARE(refused.code, Usage);
    QVERIFY(refused.err.contains("group 2"));

    QCOMPARE(ctl(QStringList { "vault", "passwd" } + at + fresh, "first\nsecond").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "check" } + at, "first").code, Locked);
    QFile keyFile(folder.filePath("key"));
    QVERIFY(keyFile.open(QIODevice::WriteOnly));
    keyFile.write(QByteArray(64, 'k'));
    keyFile.close();
    QCOMPARE(ctl(QStringList { "vault", "slot", "add-keyfile", "--new-key-file", keyFile.fileName() } + at, "second").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "check", "--key-file", keyFile.fileName(), "--key-file-only" } + at).code, Done);
    const Run listed = ctl(QStringList { "vault", "slot", "list", "--json" } + at);
    QCOMPARE(listed.code, Done);
    const QJsonObject all = QJsonDocument::fromJson(listed.out).object();
    QCOMPARE(all["profile"].toString(), profile);
    QCOMPARE(all["slots"].toArray().size(), 3);
    QCOMPARE(all["slots"][2]["type"].toString(), QStringLiteral("keyfile"));
    const QString slot = QString::number(all["slots"][2]["id"].toInt());
    QCOMPARE(ctl(QStringList { "vault", "slot", "remove", "--slot", slot } + at, "second").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "check", "--key-file", keyFile.fileName(), "--key-file-only" } + at).code, Locked);

    const Run rotated = ctl(QStringList { "vault", "rotate" } + at + shown, "second");
    QCOMPARE(rotated.code, Done);
    const QByteArray another = rotated.out.trimmed().split('\n').last();
    QCOMPARE(ctl(QStringList { "vault", "check", "--recovery-key" } + at, recovery).code, Locked);
    QCOMPARE(ctl(QStringList { "vault", "passwd", "--recovery-key" } + at + fresh, another + "\nthird").code, Done); // for whoever forgot
    QCOMPARE(ctl(QStringList { "vault", "check" } + at, "third").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "slot", "remove", "--slot", "99" } + at, "third").code, Failed);
    QCOMPARE(ctl(QStringList { "vault", "slot", "add-recovery" } + at, "third").code, Usage); // nowhere to show it: the old one stays
    QCOMPARE(ctl(QStringList { "vault", "check", "--recovery-key" } + at, another).code, Done);
}

void CliTest::twoHoldersOpenFromTheCommandLine()
{
    const QTemporaryDir folder;
    const auto in = [&](const char* name) { return folder.filePath(name); };
    const QStringList at { QStringLiteral("--vault"), in("v") };
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, "owner").code, Done);
    QByteArray holders;
    for (const char* name : { "a", "b", "c" }) {
        const QString open = in(name) + ".json";
        QCOMPARE(ctl({ "vault", "slot", "holder-key", "--name", name, "--out", in(name), "--public", open }, "holder").code, Done);
        QFile file(open);
        QVERIFY(file.open(QIODevice::ReadOnly));
        holders += (holders.isEmpty() ? "[" : ",") + file.readAll();
    }
    QFile list(in("holders.json"));
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write(holders + "]");
    list.close();
    QCOMPARE(ctl(QStringList { "vault", "slot", "add-escrow", "--holders", list.fileName() } + at, "owner").code, Done);
    const Run request = ctl(QStringList { "vault", "slot", "escrow-request", "--out", in("request") } + at);
    QCOMPARE(request.code, Done);
    const QByteArray print = request.out.trimmed().right(39); // eight groups of four digits
    for (const char* name : { "a", "c" }) {
        const QStringList share { "vault", "slot", "escrow-share", "--request", in("request"), "--key", in(name), "--out", in(name) + ".share" };
        QCOMPARE(ctl(share, "not the holder").code, Locked);
        const Run made = ctl(share, "holder");
        QCOMPARE(made.code, Done);
        QVERIFY(made.out.contains(print));
    }
    const QStringList open = QStringList { "vault", "open-escrow", "--new-passphrase-fd", "0", "--share", in("a.share"), "--share" } + QStringList { in("c.share") } + at;
    QProcess process;
    process.start(QString::fromStdString(sillok::test::programPath("/sillokctl")), open);
    process.write("institution");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), int(Done));
    QCOMPARE(ctl(QStringList { "vault", "check" } + at, "institution").code, Done);
    const Run owner = ctl(QStringList { "--lang", "en", "vault", "check" } + at, "owner");
    QCOMPARE(owner.code, Done);
    QVERIFY(owner.err.contains("institution has opened this vault: 1"));
}

void CliTest::aVaultIsBackedUpBroughtBackAndShredded()
{
    const QTemporaryDir folder;
    const auto in = [&](const char* name) { return folder.path() + '/' + name; };
    const QStringList at { QStringLiteral("--vault"), in("v") };
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, "key").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "backup", "--to", in("b.sillok-backup") } + at, "key").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "backup", "--to", in("b.sillok-backup") } + at, "key").code, Failed); // never over another
    const QStringList from { "vault", "restore", "--from", in("b.sillok-backup"), "--json" };
    QCOMPARE(ctl(from + QStringList { "--vault", in("w") }, "wrong").code, Locked);
    QCOMPARE(ctl(from + QStringList { "--vault", in("w") }, "key").code, Done);
    const Run merged = ctl(from + at, "key");
    QCOMPARE(merged.code, Done);
    QVERIFY(merged.out.contains("\"added\":0"));
    QCOMPARE(ctl(QStringList { "vault", "retention", "--days", "400" } + at, "key").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "retention", "--days", "-1" } + at, "key").code, Usage);

    QFile database(in("v") + "/vault.db");
    QVERIFY(database.open(QIODevice::ReadWrite));
    QVERIFY(flipByte(database, 30000));
    database.close();
    const Run damaged = ctl(QStringList { "--lang", "en", "vault", "check" } + at, "key");
    QCOMPARE(damaged.code, Refused);
    QVERIFY(damaged.err.contains("vault salvage")); // says what can be done
    const Run salvaged = ctl(QStringList { "vault", "salvage", "--json" } + at, "key");
    QCOMPARE(salvaged.code, Done);
    QVERIFY(salvaged.out.contains("\"damaged_pages\":1"));
    QCOMPARE(ctl(QStringList { "vault", "check" } + at, "key").code, Done);
    const Run listed = ctl(QStringList { "vault", "snapshots", "list" } + at);
    QVERIFY(listed.out.contains("-daily.db"));
    const QString name = QString::fromUtf8(listed.out.left(listed.out.indexOf(' ')));
    QCOMPARE(ctl(QStringList { "vault", "snapshots", "restore", "--name", name } + at, "key").code, Done);
    QCOMPARE(ctl(QStringList { "vault", "check" } + at, "key").code, Done);

    QCOMPARE(ctl(QStringList { "vault", "shred", "--chat", "7", "--yes" } + at, "key").code, Failed);
    QCOMPARE(ctl(QStringList { "vault", "shred", "--all" } + at).code, Usage); // not without --yes
    QCOMPARE(ctl(QStringList { "vault", "shred", "--all", "--yes" } + at).code, Done);
    QCOMPARE(QDir(in("v")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList { QStringLiteral("audit") }); // it holds no content
    QCOMPARE(ctl(QStringList { "vault", "check", "--vault", in("w") }, "key").code, Done); // the other one is not touched
}

void CliTest::wrongPassphrasesHaveToWait()
{
    const QTemporaryDir folder;
    const QStringList at { QStringLiteral("--vault"), folder.path() + QStringLiteral("/v") };
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, "right").code, Done);
    Run last;
    for (int n = 0; n < 12 && !last.err.contains("seconds left"); ++n) {
        last = ctl(QStringList { "--lang", "en", "vault", "check" } + at, "wrong"); // each a process of its own
        QCOMPARE(last.code, Locked);
    }
    QVERIFY(last.err.contains("Try again in "));
    QVERIFY(QJsonDocument::fromJson(ctl(QStringList { "vault", "status", "--json" } + at).out)["seconds_to_next_try"].toInt() <= 300);
}

void CliTest::aDamagedVaultIsCodeThree()
{
    const QTemporaryDir folder;
    const QString vault = folder.path() + QStringLiteral("/v");
    const QStringList at { QStringLiteral("--vault"), vault };
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, "right").code, Done);
    QFile database(vault + QStringLiteral("/vault.db"));
    QVERIFY(database.open(QIODevice::ReadWrite));
    database.seek(100);
    database.write(QByteArray(200, 'x'));
    database.close();
    QCOMPARE(ctl(QStringList { "vault", "check" } + at, "right").code, Refused);
}

void CliTest::protectedAndHostileDocumentsAreCodeThree()
{
    if (!QFile::exists(shared("fixtures.md")))
        QSKIP("no shared fixtures: the hostile documents are not here");
    for (const char* name : { "hwpjs__password-12345.hwpx", "genA-userpw-user1234.pdf", "hostA-zipbomb.hwpx", "hostA-xxe.hwpx", "hostA-deepnest.hwpx" }) {
        const Run run = ctl({ "read", shared("fixtures/documents/") + QLatin1String(name) });
        QVERIFY2(run.code == Refused, name);
        QVERIFY2(!run.err.isEmpty(), name);
    }
    QCOMPARE(ctl({ "read", "/nowhere/at/all.txt" }).code, Failed);
}

void CliTest::aScanIsReadOrCounted()
{
    const QString scan = shared("fixtures/documents/genA-scan.pdf");
    if (!QFile::exists(scan))
        QSKIP("no shared fixtures: the scan is not here");
    const Run without = ctl({ "read", "--no-ocr", scan });
    QCOMPARE(without.code, Refused);
    QVERIFY(without.out.isEmpty());
    QVERIFY2(QString::fromUtf8(without.err).contains(QRegularExpression(QStringLiteral("글자 없는 스캔본 3쪽|Scanned pages without text: 3"))), without.err.constData());
    if (!QFile::exists(QString::fromStdString(sillok::test::programPath("/sillok-ocr"))))
        QSKIP("sillok-ocr was not built: recognition was not tried");
    const Run with = ctl({ "read", "--format", "json", scan });
    QCOMPARE(with.code, Done);
    const QJsonObject read = QJsonDocument::fromJson(with.out).object();
    QCOMPARE(read[QStringLiteral("pages_without_text")].toInt(-1), 0);
    QCOMPARE(read[QStringLiteral("recognition")].toObject()[QStringLiteral("pages")].toInt(), 3);
    QVERIFY(read[QStringLiteral("recognition")].toObject()[QStringLiteral("percent")].toInt() >= 80);
    QVERIFY(QString::fromUtf8(with.err).contains(QRegularExpression(QStringLiteral("글자 인식 3쪽|Pages recognised: 3"))));
}

void CliTest::numbersOfPersonsAreShownMasked()
{
    QTemporaryDir folder;
    const auto write = [&](const char* name, const char* text) {
        QFile file(folder.filePath(QLatin1String(name)));
        const bool open = file.open(QIODevice::WriteOnly);
        file.write(text);
        return open ? file.fileName() : QString();
    };
    const Run found = ctl({ "guard", write("a.txt", "성명 홍길동\n주민등록번호 900101-1234568\n") });
    QCOMPARE(found.code, Refused);
    QVERIFY2(found.out.contains("2:8\t") && found.out.contains("900101-1******"), found.out.constData());
    QVERIFY(!found.out.contains("1234568"));
    const Run json = ctl({ "guard", "--json", folder.filePath(QStringLiteral("a.txt")) });
    QCOMPARE(QJsonDocument::fromJson(json.out).object()[QStringLiteral("found")].toArray()[0].toObject()[QStringLiteral("kind")].toString(), QStringLiteral("resident"));
    QVERIFY(!json.out.contains("1234568"));
    const Run masked = ctl({ "guard", "--mask", folder.filePath(QStringLiteral("a.txt")) });
    QVERIFY(masked.out.startsWith("성명 홍길동\n주민등록번호 900101-1******"));
    QCOMPARE(ctl({ "guard", write("b.txt", "제12조(목적) 2025. 3. 1.\n") }).code, Done);
    if (const QString scan = shared("fixtures/documents/genA-scan.pdf"); QFile::exists(scan)) // read or not, it is never called clean unseen
        QVERIFY(ctl({ "guard", scan }).err.contains("3"));
}

void CliTest::hostileModelsAreCodeThree()
{
    if (!QFile::exists(shared("fixtures.md")))
        QSKIP("no shared fixtures: the malformed models are not here");
    QFile manifest(shared("fixtures/malformed/MANIFEST.tsv"));
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    int seen = 0;
    while (!manifest.atEnd()) {
        const QList<QByteArray> row = manifest.readLine().trimmed().split('\t');
        if (row.size() < 5 || !row[0].startsWith("gguf-"))
            continue;
        const Run run = ctl({ "model", "inspect", shared("fixtures/malformed/") + QString::fromUtf8(row[0]) });
        QVERIFY2(run.code >= Done && run.code <= Locked, row[0].constData());
        if (row[4] == "reject")
            QVERIFY2(run.code == Refused, row[0].constData());
        if (row[4] == "accept")
            QVERIFY2(run.code == Done, row[0].constData());
        ++seen;
    }
    qInfo("%d malformed model files, each with its verdict", seen);
    QVERIFY(seen >= 60);
}

void CliTest::tokensComeAndGo()
{
    const QString model = shared("fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("no shared fixtures: the small trained model is not here");
    const Run forward = ctl({ "tokenize", "--model", model, "--file", "-" }, QByteArray()); // empty input: one empty piece
    QCOMPARE(forward.code, Done);
    const QTemporaryDir folder;
    QFile text(folder.path() + QStringLiteral("/t"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("Once upon a time\n--\nLily 가나\n--\n");
    text.close();
    const Run pieces = ctl({ "tokenize", "--model", model, "--file", text.fileName(), "--separator", "--" });
    QCOMPARE(pieces.code, Done);
    QCOMPARE(pieces.out.count('\n'), 2);
    QFile ids(folder.path() + QStringLiteral("/ids"));
    QVERIFY(ids.open(QIODevice::WriteOnly));
    ids.write(pieces.out);
    ids.close();
    const Run back = ctl({ "detokenize", "--model", model, "--file", ids.fileName() });
    QCOMPARE(back.out, QByteArray("Once upon a time\nLily 가나\n"));
}

void CliTest::aModelWritesItsPublishedStory()
{
    const QString model = shared("fixtures/models/stories260K-f32.gguf");
    QFile published(shared("fixtures/models/stories260K.published-greedy.txt"));
    if (!published.open(QIODevice::ReadOnly))
        QSKIP("no shared fixtures: the published story is not here");
    const QByteArray story = published.readAll();
    const Run run = ctl({ "generate", "--model", model, "--prompt", "", "-n", "100", "--temp", "0" });
    QCOMPARE(run.code, Done);
    const QByteArray written = run.out.trimmed();
    QVERIFY(written.size() > 100);
    QVERIFY2(story.trimmed().startsWith(written.left(200)), written.left(200).constData());
}

void CliTest::aCardThatIsNotThereIsCodeThree()
{
    if (QFile::exists(QStringLiteral("/dev/nvidiactl")))
        QSKIP("there is a graphics card");
    const Run run = ctl({ "generate", "--backend", "cuda", "--model", "any.gguf", "--prompt", "a" });
    QCOMPARE(run.code, Refused);
    QVERIFY2(run.err.contains("Unsupported: graphics card: no driver is installed") && run.err.contains("--backend cpu"), run.err.constData());
}

void CliTest::aModelHeldToASchemaWritesThat()
{
    const QString model = shared("fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("no shared fixtures: no model was held to a schema");
    const QTemporaryDir folder;
    const auto fileOf = [&](const char* name, const QByteArray& text) {
        QFile file(folder.path() + QLatin1Char('/') + QLatin1String(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    };
    const QString schema = fileOf("schema", R"({"type":"object","properties":{"구분":{"enum":["공개","비공개"]}},"required":["구분"]})");
    const QStringList write { "generate", "--model", model, "--prompt", "Once", "--temp", "1", "--seed", "3", "--typical", "0.95", "--top-n-sigma", "3",
        "--dynatemp-range", "0.5", "--frequency-penalty", "0.1", "--presence-penalty", "0.1", "--logit-bias", "42=-inf" };
    const Run run = ctl(write + QStringList { "--json-schema", schema });
    QCOMPARE(run.code, Done);
    const QString word = QJsonDocument::fromJson(run.out).object().value(QStringLiteral("구분")).toString();
    QVERIFY2(word == QStringLiteral("공개") || word == QStringLiteral("비공개"), run.out.constData());
    QCOMPARE(ctl(write + QStringList { "--grammar", fileOf("grammar", "root ::= \"제\" [1-3] \"조\"") }).out.size(), 8); // with the line's end
    QCOMPARE(ctl(write + QStringList { "--grammar", fileOf("wrong", "root ::= root \"a\" | \"b\"") }).code, Usage);
    QCOMPARE(ctl(write + QStringList { "--json-schema", fileOf("unknown", R"({"not":{}})") }).code, Refused);
    QCOMPARE(ctl(write + QStringList { "--logit-bias", "x" }).code, Usage);
}

void CliTest::linesBecomeVectorsAndScores()
{
    const QString models = shared("fixtures/golden-logits/models/");
    if (!QFile::exists(models + QStringLiteral("bert-mean-F32.gguf")))
        QSKIP("no shared fixtures: no line became a vector");
    const QTemporaryDir folder;
    QFile text(folder.path() + QStringLiteral("/text"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("the end\n" + QByteArray("e ").repeated(3000) + "\na\n");
    text.close();
    const Run vectors = ctl({ "embed", "--model", models + "bert-mean-F32.gguf", "--file", text.fileName(), "--kind", "query" });
    QCOMPARE(vectors.code, Done);
    QCOMPARE(vectors.out.count('\n'), 3);
    QVERIFY(vectors.err.contains("line 2") && !vectors.err.contains("line 1"));
    QCOMPARE(QJsonDocument::fromJson(vectors.out.left(vectors.out.indexOf('\n'))).array().size(), 64);
    const Run scores = ctl({ "rerank", "--model", models + "xlmr-rerank-F32.gguf", "--query", "the", "--file", text.fileName() });
    QCOMPARE(scores.code, Done);
    QCOMPARE(scores.out.count('\n'), 3);
    QVERIFY(scores.err.contains("line 2"));
    QCOMPARE(ctl({ "rerank", "--model", models + "bert-mean-F32.gguf", "--query", "the", "--file", text.fileName() }).code, Refused);
}

void CliTest::passagesAreFoundWithModels()
{
    const QString models = shared("fixtures/golden-logits/models/"), embedder = models + QStringLiteral("bert-mean-F32.gguf");
    if (!QFile::exists(embedder))
        QSKIP("no shared fixtures: no passage became a vector");
    const QTemporaryDir folder;
    const QStringList at { QStringLiteral("--vault"), folder.path() + QStringLiteral("/v") };
    const QByteArray key = "비밀 열쇠 하나";
    QCOMPARE(ctl(QStringList { "vault", "create" } + at, key).code, Done);
    QCOMPARE(ctl(QStringList { "collection", "create", "견본" } + at, key).code, Done);
    QCOMPARE(ctl(QStringList { "collection", "add", "--collection", "견본", kSamples } + at, key).code, Done);
    const Run early = ctl(QStringList { "ask", "--collection", "견본", "--json", "--embedder", embedder, "차량 사고가 나면?" } + at, key);
    QVERIFY(early.code == Done && early.err.contains("collection embed"));
    const QStringList embed = QStringList { "collection", "embed", "--json", "--embedder", embedder } + at;
    const auto embedded = [](const Run& run) { return QJsonDocument::fromJson(run.out)[QStringLiteral("embedded")].toInt(-1); };
    const Run first = ctl(embed + QStringList { "--collection", "견본" }, key);
    QCOMPARE(first.code, Done);
    QVERIFY(embedded(first) >= 9); // a passage for each document at least
    QCOMPARE(embedded(ctl(embed, key)), 0); // nothing is done twice
    QCOMPARE(ctl(QStringList { "collection", "embed", "--embedder", models + "xlmr-rerank-F32.gguf" } + at, key).code, Refused);
    QCOMPARE(ctl(QStringList { "collection", "embed", "--embedder", models + "nothing.gguf" } + at, key).code, Failed);

    const QString question = QStringLiteral("차량 사고가 나면 보고서는 언제까지 내야 하나요?");
    const Run asked = ctl(QStringList { "ask", "--collection", "견본", "--json", "--embedder", embedder, "--reranker", models + "xlmr-rerank-F32.gguf", question } + at, key);
    QVERIFY(asked.code == Done && asked.err.isEmpty());
    const QJsonObject answer = QJsonDocument::fromJson(asked.out).object();
    QVERIFY(!answer[QStringLiteral("refused")].toBool());
    QVERIFY(!answer[QStringLiteral("citations")].toArray().isEmpty());
    for (const auto& citation : answer[QStringLiteral("citations")].toArray())
        QVERIFY(citation.toObject()[QStringLiteral("verified")].toBool());
}

// The search goes on while the models sit in their sealed processes.
void CliTest::retrievalIsMeasuredWithModels()
{
    const QString models = shared("fixtures/golden-logits/models/");
    if (!QFile::exists(models + QStringLiteral("bert-mean-F32.gguf")))
        QSKIP("no shared fixtures: nothing was measured");
    const QTemporaryDir folder;
    const auto file = [&](const char* name, const QByteArray& text) {
        QFile out(folder.filePath(QLatin1String(name)));
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size() ? out.fileName() : QString();
    };
    const QString corpus = file("c", "{\"id\":\"a\",\"title\":\"\",\"text\":\"the end\"}\n{\"id\":\"b\",\"title\":\"\",\"text\":\"of a\"}\n");
    const QString queries = file("q", "{\"id\":\"1\",\"question\":\"the end\",\"relevant\":[\"a\"],\"set\":\"s\",\"type\":\"t\"}\n");
    const QStringList measure { "eval", "retrieval", "--corpus", corpus, "--queries", queries, "--json" };
    const QStringList help { "--embedder", models + "bert-mean-F32.gguf", "--reranker", models + "xlmr-rerank-F32.gguf" };
    const Run words = ctl(measure), all = ctl(measure + help);
    QCOMPARE(words.code, Done);
    QCOMPARE(all.code, Done);
    const QJsonObject without = QJsonDocument::fromJson(words.out).object(), with = QJsonDocument::fromJson(all.out).object();
    QVERIFY(!without.contains(QStringLiteral("embed_seconds")) && with[QStringLiteral("embed_seconds")].toDouble() > 0);
    QCOMPARE(with[QStringLiteral("overall")].toObject()[QStringLiteral("recall@5")].toDouble(), 1.0);
    QCOMPARE(ctl(measure + QStringList { "--embedder", models + "xlmr-rerank-F32.gguf" }).code, Refused);
}

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
