#include "engine/graph/layers.h"

#include <algorithm>
#include <numeric>

namespace sillok::graph {

namespace {

kernels::CacheType cacheType(KvType type) { return type == KvType::F32 ? kernels::CacheType::F32 : kernels::CacheType::F16; }

void add(Backend& backend, const float* x, float* y, int64_t count, float scale) { backend.run(kernels::AddArgs { x, y, count, scale }); }

void storeInCache(Backend& backend, const DecoderBuffers& b, const AttentionPart& part)
{
    const KvShape& shape = part.cache.shape();
    const kernels::CacheStoreArgs keys { b.key, part.cache.keys(part.layer), cacheType(shape.type), part.position.tokens, shape.heads,
        shape.keyWidth, shape.tokens, part.position.first };
    kernels::CacheStoreArgs values = keys;
    values.x = b.value;
    values.cache = part.cache.values(part.layer);
    values.width = shape.valueWidth;
    backend.run(keys);
    backend.run(values);
}

/// One expert of the router's choice and its share.
struct Pick {
    uint32_t expert;
    float share;
};

/// The best `used` experts of one token, the lower index on a tie, their shares scaled to sum to one.
/// source  Jiang et al. 2024, Mixtral of Experts, section 2.1; proven by golden-logits llama-moe
std::vector<Pick> pickExperts(const float* probabilities, uint32_t experts, uint32_t used)
{
    std::vector<uint32_t> order(experts);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return probabilities[a] > probabilities[b]; });
    std::vector<Pick> picks;
    float total = 0;
    for (uint32_t i = 0; i < used; ++i) {
        picks.push_back({ order[i], probabilities[order[i]] });
        total += picks.back().share;
    }
    for (Pick& pick : picks)
        pick.share /= total;
    return picks;
}

void experts(Backend& backend, const DecoderBuffers& b, const FeedForwardPart& part)
{
    const HyperParameters& p = part.parameters;
    const LayerWeights& w = part.weights;
    linear(backend, w.router, b.normed, b.router, part.position.tokens);
    backend.run(kernels::SoftmaxArgs { b.router, part.position.tokens, p.experts });
    backend.sync();
    std::vector<float> probabilities(size_t { part.position.tokens } * p.experts);
    backend.copyOut(probabilities.data(), b.router, probabilities.size() * sizeof(float));
    for (uint32_t t = 0; t < part.position.tokens; ++t) {
        const float* x = b.normed + size_t { t } * p.embedding;
        for (const Pick& pick : pickExperts(probabilities.data() + size_t { t } * p.experts, p.experts, p.expertsUsed)) {
            linear(backend, w.expertGate.expert(pick.expert), x, b.gate, 1);
            linear(backend, w.expertUp.expert(pick.expert), x, b.up, 1);
            backend.run(kernels::SwigluArgs { b.gate, b.up, b.gate, p.feedForward });
            linear(backend, w.expertDown.expert(pick.expert), b.gate, b.branch, 1);
            add(backend, b.branch, b.hidden + size_t { t } * p.embedding, p.embedding, pick.share);
        }
    }
}

} // namespace

DecoderBuffers cutBuffers(const HyperParameters& p, std::byte* memory)
{
    // The order and the rounding are those of bufferBytes().
    const auto cut = [&memory](uint64_t elements) {
        std::byte* at = memory;
        memory += (elements * sizeof(float) + 63) / 64 * 64;
        return at;
    };
    const auto floats = [&cut](uint64_t perToken) { return reinterpret_cast<float*>(cut(perToken * kChunkTokens)); };
    DecoderBuffers b;
    b.hidden = floats(p.embedding);
    b.normed = floats(p.embedding);
    b.query = floats(uint64_t { p.heads } * p.keyWidth);
    b.key = floats(uint64_t { p.kvHeads } * p.keyWidth);
    b.value = floats(uint64_t { p.kvHeads } * p.valueWidth);
    b.attended = floats(uint64_t { p.heads } * p.valueWidth);
    b.branch = floats(p.embedding);
    b.gate = floats(p.feedForward);
    b.up = floats(p.feedForward);
    b.cosines = floats(p.rope.rotated / 2);
    b.sines = floats(p.rope.rotated / 2);
    b.ids = reinterpret_cast<int32_t*>(cut(kChunkTokens));
    b.router = floats(p.experts);
    b.logits = reinterpret_cast<float*>(cut(p.vocabulary));
    return b;
}

void linear(Backend& backend, const Matrix& matrix, const float* x, float* y, uint32_t tokens)
{
    backend.run(
        kernels::MatmulArgs { matrix.data, matrix.type, matrix.bias, x, y, matrix.rows, matrix.cols, tokens, matrix.cols, matrix.rows });
}

void norm(Backend& backend, const NormStep& step)
{
    backend.run(kernels::RmsNormArgs { step.x, step.weight, step.y, step.rows, step.cols, step.cols, step.epsilon });
}

void attentionPart(Backend& backend, const DecoderBuffers& b, const AttentionPart& part)
{
    const HyperParameters& p = part.parameters;
    const LayerWeights& w = part.weights;
    const uint32_t tokens = part.position.tokens;
    norm(backend, { b.hidden, w.attentionNorm, b.normed, tokens, p.embedding, p.normEpsilon });
    linear(backend, w.query, b.normed, b.query, tokens);
    linear(backend, w.key, b.normed, b.key, tokens);
    linear(backend, w.value, b.normed, b.value, tokens);
    kernels::RopeArgs rope { b.query, b.cosines, b.sines, tokens, p.heads, p.keyWidth, p.rope.rotated, w.query.rows, p.rope.pairs };
    backend.run(rope);
    rope.x = b.key;
    rope.heads = p.kvHeads;
    rope.stride = w.key.rows;
    backend.run(rope);
    storeInCache(backend, b, part);
    backend.run(kernels::AttentionArgs { b.query, part.cache.keys(part.layer), part.cache.values(part.layer), b.attended,
        cacheType(part.cache.shape().type), tokens, p.heads, p.kvHeads, p.keyWidth, p.valueWidth, part.cache.shape().tokens,
        part.position.first, 0, p.attentionScale });
    linear(backend, w.output, b.attended, b.branch, tokens);
    add(backend, b.branch, b.hidden, int64_t { tokens } * p.embedding, 1.0f);
}

void feedForwardPart(Backend& backend, const DecoderBuffers& b, const FeedForwardPart& part)
{
    const HyperParameters& p = part.parameters;
    const LayerWeights& w = part.weights;
    const uint32_t tokens = part.position.tokens;
    norm(backend, { b.hidden, w.feedForwardNorm, b.normed, tokens, p.embedding, p.normEpsilon });
    if (p.experts > 0)
        return experts(backend, b, part);
    linear(backend, w.gate, b.normed, b.gate, tokens);
    linear(backend, w.up, b.normed, b.up, tokens);
    backend.run(kernels::SwigluArgs { b.gate, b.up, b.gate, int64_t { tokens } * p.feedForward });
    linear(backend, w.down, b.gate, b.branch, tokens);
    add(backend, b.branch, b.hidden, int64_t { tokens } * p.embedding, 1.0f);
}

} // namespace sillok::graph
