// Every op of every CPU variant against the plain f64 reference, on awkward shapes, and cut into parts as threads would.
#include "kernels/cpu/table.h"
#include "kernels/half.h"
#include "tests/support/check.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

using namespace sillok::kernels;
using namespace sillok::test;

namespace {

std::vector<const CpuTable*> tablesOfThisMachine()
{
    std::vector<const CpuTable*> tables;
    for (const char* const* name = cpuTableNames(); *name; ++name) {
        const CpuChoice choice = chooseCpuTable(*name);
        if (choice.table)
            tables.push_back(choice.table);
        else
            std::printf("  SKIP: %s: %s\n", *name, choice.reason);
    }
    return tables;
}

std::vector<float> randomFloats(int64_t count, float spread, unsigned seed)
{
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0.0f, spread);
    std::vector<float> values(static_cast<size_t>(count));
    for (float& value : values)
        value = normal(engine);
    return values;
}

/// Random bytes whose half-precision scales are ordinary numbers.
std::vector<uint8_t> randomBlocks(WeightType type, int64_t count, unsigned seed)
{
    std::mt19937 engine(seed);
    const BlockShape shape = blockShape(type);
    std::vector<uint8_t> bytes(static_cast<size_t>(count / shape.elements * shape.bytes));
    for (uint8_t& byte : bytes)
        byte = static_cast<uint8_t>(engine());
    const auto putHalf = [&](size_t at) {
        const uint16_t half = halfOfFloat(0.01f + 0.02f * static_cast<float>(engine() % 1000) / 1000.0f);
        std::memcpy(bytes.data() + at, &half, sizeof half);
    };
    for (size_t at = 0; at < bytes.size(); at += static_cast<size_t>(shape.bytes)) {
        switch (type) {
        case WeightType::F32: {
            const float value = static_cast<float>(static_cast<int>(engine() % 2001) - 1000) / 1000.0f;
            std::memcpy(bytes.data() + at, &value, sizeof value);
            break;
        }
        case WeightType::BF16:
            bytes[at + 1] = static_cast<uint8_t>(0x3E | (engine() % 2) << 7);
            break;
        case WeightType::Q6_K:
            putHalf(at + offsetof(BlockQ6_K, d));
            break;
        case WeightType::Q2_K:
            putHalf(at + offsetof(BlockQ2_K, d));
            putHalf(at + offsetof(BlockQ2_K, dmin));
            break;
        case WeightType::Q3_K:
            putHalf(at + offsetof(BlockQ3_K, d));
            break;
        case WeightType::MXFP4:
            bytes[at] = static_cast<uint8_t>(118 + engine() % 8);
            break;
        case WeightType::Q4_1:
        case WeightType::Q5_1:
        case WeightType::Q4_K:
        case WeightType::Q5_K:
            putHalf(at);
            putHalf(at + 2);
            break;
        default:
            putHalf(at);
        }
    }
    return bytes;
}

constexpr WeightType kTypes[] = { WeightType::F32, WeightType::F16, WeightType::BF16, WeightType::Q4_0, WeightType::Q4_1, WeightType::Q5_0,
    WeightType::Q5_1, WeightType::Q8_0, WeightType::Q2_K, WeightType::Q3_K, WeightType::Q4_K, WeightType::Q5_K, WeightType::Q6_K,
    WeightType::IQ4_NL, WeightType::IQ4_XS, WeightType::MXFP4 };

double worst(const std::vector<float>& a, const std::vector<float>& b)
{
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return a.size() == b.size() && most == most ? most : 1e300;
}

double magnitude(const std::vector<float>& a)
{
    double most = 0;
    for (const float value : a)
        most = std::max(most, std::abs(static_cast<double>(value)));
    return most;
}

void checkNear(const std::vector<float>& got, const std::vector<float>& want, double limit, const std::string& what)
{
    const double distance = worst(got, want);
    if (!(distance <= limit * std::max(1.0, magnitude(want))))
        report(__FILE__, __LINE__, what + ": off by " + std::to_string(distance) + ", limit " + std::to_string(limit));
}

} // namespace

SILLOK_TEST(matmulMatchesTheReference)
{
    for (const CpuTable* table : tablesOfThisMachine())
        for (const WeightType type : kTypes)
            for (const int64_t rows : { 1, 3, 5, 8 })
                for (const int64_t tokens : { 0, 1, 2, 3, 5, 17 })
                    for (const int64_t blocks : { 1, 3, 7 }) {
                        const int64_t cols = blockShape(type).elements == 1 ? blocks * 173 : blocks * blockShape(type).elements;
                        const auto weight = randomBlocks(type, rows * cols, 1);
                        const auto x = randomFloats(tokens * (cols + 3), 1.0f, 2);
                        const auto bias = randomFloats(rows, 1.0f, 3);
                        std::vector<float> got(static_cast<size_t>(tokens * (rows + 2)), 7.0f), want = got;
                        MatmulArgs args { weight.data(), type, tokens % 2 ? bias.data() : nullptr, x.data(), got.data(), rows, cols, tokens,
                            cols + 3, rows + 2 };
                        table->matmul(args, 0, rows / 2);
                        table->matmul(args, rows / 2, rows);
                        args.y = want.data();
                        matmulReference(args);
                        checkNear(got, want, 1e-5 * std::sqrt(static_cast<double>(cols)),
                            std::string(table->name) + " matmul type " + std::to_string(static_cast<int>(type)));
                    }
}

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

SILLOK_TEST(aSumDoesNotDependOnItsNeighbours)
{
    // What lets a prompt fed in parts give the same tokens as one fed at once.
    constexpr int64_t kRows = 7, kCols = 1536, kTokens = 9;
    for (const CpuTable* table : tablesOfThisMachine())
        for (const WeightType type : { WeightType::F32, WeightType::Q8_0, WeightType::Q4_K }) {
            const auto weight = randomBlocks(type, kRows * kCols, 4);
            const auto x = randomFloats(kTokens * kCols, 1.0f, 5);
            std::vector<float> together(kRows * kTokens), alone(kRows * kTokens);
            MatmulArgs args { weight.data(), type, nullptr, x.data(), together.data(), kRows, kCols, kTokens, kCols, kRows };
            table->matmul(args, 0, kRows);
            for (int64_t t = 0; t < kTokens; ++t)
                for (int64_t r = 0; r < kRows; ++r) {
                    MatmulArgs one = args;
                    one.x = x.data() + t * kCols;
                    one.y = alone.data() + t * kRows;
                    one.tokens = 1;
                    table->matmul(one, r, r + 1);
                }
            CHECK(together == alone);
        }
}

SILLOK_TEST(lookupMatchesTheReference)
{
    const int32_t ids[] = { 4, 0, 2 };
    for (const CpuTable* table : tablesOfThisMachine())
        for (const WeightType type : kTypes) {
            const int64_t cols = blockShape(type).elements == 1 ? 77 : 2 * blockShape(type).elements;
            const auto weight = randomBlocks(type, 5 * cols, 6);
            std::vector<float> got(static_cast<size_t>(3 * cols)), want = got;
            LookupArgs args { weight.data(), type, ids, got.data(), cols, 3 };
            table->lookup(args, 0, 1);
            table->lookup(args, 1, 3);
            args.y = want.data();
            lookupReference(args);
            checkNear(got, want, 1e-6, std::string(table->name) + " lookup");
        }
}

SILLOK_TEST(rowOpsMatchTheReference)
{
    for (const CpuTable* table : tablesOfThisMachine())
        for (const int64_t cols : { 1, 7, 8, 15, 16, 17, 64, 173, 1000 }) {
            const int64_t rows = 3, stride = cols + 5;
            const auto x = randomFloats(rows * stride, 3.0f, 7), weight = randomFloats(cols, 1.0f, 8);
            std::vector<float> got(x.size()), want(x.size());
            RmsNormArgs norm { x.data(), weight.data(), got.data(), rows, cols, stride, 1e-5f };
            table->rmsNorm(norm, 0, 2);
            table->rmsNorm(norm, 2, rows);
            norm.y = want.data();
            rmsNormReference(norm);
            checkNear(got, want, 1e-5, "rmsNorm");

            auto scores = randomFloats(rows * cols, 20.0f, 9), wantScores = scores;
            table->softmax({ scores.data(), rows, cols }, 0, rows);
            softmaxReference({ wantScores.data(), rows, cols });
            checkNear(scores, wantScores, 1e-6, "softmax");

            const auto gate = randomFloats(cols, 8.0f, 10), up = randomFloats(cols, 1.0f, 11);
            std::vector<float> gated(up.size()), wantGated(up.size());
            SwigluArgs swiglu { gate.data(), up.data(), gated.data(), cols };
            table->swiglu(swiglu, 0, cols / 2);
            table->swiglu(swiglu, cols / 2, cols);
            swiglu.y = wantGated.data();
            swigluReference(swiglu);
            checkNear(gated, wantGated, 1e-6, "swiglu");

            const auto bias = randomFloats(cols, 1.0f, 21);
            LayerNormArgs layer { x.data(), weight.data(), bias.data(), got.data(), rows, cols, stride, 1e-5f };
            table->layerNorm(layer, 0, 1);
            table->layerNorm(layer, 1, rows);
            layer.y = want.data();
            layerNormReference(layer);
            checkNear(got, want, 1e-5, "layerNorm");

            for (const GeluForm form : { GeluForm::Tanh, GeluForm::Erf })
                for (const float* factor : { up.data(), static_cast<const float*>(nullptr) }) {
                    GeluArgs gelu { gate.data(), factor, gated.data(), cols, form };
                    table->gelu(gelu, 0, cols / 2);
                    table->gelu(gelu, cols / 2, cols);
                    gelu.y = wantGated.data();
                    geluReference(gelu);
                    checkNear(gated, wantGated, 1e-6, "gelu");
                }
            for (const float cap : { 0.0f, 5.0f }) {
                auto scaled = gate, wantScaled = gate;
                table->scale({ scaled.data(), cols, 1.25f, cap }, 0, cols / 2);
                table->scale({ scaled.data(), cols, 1.25f, cap }, cols / 2, cols);
                scaleReference({ wantScaled.data(), cols, 1.25f, cap });
                checkNear(scaled, wantScaled, 1e-6, "scale");
            }
            auto copied = x, wantCopied = x;
            table->copyRows({ weight.data(), copied.data(), rows, 1 + (cols - 1) / 3, (cols - 1) / 3, stride }, 0, rows);
            copyRowsReference({ weight.data(), wantCopied.data(), rows, 1 + (cols - 1) / 3, (cols - 1) / 3, stride });
            CHECK(copied == wantCopied);

            auto sum = up, wantSum = up;
            table->add({ gate.data(), sum.data(), cols, 0.75f }, 0, cols);
            addReference({ gate.data(), wantSum.data(), cols, 0.75f });
            checkNear(sum, wantSum, 1e-6, "add");
        }
}

// Whole numbers: every variant gives the same to the last bit, at every width, also where all bytes are the largest.
SILLOK_TEST(byteDotMatchesTheReference)
{
    std::mt19937 engine(31);
    for (const CpuTable* table : tablesOfThisMachine())
        for (const int64_t cols : { int64_t { 1 }, int64_t { 7 }, int64_t { 15 }, int64_t { 16 }, int64_t { 31 }, int64_t { 32 }, int64_t { 33 }, int64_t { 63 },
                 int64_t { 64 }, int64_t { 65 }, int64_t { 127 }, int64_t { 384 }, int64_t { 768 }, int64_t { 1024 }, int64_t { 1027 }, kMostByteDotCols })
            for (const bool extreme : { false, true }) {
                const int64_t rows = 7;
                std::vector<int8_t> query(static_cast<size_t>(cols)), bytes(static_cast<size_t>(rows * cols));
                for (int8_t& byte : query)
                    byte = extreme ? int8_t { -128 } : static_cast<int8_t>(engine());
                for (int8_t& byte : bytes)
                    byte = extreme ? int8_t { -128 } : static_cast<int8_t>(engine());
                std::vector<int32_t> got(rows, 1), want(rows, 2);
                const ByteDotArgs args { query.data(), bytes.data(), got.data(), cols };
                table->byteDot(args, 0, 5);
                table->byteDot(args, 5, rows);
                byteDotReference({ query.data(), bytes.data(), want.data(), cols }, 0, rows);
                CHECK(got == want);
            }
}

SILLOK_TEST(swigluSurvivesHugeGates)
{
    const std::vector<float> gate { -1000.0f, -90.0f, 0.0f, 90.0f, 1000.0f }, up(5, 2.0f);
    for (const CpuTable* table : tablesOfThisMachine()) {
        std::vector<float> y(5);
        table->swiglu({ gate.data(), up.data(), y.data(), 5 }, 0, 5);
        CHECK(std::abs(y[0]) < 1e-30f && std::abs(y[1]) < 1e-30f && y[2] == 0.0f);
        CHECK_EQUAL(y[3], 180.0f);
        CHECK_EQUAL(y[4], 2000.0f);
    }
}

SILLOK_TEST(sightIsWhatTheContractSays)
{
    AttentionArgs args {};
    args.firstPosition = 10;
    args.window = 4;
    CHECK(sightOf(args, 0).first == 7 && sightOf(args, 0).last == 10); // the token and three before it
    CHECK(sightOf(args, 0).last - sightOf(args, 0).first + 1 == 4);
    args.reach = Reach::Both;
    args.positions = 12;
    CHECK(sightOf(args, 0).first == 8 && sightOf(args, 0).last == 11); // two either side, the end cuts
    args.window = 0;
    CHECK(sightOf(args, 0).first == 0 && sightOf(args, 0).last == 11);
}

SILLOK_TEST(geluAndCapsSurviveHugeValues)
{
    const std::vector<float> x { -1000.0f, -30.0f, 0.0f, 30.0f, 1000.0f };
    for (const CpuTable* table : tablesOfThisMachine()) {
        for (const GeluForm form : { GeluForm::Tanh, GeluForm::Erf }) {
            std::vector<float> y(5);
            table->gelu({ x.data(), nullptr, y.data(), 5, form }, 0, 5);
            CHECK(std::abs(y[0]) < 1e-3f && std::abs(y[1]) < 1e-4f && y[2] == 0.0f);
            CHECK_EQUAL(y[3], 30.0f);
            CHECK_EQUAL(y[4], 1000.0f);
        }
        auto capped = x;
        table->scale({ capped.data(), 5, 1.0f, 4.0f }, 0, 5);
        CHECK(capped[0] == -4.0f && capped[2] == 0.0f && capped[4] == 4.0f);
    }
}

SILLOK_TEST(ropeMatchesTheReferenceAndKeepsLength)
{
    for (const CpuTable* table : tablesOfThisMachine())
        for (const RopePairs pairs : { RopePairs::Adjacent, RopePairs::Halves })
            for (const int64_t rotated : { 2, 8, 20 }) {
                const int64_t tokens = 3, heads = 2, width = 20, stride = heads * width + 4;
                auto got = randomFloats(tokens * stride, 1.0f, 12), want = got;
                const auto angles = randomFloats(tokens * rotated / 2, 3.0f, 13);
                std::vector<float> cosines, sines;
                for (const float angle : angles) {
                    cosines.push_back(std::cos(angle));
                    sines.push_back(std::sin(angle));
                }
                const auto before = got;
                RopeArgs args { got.data(), cosines.data(), sines.data(), tokens, heads, width, rotated, stride, pairs };
                table->rope(args, 0, 1);
                table->rope(args, 1, tokens);
                args.x = want.data();
                ropeReference(args);
                checkNear(got, want, 1e-6, "rope");
                double squaresBefore = 0, squaresAfter = 0;
                for (size_t i = 0; i < got.size(); ++i) {
                    squaresBefore += static_cast<double>(before[i]) * static_cast<double>(before[i]);
                    squaresAfter += static_cast<double>(got[i]) * static_cast<double>(got[i]);
                }
                CHECK(std::abs(squaresAfter / squaresBefore - 1) < 1e-5);
            }
}

/// To the bit, or for Q8_0 each number within one step and the scales alike.
bool storedAlike(CacheType type, CacheForm form, const std::vector<uint8_t>& got, const std::vector<uint8_t>& want)
{
    if (type != CacheType::Q8_0)
        return got == want;
    const size_t block = form == CacheForm::Keys ? sizeof(BlockKeysQ8) : sizeof(BlockQ8_0), head = block / 17; // scales come first
    for (size_t i = 0; i < got.size(); ++i) {
        const int step = std::abs(static_cast<int8_t>(got[i]) - static_cast<int8_t>(want[i]));
        if (i % block < head ? step != 0 : step > 1)
            return false;
    }
    return got.size() == want.size();
}

namespace {

/// Keys and values in a cache, and queries that look at them.
struct AttentionCase {
    int64_t tokens, kvHeads, width, valueWidth, first;
    CacheType type;
    static constexpr int64_t heads = 6;
    int64_t stored() const { return first + tokens; }
    int64_t capacity() const { return (stored() + kKeyBlock - 1) / kKeyBlock * kKeyBlock + kKeyBlock; }
};

std::vector<uint8_t> filledCache(const CpuTable& table, const AttentionCase& c, CacheForm form)
{
    const int64_t width = form == CacheForm::Keys ? c.width : c.valueWidth;
    const auto x = randomFloats(c.stored() * c.kvHeads * width, 1.0f, form == CacheForm::Keys ? 14 : 15);
    std::vector<uint8_t> got(static_cast<size_t>(c.kvHeads * c.capacity() * width * 4)), want = got;
    CacheStoreArgs args { x.data(), got.data(), c.type, c.stored(), c.kvHeads, width, c.capacity(), 0, form };
    table.cacheStore(args, 0, 3);
    table.cacheStore(args, 3, c.stored());
    args.cache = want.data();
    cacheStoreReference(args);
    CHECK(storedAlike(c.type, form, got, want));
    return got;
}

void attend(const CpuTable& table, const AttentionArgs& args)
{
    const int64_t group = args.heads / args.kvHeads, block = attentionBlock(group);
    const int64_t tasks = (args.tokens + block - 1) / block * args.kvHeads;
    std::vector<float> scratch(static_cast<size_t>(attentionScratch(group, args.keyWidth, args.valueWidth)), 1e30f);
    table.attention(args, 0, tasks / 2, scratch.data());
    table.attention(args, tasks / 2, tasks, scratch.data());
}

void compareAttention(const CpuTable& table, const AttentionCase& c, int64_t window)
{
    const auto keys = filledCache(table, c, CacheForm::Keys), values = filledCache(table, c, CacheForm::Values);
    const auto q = randomFloats(c.tokens * AttentionCase::heads * c.width, 1.0f, 16);
    std::vector<float> got(static_cast<size_t>(c.tokens * AttentionCase::heads * c.valueWidth)), want = got, alone = got;
    AttentionArgs args { q.data(), keys.data(), values.data(), got.data(), c.type, c.tokens, AttentionCase::heads, c.kvHeads, c.width, c.valueWidth,
        c.capacity(), c.first, window, 0.3f };
    attend(table, args);
    args.y = want.data();
    attentionReference(args);
    const std::string name = std::string(table.name) + " attention, " + std::to_string(c.tokens) + " tokens from " + std::to_string(c.first);
    checkNear(got, want, 1e-5, name);
    for (int64_t t = 0; t < c.tokens; ++t) { // one at a time: the very same numbers
        AttentionArgs one = args;
        one.tokens = 1;
        one.firstPosition = c.first + t;
        one.q = q.data() + t * AttentionCase::heads * c.width;
        one.y = alone.data() + t * AttentionCase::heads * c.valueWidth;
        attend(table, one);
    }
    CHECK(alone == got);
    // The middle tokens of all stored ones, looking both ways, with a soft cap.
    args.firstPosition = c.first / 2;
    args.reach = Reach::Both;
    args.positions = c.stored();
    args.softCap = 2.0f;
    attentionReference(args);
    args.y = got.data();
    attend(table, args);
    checkNear(got, want, 1e-5, name + ", both ways");
}

} // namespace

SILLOK_TEST(attentionMatchesTheReference)
{
    for (const CpuTable* table : tablesOfThisMachine())
        for (const CacheType type : { CacheType::F32, CacheType::F16, CacheType::BF16, CacheType::Q8_0 })
            for (const int64_t window : { 0, 4, 70 })
                for (const int64_t kvHeads : { 1, 2, 6 })
                    for (const auto& [tokens, first] : { std::pair<int64_t, int64_t> { 5, 11 }, { 1, 0 }, { 3, 62 }, { 70, 100 } })
                        for (const int64_t given : { 8, 20, 64 }) {
                            const bool blocks = type == CacheType::Q8_0; // heads of whole blocks
                            const int64_t width = blocks ? (given + 31) / 32 * 32 : given;
                            compareAttention(*table, { tokens, kvHeads, width, blocks ? width + 32 : width + 4, first + (first == 0 ? 3 : 0), type }, window);
                        }
}

SILLOK_TEST(everyHalfGoesThereAndBack)
{
    for (uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = floatOfHalf(static_cast<uint16_t>(bits));
        if (value == value)
            CHECK_EQUAL(halfOfFloat(value), static_cast<uint16_t>(bits));
    }
    CHECK_EQUAL(halfOfFloat(65520.0f), 0x7C00); // the first value that rounds to infinity
    CHECK_EQUAL(halfOfFloat(2049.0f), 0x6800); // a tie: to even
    CHECK_EQUAL(halfOfFloat(0x1p-25f), 0x0000); // a tie below the smallest subnormal
}

SILLOK_TEST(bf16RoundsToTheNearestEven)
{
    for (uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = floatOfBf16(static_cast<uint16_t>(bits));
        if (value == value)
            CHECK_EQUAL(bf16OfFloat(value), static_cast<uint16_t>(bits));
    }
    CHECK_EQUAL(bf16OfFloat(floatOfBits(0x3F808000)), 0x3F80); // a tie: to even
    CHECK_EQUAL(bf16OfFloat(floatOfBits(0x3F818000)), 0x3F82);
    CHECK_EQUAL(bf16OfFloat(floatOfBits(0x7F7FFFFF)), 0x7F80); // beyond the largest
}

SILLOK_TEST(aQ8BlockKeepsItsValuesWithinHalfAStep)
{
    auto x = randomFloats(64, 2.0f, 31);
    std::fill(x.begin() + 32, x.end(), 0.0f);
    for (const CpuTable* table : tablesOfThisMachine()) {
        BlockQ8_0 blocks[2];
        table->cacheStore({ x.data(), blocks, CacheType::Q8_0, 1, 1, 64, 1, 0, CacheForm::Values }, 0, 1);
        const float d = floatOfHalf(blocks[0].d);
        for (int i = 0; i < 32; ++i)
            CHECK(std::abs(d * static_cast<float>(blocks[0].qs[i]) - x[static_cast<size_t>(i)]) <= 0.51f * d + 1e-3f * 8.0f);
        CHECK(blocks[1].d == 0 && blocks[1].qs[31] == 0);
    }
}

SILLOK_TEST(forcedNamesAreObeyedOrRefused)
{
    CHECK(chooseCpuTable("").table != nullptr);
    CHECK(chooseCpuTable("scalar").table == &scalarTable());
    CHECK(chooseCpuTable("mmx").table == nullptr);
}

SILLOK_TEST(everyMxfp4ExponentIsExact)
{
    for (const CpuTable* table : tablesOfThisMachine())
        for (int exponent = 0; exponent < 255; ++exponent) {
            const BlockMxfp4 block { static_cast<uint8_t>(exponent), { 0x71, 0x9F } };
            const int32_t id = 0;
            float got[32];
            table->lookup({ &block, WeightType::MXFP4, &id, got, 32, 1 }, 0, 1);
            CHECK_EQUAL(got[0], std::ldexp(1.0f, exponent - 128)); // code 1 is one half, with the exponent's bias of 127
            CHECK_EQUAL(got[16], std::ldexp(12.0f, exponent - 128));
            CHECK_EQUAL(got[1], std::ldexp(-12.0f, exponent - 128));
            CHECK_EQUAL(got[17], std::ldexp(-1.0f, exponent - 128));
        }
}

SILLOK_TEST_MAIN
