// latent.cpp - Attention through a latent vector. Absorbed: the query is moved into the latent's space and the cache holds one latent
// for all heads; otherwise keys and values of every head are expanded and kept.
#include "engine/graph/layers.h"

namespace sillok::graph {

namespace {

void copyRows(Backend& backend, const kernels::CopyRowsArgs& args) { backend.run(args); }

/// Keys and values of every head out of the latent: [plain part | shared turning part], and the values.
void expandHeads(Backend& backend, const LayerStep& step)
{
    const HyperParameters& p = step.parameters;
    const LatentParameters& l = p.latent;
    const Buffers& b = step.buffers;
    const int64_t tokens = step.position.tokens, heads = p.heads;
    const int64_t latentWidth = int64_t { l.keyRank } + p.rope.rotated, both = int64_t { l.plainWidth } + l.headValueWidth;
    linear(backend, { step.weights.latent.keyValueUp, b.keyLatent, b.heads, step.position.tokens, latentWidth, heads * both });
    copyRows(backend, { b.heads, b.key, tokens * heads, l.plainWidth, both, l.headWidth });
    copyRows(backend, { b.heads + l.plainWidth, b.value, tokens * heads, l.headValueWidth, both, l.headValueWidth });
    for (int64_t h = 0; h < heads; ++h)
        copyRows(backend,
            { b.keyLatent + l.keyRank, b.key + h * l.headWidth + l.plainWidth, tokens, p.rope.rotated, latentWidth, heads * l.headWidth });
}

} // namespace

void latentKeys(Backend& backend, const LayerStep& step, const float* input)
{
    const HyperParameters& p = step.parameters;
    const LatentParameters& l = p.latent;
    const LatentWeights& w = step.weights.latent;
    const Buffers& b = step.buffers;
    const uint32_t tokens = step.position.tokens;
    const int64_t width = int64_t { l.keyRank } + p.rope.rotated;
    linear(backend, w.keyDown, input, b.keyLatent, tokens);
    backend.run(kernels::RmsNormArgs { b.keyLatent, w.keyNorm.weight, b.keyLatent, tokens, l.keyRank, width, p.normEpsilon });
    turn(backend, step, { b.keyLatent + l.keyRank, nullptr, nullptr, 0, 1, p.rope.rotated, 0, width, {} });
    if (l.absorbed) {
        copyRows(backend, { b.keyLatent, b.key, tokens, width, width, width });
        copyRows(backend, { b.keyLatent, b.value, tokens, l.keyRank, width, l.keyRank });
    } else {
        expandHeads(backend, step);
    }
    storeInCache(backend, step);
}

void latentAttention(Backend& backend, const LayerStep& step, const float* input)
{
    const HyperParameters& p = step.parameters;
    const LatentParameters& l = p.latent;
    const LatentWeights& w = step.weights.latent;
    const Buffers& b = step.buffers;
    const uint32_t tokens = step.position.tokens;
    const int64_t heads = p.heads, rows = tokens * heads;
    if (w.queryDown) {
        linear(backend, w.queryDown, input, b.queryLatent, tokens);
        norm(backend, { b.queryLatent, w.queryNorm, b.queryLatent, tokens, l.queryRank, p.normEpsilon });
        input = b.queryLatent;
    }
    float* query = l.absorbed ? b.heads : b.query;
    linear(backend, step.weights.query, input, query, tokens);
    turn(backend, step, { query + l.plainWidth, nullptr, nullptr, 0, heads, l.headWidth, 0, heads * l.headWidth, {} });
    if (!l.absorbed) {
        attendCached(backend, step);
        return linear(backend, step.weights.output, b.attended, b.branch, tokens);
    }
    for (uint32_t h = 0; h < p.heads; ++h)
        linear(backend,
            { w.keyUp.expert(h), query + h * l.headWidth, b.query + h * p.keyWidth, tokens, heads * l.headWidth, heads * p.keyWidth });
    copyRows(backend, { query + l.plainWidth, b.query + l.keyRank, rows, p.rope.rotated, l.headWidth, p.keyWidth });
    attendCached(backend, step);
    for (uint32_t h = 0; h < p.heads; ++h)
        linear(backend,
            { w.valueUp.expert(h), b.attended + h * p.valueWidth, b.heads + h * l.headValueWidth, tokens, heads * p.valueWidth,
                heads * l.headValueWidth });
    linear(backend, step.weights.output, b.heads, b.branch, tokens);
}

} // namespace sillok::graph
