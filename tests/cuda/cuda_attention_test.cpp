// Attention: both kernels of the card on the executor against the f64 reference, which reads the same stored keys and values.
#include "tests/cuda/host_kernels.h"

using namespace sillok::kernels;
using namespace sillok::test;

namespace {

struct AttentionCase {
    CacheType type;
    int64_t tokens, heads, kvHeads, keyWidth, valueWidth, first, window;
    float cap;
    Reach reach;
};

/// Operands of one case: positions before the tokens are stored too, everything behind them is no number.
struct Operands {
    explicit Operands(const AttentionCase& c)
        : capacity((c.first + c.tokens + 15) / 16 * 16 + 16)
        , place { static_cast<int32_t>(c.first), static_cast<int32_t>(c.first + c.tokens) }
        , q(randomFloats(c.tokens * c.heads * c.keyWidth, 1.0f, 31))
        , keys(bytes(c, c.keyWidth), 0xFF)
        , values(bytes(c, c.valueWidth), 0xFF)
        , y(static_cast<size_t>(c.tokens * c.heads * c.valueWidth))
    {
        const int64_t stored = c.first + c.tokens;
        const auto k = randomFloats(stored * c.kvHeads * c.keyWidth, 1.0f, 32), v = randomFloats(stored * c.kvHeads * c.valueWidth, 1.0f, 33);
        cacheStoreReference({ k.data(), keys.data(), c.type, stored, c.kvHeads, c.keyWidth, capacity, 0, CacheForm::Keys });
        cacheStoreReference({ v.data(), values.data(), c.type, stored, c.kvHeads, c.valueWidth, capacity, 0, CacheForm::Values });
        args = { q.data(), keys.data(), values.data(), y.data(), c.type, c.tokens, c.heads, c.kvHeads, c.keyWidth, c.valueWidth, capacity, c.first,
            c.window, 1.0f / std::sqrt(static_cast<float>(c.keyWidth)), c.cap, c.reach, place.positions };
    }
    size_t bytes(const AttentionCase& c, int64_t width) const { return static_cast<size_t>(c.kvHeads * capacity * cacheRowBytes(c.type, width)); }
    AttentionArgs to(std::vector<float>& out) const
    {
        AttentionArgs copy = args;
        copy.y = out.data();
        copy.firstPosition = copy.positions = -1; // the card reads the place
        return copy;
    }

    int64_t capacity;
    cuda::PassPlace place;
    std::vector<float> q;
    std::vector<uint8_t> keys, values;
    std::vector<float> y;
    AttentionArgs args;
};

std::string name(const AttentionCase& c)
{
    return "type " + std::to_string(static_cast<int>(c.type)) + ", " + std::to_string(c.tokens) + " tokens, heads " + std::to_string(c.heads) + "/" + std::to_string(c.kvHeads)
        + ", widths " + std::to_string(c.keyWidth) + "/" + std::to_string(c.valueWidth) + ", from " + std::to_string(c.first) + ", window " + std::to_string(c.window);
}

constexpr CacheType kCaches[] = { CacheType::F32, CacheType::F16, CacheType::BF16, CacheType::Q8_0 };

std::vector<AttentionCase> cases(bool tiles)
{
    std::vector<AttentionCase> all;
    for (const CacheType type : kCaches) {
        const int64_t narrow = type == CacheType::Q8_0 ? 32 : tiles ? 16 : 31, odd = type == CacheType::Q8_0 ? 64 : tiles ? 80 : 33;
        all.push_back({ type, 1, 1, 1, narrow, narrow, 0, 0, 0, Reach::Back });
        all.push_back({ type, 3, 6, 2, odd, narrow, 61, 0, 0, Reach::Back });
        all.push_back({ type, 2, 5, 1, 64, 96, 130, 40, 0, Reach::Back }); // a window that begins inside a block
        all.push_back({ type, 4, 4, 4, 32, 32, 5, 0, 8.0f, Reach::Back });
        all.push_back({ type, 9, 2, 1, 32, 64, 0, 0, 0, Reach::Both });
        all.push_back({ type, 9, 2, 2, 32, 32, 0, 6, 0, Reach::Both });
    }
    return all;
}

} // namespace

SILLOK_TEST(fewTokensOverSplits)
{
    for (const AttentionCase& c : cases(false)) {
        Operands o(c);
        std::vector<float> partial(static_cast<size_t>(cuda::splitPartialFloats(c.heads, c.valueWidth)), std::nanf(""));
        const cuda::AttendSplitLaunch split { o.to(o.y), &o.place, partial.data() };
        checkOrders<cuda::AttendSplit>("split", partial, [&] {
            auto launch = split;
            launch.partial = partial.data();
            return launch;
        });
        checkOrders<cuda::AttendCombine>("combine", o.y, [&] { return cuda::AttendCombineLaunch { partial.data(), o.y.data(), c.tokens, c.heads, c.valueWidth }; });
        std::vector<float> want(o.y.size());
        AttentionArgs reference = o.args;
        reference.y = want.data();
        attentionReference(reference);
        checkNear(o.y, want, 1e-5, "splits: " + name(c));
    }
}

SILLOK_TEST(everySplitTakesItsShare)
{
    // Positions beyond the first round of all splits, in one that has nothing else.
    const AttentionCase c { CacheType::F16, 1, 2, 1, 32, 32, 2300, 0, 0, Reach::Back };
    Operands o(c);
    std::vector<float> partial(static_cast<size_t>(cuda::splitPartialFloats(c.heads, c.valueWidth)));
    checkOrders<cuda::AttendSplit>("split", partial, [&] { return cuda::AttendSplitLaunch { o.to(o.y), &o.place, partial.data() }; });
    CHECK_EQUAL(runOnHost<cuda::AttendCombine>(cuda::AttendCombineLaunch { partial.data(), o.y.data(), 1, 2, 32 }, ThreadOrder::Forward), std::string());
    std::vector<float> want(o.y.size());
    AttentionArgs reference = o.args;
    reference.y = want.data();
    attentionReference(reference);
    checkNear(o.y, want, 1e-5, "2,301 positions");
}

SILLOK_TEST(manyTokensOnTiles)
{
    std::vector<AttentionCase> all = cases(true);
    for (const CacheType type : kCaches) {
        all.push_back({ type, 70, 3, 1, 64, 64, 20, 0, 0, Reach::Back }); // several blocks of rows
        all.push_back({ type, 40, 2, 2, 128, 128, 33, 24, 0, Reach::Back });
        all.push_back({ type, 5, 2, 1, 256, 256, 3, 0, 0, Reach::Back });
    }
    for (const AttentionCase& c : all) {
        if (c.type == CacheType::F32)
            continue; // not on tiles
        Operands o(c);
        const cuda::AttendTilesLaunch launch { o.to(o.y), &o.place };
        const auto make = [&] {
            auto own = launch;
            own.op.y = o.y.data();
            return own;
        };
        if (c.valueWidth <= 64)
            checkOrders<cuda::AttendTiles64>("tiles", o.y, make);
        else if (c.valueWidth <= 128)
            checkOrders<cuda::AttendTiles128>("tiles", o.y, make);
        else
            checkOrders<cuda::AttendTiles256>("tiles", o.y, make);
        std::vector<float> want(o.y.size());
        AttentionArgs reference = o.args;
        reference.y = want.data();
        attentionReference(reference);
        checkNear(o.y, want, 4e-5, "tiles: " + name(c));
    }
}

SILLOK_TEST_MAIN
