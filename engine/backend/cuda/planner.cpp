#include "engine/backend/cuda/planner.h"

#include <algorithm>
#include <cassert>

namespace sillok {

namespace cuda = kernels::cuda;
using cuda::Kernel;
using kernels::WeightType;

CardWork CardWork::cut(const WorkSize& size, bool multiplies, std::byte* memory, uint64_t* bytes)
{
    CardWork work;
    uint64_t at = 0;
    const auto take = [&](uint64_t count) {
        std::byte* here = memory ? memory + at : nullptr;
        at += (count + 255) / 256 * 256;
        return here;
    };
    const auto tokens = static_cast<int64_t>(size.chunkTokens), cols = static_cast<int64_t>(size.widestInput);
    work.rounded = take(static_cast<uint64_t>(cuda::roundedRowsBytes(tokens, cols)));
    work.partial = reinterpret_cast<float*>(
        take(static_cast<uint64_t>(cuda::splitPartialFloats(static_cast<int64_t>(size.heads), static_cast<int64_t>(size.valueWidth))) * sizeof(float)));
    work.places = reinterpret_cast<cuda::PassPlace*>(take(kPlaces * sizeof(cuda::PassPlace)));
    if (multiplies) {
        constexpr uint64_t kBoth = 2 * sizeof(uint16_t); // values and what is left of them
        work.narrowed = take(size.chunkTokens * size.widestInput * kBoth);
        work.expandedBytes = size.largestMatrix * kBoth;
        work.expanded = take(work.expandedBytes);
    }
    if (bytes)
        *bytes = at;
    return work;
}

template <typename Launch> void CardPlanner::launch(Kernel kernel, const Launch& launch)
{
    const cuda::Shape shape = cuda::shapeOf(launch);
    if (shape.grid[0] == 0 || shape.grid[1] == 0 || shape.grid[2] == 0)
        return; // no row or no token
    if (kernel != Kernel::MatvecRounded && kernel != Kernel::MatvecValues)
        m_rounded = {};
    m_launches.push_back(cardLaunch(kernel, launch));
}

template <typename Launch> bool CardPlanner::last(Kernel kernel, Launch& launch) const
{
    if (m_launches.empty() || m_launches.back().kernel != static_cast<uint32_t>(kernel))
        return false;
    std::memcpy(&launch, m_launches.back().args, sizeof launch);
    return true;
}

template <typename Launch> void CardPlanner::replaceLast(Kernel kernel, const Launch& launch) { m_launches.back() = cardLaunch(kernel, launch); }

const cuda::PassPlace* CardPlanner::place(int64_t first, int64_t positions)
{
    const cuda::PassPlace wanted { static_cast<int32_t>(first), static_cast<int32_t>(positions) };
    const auto known = std::find_if(m_places.begin(), m_places.end(), [&](const auto& one) { return one.first == wanted.first && one.positions == wanted.positions; });
    const auto index = static_cast<size_t>(known - m_places.begin());
    if (known == m_places.end())
        m_places.push_back(wanted);
    assert(index < CardWork::kPlaces);
    return m_work.places + index;
}

void CardPlanner::clear()
{
    m_launches.clear();
    m_places.clear();
    m_rounded = {};
}

void CardPlanner::add(const Op& op)
{
    std::visit([this](const auto& args) { plan(args); }, op);
}

// -- Products

cuda::ProductPart CardPlanner::partOf(const kernels::MatmulArgs& a) const
{
    return { m_weights.matrix(a.weight, a.type, a.rows, a.cols), m_weights.floats(a.bias), a.y, a.yStride };
}

bool CardPlanner::roundable(const kernels::MatmulArgs& a) const { return m_fast && kernels::blockShape(a.type).elements > 1; }

void CardPlanner::plan(const kernels::MatmulArgs& a)
{
    m_pass == Pass::Written ? fewTokens(&a, 1) : manyTokens(a);
}

void CardPlanner::plan(const kernels::MatmulSetArgs& set)
{
    if (m_pass == Pass::Prompt) {
        std::for_each(set.parts, set.parts + set.count, [this](const auto& part) { manyTokens(part); });
        return;
    }
    const bool first = roundable(set.parts[0]);
    if (std::all_of(set.parts, set.parts + set.count, [&](const auto& part) { return roundable(part) == first; }))
        return fewTokens(set.parts, set.count);
    std::for_each(set.parts, set.parts + set.count, [this](const auto& part) { fewTokens(&part, 1); });
}

/// Rounded by the norm that made it, if that was the last launch; or by a launch of its own; or already.
cuda::RoundedRows CardPlanner::roundedInput(const kernels::MatmulArgs& a)
{
    const Rounded wanted { a.x, a.xStride, a.cols, a.tokens };
    const cuda::RoundedRows rows = cuda::roundedRowsAt(m_work.rounded, a.tokens, a.cols);
    if (m_rounded == wanted)
        return rows;
    cuda::NormLaunch norm;
    if (last(Kernel::Norm, norm) && norm.y == a.x && norm.rows == a.tokens && norm.cols == a.cols && norm.stride == a.xStride) {
        norm.rounded = rows;
        replaceLast(Kernel::Norm, norm);
    } else {
        launch(Kernel::Round, cuda::RoundLaunch { a.x, a.xStride, a.cols, a.tokens, rows });
    }
    m_rounded = wanted;
    return rows;
}

void CardPlanner::fewTokens(const kernels::MatmulArgs* parts, int count)
{
    const kernels::MatmulArgs& a = parts[0];
    if (a.tokens == 0)
        return;
    cuda::MatvecLaunch product {};
    for (int i = 0; i < count; ++i)
        product.part[i] = partOf(parts[i]);
    product.parts = count;
    product.tokens = static_cast<int32_t>(a.tokens);
    product.x = a.x;
    product.xStride = a.xStride;
    product.wide = a.cols % 8 == 0 && a.xStride % 4 == 0 && reinterpret_cast<uintptr_t>(a.x) % 16 == 0;
    if (roundable(a)) {
        product.rounded = roundedInput(a);
        return launch(Kernel::MatvecRounded, product);
    }
    launch(Kernel::MatvecValues, product);
}

/// By the library where it is there and the shape allows, whatever the number of tokens, so that a token's numbers do not depend on that.
/// Weights of 32 bits are not for tensor cores: two bf16 keep 16 of their 24 bits, and matrices of that type are small.
void CardPlanner::manyTokens(const kernels::MatmulArgs& a)
{
    if (a.tokens == 0)
        return;
    if (a.type == WeightType::F32)
        return fewTokens(&a, 1);
    const bool fine = !roundable(a);
    const uint64_t expanded = static_cast<uint64_t>(a.rows * a.cols) * 2 * sizeof(uint16_t);
    if (m_multiplies && a.rows % 8 == 0 && a.cols % 8 == 0 && expanded <= m_work.expandedBytes)
        return libraryProduct(a, fine);
    const cuda::MatmulTilesLaunch tiles { partOf(a), a.x, a.xStride, static_cast<int32_t>(a.tokens), fine };
    launch(fine ? Kernel::MatmulFine : Kernel::MatmulCoarse, tiles);
}

/// Fine: values by values, then what is left of either by the values of the other.
void CardPlanner::libraryProduct(const kernels::MatmulArgs& a, bool fine)
{
    const cuda::ProductPart part = partOf(a);
    auto* weight = reinterpret_cast<uint16_t*>(m_work.expanded);
    auto* x = reinterpret_cast<uint16_t*>(m_work.narrowed);
    launch(Kernel::Expand, cuda::ExpandLaunch { part.matrix, weight, fine });
    launch(Kernel::Narrow, cuda::NarrowLaunch { a.x, a.xStride, a.cols, a.tokens, x, fine });
    cuda::ProductLaunch product { weight, x, a.y, a.rows, a.cols, a.tokens, a.yStride, false };
    launch(Kernel::LibraryProduct, product);
    if (fine) {
        product.adds = true;
        product.weight = weight + a.rows * a.cols;
        launch(Kernel::LibraryProduct, product);
        product.weight = weight;
        product.x = x + a.tokens * a.cols;
        launch(Kernel::LibraryProduct, product);
    }
    if (part.bias)
        launch(Kernel::Bias, cuda::BiasLaunch { a.y, part.bias, a.rows, a.tokens, a.yStride });
}

// -- What may join the product before it

void CardPlanner::plan(const kernels::AddArgs& a)
{
    for (const Kernel kernel : { Kernel::MatvecRounded, Kernel::MatvecValues }) {
        cuda::MatvecLaunch product;
        if (!last(kernel, product) || product.parts != 1 || product.gated || product.addTo)
            continue;
        const cuda::ProductPart& part = product.part[0];
        if (part.y != a.x || part.yStride != part.matrix.rows || product.tokens * part.matrix.rows != a.count)
            continue;
        product.addTo = a.y;
        product.addScale = a.scale;
        return replaceLast(kernel, product);
    }
    launch(Kernel::Add, cuda::AddLaunch { a });
}

/// Then the raw branches are not written: an activation in the place of its gate says that nobody wants them any more.
void CardPlanner::activation(const cuda::ActivateLaunch& a)
{
    for (const Kernel kernel : { Kernel::MatvecRounded, Kernel::MatvecValues }) {
        cuda::MatvecLaunch product;
        if (!last(kernel, product) || product.parts != 2 || product.gated)
            continue;
        const cuda::ProductPart &gate = product.part[0], &up = product.part[1];
        const bool dense = gate.yStride == gate.matrix.rows && up.yStride == gate.matrix.rows && up.matrix.rows == gate.matrix.rows;
        if (!dense || a.gate != gate.y || a.up != up.y || a.y != gate.y || product.tokens * gate.matrix.rows != a.count)
            continue;
        product.gated = true;
        product.gate = a.form;
        return replaceLast(kernel, product);
    }
    launch(Kernel::Activate, a);
}

void CardPlanner::plan(const kernels::SwigluArgs& a) { activation({ a.gate, a.up, a.y, a.count, cuda::Gate::Silu }); }
void CardPlanner::plan(const kernels::GeluArgs& a)
{
    activation({ a.gate, a.up, a.y, a.count, a.form == kernels::GeluForm::Erf ? cuda::Gate::GeluErf : cuda::Gate::GeluTanh });
}

// -- One op, one kernel

void CardPlanner::plan(const kernels::LookupArgs& a)
{
    constexpr int64_t kAnyRows = 1; // ids say which
    launch(Kernel::Lookup, cuda::LookupLaunch { m_weights.matrix(a.table, a.type, kAnyRows, a.cols), a.ids, a.y, a.tokens });
}
void CardPlanner::plan(const kernels::RmsNormArgs& a)
{
    launch(Kernel::Norm, cuda::NormLaunch { a.x, m_weights.floats(a.weight), nullptr, a.y, a.rows, a.cols, a.stride, a.eps, {} });
}
void CardPlanner::plan(const kernels::LayerNormArgs& a)
{
    launch(Kernel::Norm, cuda::NormLaunch { a.x, m_weights.floats(a.weight), m_weights.floats(a.bias), a.y, a.rows, a.cols, a.stride, a.eps, {} });
}
void CardPlanner::plan(const kernels::RopeArgs& a)
{
    launch(Kernel::Rope, cuda::RopeLaunch { a });
}
void CardPlanner::plan(const kernels::SoftmaxArgs& a) { launch(Kernel::Softmax, cuda::SoftmaxLaunch { a.x, a.rows, a.cols }); }
void CardPlanner::plan(const kernels::ScaleArgs& a) { launch(Kernel::Scale, cuda::ScaleLaunch { a }); }
void CardPlanner::plan(const kernels::CopyRowsArgs& a) { launch(Kernel::CopyRows, cuda::CopyRowsLaunch { a }); }

void CardPlanner::plan(const kernels::CacheStoreArgs& a)
{
    cuda::CacheStoreLaunch store { a, place(a.firstPosition, 0) };
    store.op.firstPosition = 0; // the place says it
    launch(Kernel::CacheStore, store);
}

// -- Attention

void CardPlanner::plan(const kernels::AttentionArgs& a)
{
    const auto fits = [](int64_t width) { return width % 16 == 0 && width <= cuda::kMostTileWidth; };
    if (m_pass == Pass::Written || a.type == kernels::CacheType::F32 || !fits(a.keyWidth) || !fits(a.valueWidth))
        return splitAttention(a);
    cuda::AttendTilesLaunch tiles { a, place(a.firstPosition, a.positions) };
    tiles.op.firstPosition = tiles.op.positions = 0;
    const Kernel kernel = a.valueWidth <= 64 ? Kernel::AttendTiles64 : a.valueWidth <= 128 ? Kernel::AttendTiles128 : Kernel::AttendTiles256;
    launch(kernel, tiles);
}

void CardPlanner::splitAttention(const kernels::AttentionArgs& a)
{
    for (int64_t first = 0; first < a.tokens; first += cuda::kMostSplitTokens) {
        cuda::AttendSplitLaunch split { a, place(a.firstPosition + first, a.positions), m_work.partial };
        split.op.tokens = std::min(cuda::kMostSplitTokens, a.tokens - first);
        split.op.q += first * a.heads * a.keyWidth;
        split.op.y += first * a.heads * a.valueWidth;
        split.op.firstPosition = split.op.positions = 0;
        launch(Kernel::AttendSplit, split);
        launch(Kernel::AttendCombine, cuda::AttendCombineLaunch { m_work.partial, split.op.y, split.op.tokens, a.heads, a.valueWidth });
    }
}

} // namespace sillok
