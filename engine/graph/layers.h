// layers.h - The parts of a layer as plain steps on a backend; the description says which a family takes and with what.
#pragma once

#include "engine/backend/backend.h"
#include "engine/cache/kv_cache.h"
#include "engine/graph/model.h"

#include <initializer_list>

namespace sillok::graph {

/// Cosines and sines, [resident tokens, rotated / 2] each.
struct Angles {
    float* cosines = nullptr;
    float* sines = nullptr;
};

/// Buffers of one pass. All f32, dense, one row per token: of the chunk, or of all resident tokens where it says so.
struct Buffers {
    float* hidden = nullptr; ///< [resident, d]: the residual stream
    Angles mainAngles; ///< [resident, ...]
    Angles localAngles; ///< [resident, ...]
    float* normed = nullptr; ///< [tokens, d]
    float* query = nullptr; ///< [tokens, heads x keyWidth]
    float* key = nullptr; ///< [tokens, kvHeads x keyWidth]
    float* value = nullptr; ///< [tokens, kvHeads x valueWidth]
    float* attended = nullptr; ///< [tokens, heads x valueWidth]
    float* branch = nullptr; ///< [tokens, d]: what a part adds to the residual stream
    float* gate = nullptr; ///< [tokens, widestFeedForward]
    float* up = nullptr; ///< [tokens, widestFeedForward]
    float* router = nullptr; ///< [tokens, experts]
    float* queryLatent = nullptr; ///< [tokens, queryRank]
    float* keyLatent = nullptr; ///< [tokens, keyRank + rotated]
    float* heads = nullptr; ///< [tokens, heads x the widest that latent attention keeps per head]
    int32_t* ids = nullptr; ///< [tokens]
    float* result = nullptr; ///< logits of the last token, or the pooled vector and what the heads make of it, twice the widest
};

/// A block of memory cut into buffers; `resident` tokens stay through all layers, at least kChunkTokens.
Buffers cutBuffers(const HyperParameters& parameters, uint32_t resident, std::byte* memory);
/// The size of that block. exact what the decoder allocates, to the byte
uint64_t bufferBytes(const HyperParameters& parameters, uint32_t resident);

/// Where in the sequence a pass stands.
struct PassPosition {
    uint32_t first = 0; ///< position of the first token
    uint32_t tokens = 0; ///< at most kChunkTokens
    uint32_t total = 0; ///< positions that the cache holds at the end; read with bothWays
};

/// One layer's work on one chunk. `buffers.hidden` and the angles start at the chunk's first token.
struct LayerStep {
    const HyperParameters& parameters;
    const LayerWeights& weights;
    const LayerSight& sight;
    const Buffers& buffers;
    const KvCache& cache;
    uint32_t cacheLayer;
    PassPosition position;
};

/// y = W x + bias for every token; rows of x and y lie xStride and yStride apart.
struct LinearStep {
    const Matrix& matrix;
    const float* x;
    float* y;
    uint32_t tokens;
    int64_t xStride;
    int64_t yStride;
};
void linear(Backend& backend, const LinearStep& step);
/// The same, dense.
void linear(Backend& backend, const Matrix& matrix, const float* x, float* y, uint32_t tokens);

/// Two or three matrices that take the same dense x.
struct LinearOutput {
    const Matrix& matrix;
    float* y;
};
void linearSet(Backend& backend, const float* x, uint32_t tokens, std::initializer_list<LinearOutput> outputs);

struct NormStep {
    const float* x;
    NormWeights weights;
    float* y;
    uint32_t rows;
    int64_t cols;
    float epsilon;
};
void norm(Backend& backend, const NormStep& step);

/// What a part reads: norm(hidden) in buffers.normed, or hidden itself when the part has no norm before it.
const float* partInput(Backend& backend, const LayerStep& step, const PartNorms& norms);
/// hidden = after(hidden + residualScale * branch(buffers.branch)).
void addBranch(Backend& backend, const LayerStep& step, const PartNorms& norms);

/// Keys and values of the chunk into the cache.
void keysAndValues(Backend& backend, const LayerStep& step, const float* input);
/// Queries of the chunk; with a latent they are made by attend().
void queries(Backend& backend, const LayerStep& step, const float* input);
/// All three at once.
void queriesKeysAndValues(Backend& backend, const LayerStep& step, const float* input);
/// The attention branch of the chunk onto the residual stream; needs its queries, and all keys and values that it sees in the cache.
void attend(Backend& backend, const LayerStep& step, const float* input);
/// The feed-forward branch: dense, or the experts that the router picks.
void feedForward(Backend& backend, const LayerStep& step);

// Pieces of the above with files of their own.
void turn(Backend& backend, const LayerStep& step, kernels::RopeArgs heads); ///< fills in angles, tokens and pairs
void storeInCache(Backend& backend, const LayerStep& step);
void attendCached(Backend& backend, const LayerStep& step); ///< buffers.query to buffers.attended
void activate(Backend& backend, const HyperParameters& parameters, const float* gate, const float* up, float* y, int64_t count);
void latentKeys(Backend& backend, const LayerStep& step, const float* input);
void latentAttention(Backend& backend, const LayerStep& step, const float* input); ///< to buffers.branch
void routedExperts(Backend& backend, const LayerStep& step, const float* input); ///< adds to hidden

} // namespace sillok::graph
