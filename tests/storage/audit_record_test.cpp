// One record of the audit log: its bytes, what is refused, and that nothing but numbers and hashes fits in.
#include "tests/storage/audit_fixture.h"

#include "storage/audit/export.h"
#include "storage/signing/hex.h"

#include <QTest>

#include <set>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

AuditRecord sample()
{
    AuditRecord record;
    record.sequence = 5;
    record.epoch = 2;
    record.moment = { 1000, {}, 0x0102030405060708, 1'700'000'000'123 };
    for (size_t i = 0; i < record.moment.boot.size(); ++i)
        record.moment.boot[i] = static_cast<uint8_t>(i + 1);
    record.act = { AuditAction::ChatExported, AuditResult::Failed, static_cast<uint8_t>(ErrorCode::DiskFull) + 1, 0, AuditGrade::Sensitive, {}, { 1, 2, 3, 4 } };
    record.previous.fill(0xAB);
    return record;
}

} // namespace

class AuditRecordTest : public QObject {
    Q_OBJECT
private slots:
    void bytesStandWhereTheFormatSays();
    void macAndStepAreTheOnesOfTheStandard();
    void whatIsWrittenIsRead();
    void whatNoWriterMakesIsRefused();
    void namesAndNumbersAreUnique();
    void objectsAreKeyedHashes();
    void jsonHasNamesAndNoContent();
};

void AuditRecordTest::bytesStandWhereTheFormatSays()
{
    const Frame frame = writeRecord(sample());
    // By hand, from the description in record.h.
    QCOMPARE(hexOf(Bytes(frame).first(53)), std::string("01" "e8030000" "0500000000000000" "0200000000000000" "0102030405060708090a0b0c0d0e0f10" "0807060504030201" "7b68e5cf8b010000"));
    QCOMPARE(hexOf(Bytes(frame).subspan(53, 7)), std::string("4600" "02" "0b" "0000" "02"));
    QCOMPARE(hexOf(Bytes(frame).subspan(92, 16)), std::string("01000000020000000300000004000000"));
    QVERIFY(std::ranges::all_of(Bytes(frame).subspan(192, 32), [](uint8_t byte) { return byte == 0xAB; }));
}

/// The expected values were made by Python's hashlib.blake2b (key: 32 bytes 0..31, digest_size 32) over the bytes that record.h and chain.h
/// describe.
void AuditRecordTest::macAndStepAreTheOnesOfTheStandard()
{
    std::array<uint8_t, 32> counting {};
    for (size_t i = 0; i < counting.size(); ++i)
        counting[i] = static_cast<uint8_t>(i);
    Secret key = Secret::copyOf(counting).value();
    Digest mac {};
    VERIFY_OK(modernProfile().mac(key.bytes(), maced(writeRecord(sample())), mac));
    QCOMPARE(hexOf(mac), std::string("3961c22c611f49ce6af9b006992ba61a13a1bca9c8619f518620f171608936f9"));
    Secret spare = Secret::make(kKeyBytes).value();
    VERIFY_OK(stepMacKey(modernProfile(), key, spare));
    QCOMPARE(hexOf(key.bytes()), std::string("ddd1430b7467461c26a784ce8618c7527b00eae5ba2ee5da8810bf40f8e3b2f4"));
    QVERIFY(std::ranges::all_of(spare.bytes(), [](uint8_t byte) { return byte == 0; }));
}

void AuditRecordTest::whatIsWrittenIsRead()
{
    AuditRecord record = sample();
    record.act.object = ObjectHash::of(modernProfile(), Secret::random(kKeyBytes).value(), "chat", "12").value();
    QVERIFY(readRecord(writeRecord(record)).value() == record);
    AuditRecord seal;
    seal.kind = RecordKind::Seal;
    seal.nextKey.assign(65, 4);
    seal.signature.assign(71, 9);
    QVERIFY(readRecord(writeRecord(seal)).value() == seal);
}

void AuditRecordTest::whatNoWriterMakesIsRefused()
{
    const Frame good = writeRecord(sample());
    const auto refused = [&](size_t at, uint8_t value) {
        Frame frame = good;
        frame[at] = value;
        const auto read = readRecord(frame);
        return !read.ok() && faultOf(read.error()) == Fault::RecordMalformed;
    };
    QVERIFY(refused(0, 0));        // kinds
    QVERIFY(refused(0, 3));
    QVERIFY(refused(53, 0xFF));    // an action without a name
    QVERIFY(refused(55, 3));       // results
    QVERIFY(refused(55, 0));       // done, and yet with an error
    QVERIFY(refused(56, 0));       // failed, without one
    QVERIFY(refused(56, 0xFF));
    QVERIFY(refused(59, 4));       // grades
    for (size_t at = 108; at < 192; ++at) // behind the last count nothing can be hidden
        QVERIFY2(refused(at, 1), qPrintable(QString::number(at)));
    AuditRecord seal;
    seal.kind = RecordKind::Seal;
    Frame frame = writeRecord(seal);
    frame[53] = kMostPublicKeyBytes + 1;
    QVERIFY(!readRecord(frame).ok());
    frame[53] = 0;
    frame[60] = 1; // behind a key's end
    QVERIFY(!readRecord(frame).ok());
}

void AuditRecordTest::namesAndNumbersAreUnique()
{
    std::set<std::string> names;
    int count = 0;
    for (uint32_t number = 0; number < 1000; ++number) {
        const char* const name = auditActionName(static_cast<AuditAction>(number));
        if (!name)
            continue;
        ++count;
        names.insert(name);
        QVERIFY(auditActionOf(name) == static_cast<AuditAction>(number));
    }
    QCOMPARE(static_cast<int>(names.size()), count);
    QVERIFY(count >= 30);
    QVERIFY(!auditActionOf("no-such-act"));
}

void AuditRecordTest::objectsAreKeyedHashes()
{
    const Secret key = Secret::random(kKeyBytes).value();
    const auto chat = ObjectHash::of(modernProfile(), key, "chat", "12").value();
    QVERIFY(chat == ObjectHash::of(modernProfile(), key, "chat", "12").value());
    QVERIFY(!(chat == ObjectHash::of(modernProfile(), key, "document", "12").value()));
    QVERIFY(!(chat == ObjectHash::of(modernProfile(), key, "chat1", "2").value()));
    QVERIFY(!(chat == ObjectHash::of(modernProfile(), Secret::random(kKeyBytes).value(), "chat", "12").value()));
    QVERIFY(ObjectHash().none() && !chat.none());
}

void AuditRecordTest::jsonHasNamesAndNoContent()
{
    const std::string line = recordAsJson(sample());
    QVERIFY2(line.find("\"action\":\"chat-exported\"") != std::string::npos, line.c_str());
    QVERIFY(line.find("\"error\":\"DiskFull\"") != std::string::npos);
    QVERIFY(line.find("\"grade\":\"S\"") != std::string::npos);
    QVERIFY(line.find('\n') == std::string::npos);
    QVERIFY(line.find("\"object\"") == std::string::npos); // there was none
}

QTEST_GUILESS_MAIN(AuditRecordTest)
#include "audit_record_test.moc"
