#include "engine/documents/containers/ole.h"
#include "tests/documents/compound.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using test::Compound;
using test::CompoundWriter;

namespace {

const std::string kSmall = "small and short";
const std::string kLarge = std::string(5000, 'a') + std::string(5000, 'b');

Compound twoStreams() { return CompoundWriter::write({ { "FileHeader", kSmall }, { "BodyText/Section0", kLarge } }); }

std::string textOf(OleFile& file, const std::string& path)
{
    const auto bytes = file.read(path);
    return bytes.ok() ? std::string(asText(*bytes)) : errorCodeName(bytes.error().code);
}

std::string codeOf(const std::vector<uint8_t>& bytes)
{
    const auto file = OleFile::open(bytes);
    return file.ok() ? "ok" : errorCodeName(file.error().code);
}

/// The first sector of a stream, as its entry says.
uint32_t startOf(const Compound& file, const std::string& path)
{
    uint32_t start = 0;
    std::memcpy(&start, file.bytes.data() + file.directoryAt + file.entries.at(path) * size_t { 128 } + 116, 4);
    return start;
}

} // namespace

class OleTest : public QObject {
    Q_OBJECT
private slots:
    void streamsOfBothKindsAreRead();
    void theLastSectorMayBeCut();
    void tablesMayBeListedOutsideTheHeader();
    void whatIsNoCompoundFileIsDamaged();
    void chainsInACircleAreDamaged();
    void aListOfTablesInACircleIsDamaged();
    void aDirectoryThatMeetsItselfIsDamaged();
    void streamsThatEndTooEarlyAreDamaged();
    void countsInTheHeaderDecideNothing();
    void deepStoragesAreUnsafe();
    void manyEntriesAreUnsafe();
    void streamsThatShareTheirBytesAreUnsafe();
};

void OleTest::streamsOfBothKindsAreRead()
{
    const Compound made = twoStreams();
    auto file = OleFile::open(made.bytes);
    QVERIFY(file.ok());
    QCOMPARE(file->names(), (std::vector<std::string> { "BodyText/Section0", "FileHeader" }));
    QCOMPARE(textOf(*file, "FileHeader"), kSmall);
    QCOMPARE(textOf(*file, "BodyText/Section0"), kLarge);
    QCOMPARE(textOf(*file, "Section0"), std::string("NotFound"));
    QVERIFY(file->has("FileHeader") && !file->has("BodyText"));
}

void OleTest::theLastSectorMayBeCut()
{
    // The allocation table comes last; nobody needs its free entries.
    Compound made = twoStreams();
    made.bytes.resize(made.bytes.size() - 100);
    auto file = OleFile::open(made.bytes);
    QVERIFY(file.ok());
    QCOMPARE(textOf(*file, "BodyText/Section0"), kLarge);
}

void OleTest::tablesMayBeListedOutsideTheHeader()
{
    Compound made = twoStreams();
    const auto list = static_cast<uint32_t>(made.bytes.size() / CompoundWriter::kSector - 1);
    made.bytes.resize(made.bytes.size() + CompoundWriter::kSector, 0xFF);
    CompoundWriter::put(made.bytes, 76, CompoundWriter::kNone);
    CompoundWriter::put(made.bytes, 68, list);
    CompoundWriter::put(made.bytes, (size_t { list } + 1) * CompoundWriter::kSector, made.fat);
    auto file = OleFile::open(made.bytes);
    QVERIFY(file.ok());
    QCOMPARE(textOf(*file, "BodyText/Section0"), kLarge);
}

void OleTest::whatIsNoCompoundFileIsDamaged()
{
    QCOMPARE(codeOf({}), std::string("Damaged"));
    const Compound made = twoStreams();
    QCOMPARE(codeOf({ made.bytes.begin(), made.bytes.begin() + 511 }), std::string("Damaged"));
    QCOMPARE(codeOf({ made.bytes.begin(), made.bytes.begin() + 512 }), std::string("Damaged"));
    std::vector<uint8_t> bytes = made.bytes;
    bytes[0] = 'x';
    QCOMPARE(codeOf(bytes), std::string("Damaged"));
    for (const uint8_t shift : { 0, 8, 10, 31, 255 }) {
        bytes = made.bytes;
        bytes[30] = shift;
        QCOMPARE(codeOf(bytes), std::string("Damaged"));
    }
    bytes = made.bytes;
    bytes[made.directoryAt + 66] = 2; // the root is a stream
    QCOMPARE(codeOf(bytes), std::string("Damaged"));
}

void OleTest::chainsInACircleAreDamaged()
{
    Compound made = twoStreams();
    CompoundWriter::put(made.bytes, made.fatAt + size_t { made.directory } * 4, made.directory);
    QCOMPARE(codeOf(made.bytes), std::string("Damaged"));

    made = twoStreams();
    const uint32_t large = startOf(made, "BodyText/Section0");
    CompoundWriter::put(made.bytes, made.fatAt + (size_t { large } + 3) * 4, large);
    auto file = OleFile::open(made.bytes);
    QVERIFY(file.ok());
    QCOMPARE(textOf(*file, "BodyText/Section0"), std::string("Damaged"));
    QCOMPARE(textOf(*file, "FileHeader"), kSmall);

    made = twoStreams();
    const uint32_t small = startOf(made, "FileHeader");
    CompoundWriter::put(made.bytes, made.miniFatAt + size_t { small } * 4, small);
    file = OleFile::open(made.bytes);
    QVERIFY(file.ok());
    QCOMPARE(textOf(*file, "FileHeader"), std::string("Damaged"));
}

void OleTest::aListOfTablesInACircleIsDamaged()
{
    Compound made = twoStreams();
    const auto list = static_cast<uint32_t>(made.bytes.size() / CompoundWriter::kSector - 1);
    made.bytes.resize(made.bytes.size() + CompoundWriter::kSector, 0xFF);
    CompoundWriter::put(made.bytes, 76, CompoundWriter::kNone);
    CompoundWriter::put(made.bytes, 68, list);
    CompoundWriter::put(made.bytes, made.bytes.size() - 4, list);
    QCOMPARE(codeOf(made.bytes), std::string("Damaged"));
}

void OleTest::aDirectoryThatMeetsItselfIsDamaged()
{
    for (const size_t link : { 68, 72, 76 }) {
        Compound made = twoStreams();
        const uint32_t storage = made.entries.at("BodyText");
        CompoundWriter::put(made.bytes, made.directoryAt + storage * size_t { 128 } + link, storage);
        QCOMPARE(codeOf(made.bytes), std::string("Damaged"));
    }
}

void OleTest::streamsThatEndTooEarlyAreDamaged()
{
    for (const char* path : { "FileHeader", "BodyText/Section0" }) {
        for (const uint32_t more : { 4000u, 100'000'000u, 0xFFFFFFFFu }) {
            Compound made = twoStreams();
            const size_t at = made.directoryAt + made.entries.at(path) * size_t { 128 } + 120;
            CompoundWriter::put(made.bytes, at, more == 4000u && path[0] == 'B' ? 14'000 : more);
            auto file = OleFile::open(made.bytes);
            QVERIFY(file.ok());
            QCOMPARE(textOf(*file, path), std::string("Damaged"));
        }
    }
}

void OleTest::countsInTheHeaderDecideNothing()
{
    Compound made = twoStreams();
    for (const size_t count : { 40, 44, 64, 72 })
        CompoundWriter::put(made.bytes, count, 0xFFFFFFFF);
    auto file = OleFile::open(made.bytes);
    QVERIFY(file.ok());
    QCOMPARE(textOf(*file, "BodyText/Section0"), kLarge);
}

void OleTest::deepStoragesAreUnsafe()
{
    std::string path = "x";
    for (size_t depth = 1; depth < kMaxOleDepth; ++depth)
        path = "s/" + path;
    QCOMPARE(codeOf(CompoundWriter::write({ { path, kSmall } }).bytes), std::string("ok"));
    QCOMPARE(codeOf(CompoundWriter::write({ { "s/" + path, kSmall } }).bytes), std::string("Unsafe"));
}

void OleTest::manyEntriesAreUnsafe()
{
    const auto codeWith = [](size_t entries) {
        std::map<std::string, std::string> streams;
        for (size_t i = 1; i < entries; ++i) // and the root
            streams["s" + std::to_string(i)] = "";
        return codeOf(CompoundWriter::write(streams).bytes);
    };
    QCOMPARE(codeWith(kMaxOleEntries), std::string("ok"));
    QCOMPARE(codeWith(kMaxOleEntries + 1), std::string("Unsafe"));
}

void OleTest::streamsThatShareTheirBytesAreUnsafe()
{
    const Compound made = CompoundWriter::write({ { "a", std::string(100'000, 'a') } });
    auto file = OleFile::open(made.bytes);
    QVERIFY(file.ok());
    for (uint64_t i = 0; i < kMaxOleReread; ++i)
        QVERIFY(file->read("a").ok());
    QCOMPARE(file->read("a").error().code, ErrorCode::Unsafe);
}

QTEST_GUILESS_MAIN(OleTest)
#include "ole_test.moc"
