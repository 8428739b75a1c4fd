// hash_tree_test.cpp - Leaves and tables are what the header says, computed here by another library.
#include "tests/storage/package_fixture.h"

#include <QCryptographicHash>
#include <QTest>

#include <thread>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class HashTreeTest : public QObject {
    Q_OBJECT
private slots:
    void leavesAreWhatTheFormatSays();
    void theTableIsWhatTheFormatSays();
    void rangesByThreadsMakeTheSameTable();
    void aLeafIsGivenOnlyWhenItIsTheRightOne();
    void aLeafElsewhereIsAnotherLeaf();
    void stoppingEndsIt();
    void whatCannotBeReadIsSaid();
};

namespace {

QByteArray little(uint64_t value, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i));
    return out;
}

QByteArray sha256(const QByteArray& bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256); }
QByteArray arrayOf(std::span<const uint8_t> bytes) { return { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) }; }

LeafTable tableOf(const std::vector<uint8_t>& bytes)
{
    LeafTable table(leafCount(bytes.size()));
    if (!hashLeaves(readerOf(bytes), bytes.size(), { 0, table.size() }, table).ok())
        qFatal("hashing does not work");
    return table;
}

} // namespace

void HashTreeTest::leavesAreWhatTheFormatSays()
{
    for (const size_t size : { size_t(0), size_t(1), kLeafBytes - 1, kLeafBytes, kLeafBytes + 1, 3 * kLeafBytes + 77 }) {
        const std::vector<uint8_t> bytes = noise(size, 7);
        const LeafTable table = tableOf(bytes);
        QCOMPARE(table.size(), (size + kLeafBytes - 1) / kLeafBytes);
        for (size_t i = 0; i < table.size(); ++i) {
            const auto part = std::span(bytes).subspan(i * kLeafBytes, std::min(kLeafBytes, size - i * kLeafBytes));
            QCOMPARE(arrayOf(table[i]), sha256(little(1, 1) + little(i, 8) + little(part.size(), 4) + arrayOf(part)));
        }
    }
}

void HashTreeTest::theTableIsWhatTheFormatSays()
{
    const LeafTable table = tableOf(noise(2 * kLeafBytes, 8));
    QCOMPARE(arrayOf(tableDigest(table).value()), sha256(little(2, 1) + little(2, 8) + arrayOf(table[0]) + arrayOf(table[1])));
    QCOMPARE(arrayOf(tableDigest({}).value()), sha256(little(2, 1) + little(0, 8)));
}

void HashTreeTest::rangesByThreadsMakeTheSameTable()
{
    const std::vector<uint8_t> bytes = noise(9 * kLeafBytes + 5, 9);
    LeafTable table(leafCount(bytes.size()));
    {
        std::vector<std::jthread> threads;
        for (uint64_t first = 0; first < table.size(); first += 3)
            threads.emplace_back([&, first] { ignore(hashLeaves(readerOf(bytes), bytes.size(), { first, std::min<uint64_t>(3, table.size() - first) }, table), "compared below"); });
    }
    QVERIFY(table == tableOf(bytes));
}

void HashTreeTest::aLeafIsGivenOnlyWhenItIsTheRightOne()
{
    std::vector<uint8_t> bytes = noise(2 * kLeafBytes + 100, 10);
    const LeafTable table = tableOf(bytes);
    LeafBuffer buffer;
    for (uint64_t i = 0; i < table.size(); ++i) {
        const auto leaf = readLeaf(readerOf(bytes), bytes.size(), i, table, buffer);
        VERIFY_OK(leaf);
        QVERIFY(std::ranges::equal(*leaf, std::span(bytes).subspan(i * kLeafBytes, leafBytes(bytes.size(), i))));
    }
    bytes[kLeafBytes + 3] ^= 1;
    VERIFY_OK(readLeaf(readerOf(bytes), bytes.size(), 0, table, buffer)); // the others are none the worse
    COMPARE_FAULT(readLeaf(readerOf(bytes), bytes.size(), 1, table, buffer), Fault::WrongLeaf);
}

void HashTreeTest::aLeafElsewhereIsAnotherLeaf()
{
    std::vector<uint8_t> bytes(2 * kLeafBytes, 0xAB); // two leaves of the same bytes
    const LeafTable table = tableOf(bytes);
    QVERIFY(table[0] != table[1]);
    const LeafTable swapped { table[1], table[0] };
    LeafBuffer buffer;
    COMPARE_FAULT(readLeaf(readerOf(bytes), bytes.size(), 0, swapped, buffer), Fault::WrongLeaf);
}

void HashTreeTest::stoppingEndsIt()
{
    const std::vector<uint8_t> bytes = noise(2 * kLeafBytes, 11);
    std::stop_source source;
    int reads = 0;
    const ReadAt stopping = [&](uint64_t, std::span<uint8_t>) -> Result<void> {
        ++reads;
        source.request_stop();
        return {};
    };
    LeafTable table(2);
    COMPARE_CODE(hashLeaves(stopping, bytes.size(), { 0, 2 }, table, source.get_token()), ErrorCode::Cancelled);
    QCOMPARE(reads, 1);
}

void HashTreeTest::whatCannotBeReadIsSaid()
{
    const ReadAt broken = [](uint64_t, std::span<uint8_t>) -> Result<void> { return fail(ErrorCode::Io, "stick"); };
    LeafTable table(1);
    LeafBuffer buffer;
    COMPARE_CODE(hashLeaves(broken, 5, { 0, 1 }, table), ErrorCode::Io);
    COMPARE_CODE(readLeaf(broken, 5, 0, table, buffer), ErrorCode::Io);
}

QTEST_GUILESS_MAIN(HashTreeTest)
#include "hash_tree_test.moc"
