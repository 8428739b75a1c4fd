// Every op of every CPU variant against the plain f64 reference, on awkward shapes, and cut into parts as threads would.
#include "tests/kernels/op_fixture.h"

using namespace sillok::kernels;
using namespace sillok::test;

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

SILLOK_TEST(peaksDoTheWorkThatTheyCount)
{
    for (const CpuTable* table : tablesOfThisMachine()) {
        // Each of the sums that `products` multiply-adds of 1 x 1 are spread over ends at the same number: lanes x sums x rounds.
        float sink[3] = { 0, 1, 1 };
        const int64_t products = table->floatPeak(1000, sink);
        CHECK(products > 0 && products % 1000 == 0);
        CHECK_EQUAL(sink[0], static_cast<float>(products));
        CHECK_EQUAL(table->floatPeak(2000, sink), 2 * products);
        if (!table->rounded.multiplies)
            continue;
        float bytes[3] = { 0, 1, 1 };
        CHECK(table->rounded.peak(10, bytes) > 0 && bytes[0] > 0);
    }
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
