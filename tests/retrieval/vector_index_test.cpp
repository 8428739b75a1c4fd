#include "engine/retrieval/fusion.h"
#include "engine/retrieval/vector_index.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sillok::retrieval;

class VectorIndexTest : public QObject {
    Q_OBJECT
private slots:
    void nearestAreInOrder();
    void scoresAreExact();
    void nothingIsMissedAmongThousands();
    void zerosAndFewVectorsAreFine();
    void ordersAreFusedByPlace();
};

void VectorIndexTest::nearestAreInOrder()
{
    VectorIndex index(2);
    for (const auto& vector : { std::vector<float> { 1, 0 }, { 0, 1 }, { 0.6f, 0.8f }, { -1, 0 } })
        index.add(vector);
    const auto found = index.nearest(std::vector<float> { 1, 0 }, 3);
    QCOMPARE(found.size(), size_t(3));
    QCOMPARE(found[0].number, size_t(0));
    QCOMPARE(found[1].number, size_t(2));
    QCOMPARE(found[2].number, size_t(1));
}

// 0.501 and 0.499 are the same byte beside a 1; only the exact vectors tell them apart.
void VectorIndexTest::scoresAreExact()
{
    VectorIndex index(2);
    index.add(std::vector<float> { 1, 0.499f });
    index.add(std::vector<float> { 1, 0.501f });
    const auto found = index.nearest(std::vector<float> { 0, 1 }, 1);
    QCOMPARE(found[0].number, size_t(1));
    QCOMPARE(found[0].score, 0.501f);
}

// Against a plain search through the vectors as they are: recall at 10 over 50 questions.
void VectorIndexTest::nothingIsMissedAmongThousands()
{
    constexpr size_t kWidth = 96, kCount = 5000, kAsked = 50, kBest = 10;
    quint32 state = 11;
    const auto vector = [&] {
        std::vector<float> out(kWidth);
        for (float& value : out) {
            state = state * 1664525u + 1013904223u;
            value = static_cast<float>(state >> 8) / static_cast<float>(1 << 23) - 1;
        }
        return out;
    };
    VectorIndex index(kWidth);
    std::vector<std::vector<float>> all;
    for (size_t i = 0; i < kCount; ++i)
        index.add(all.emplace_back(vector()));
    size_t hits = 0;
    for (size_t q = 0; q < kAsked; ++q) {
        const std::vector<float> query = vector();
        std::vector<std::pair<double, size_t>> scored;
        for (size_t i = 0; i < kCount; ++i) {
            double sum = 0;
            for (size_t d = 0; d < kWidth; ++d)
                sum += double(query[d]) * double(all[i][d]);
            scored.emplace_back(-sum, i);
        }
        std::ranges::sort(scored);
        const auto found = index.nearest(query, kBest);
        for (size_t i = 0; i < kBest; ++i)
            hits += std::ranges::any_of(found, [&](const NearVector& one) { return one.number == scored[i].second; });
    }
    qInfo("recall@10 %.4f", double(hits) / (kAsked * kBest));
    QVERIFY(hits >= kAsked * kBest * 99 / 100);
}

void VectorIndexTest::zerosAndFewVectorsAreFine()
{
    VectorIndex index(3);
    QVERIFY(index.nearest(std::vector<float> { 1, 2, 3 }, 5).empty());
    index.add(std::vector<float> { 0, 0, 0 });
    const auto found = index.nearest(std::vector<float> { 0, 0, 0 }, 5);
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(found[0].score, 0.0f);
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
