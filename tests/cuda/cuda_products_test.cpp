// Products of stored weights: kernels of the card on the executor against the f64 reference, for every type and awkward shapes.
#include "tests/cuda/host_kernels.h"

using namespace sillok::kernels;
using namespace sillok::test;

namespace {

constexpr bool quantised(WeightType type) { return blockShape(type).elements > 1; }

std::string named(const char* what, WeightType type, int64_t rows, int64_t cols, int64_t tokens)
{
    return std::string(what) + " of type " + std::to_string(static_cast<int>(type)) + ", " + std::to_string(rows) + " x " + std::to_string(cols) + ", "
        + std::to_string(tokens) + " tokens";
}

/// One product's operands; rows of x and y have gaps.
struct Operands {
    Operands(WeightType type, int64_t rows, int64_t cols, int64_t tokens)
        : file(randomBlocks(type, rows * cols, 1))
        , stored(type, file, rows, cols)
        , x(randomFloats(tokens * (cols + 4), 1.0f, 2))
        , bias(randomFloats(rows, 1.0f, 3))
        , y(static_cast<size_t>(tokens * (rows + 2)), 7.0f)
        , args { file.data(), type, bias.data(), x.data(), y.data(), rows, cols, tokens, cols + 4, rows + 2 }
    {
    }
    std::vector<float> wanted(void (*reference)(const MatmulArgs&)) const
    {
        std::vector<float> want(y.size(), 7.0f);
        MatmulArgs copy = args;
        copy.y = want.data();
        reference(copy);
        return want;
    }
    cuda::ProductPart part(float* out) const { return { stored.matrix, args.bias, out, args.yStride }; }
    double bound() const { return 1e-5 * std::sqrt(static_cast<double>(args.cols)); }

    std::vector<uint8_t> file;
    StoredFixture stored;
    std::vector<float> x, bias, y;
    MatmulArgs args;
};

cuda::MatvecLaunch matvec(const Operands& o, float* y)
{
    cuda::MatvecLaunch launch {};
    launch.part[0] = o.part(y);
    launch.parts = 1;
    launch.tokens = static_cast<int32_t>(o.args.tokens);
    launch.x = o.args.x;
    launch.xStride = o.args.xStride;
    return launch;
}

/// As bf16 and back.
float coarse(float value) { return floatOfBf16(bf16OfFloat(value)); }

void coarseReference(const MatmulArgs& a)
{
    std::vector<double> row(static_cast<size_t>(a.cols));
    for (int64_t r = 0; r < a.rows; ++r) {
        expandReference(a.type, static_cast<const uint8_t*>(a.weight) + r * rowBytes(a.type, a.cols), a.cols, row.data());
        for (int64_t t = 0; t < a.tokens; ++t) {
            double sum = static_cast<double>(a.bias[r]);
            for (int64_t c = 0; c < a.cols; ++c)
                sum += static_cast<double>(coarse(static_cast<float>(row[static_cast<size_t>(c)])) * coarse(a.x[t * a.xStride + c]));
            a.y[t * a.yStride + r] = static_cast<float>(sum);
        }
    }
}

int64_t columns(WeightType type, int64_t blocks) { return quantised(type) ? blocks * blockShape(type).elements : blocks * 173; }

} // namespace

SILLOK_TEST(planesHoldWhatTheFileHeld)
{
    for (const WeightType type : { WeightType::Q8_0, WeightType::Q4_0, WeightType::Q6_K }) {
        const int64_t blocks = 7;
        const auto file = randomBlocks(type, blocks * blockShape(type).elements, 4);
        const StoredFixture stored(type, file, 1, blocks * blockShape(type).elements);
        const auto* bytes = reinterpret_cast<const uint8_t*>(stored.memory.data());
        const cuda::Planes planes = cuda::planesOf(type);
        for (int64_t b = 0; b < blocks; ++b)
            for (int p = 0; p < planes.count; ++p)
                CHECK(std::memcmp(bytes + cuda::planeStart(type, blocks, p) + b * planes.plane[p].bytes,
                          file.data() + b * blockShape(type).bytes + planes.plane[p].offset, static_cast<size_t>(planes.plane[p].bytes))
                    == 0);
    }
}

SILLOK_TEST(rowsAreLookedUp)
{
    const int32_t ids[] = { 4, 0, 2 };
    for (const WeightType type : kTypes) {
        const int64_t cols = columns(type, quantised(type) ? 3 : 7);
        const auto file = randomBlocks(type, 5 * cols, 5);
        const StoredFixture stored(type, file, 5, cols);
        std::vector<float> got(static_cast<size_t>(3 * cols)), want = got;
        checkOrders<cuda::Lookup>("lookup", got, [&] { return cuda::LookupLaunch { stored.matrix, ids, got.data(), 3 }; });
        lookupReference({ file.data(), type, ids, want.data(), cols, 3 });
        checkNear(got, want, 1e-6, named("lookup", type, 5, cols, 3));
    }
}

SILLOK_TEST(fewTokensWithFloats)
{
    for (const WeightType type : kTypes)
        for (const int64_t rows : { 1, 9 })
            for (const int64_t tokens : { 1, 2, 5 })
                for (const int64_t blocks : { 1, 3, 13 }) {
                    Operands o(type, rows, columns(type, blocks), tokens);
                    checkOrders<cuda::MatvecValues>("matvec", o.y, [&] { return matvec(o, o.y.data()); });
                    checkNear(o.y, o.wanted(matmulReference), o.bound(), named("matvec", type, rows, o.args.cols, tokens));
                }
}

SILLOK_TEST(fewTokensWithFloatsByWideLoads)
{
    for (const WeightType type : { WeightType::F32, WeightType::F16, WeightType::BF16 })
        for (const int64_t cols : { 8, 64, 1032, 2064 }) {
            Operands o(type, 5, cols, 2);
            std::vector<cuda::Wide> aligned(o.x.size() / 4 + 1);
            std::memcpy(aligned.data(), o.x.data(), o.x.size() * sizeof(float));
            cuda::MatvecLaunch launch = matvec(o, o.y.data());
            launch.x = reinterpret_cast<const float*>(aligned.data());
            launch.wide = true;
            checkOrders<cuda::MatvecValues>("matvec", o.y, [&] {
                launch.part[0].y = o.y.data();
                return launch;
            });
            checkNear(o.y, o.wanted(matmulReference), o.bound(), named("wide matvec", type, 5, cols, 2));
        }
}

SILLOK_TEST(fewTokensWithWholeNumbers)
{
    for (const WeightType type : kTypes)
        for (const int64_t rows : { 1, 9 })
            for (const int64_t tokens : { 1, 2, 5 })
                for (const int64_t blocks : { 1, 3, 13 }) {
                    if (!quantised(type))
                        continue;
                    Operands o(type, rows, columns(type, blocks), tokens);
                    const RoundedFixture rounded(o.x, o.args.xStride, tokens, o.args.cols);
                    checkOrders<cuda::MatvecRounded>("matvec", o.y, [&] {
                        cuda::MatvecLaunch launch = matvec(o, o.y.data());
                        launch.rounded = rounded.rows;
                        return launch;
                    });
                    checkNear(o.y, o.wanted(matmulRoundedReference), o.bound(), named("rounded matvec", type, rows, o.args.cols, tokens));
                }
}

SILLOK_TEST(aSumOfFewTokensDoesNotDependOnItsNeighbours)
{
    for (const WeightType type : { WeightType::Q4_K, WeightType::Q6_K, WeightType::Q8_0 })
        for (const int64_t cols : { 512, 2304 }) {
            constexpr int64_t kTokens = 6;
            Operands o(type, 5, cols, kTokens);
            const RoundedFixture rounded(o.x, o.args.xStride, kTokens, cols);
            cuda::MatvecLaunch launch = matvec(o, o.y.data());
            launch.rounded = rounded.rows;
            CHECK_EQUAL(runOnHost<cuda::MatvecRounded>(launch, ThreadOrder::Forward), std::string());
            for (int64_t t = 0; t < kTokens; ++t) {
                const std::vector<float> one(o.x.begin() + t * o.args.xStride, o.x.begin() + (t + 1) * o.args.xStride);
                const RoundedFixture alone(one, o.args.xStride, 1, cols);
                std::vector<float> y(static_cast<size_t>(o.args.yStride));
                cuda::MatvecLaunch single = matvec(o, y.data());
                single.tokens = 1;
                single.rounded = alone.rows;
                CHECK_EQUAL(runOnHost<cuda::MatvecRounded>(single, ThreadOrder::Forward), std::string());
                CHECK(std::equal(y.begin(), y.begin() + 5, o.y.begin() + t * o.args.yStride));
            }
        }
}

SILLOK_TEST(severalMatricesOfOneInput)
{
    // Types and rows may differ, as queries, keys and values of a Q4_K_M file do.
    constexpr int64_t kCols = 256, kTokens = 3;
    Operands a(WeightType::Q4_K, 9, kCols, kTokens), b(WeightType::Q6_K, 3, kCols, kTokens), c(WeightType::Q8_0, 17, kCols, kTokens);
    b.x = c.x = a.x;
    const RoundedFixture rounded(a.x, a.args.xStride, kTokens, kCols);
    cuda::MatvecLaunch launch = matvec(a, a.y.data());
    launch.rounded = rounded.rows;
    launch.part[1] = b.part(b.y.data());
    launch.part[2] = c.part(c.y.data());
    launch.parts = 3;
    CHECK_EQUAL(runOnHost<cuda::MatvecRounded>(launch, ThreadOrder::Mixed), std::string());
    for (Operands* o : { &a, &b, &c }) {
        o->args.x = a.x.data();
        checkNear(o->y, o->wanted(matmulRoundedReference), o->bound(), "one of three");
    }
}

SILLOK_TEST(gateAndBranchAreTakenAlong)
{
    constexpr int64_t kRows = 11, kTokens = 3;
    for (const int64_t cols : { 256, 2048 }) {
        Operands gate(WeightType::Q4_K, kRows, cols, kTokens), up(WeightType::Q6_K, kRows, cols, kTokens);
        const RoundedFixture rounded(gate.x, gate.args.xStride, kTokens, cols);
        up.args.x = gate.x.data();
        cuda::MatvecLaunch launch = matvec(gate, gate.y.data());
        launch.rounded = rounded.rows;
        launch.part[1] = up.part(up.y.data());
        launch.parts = 2;
        launch.gated = true;
        launch.gate = cuda::Gate::Silu;
        std::vector<float> want = gate.wanted(matmulRoundedReference);
        const std::vector<float> other = up.wanted(matmulRoundedReference);
        for (int64_t t = 0; t < kTokens; ++t)
            swigluReference({ want.data() + t * (kRows + 2), other.data() + t * (kRows + 2), want.data() + t * (kRows + 2), kRows });
        checkOrders<cuda::MatvecRounded>("gated", gate.y, [&] {
            launch.part[0].y = gate.y.data();
            return launch;
        });
        checkNear(gate.y, want, gate.bound(), "gated product");

        Operands branch(WeightType::Q8_0, kRows, cols, kTokens);
        const RoundedFixture own(branch.x, branch.args.xStride, kTokens, cols);
        auto stream = randomFloats(kTokens * (kRows + 2), 1.0f, 6), wantStream = stream;
        const auto wantBranch = branch.wanted(matmulRoundedReference);
        for (int64_t t = 0; t < kTokens; ++t)
            addReference({ wantBranch.data() + t * (kRows + 2), wantStream.data() + t * (kRows + 2), kRows, 0.5f });
        checkOrders<cuda::MatvecRounded>("branch", stream, [&] {
            cuda::MatvecLaunch adding = matvec(branch, branch.y.data());
            adding.rounded = own.rows;
            adding.addTo = stream.data();
            adding.addScale = 0.5f;
            return adding;
        });
        checkNear(stream, wantStream, branch.bound(), "stream with the branch");
        checkNear(branch.y, wantBranch, branch.bound(), "branch itself");
    }
}

SILLOK_TEST(manyTokensOnTiles)
{
    for (const WeightType type : kTypes)
        for (const int64_t rows : { 1, 67 })
            for (const int64_t tokens : { 1, 9, 70 }) {
                const int64_t cols = columns(type, blockShape(type).elements == 32 ? 5 : 1);
                Operands fine(type, rows, cols, tokens);
                checkOrders<cuda::MatmulFine>("tiles", fine.y, [&] { return cuda::MatmulTilesLaunch { fine.part(fine.y.data()), fine.args.x, fine.args.xStride, static_cast<int32_t>(tokens), true }; });
                checkNear(fine.y, fine.wanted(matmulReference), fine.bound(), named("fine tiles", type, rows, cols, tokens));
                if (!quantised(type))
                    continue;
                Operands o(type, rows, cols, tokens);
                checkOrders<cuda::MatmulCoarse>("tiles", o.y, [&] { return cuda::MatmulTilesLaunch { o.part(o.y.data()), o.args.x, o.args.xStride, static_cast<int32_t>(tokens), false }; });
                checkNear(o.y, o.wanted(coarseReference), o.bound(), named("coarse tiles", type, rows, cols, tokens));
            }
}

SILLOK_TEST(matricesAndActivationsAreNarrowed)
{
    for (const WeightType type : kTypes) {
        const int64_t rows = 3, cols = columns(type, 2);
        const auto file = randomBlocks(type, rows * cols, 8);
        const StoredFixture stored(type, file, rows, cols);
        std::vector<uint16_t> got(static_cast<size_t>(2 * rows * cols));
        checkOrders<cuda::Expand>("expand", got, [&] { return cuda::ExpandLaunch { stored.matrix, got.data(), true }; });
        std::vector<double> want(static_cast<size_t>(cols));
        for (int64_t r = 0; r < rows; ++r) {
            expandReference(type, file.data() + r * rowBytes(type, cols), cols, want.data());
            for (int64_t c = 0; c < cols; ++c) {
                const auto at = static_cast<size_t>(r * cols + c);
                const double value = want[static_cast<size_t>(c)], both = static_cast<double>(floatOfBf16(got[at])) + static_cast<double>(floatOfBf16(got[at + static_cast<size_t>(rows * cols)]));
                CHECK(std::abs(both - value) <= 1e-5 * std::max(1.0, std::abs(value)));
                CHECK(std::abs(static_cast<double>(floatOfBf16(got[at])) - value) <= std::abs(value) / 256 + 1e-6);
            }
        }
    }
    const auto x = randomFloats(3 * 45, 1.0f, 9);
    std::vector<uint16_t> got(2 * 3 * 40);
    checkOrders<cuda::Narrow>("narrow", got, [&] { return cuda::NarrowLaunch { x.data(), 45, 40, 3, got.data(), true }; });
    for (size_t i = 0; i < 120; ++i)
        CHECK(std::abs(floatOfBf16(got[i]) + floatOfBf16(got[120 + i]) - x[i / 40 * 45 + i % 40]) <= 1e-5f * std::abs(x[i / 40 * 45 + i % 40]));
}

SILLOK_TEST_MAIN
