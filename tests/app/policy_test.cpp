// policy_test.cpp - The institution's policy: every key, every way in which a file can be wrong, and that the strictest rules hold then.
#include "tests/app/signed_policy.h"
#include "tests/support/paths.h"

#include "storage/signing/canonical_json.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace sillok;
using namespace sillok::app;
using nlohmann::json;
using sillok::storage::Fault;
using namespace sillok::test;

namespace {

/// Written by hand after the format's description, so that reading is not checked by writing.
json handWritten()
{
    return json::parse(R"({"format":1,"version":7,"institution":"kr.go.example","issued":1789913600,"expires":1790086400,"rules":{
        "models":["*"],"gguf_files":true,"import_formats":["docx","hwpx"],"export_formats":["docx","hwpx"],"clipboard":true,"print":false,
        "floor_right":60,"floor_speed":3,"export_reason":true,"idle_minutes":5,"retention_days":365,"grade_floor":"S","export_grade":"S","watermark":true,"escrow":true,"user_store":false,"ocr":true,
        "degraded_sandbox":false,"guard_save":"off","guard_import":"warn","guard_export":"mask","guard_copy":"block"}})");
}

Result<PolicyDocument> read(const json& value)
{
    const std::string body = value.dump();
    return readPolicyBody(asBytes(body));
}

Fault faultOf(const Result<PolicyDocument>& result) { return result.ok() ? Fault::None : storage::faultOf(result.error()); }

} // namespace


class PolicyTest : public QObject {
    Q_OBJECT
private slots:
    void aHandWrittenPolicySaysWhatItSays();
    void theDefaultsAreTheStrictest();
    void everyKeyMustBeThere_data() { keys(); }
    void everyKeyMustBeThere();
    void everyKeyHasItsType_data() { keys(); }
    void everyKeyHasItsType();
    void valuesOutOfRangeAreRefused_data();
    void valuesOutOfRangeAreRefused();
    void anUnknownKeyIsRefused();
    void theManualNamesEveryKey();
    void onlyTheOneEncodingCounts();
    void whatIsWrittenIsReadBack();
    void signaturesDecide();
    void everyBitCounts();
    void truncationIsRefusedEverywhere();
    void timeAndVersionDecide();
    void aComputerWithoutARootIsFree();
    void whateverIsWrongTheStrictestRulesHold_data();
    void whateverIsWrongTheStrictestRulesHold();
    void limitsOnlyEverShorten();

private:
    static void keys();
};

void PolicyTest::keys()
{
    QTest::addColumn<QString>("key");
    const json rules = handWritten()["rules"];
    QCOMPARE(rules.size(), size_t(22));
    for (const auto& [key, value] : rules.items())
        QTest::newRow(key.c_str()) << QString::fromStdString(key);
}

void PolicyTest::aHandWrittenPolicySaysWhatItSays()
{
    const auto policy = read(handWritten());
    QVERIFY2(policy.ok(), policy.ok() ? "" : policy.error().doing.c_str());
    QCOMPARE(policy->version, uint64_t(7));
    QCOMPARE(policy->institution, std::string("kr.go.example"));
    const Policy& rules = policy->policy;
    QVERIFY(rules.mayUseModel("any.model") && rules.ggufFiles && rules.clipboard && rules.ocr && rules.watermark && rules.escrow);
    QVERIFY(!rules.print && !rules.userStore && !rules.degradedSandbox);
    QVERIFY(rules.mayImport("hwpx") && !rules.mayImport("pdf"));
    QVERIFY(rules.mayExport(ExportFormat::Docx) && rules.mayExport(ExportFormat::Hwpx));
    QVERIFY(!rules.mayExport(ExportFormat::Pdf) && !rules.mayExport(ExportFormat::Markdown) && !rules.mayExport(ExportFormat::Html) && !rules.mayExportTables());
    QVERIFY(rules.floorRight == 60 && rules.floorSpeed == 3 && rules.exportReason);
    QCOMPARE(rules.idleMinutes, 5);
    QCOMPARE(rules.retentionDays, 365);
    QCOMPARE(rules.gradeFloor, Grade::Sensitive);
    QVERIFY(rules.mayExportGrade(Grade::Open) && rules.mayExportGrade(Grade::Sensitive) && !rules.mayExportGrade(Grade::Confidential));
    QVERIFY(!rules.mayWork(true) && rules.mayWork(false));
    QCOMPARE(rules.guardAt(GuardPlace::Save), GuardAction::Off);
    QCOMPARE(rules.guardAt(GuardPlace::Import), GuardAction::Warn);
    QCOMPARE(rules.guardAt(GuardPlace::Export), GuardAction::Mask);
    QCOMPARE(rules.guardAt(GuardPlace::Copy), GuardAction::Block);
}

void PolicyTest::theDefaultsAreTheStrictest()
{
    const Policy strict;
    QVERIFY(!strict.mayUseModel("any") && !strict.mayImport("txt") && !strict.mayExportTables());
    for (const ExportFormat format : { ExportFormat::Hwpx, ExportFormat::Docx, ExportFormat::Pdf, ExportFormat::Markdown, ExportFormat::Html })
        QVERIFY(!strict.mayExport(format));
    QVERIFY(!strict.ggufFiles && !strict.clipboard && !strict.print && !strict.userStore && !strict.ocr && !strict.degradedSandbox && strict.watermark);
    QVERIFY(strict.floorRight == 100 && strict.floorSpeed == kMostFloorSpeed && strict.exportReason);
    QCOMPARE(strict.idleMinutes, 1);
    QCOMPARE(strict.gradeFloor, Grade::Confidential);
    QVERIFY(!strict.mayExportGrade(Grade::Sensitive));
    for (const GuardPlace place : { GuardPlace::Save, GuardPlace::Import, GuardPlace::Export, GuardPlace::Copy })
        QCOMPARE(strict.guardAt(place), GuardAction::Block);
    // A policy that cannot be trusted neither removes work nor opens a door for somebody else.
    QCOMPARE(strict.retentionDaysFor(0), 0);
    QVERIFY(!strict.escrow);
}

void PolicyTest::everyKeyMustBeThere()
{
    QFETCH(QString, key);
    json policy = handWritten();
    policy["rules"].erase(key.toStdString());
    QCOMPARE(faultOf(read(policy)), Fault::MissingField);
}

void PolicyTest::everyKeyHasItsType()
{
    QFETCH(QString, key);
    json policy = handWritten();
    policy["rules"][key.toStdString()] = json::object();
    QCOMPARE(faultOf(read(policy)), Fault::WrongType);
}

void PolicyTest::valuesOutOfRangeAreRefused_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* pointer, const char* value) { QTest::addRow("%s = %s", pointer, value) << QString::fromLatin1(pointer) << QString::fromLatin1(value); };
    row("/rules/idle_minutes", "0");
    row("/rules/idle_minutes", "61");
    row("/rules/retention_days", "36501");
    row("/rules/floor_right", "101");
    row("/rules/floor_speed", "1001");
    row("/rules/grade_floor", "\"X\"");
    row("/rules/export_grade", "\"o\"");
    for (const char* key : { "/rules/guard_save", "/rules/guard_import", "/rules/guard_export", "/rules/guard_copy" })
        row(key, "\"ask\"");
    row("/rules/guard_import", "\"mask\"");
    row("/rules/models", "[\"b\",\"a\"]");
    row("/rules/models", "[\"a\",\"a\"]");
    row("/rules/models", "[\"*\",\"a\"]");
    row("/rules/models", "[\"\"]");
    row("/rules/import_formats", "[\"HWPX\"]");
    row("/rules/export_formats", "[\"odt\"]");
    row("/institution", "\"\"");
    row("/institution", "\"기관\"");
    row("/version", "0");
    row("/version", "281474976710657");
    row("/expires", "1789913600");
}

void PolicyTest::valuesOutOfRangeAreRefused()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    json policy = handWritten();
    policy[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
    QCOMPARE(faultOf(read(policy)), Fault::WrongValue);
}

void PolicyTest::anUnknownKeyIsRefused()
{
    json inRules = handWritten(), outside = handWritten(), format = handWritten();
    inRules["rules"]["telemetry"] = true;
    outside["note"] = "x";
    format["format"] = 2;
    QCOMPARE(faultOf(read(inRules)), Fault::UnknownField);
    QCOMPARE(faultOf(read(outside)), Fault::UnknownField);
    QCOMPARE(faultOf(read(format)), Fault::UnknownFormat);
    json negative = handWritten(), fraction = handWritten(), nothing = handWritten();
    negative["rules"]["idle_minutes"] = -1;
    fraction["rules"]["idle_minutes"] = 1.5;
    nothing["rules"]["ocr"] = nullptr;
    for (const json& one : { negative, fraction, nothing })
        QCOMPARE(faultOf(read(one)), Fault::WrongType);
}

void PolicyTest::theManualNamesEveryKey()
{
    QFile manual(QString::fromStdString(test::sourcePath("/resources/docs/policy.md")));
    QVERIFY(manual.open(QIODevice::ReadOnly));
    const QByteArray text = manual.readAll();
    const json rules = handWritten()["rules"];
    for (const auto& [key, value] : rules.items())
        QVERIFY2(text.contains(("\n| `" + key + "` |").c_str()), key.c_str());
    QCOMPARE(text.count("\n| `"), qsizetype(rules.size()));
    // The example of the manual is one that can be signed.
    const qsizetype begin = text.indexOf("```json\n") + 8;
    const auto body = policyBodyOf(std::string_view(text.constData() + begin, static_cast<size_t>(text.indexOf("```", begin) - begin)));
    QVERIFY2(body.ok(), body.ok() ? "" : body.error().doing.c_str());
}

void PolicyTest::onlyTheOneEncodingCounts()
{
    const std::string good = handWritten().dump();
    QVERIFY(readPolicyBody(asBytes(good)).ok());
    const std::string spaced = handWritten().dump(1), twice = "{\"expires\":1," + good.substr(1), cut = good.substr(0, good.size() - 1);
    for (const std::string& one : { spaced, twice, cut, std::string() })
        QCOMPARE(faultOf(readPolicyBody(asBytes(one))), Fault::NotCanonical);
    QCOMPARE(faultOf(readPolicyBody(asBytes(std::string(kMostPolicyBytes + 1, ' ')))), Fault::TooLarge);
    const auto body = policyBodyOf(spaced); // what a person writes is brought into it
    QVERIFY(body.ok());
    QCOMPARE(*body, good);
    QCOMPARE(storage::faultOf(policyBodyOf("{").error()), Fault::NotCanonical);
    QCOMPARE(storage::faultOf(policyBodyOf(R"({"format":1.5})").error()), Fault::WrongType);
}

void PolicyTest::whatIsWrittenIsReadBack()
{
    for (const Policy& policy : { Policy(), generousPolicy(), read(handWritten())->policy }) {
        const PolicyDocument document = documentOf(policy, 3);
        const auto body = writePolicyBody(document);
        QVERIFY(body.ok());
        const auto again = readPolicyBody(asBytes(*body));
        QVERIFY(again.ok() && *again == document);
    }
    Policy wrong;
    wrong.idleMinutes = 0;
    QVERIFY(!writePolicyBody(documentOf(wrong)).ok());
}

void PolicyTest::signaturesDecide()
{
    const storage::TrustState machine = ourInstitution().machine();
    const PolicyDocument document = documentOf(generousPolicy());
    QVERIFY(acceptPolicy(signedPolicy(document), machine, kNow).ok());
    QCOMPARE(faultOf(acceptPolicy(signedPolicy(document, ourInstitution().countersign, 0), machine, kNow)), Fault::BelowThreshold);
    QCOMPARE(faultOf(acceptPolicy(signedPolicy(document, makeSigners(1, 1)), machine, kNow)), Fault::UnknownKey);
    QCOMPARE(faultOf(acceptPolicy(signedPolicy(document, ourInstitution().release, 2), machine, kNow)), Fault::UnknownKey); // keys for packages only
    auto twice = storage::readSignedDocument(signedPolicy(document), storage::DocumentKind::Policy).value();
    twice.signatures.push_back(twice.signatures[0]);
    QCOMPARE(faultOf(acceptPolicy(storage::writeSignedDocument(twice), machine, kNow)), Fault::KeyTwice);
    storage::SignedDocument catalog = signWith(storage::DocumentKind::Catalog, twice.body, firstOf(ourInstitution().countersign, 1));
    QCOMPARE(faultOf(acceptPolicy(storage::writeSignedDocument(catalog), machine, kNow)), Fault::WrongKind);
    catalog.kind = storage::DocumentKind::Policy; // signed as something else
    QCOMPARE(faultOf(acceptPolicy(storage::writeSignedDocument(catalog), machine, kNow)), Fault::BadSignature);
}

void PolicyTest::everyBitCounts()
{
    const storage::TrustState machine = ourInstitution().machine();
    std::vector<uint8_t> file = signedPolicy(documentOf(generousPolicy()));
    int flipped = 0;
    for (size_t byte = 0; byte < file.size(); ++byte) {
        for (int bit = 0; bit < 8; ++bit, ++flipped) {
            file[byte] ^= static_cast<uint8_t>(1 << bit);
            const auto policy = acceptPolicy(file, machine, kNow);
            QVERIFY2(!policy.ok() && policy.error().code == ErrorCode::Refused && policy.error().fault != 0, qPrintable(QStringLiteral("%1.%2").arg(byte).arg(bit)));
            file[byte] ^= static_cast<uint8_t>(1 << bit);
        }
    }
    QVERIFY(flipped > 4000);
}

void PolicyTest::truncationIsRefusedEverywhere()
{
    const storage::TrustState machine = ourInstitution().machine();
    const std::vector<uint8_t> file = signedPolicy(documentOf(generousPolicy()));
    for (size_t size = 0; size < file.size(); ++size)
        QCOMPARE(faultOf(acceptPolicy(Bytes(file).first(size), machine, kNow)), Fault::Cut);
    std::vector<uint8_t> longer = file;
    longer.push_back(0);
    QCOMPARE(faultOf(acceptPolicy(longer, machine, kNow)), Fault::TrailingBytes);
}

void PolicyTest::timeAndVersionDecide()
{
    storage::TrustState machine = ourInstitution().machine();
    const std::vector<uint8_t> file = signedPolicy(documentOf(generousPolicy(), 5));
    QVERIFY(acceptPolicy(file, machine, kNow + kDay).ok());
    QCOMPARE(faultOf(acceptPolicy(file, machine, kNow + kDay + 1)), Fault::Expired);
    machine.notePolicy(5, kNow - kDay);
    QVERIFY(acceptPolicy(file, machine, kNow).ok());
    machine.notePolicy(6, kNow - kDay);
    QCOMPARE(faultOf(acceptPolicy(file, machine, kNow)), Fault::Rollback);
    PolicyDocument other = documentOf(generousPolicy(), 7), early = other;
    other.institution = "kr.go.other";
    QCOMPARE(faultOf(acceptPolicy(signedPolicy(other), machine, kNow)), Fault::WrongInstitution);
    early.issuedS = kNow + kDay + 1;
    early.expiresS = kNow + 9 * kDay;
    QCOMPARE(faultOf(acceptPolicy(signedPolicy(early), machine, kNow)), Fault::NotYetValid);
    early.issuedS = kNow + kDay; // clocks may differ by a day
    QVERIFY(acceptPolicy(signedPolicy(early), machine, kNow).ok());
}

void PolicyTest::aComputerWithoutARootIsFree()
{
    const ManagedComputer computer; // no trust file
    const ManagedState state = readManagedState(computer.source());
    QVERIFY(!state.managed && !state.problem);
    QCOMPARE(state.policy, unmanagedPolicy());
    QVERIFY(state.permit(Action::InstallPackage).ok());
    computer.put(Policy()); // a policy that nobody here trusts changes nothing
    QCOMPARE(readManagedState(computer.source()).policy, unmanagedPolicy());
    QVERIFY(!readManagedState({}).managed);
}

void PolicyTest::whateverIsWrongTheStrictestRulesHold_data()
{
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<int>("fault");
    QTest::newRow("no policy") << QString() << 0;
    QTest::newRow("forged") << QStringLiteral("forged") << static_cast<int>(Fault::UnknownKey);
    QTest::newRow("older") << QStringLiteral("older") << static_cast<int>(Fault::Rollback);
    QTest::newRow("expired") << QStringLiteral("expired") << static_cast<int>(Fault::Expired);
    QTest::newRow("other institution") << QStringLiteral("other") << static_cast<int>(Fault::WrongInstitution);
    QTest::newRow("cut") << QStringLiteral("cut") << static_cast<int>(Fault::Cut);
    QTest::newRow("no file of ours") << QStringLiteral("text") << static_cast<int>(Fault::WrongMagic);
    QTest::newRow("far too large") << QStringLiteral("large") << static_cast<int>(Fault::TooLarge);
    QTest::newRow("trust damaged") << QStringLiteral("trust") << static_cast<int>(Fault::StateDamaged);
}

void PolicyTest::whateverIsWrongTheStrictestRulesHold()
{
    QFETCH(QString, wrong);
    QFETCH(int, fault);
    ManagedComputer computer(generousPolicy(), 4);
    QVERIFY(readManagedState(computer.source()).policy == generousPolicy());
    PolicyDocument document = documentOf(generousPolicy(), 4);
    std::vector<uint8_t> bytes = signedPolicy(document);
    PolicySource source = computer.source();
    if (wrong.isEmpty()) {
        QFile::remove(computer.policyFile());
    } else if (wrong == QLatin1String("forged")) {
        computer.put(signedPolicy(document, makeSigners(1, 1)));
    } else if (wrong == QLatin1String("older")) {
        storage::TrustState machine = ourInstitution().machine();
        machine.notePolicy(5, kNow - kDay);
        QVERIFY(storage::TrustFile(computer.dir()).save(machine).ok());
    } else if (wrong == QLatin1String("expired")) {
        source.nowS = [] { return kNow + 2 * kDay; };
    } else if (wrong == QLatin1String("other")) {
        document.institution = "kr.go.other";
        computer.put(signedPolicy(document));
    } else if (wrong == QLatin1String("trust")) {
        ManagedComputer::write(computer.trustFile(), "{");
    } else {
        bytes.resize(wrong == QLatin1String("large") ? 2 * kMostPolicyBytes + 1 : bytes.size() / 2);
        if (wrong == QLatin1String("text"))
            bytes.assign(64, 'x');
        computer.put(bytes);
    }
    const ManagedState state = readManagedState(source);
    QVERIFY(state.managed);
    QCOMPARE(state.policy, Policy());
    QCOMPARE(state.version, uint64_t(0));
    QVERIFY(state.problem.has_value());
    QCOMPARE(static_cast<int>(state.problem->fault), fault);
    QCOMPARE(state.problem->code, wrong.isEmpty() ? ErrorCode::NotFound : ErrorCode::Refused);
}

void PolicyTest::limitsOnlyEverShorten()
{
    Policy policy;
    policy.idleMinutes = 10;
    policy.retentionDays = 30;
    QCOMPARE(policy.idleMinutesFor(5), 5);
    QCOMPARE(policy.idleMinutesFor(60), 10);
    QCOMPARE(policy.retentionDaysFor(0), 30);
    QCOMPARE(policy.retentionDaysFor(7), 7);
    QCOMPARE(policy.retentionDaysFor(365), 30);
}

QTEST_GUILESS_MAIN(PolicyTest)
#include "policy_test.moc"
