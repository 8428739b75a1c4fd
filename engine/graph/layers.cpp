#include "engine/graph/layers.h"

namespace sillok::graph {

namespace {

/// Takes pieces off a block, each on a cache line; without a block it only measures.
class Cutter {
public:
    explicit Cutter(std::byte* memory)
        : m_memory(memory)
    {
    }
    /// All factors are inside the range table: no product here can pass 2^45.
    template <typename T> void cut(T*& piece, uint64_t count)
    {
        piece = m_memory ? reinterpret_cast<T*>(m_memory + m_used) : nullptr;
        m_used += (count * sizeof(T) + 63) / 64 * 64;
    }
    uint64_t used() const { return m_used; }

private:
    std::byte* m_memory;
    uint64_t m_used = 0;
};

/// Floats per head that latent attention needs beside query and attended.
uint64_t latentHeadWidth(const LatentParameters& latent)
{
    const uint64_t expanded = latent.absorbed ? 0 : uint64_t { latent.plainWidth } + latent.headValueWidth;
    return latent.keyRank > 0 ? std::max({ uint64_t { latent.headWidth }, uint64_t { latent.headValueWidth }, expanded }) : 0;
}

void cutAngles(Cutter& cutter, Angles& angles, uint64_t count)
{
    cutter.cut(angles.cosines, count);
    cutter.cut(angles.sines, count);
}

uint64_t cutAll(const HyperParameters& p, uint64_t resident, std::byte* memory, Buffers& b)
{
    constexpr uint64_t kTokens = kChunkTokens;
    Cutter cutter(memory);
    cutter.cut(b.hidden, resident * p.embedding);
    cutAngles(cutter, b.mainAngles, resident * (p.rope.rotated / 2));
    cutAngles(cutter, b.localAngles, resident * (p.localRope.rotated / 2));
    cutter.cut(b.normed, kTokens * p.embedding);
    cutter.cut(b.query, kTokens * p.heads * p.keyWidth);
    cutter.cut(b.key, kTokens * p.kvHeads * p.keyWidth);
    cutter.cut(b.value, kTokens * p.kvHeads * p.valueWidth);
    cutter.cut(b.attended, kTokens * p.heads * p.valueWidth);
    cutter.cut(b.branch, kTokens * p.embedding);
    cutter.cut(b.gate, kTokens * p.widestFeedForward());
    cutter.cut(b.up, kTokens * p.widestFeedForward());
    cutter.cut(b.router, kTokens * p.experts.count);
    cutter.cut(b.queryLatent, kTokens * p.latent.queryRank);
    cutter.cut(b.keyLatent, p.latent.keyRank > 0 ? kTokens * (p.latent.keyRank + p.rope.rotated) : 0);
    cutter.cut(b.heads, kTokens * p.heads * latentHeadWidth(p.latent));
    cutter.cut(b.ids, kTokens);
    cutter.cut(b.result, p.makesVectors() ? 2 * uint64_t { std::max(p.widestVector, p.embedding) } : p.vocabulary);
    return cutter.used();
}

void normHeads(Backend& backend, const LayerStep& step, const NormWeights& weights, float* heads, uint32_t count)
{
    const HyperParameters& p = step.parameters;
    if (weights)
        norm(backend, { heads, weights, heads, step.position.tokens * count, p.keyWidth, p.normEpsilon });
}

} // namespace

Buffers cutBuffers(const HyperParameters& parameters, uint32_t resident, std::byte* memory)
{
    Buffers buffers;
    cutAll(parameters, resident, memory, buffers);
    return buffers;
}

uint64_t bufferBytes(const HyperParameters& parameters, uint32_t resident)
{
    Buffers none;
    return cutAll(parameters, resident, nullptr, none);
}

namespace {

kernels::MatmulArgs productOf(const LinearStep& step)
{
    const Matrix& m = step.matrix;
    return { m.data, m.type, m.bias, step.x, step.y, m.rows, m.cols, step.tokens, step.xStride, step.yStride };
}

} // namespace

void linear(Backend& backend, const LinearStep& step) { backend.run(productOf(step)); }

void linear(Backend& backend, const Matrix& matrix, const float* x, float* y, uint32_t tokens)
{
    linear(backend, { matrix, x, y, tokens, matrix.cols, matrix.rows });
}

void linearSet(Backend& backend, const float* x, uint32_t tokens, std::initializer_list<LinearOutput> outputs)
{
    kernels::MatmulSetArgs set {};
    for (const LinearOutput& one : outputs)
        set.parts[set.count++] = productOf({ one.matrix, x, one.y, tokens, one.matrix.cols, one.matrix.rows });
    backend.run(set);
}

void norm(Backend& backend, const NormStep& s)
{
    if (s.weights.bias)
        backend.run(kernels::LayerNormArgs { s.x, s.weights.weight, s.weights.bias, s.y, s.rows, s.cols, s.cols, s.epsilon });
    else
        backend.run(kernels::RmsNormArgs { s.x, s.weights.weight, s.y, s.rows, s.cols, s.cols, s.epsilon });
}

const float* partInput(Backend& backend, const LayerStep& step, const PartNorms& norms)
{
    const Buffers& b = step.buffers;
    const HyperParameters& p = step.parameters;
    if (!norms.before)
        return b.hidden;
    norm(backend, { b.hidden, norms.before, b.normed, step.position.tokens, p.embedding, p.normEpsilon });
    return b.normed;
}

void addBranch(Backend& backend, const LayerStep& step, const PartNorms& norms)
{
    const Buffers& b = step.buffers;
    const HyperParameters& p = step.parameters;
    const uint32_t tokens = step.position.tokens;
    if (norms.branch)
        norm(backend, { b.branch, norms.branch, b.branch, tokens, p.embedding, p.normEpsilon });
    backend.run(kernels::AddArgs { b.branch, b.hidden, int64_t { tokens } * p.embedding, p.residualScale });
    if (norms.after)
        norm(backend, { b.hidden, norms.after, b.hidden, tokens, p.embedding, p.normEpsilon });
}

void turn(Backend& backend, const LayerStep& step, kernels::RopeArgs heads)
{
    if (step.sight.rotation == Rotation::None)
        return;
    const bool local = step.sight.rotation == Rotation::Local;
    const RopeParameters& rope = local ? step.parameters.localRope : step.parameters.rope;
    const Angles& angles = local ? step.buffers.localAngles : step.buffers.mainAngles;
    heads.cosines = angles.cosines;
    heads.sines = angles.sines;
    heads.tokens = step.position.tokens;
    heads.rotated = rope.rotated;
    heads.pairs = rope.pairs;
    backend.run(heads);
}

void storeInCache(Backend& backend, const LayerStep& step)
{
    const KvShape& shape = step.cache.shape();
    const kernels::CacheStoreArgs keys { step.buffers.key, step.cache.keys(step.cacheLayer), shape.type, step.position.tokens, shape.heads,
        shape.keyWidth, shape.tokens, step.position.first, kernels::CacheForm::Keys };
    kernels::CacheStoreArgs values = keys;
    values.x = step.buffers.value;
    values.cache = step.cache.values(step.cacheLayer);
    values.width = shape.valueWidth;
    values.form = kernels::CacheForm::Values;
    backend.run(keys);
    backend.run(values);
}

void attendCached(Backend& backend, const LayerStep& step)
{
    const HyperParameters& p = step.parameters;
    const KvShape& shape = step.cache.shape();
    backend.run(kernels::AttentionArgs { step.buffers.query, step.cache.keys(step.cacheLayer), step.cache.values(step.cacheLayer),
        step.buffers.attended, shape.type, step.position.tokens, p.heads, p.kvHeads, p.keyWidth, p.valueWidth, shape.tokens,
        step.position.first, step.sight.window, p.attentionScale, p.attentionCap, p.bothWays ? kernels::Reach::Both : kernels::Reach::Back,
        step.position.total });
}

namespace {

void storeKeysAndValues(Backend& backend, const LayerStep& step)
{
    const LayerWeights& w = step.weights;
    normHeads(backend, step, w.keyNorm, step.buffers.key, step.parameters.kvHeads);
    turn(backend, step, { step.buffers.key, nullptr, nullptr, 0, step.parameters.kvHeads, step.parameters.keyWidth, 0, w.key.rows, {} });
    storeInCache(backend, step);
}

void turnQueries(Backend& backend, const LayerStep& step)
{
    const LayerWeights& w = step.weights;
    normHeads(backend, step, w.queryNorm, step.buffers.query, step.parameters.heads);
    turn(backend, step, { step.buffers.query, nullptr, nullptr, 0, step.parameters.heads, step.parameters.keyWidth, 0, w.query.rows, {} });
}

} // namespace

void keysAndValues(Backend& backend, const LayerStep& step, const float* input)
{
    const Buffers& b = step.buffers;
    if (step.parameters.latent.keyRank > 0)
        return latentKeys(backend, step, input);
    linearSet(backend, input, step.position.tokens, { { step.weights.key, b.key }, { step.weights.value, b.value } });
    storeKeysAndValues(backend, step);
}

void queries(Backend& backend, const LayerStep& step, const float* input)
{
    if (step.parameters.latent.keyRank > 0)
        return;
    linear(backend, step.weights.query, input, step.buffers.query, step.position.tokens);
    turnQueries(backend, step);
}

void queriesKeysAndValues(Backend& backend, const LayerStep& step, const float* input)
{
    const LayerWeights& w = step.weights;
    const Buffers& b = step.buffers;
    if (step.parameters.latent.keyRank > 0)
        return latentKeys(backend, step, input);
    linearSet(backend, input, step.position.tokens, { { w.query, b.query }, { w.key, b.key }, { w.value, b.value } });
    turnQueries(backend, step);
    storeKeysAndValues(backend, step);
}

void attend(Backend& backend, const LayerStep& step, const float* input)
{
    if (step.parameters.latent.keyRank > 0) {
        latentAttention(backend, step, input);
    } else {
        attendCached(backend, step);
        linear(backend, step.weights.output, step.buffers.attended, step.buffers.branch, step.position.tokens);
    }
    addBranch(backend, step, step.weights.attentionNorms);
}

void activate(Backend& backend, const HyperParameters& p, const float* gate, const float* up, float* y, int64_t count)
{
    if (p.activation == Activation::Silu)
        return backend.run(kernels::SwigluArgs { gate, up, y, count });
    const auto form = p.activation == Activation::GeluErf ? kernels::GeluForm::Erf : kernels::GeluForm::Tanh;
    backend.run(kernels::GeluArgs { gate, up, y, count, form });
}

void feedForward(Backend& backend, const LayerStep& step)
{
    const LayerWeights& w = step.weights;
    const Buffers& b = step.buffers;
    const uint32_t tokens = step.position.tokens;
    const float* input = partInput(backend, step, w.feedForwardNorms);
    if (w.router)
        return routedExperts(backend, step, input);
    const bool gated = static_cast<bool>(w.gate);
    if (gated)
        linearSet(backend, input, tokens, { { w.gate, b.gate }, { w.up, b.up } });
    else
        linear(backend, w.up, input, b.up, tokens);
    activate(backend, step.parameters, gated ? b.gate : b.up, gated ? b.up : nullptr, b.gate, int64_t { tokens } * w.up.rows);
    linear(backend, w.down, b.gate, b.branch, tokens);
    addBranch(backend, step, w.feedForwardNorms);
}

} // namespace sillok::graph
