// Rounded products: each kind against its reference, and that a number does not depend on what is computed beside it.
#include "tests/kernels/op_fixture.h"

using namespace sillok::kernels;
using namespace sillok::test;

namespace {

/// 64-byte aligned bytes, as backends give them.
struct AlignedBytes {
    explicit AlignedBytes(int64_t count)
        : storage(static_cast<size_t>(count) + 64)
    {
    }
    std::byte* data() { return reinterpret_cast<std::byte*>((reinterpret_cast<uintptr_t>(storage.data()) + 63) / 64 * 64); }
    std::vector<std::byte> storage;
};

/// The whole product as a backend computes it, its rows cut at `cut`.
void multiplyRounded(const RoundedProducts& products, const MatmulArgs& args, int64_t cut)
{
    AlignedBytes rounded(products.bytes(args.tokens, args.cols)), scratch(products.scratchBytes(args.cols));
    const int64_t groups = (args.tokens + products.group - 1) / products.group;
    const RoundArgs round { args.x, args.xStride, args.cols, args.tokens, rounded.data() };
    products.round(round, 0, groups / 2);
    products.round(round, groups / 2, groups);
    products.matmul(args, rounded.data(), 0, cut, scratch.data());
    products.matmul(args, rounded.data(), cut, args.rows, scratch.data());
}

float asBf16(float value)
{
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    bits = (bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF0000U; // to the nearest, ties to even
    std::memcpy(&value, &bits, sizeof bits);
    return value;
}

/// What a product of bf16 numbers gives when nothing else is rounded. Numbers that are none count as 0.
void promptReference(const MatmulArgs& a)
{
    std::vector<double> row(static_cast<size_t>(a.cols));
    for (int64_t r = 0; r < a.rows; ++r) {
        expandReference(a.type, static_cast<const uint8_t*>(a.weight) + r * rowBytes(a.type, a.cols), a.cols, row.data());
        for (int64_t t = 0; t < a.tokens; ++t) {
            double sum = a.bias ? a.bias[r] : 0;
            for (int64_t c = 0; c < a.cols; ++c) {
                const float x = a.x[t * a.xStride + c];
                sum += std::isnan(x) ? 0 : double { asBf16(static_cast<float>(row[static_cast<size_t>(c)])) } * double { asBf16(x) };
            }
            a.y[t * a.yStride + r] = static_cast<float>(sum);
        }
    }
}

} // namespace

SILLOK_TEST(roundedProductsMatchTheReference)
{
    for (const CpuTable* table : tablesOfThisMachine()) {
        if (!table->rounded.multiplies)
            continue;
        for (const WeightType type : kTypes)
            for (const int64_t rows : { 9, 16, 19, 48, 70 })
                for (const int64_t tokens : { 1, 2, 3, 5, 6, 7, 16, 23 })
                    for (const int64_t blocks : { 1, 3, 9 }) {
                        const int64_t cols = blocks * blockShape(type).elements;
                        if (!table->rounded.multiplies(type, rows, cols))
                            continue;
                        const auto weight = randomBlocks(type, rows * cols, 1);
                        auto x = randomFloats(tokens * (cols + 3), 1.0f, 2);
                        x[1] = std::nanf("");
                        const auto bias = randomFloats(rows, 1.0f, 3);
                        std::vector<float> got(static_cast<size_t>(tokens * (rows + 2)), 7.0f), want = got;
                        MatmulArgs args { weight.data(), type, tokens % 2 ? bias.data() : nullptr, x.data(), got.data(), rows, cols, tokens,
                            cols + 3, rows + 2 };
                        multiplyRounded(table->rounded, args, rows / 2);
                        args.y = want.data();
                        matmulRoundedReference(args);
                        checkNear(got, want, 1e-5 * std::sqrt(static_cast<double>(cols)),
                            std::string(table->name) + " rounded matmul type " + std::to_string(static_cast<int>(type)) + ", "
                                + std::to_string(tokens) + " tokens");
                    }
        CHECK(!table->rounded.multiplies(WeightType::F32, 64, 256) && !table->rounded.multiplies(WeightType::Q4_K, 7, 256));
    }
}

SILLOK_TEST(promptProductsMatchTheReference)
{
    for (const CpuTable* table : tablesOfThisMachine()) {
        if (!table->prompt.multiplies)
            continue;
        for (const WeightType type : kTypes)
            for (const int64_t rows : { 16, 19, 32, 48, 70 })
                for (const int64_t tokens : { 1, 2, 15, 16, 17, 31, 32, 33, 50 })
                    for (const int64_t blocks : { 1, 3, 9 }) {
                        const int64_t cols = blocks * std::max<int64_t>(blockShape(type).elements, 32);
                        if (!table->prompt.multiplies(type, rows, cols))
                            continue;
                        const auto weight = randomBlocks(type, rows * cols, 1);
                        auto x = randomFloats(tokens * (cols + 3), 1.0f, 2);
                        x[1] = std::nanf("");
                        const auto bias = randomFloats(rows, 1.0f, 3);
                        std::vector<float> got(static_cast<size_t>(tokens * (rows + 2)), 7.0f), want = got;
                        MatmulArgs args { weight.data(), type, tokens % 2 ? bias.data() : nullptr, x.data(), got.data(), rows, cols, tokens,
                            cols + 3, rows + 2 };
                        multiplyRounded(table->prompt, args, rows / 2);
                        args.y = want.data();
                        promptReference(args);
                        // A weight is computed in f32 before it is rounded, so a few of them come out one step of bf16 off.
                        checkNear(got, want, 1e-3 * std::sqrt(static_cast<double>(cols)),
                            std::string(table->name) + " prompt matmul type " + std::to_string(static_cast<int>(type)) + ", " + std::to_string(rows) + " rows, "
                                + std::to_string(tokens) + " tokens");
                    }
        CHECK(!table->prompt.multiplies(WeightType::F32, 64, 256) && !table->prompt.multiplies(WeightType::BF16, 64, 80) && !table->prompt.multiplies(WeightType::Q8_0, 15, 256));
    }
}

SILLOK_TEST(aRoundedSumDoesNotDependOnItsNeighbours)
{
    constexpr int64_t kRows = 35, kCols = 1536, kTokens = 40;
    for (const CpuTable* table : tablesOfThisMachine())
        for (const RoundedProducts* products : { &table->rounded, &table->prompt })
            for (const WeightType type : kTypes) {
                if (!products->multiplies || !products->multiplies(type, kRows, kCols))
                    continue;
                const auto weight = randomBlocks(type, kRows * kCols, 4);
                const auto x = randomFloats(kTokens * kCols, 1.0f, 5);
                std::vector<float> together(kRows * kTokens), alone(kRows * kTokens);
                MatmulArgs args { weight.data(), type, nullptr, x.data(), together.data(), kRows, kCols, kTokens, kCols, kRows };
                multiplyRounded(*products, args, 32);
                for (int64_t from = 0, count = 1; from < kTokens; from += count, ++count) { // 1, 2, 3 ... tokens at a time
                    MatmulArgs some = args;
                    some.tokens = std::min(count, kTokens - from);
                    some.x = x.data() + from * kCols;
                    some.y = alone.data() + from * kRows;
                    multiplyRounded(*products, some, 16);
                }
                CHECK(together == alone);
            }
}

SILLOK_TEST_MAIN
