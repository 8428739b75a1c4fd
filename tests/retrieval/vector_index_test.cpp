#include "engine/retrieval/byte_vector.h"
#include "engine/retrieval/fusion.h"
#include "engine/retrieval/vector_index.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace sillok;
using namespace sillok::retrieval;

class VectorIndexTest : public QObject {
    Q_OBJECT
private slots:
    void nearestAreInOrder();
    void bytesAndRestAreExact();
    void whatIsNoNumberIsNearToNothing();
    void nothingIsMissedAmongThousands();
    void onlyWhatIsWantedIsFound();
    void whatGoesLeavesTheOthersInPlace();
    void anIdIsThereOnce();
    void zerosAndFewVectorsAreFine();
    void ordersAreFusedByPlace();
};

namespace {

VectorIndex emptyIndex(size_t width) { return VectorIndex(width, *kernels::chooseCpuTable(nullptr).table); }

void put(VectorIndex& index, int64_t id, const std::vector<float>& vector, int64_t document = 0, int64_t collection = 0)
{
    const ByteVector bytes = toByteVector(vector);
    index.add({ id, document, collection }, bytes.scale, bytes.bytes);
}

std::vector<int64_t> idsOf(const std::vector<NearVector>& found)
{
    std::vector<int64_t> ids;
    for (const NearVector& one : found)
        ids.push_back(one.id);
    return ids;
}

using Ids = std::vector<int64_t>;

/// Numbers from -1 to 1, the same every time.
class Vectors {
public:
    explicit Vectors(size_t width) : m_width(width) {}
    std::vector<float> next()
    {
        std::vector<float> out(m_width);
        for (float& value : out) {
            m_state = m_state * 1664525u + 1013904223u;
            value = static_cast<float>(m_state >> 8) / static_cast<float>(1 << 23) - 1;
        }
        return out;
    }

private:
    size_t m_width;
    quint32 m_state = 11;
};

double plainDot(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * double(b[i]);
    return sum;
}

} // namespace

void VectorIndexTest::nearestAreInOrder()
{
    VectorIndex index = emptyIndex(2);
    put(index, 10, { 1, 0 });
    put(index, 11, { 0, 1 });
    put(index, 12, { 0.6f, 0.8f });
    put(index, 13, { -1, 0 });
    const auto found = index.nearest(std::vector<float> { 1, 0 }, 3);
    QCOMPARE(idsOf(found), (Ids { 10, 12, 11 }));
    QVERIFY(std::abs(found[0].score - 1) < 0.01f && std::abs(found[1].score - 0.6f) < 0.01f);
}

// 0.501 and 0.499 are the same byte beside a 1; with the rest they are told apart.
void VectorIndexTest::bytesAndRestAreExact()
{
    const ByteVector less = toByteVector(std::vector<float> { 1, 0.499f }), more = toByteVector(std::vector<float> { 1, 0.501f });
    QCOMPARE(less.bytes, (std::vector<int8_t> { 127, 63 }));
    QCOMPARE(less.bytes[0], more.bytes[0]);
    const std::vector<float> question { 0, 1 };
    QVERIFY(std::abs(exactDot(question, less) - 0.499f) < 1.0f / 64000);
    QVERIFY(std::abs(exactDot(question, more) - 0.501f) < 1.0f / 64000);
    Vectors vectors(384);
    for (int i = 0; i < 50; ++i) {
        const std::vector<float> a = vectors.next(), b = vectors.next();
        QVERIFY(std::abs(double(exactDot(a, toByteVector(b))) - plainDot(a, b)) < 1e-3);
    }
}

void VectorIndexTest::whatIsNoNumberIsNearToNothing()
{
    for (const float value : { std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity() }) {
        const ByteVector vector = toByteVector(std::vector<float> { 1, value });
        QCOMPARE(vector.scale, 0.0f);
        QCOMPARE(exactDot(std::vector<float> { 1, 1 }, vector), 0.0f);
    }
}

// Against a plain search through the vectors as they are: recall at 10 over 50 questions, the best of bytes looked at again.
void VectorIndexTest::nothingIsMissedAmongThousands()
{
    constexpr size_t kWidth = 96, kCount = 9000, kAsked = 50, kBest = 10;
    Vectors vectors(kWidth);
    VectorIndex index = emptyIndex(kWidth);
    std::vector<std::vector<float>> all;
    for (size_t i = 0; i < kCount; ++i)
        put(index, static_cast<int64_t>(i), all.emplace_back(vectors.next()));
    size_t hits = 0;
    for (size_t q = 0; q < kAsked; ++q) {
        const std::vector<float> query = vectors.next();
        std::vector<std::pair<double, int64_t>> scored;
        for (size_t i = 0; i < kCount; ++i)
            scored.emplace_back(-plainDot(query, all[i]), static_cast<int64_t>(i));
        std::ranges::sort(scored);
        std::vector<std::pair<float, int64_t>> found;
        for (const NearVector& near : index.nearest(query, kBest * kLookedAtAgain))
            found.emplace_back(-exactDot(query, toByteVector(all[static_cast<size_t>(near.id)])), near.id);
        std::ranges::sort(found);
        for (size_t i = 0; i < kBest; ++i)
            hits += std::ranges::any_of(std::span(found).first(kBest), [&](const auto& one) { return one.second == scored[i].second; });
    }
    qInfo("recall@10 %.4f", double(hits) / (kAsked * kBest));
    QVERIFY(hits >= kAsked * kBest * 99 / 100);
}

void VectorIndexTest::onlyWhatIsWantedIsFound()
{
    VectorIndex index = emptyIndex(2);
    put(index, 1, { 1, 0 }, 100, 7);
    put(index, 2, { 0.9f, 0.1f }, 101, 7);
    put(index, 3, { 0.8f, 0.2f }, 102, 8);
    const std::vector<float> query { 1, 0 };
    QCOMPARE(idsOf(index.nearest(query, 5, [](const VectorKey& key) { return key.collection == 8; })), (Ids { 3 }));
    QCOMPARE(idsOf(index.nearest(query, 1, [](const VectorKey& key) { return key.document != 100; })), (Ids { 2 }));
}

// More than one block of memory, and the last vector moves into every hole: each that stays is still found as itself.
void VectorIndexTest::whatGoesLeavesTheOthersInPlace()
{
    constexpr int64_t kCount = 4100;
    Vectors vectors(16);
    VectorIndex index = emptyIndex(16);
    std::vector<std::vector<float>> all;
    for (int64_t id = 0; id < kCount; ++id)
        put(index, id, all.emplace_back(vectors.next()));
    for (int64_t id = 0; id < kCount; id += 2)
        index.remove(id);
    index.remove(-5);
    QCOMPARE(index.size(), size_t(kCount / 2));
    for (int64_t id = 0; id < kCount; ++id) {
        const std::vector<float>& vector = all[static_cast<size_t>(id)];
        const auto best = index.nearest(vector, 1, [id](const VectorKey& key) { return key.id == id; });
        QCOMPARE(best.size(), size_t(id % 2));
        if (!best.empty())
            QVERIFY(std::abs(double(best[0].score) / plainDot(vector, vector) - 1) < 0.05);
    }
    for (int64_t id = 1; id < kCount; id += 2)
        index.remove(id);
    QVERIFY(index.nearest(all[0], 3).empty());
    put(index, 5, all[5]);
    QCOMPARE(idsOf(index.nearest(all[5], 3)), (Ids { 5 }));
}

void VectorIndexTest::anIdIsThereOnce()
{
    VectorIndex index = emptyIndex(2);
    put(index, 1, { 1, 0 });
    put(index, 1, { 0, 1 }, 9);
    QCOMPARE(index.size(), size_t(1));
    const auto found = index.nearest(std::vector<float> { 0, 1 }, 2, [](const VectorKey& key) { return key.document == 9; });
    QCOMPARE(idsOf(found), (Ids { 1 }));
    QVERIFY(found[0].score > 0.99f);
}

void VectorIndexTest::zerosAndFewVectorsAreFine()
{
    VectorIndex index = emptyIndex(3);
    QVERIFY(index.nearest(std::vector<float> { 1, 2, 3 }, 5).empty());
    put(index, 1, { 0, 0, 0 });
    QCOMPARE(index.nearest(std::vector<float> { 0, 0, 0 }, 5).at(0).score, 0.0f);
    QVERIFY(index.nearest(std::vector<float> { 1, 2, 3 }, 0).empty());
}

// Worked by hand: 7 has 1/61 + 1/62, 8 has 1/62 + 1/61, 9 has 1/63, 5 has 1/63; equal sums stay in the first order that names them.
void VectorIndexTest::ordersAreFusedByPlace()
{
    const std::vector<std::vector<int64_t>> orders { { 7, 8, 9 }, { 8, 7, 5 } };
    QCOMPARE(fused(orders), (std::vector<int64_t> { 7, 8, 9, 5 }));
    QCOMPARE(fused(std::vector<std::vector<int64_t>> { { 1, 2, 3 }, { 3 } }), (std::vector<int64_t> { 3, 1, 2 })); // 1/63 + 1/61 is the most
    QVERIFY(fused({}).empty());
}

QTEST_APPLESS_MAIN(VectorIndexTest)
#include "vector_index_test.moc"
