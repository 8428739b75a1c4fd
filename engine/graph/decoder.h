// decoder.h - Runs a described model: tokens in, logits out, one sequence.
#pragma once

#include "engine/graph/input.h"

#include <stop_token>

namespace sillok::graph {

/// What a model with one sequence of `contextTokens` takes, exactly, before anything is allocated. A model that makes vectors keeps the
/// residual stream of all tokens, and keys and values (F32, whatever `type` says) of one layer at a time.
struct MemoryNeed {
    uint64_t cacheBytes = 0;
    uint64_t bufferBytes = 0; ///< of the pass, attention scratch included
    uint64_t perContextToken = 0; ///< what one more token of context adds

    uint64_t total() const { return cacheBytes + bufferBytes; }
};
/// workBytes: what the backend says for workSize().
/// needs  contextTokens > 0. error OutOfMemory: more than 64 bits can say.
Result<MemoryNeed> memoryNeed(const HyperParameters& parameters, uint32_t contextTokens, KvType type, uint64_t workBytes);

/// The largest ops of this model.
WorkSize workSize(const HyperParameters& parameters);

/// Contexts are rounded up to whole blocks of keys.
KvShape kvShape(const HyperParameters& parameters, uint32_t contextTokens, KvType type);

/// Memory and tables of one sequence, the same for Decoder and Encoder.
struct PassState {
    std::unique_ptr<DeviceMemory> bufferMemory, cacheMemory;
    Buffers buffers;
    KvCache cache;
    RopeTables rope;
};
/// error  OutOfMemory; Unsupported: a cache type that this model's heads do not fit.
Result<PassState> makePassState(const ModelDescription& model, Backend& backend, uint32_t contextTokens, KvType type);

/// The model, the backend and the decoder live as long as each other: the session sees to it.
class Decoder {
public:
    /// needs  a model with Pooling::Text. error as makePassState
    static Result<std::unique_ptr<Decoder>> create(const ModelDescription& model, Backend& backend, uint32_t contextTokens, KvType type);

    /// Computes `tokens` at positions from `first` on and keeps their keys and values.
    /// needs  0 < tokens <= kChunkTokens, ids inside the vocabulary, first + tokens <= context
    /// error  Cancelled: between two layers; what the cache holds from `first` on is unspecified. As Backend::sync()
    Result<void> forward(std::span<const int32_t> tokens, uint32_t first, Pass pass, const std::stop_token& stop = {});
    /// Logits of the last token of the last forward. shape out: [vocabulary]. error as Backend::sync()
    Result<void> lastLogits(float* out);
    /// Logits of all its tokens. shape out: [tokens, vocabulary]. error OutOfMemory: a buffer for them, beyond memoryNeed(); as Backend::sync()
    Result<void> allLogits(float* out);

    /// What keys and values of one token take outside.
    uint64_t tokenBytes() const;
    /// Keys and values of `count` tokens from `first` on, as they lie in the cache, one run behind the other; and back again.
    /// needs  both multiples of kernels::kKeyBlock; first + count <= context; tokenBytes() * count bytes outside. error as Backend::sync()
    Result<void> copyTokensOut(uint32_t first, uint32_t count, std::byte* to);
    Result<void> copyTokensIn(uint32_t first, uint32_t count, const std::byte* from);

private:
    Decoder(const ModelDescription& model, Backend& backend)
        : m_model(model)
        , m_backend(backend)
    {
    }

    Result<void> computeLogits(const float* hidden, float* out, uint32_t rows);

    const ModelDescription& m_model;
    Backend& m_backend;
    PassState m_state;
    std::unique_ptr<DeviceMemory> m_allLogits;
    uint32_t m_tokens = 0; ///< of the last forward
};

} // namespace sillok::graph
