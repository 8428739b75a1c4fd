// Norms, rounding, softmax, activations, sums, turning, the cache: kernels of the card on the executor against the f64 reference.
#include "tests/cuda/host_kernels.h"

using namespace sillok::kernels;
using namespace sillok::test;

namespace {
constexpr int64_t kWidths[] = { 1, 2, 31, 32, 33, 80, 173, 256, 1000, 2304 };
}

SILLOK_TEST(normsMatchTheReference)
{
    for (const int64_t cols : kWidths) {
        const int64_t rows = 3, stride = cols + 5;
        const auto x = randomFloats(rows * stride, 3.0f, 7), weight = randomFloats(cols, 1.0f, 8), bias = randomFloats(cols, 1.0f, 9);
        std::vector<float> want(x.size());
        rmsNormReference({ x.data(), weight.data(), want.data(), rows, cols, stride, 1e-5f });
        std::vector<float> got(x.size());
        checkOrders<cuda::Norm>("norm", got, [&] { return cuda::NormLaunch { x.data(), weight.data(), nullptr, got.data(), rows, cols, stride, 1e-5f, {} }; });
        checkNear(got, want, 1e-5, "root-mean-square of " + std::to_string(cols));
        want.assign(x.size(), 0.0f);
        layerNormReference({ x.data(), weight.data(), bias.data(), want.data(), rows, cols, stride, 1e-5f });
        got.assign(x.size(), 0.0f);
        checkOrders<cuda::Norm>("norm", got, [&] { return cuda::NormLaunch { x.data(), weight.data(), bias.data(), got.data(), rows, cols, stride, 1e-5f, {} }; });
        checkNear(got, want, 1e-5, "mean and variance of " + std::to_string(cols));
    }
}

SILLOK_TEST(aNormRoundsAsRoundingDoes)
{
    constexpr int64_t kCols = 96, kRows = 3;
    const auto x = randomFloats(kRows * kCols, 3.0f, 10), weight = randomFloats(kCols, 1.0f, 11);
    std::vector<float> normed(x.size());
    RoundedFixture together(x, kCols, kRows, kCols); // overwritten by the norm
    const cuda::NormLaunch launch { x.data(), weight.data(), nullptr, normed.data(), kRows, kCols, kCols, 1e-5f, together.rows };
    CHECK_EQUAL(runOnHost<cuda::Norm>(launch, ThreadOrder::Mixed), std::string());
    const RoundedFixture alone(normed, kCols, kRows, kCols);
    CHECK(std::memcmp(together.memory.data(), alone.memory.data(), kRows * kCols) == 0);
    CHECK(std::equal(together.rows.d, together.rows.d + kRows * kCols / 32, alone.rows.d));
    CHECK(std::equal(together.rows.sums, together.rows.sums + kRows * kCols / 16, alone.rows.sums));
}

SILLOK_TEST(roundingMatchesTheReference)
{
    // matmulRoundedReference() with a matrix that picks single columns gives d * q back.
    constexpr int64_t kCols = 64;
    auto x = randomFloats(2 * kCols, 2.0f, 12);
    x[5] = std::nanf("");
    std::fill_n(x.begin() + 64, 32, 0.0f);
    std::vector<float> identity(kCols * kCols);
    for (size_t i = 0; i < kCols; ++i)
        identity[i * kCols + i] = 1.0f;
    std::vector<float> want(x.size());
    matmulRoundedReference({ identity.data(), WeightType::F32, nullptr, x.data(), want.data(), kCols, kCols, 2, kCols, kCols });
    const RoundedFixture rounded(x, kCols, 2, kCols);
    for (size_t i = 0; i < x.size(); ++i)
        CHECK(std::abs(static_cast<float>(rounded.rows.q[i]) * rounded.rows.d[i / 32] - want[i]) <= rounded.rows.d[i / 32] * 1e-5f);
    for (size_t half = 0; half < x.size() / 16; ++half) {
        int sum = 0;
        for (size_t i = 0; i < 16; ++i)
            sum += rounded.rows.q[half * 16 + i];
        CHECK_EQUAL(rounded.rows.sums[half], sum);
    }
}

SILLOK_TEST(softmaxMatchesTheReference)
{
    for (const int64_t cols : kWidths) {
        auto got = randomFloats(3 * cols, 4.0f, 13), want = got;
        checkOrders<cuda::Softmax>("softmax", got, [&] { return cuda::SoftmaxLaunch { got.data(), 3, cols }; });
        softmaxReference({ want.data(), 3, cols });
        checkNear(got, want, 1e-6, "softmax of " + std::to_string(cols));
    }
}

SILLOK_TEST(activationsMatchTheReference)
{
    for (const int64_t count : kWidths) {
        const auto gate = randomFloats(count, 4.0f, 14), up = randomFloats(count, 1.0f, 15);
        std::vector<float> got(gate.size()), want(gate.size());
        checkOrders<cuda::Activate>("silu", got, [&] { return cuda::ActivateLaunch { gate.data(), up.data(), got.data(), count, cuda::Gate::Silu }; });
        swigluReference({ gate.data(), up.data(), want.data(), count });
        checkNear(got, want, 1e-6, "silu");
        for (const auto& [gateForm, form] : { std::pair { cuda::Gate::GeluTanh, GeluForm::Tanh }, std::pair { cuda::Gate::GeluErf, GeluForm::Erf } })
            for (const float* with : { up.data(), static_cast<const float*>(nullptr) }) {
                const cuda::ActivateLaunch launch { gate.data(), with, got.data(), count, gateForm };
                checkOrders<cuda::Activate>("gelu", got, [&] { return launch; });
                geluReference({ gate.data(), with, want.data(), count, form });
                checkNear(got, want, 1e-6, "gelu");
            }
    }
}

SILLOK_TEST(sumsScalesAndCopiesMatchTheReference)
{
    for (const int64_t count : kWidths) {
        const auto x = randomFloats(count, 4.0f, 16);
        auto got = randomFloats(count, 1.0f, 17), want = got;
        checkOrders<cuda::Add>("add", got, [&] { return cuda::AddLaunch { { x.data(), got.data(), count, 0.3f } }; });
        addReference({ x.data(), want.data(), count, 0.3f });
        checkNear(got, want, 1e-6, "add");
        for (const float cap : { 0.0f, 5.0f }) {
            got = want = x;
            checkOrders<cuda::Scale>("scale", got, [&] { return cuda::ScaleLaunch { { got.data(), count, 1.7f, cap } }; });
            scaleReference({ want.data(), count, 1.7f, cap });
            checkNear(got, want, 1e-6, "scale");
        }
        const auto rows = randomFloats(3 * (count + 2), 1.0f, 18);
        got.assign(static_cast<size_t>(3 * (count + 4)), 9.0f);
        want = got;
        checkOrders<cuda::CopyRows>("copy", got, [&] { return cuda::CopyRowsLaunch { { rows.data(), got.data(), 3, count, count + 2, count + 4 } }; });
        copyRowsReference({ rows.data(), want.data(), 3, count, count + 2, count + 4 });
        CHECK(got == want);
    }
}

SILLOK_TEST(turningMatchesTheReference)
{
    for (const RopePairs pairs : { RopePairs::Adjacent, RopePairs::Halves })
        for (const int64_t rotated : { 0, 2, 16, 80 }) {
            const int64_t tokens = 3, heads = 5, width = rotated + 7, stride = heads * width + 3;
            const auto cosines = randomFloats(tokens * rotated / 2, 1.0f, 19), sines = randomFloats(tokens * rotated / 2, 1.0f, 20);
            auto got = randomFloats(tokens * stride, 1.0f, 21), want = got;
            const auto args = [&](float* x) { return RopeArgs { x, cosines.data(), sines.data(), tokens, heads, width, rotated, stride, pairs }; };
            if (rotated > 0)
                checkOrders<cuda::Rope>("rope", got, [&] { return cuda::RopeLaunch { args(got.data()) }; });
            ropeReference(args(want.data()));
            checkNear(got, want, 1e-6, "rope");
        }
}

SILLOK_TEST(theCacheIsStoredAsTheReferenceDoes)
{
    const cuda::PassPlace place { 13, 0 };
    for (const CacheType type : { CacheType::F32, CacheType::F16, CacheType::BF16, CacheType::Q8_0 })
        for (const CacheForm form : { CacheForm::Keys, CacheForm::Values })
            for (const int64_t width : { 32, 96, 1, 31, 33, 80 }) {
                if (type == CacheType::Q8_0 && width % 32 != 0)
                    continue;
                const int64_t tokens = 5, heads = 3, capacity = 48;
                auto x = randomFloats(tokens * heads * width, 2.0f, 22);
                std::fill_n(x.begin(), std::min<int64_t>(width, 32), 0.0f); // a block without a largest value
                std::vector<uint8_t> got(static_cast<size_t>(heads * capacity * cacheRowBytes(type, width)), 0), want = got;
                const auto args = [&](uint8_t* cache) { return CacheStoreArgs { x.data(), cache, type, tokens, heads, width, capacity, 13, form }; };
                checkOrders<cuda::CacheStore>("cache", got, [&] { return cuda::CacheStoreLaunch { args(got.data()), &place }; });
                cacheStoreReference(args(want.data()));
                CHECK(got == want);
            }
}

SILLOK_TEST_MAIN
