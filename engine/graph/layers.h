// layers.h - The parts of a decoder layer as plain steps on a backend; families differ in which they take and with what.
#pragma once

#include "engine/backend/backend.h"
#include "engine/cache/kv_cache.h"
#include "engine/graph/model.h"

namespace sillok::graph {

/// Buffers of one pass over up to kChunkTokens tokens. All f32, dense, one row per token.
struct DecoderBuffers {
    float* hidden = nullptr; ///< [tokens, d]: the residual stream
    float* normed = nullptr; ///< [tokens, d]
    float* query = nullptr; ///< [tokens, heads x keyWidth]
    float* key = nullptr; ///< [tokens, kvHeads x keyWidth]
    float* value = nullptr; ///< [tokens, kvHeads x valueWidth]
    float* attended = nullptr; ///< [tokens, heads x valueWidth]
    float* branch = nullptr; ///< [tokens, d]: what a part adds to the residual stream
    float* gate = nullptr; ///< [tokens, feedForward]
    float* up = nullptr; ///< [tokens, feedForward]
    float* cosines = nullptr; ///< [tokens, rotated / 2]
    float* sines = nullptr; ///< [tokens, rotated / 2]
    int32_t* ids = nullptr; ///< [tokens]
    float* router = nullptr; ///< [tokens, experts]
    float* logits = nullptr; ///< [vocabulary]: of the last token
};

/// Cuts one block of memory of bufferBytes() into buffers.
DecoderBuffers cutBuffers(const HyperParameters& parameters, std::byte* memory);

/// Where in the sequence a pass stands.
struct PassPosition {
    uint32_t first = 0; ///< position of the first token
    uint32_t tokens = 0; ///< at most kChunkTokens
};

/// y = W x + bias for every token.
void linear(Backend& backend, const Matrix& matrix, const float* x, float* y, uint32_t tokens);

struct NormStep {
    const float* x;
    const float* weight;
    float* y;
    uint32_t rows;
    uint32_t cols;
    float epsilon;
};
void norm(Backend& backend, const NormStep& step);

/// hidden += Wo attention(rope(Wq n), rope(Wk n), Wv n) with n = norm(hidden); keys and values go to the cache.
struct AttentionPart {
    const HyperParameters& parameters;
    const LayerWeights& weights;
    const KvCache& cache;
    uint32_t layer;
    PassPosition position;
};
void attentionPart(Backend& backend, const DecoderBuffers& buffers, const AttentionPart& part);

/// hidden += Wdown (silu(Wgate n) * Wup n) with n = norm(hidden), or the same through the experts that the router picks.
struct FeedForwardPart {
    const HyperParameters& parameters;
    const LayerWeights& weights;
    PassPosition position;
};
void feedForwardPart(Backend& backend, const DecoderBuffers& buffers, const FeedForwardPart& part);

} // namespace sillok::graph
