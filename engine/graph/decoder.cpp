#include "engine/graph/decoder.h"

namespace sillok::graph {

namespace {

uint32_t residentTokens(const HyperParameters& p, uint32_t contextTokens)
{
    return p.makesVectors() ? std::max(contextTokens, kChunkTokens) : kChunkTokens;
}

/// Contexts are at most 2^24 tokens.
uint32_t wholeBlocks(uint32_t tokens)
{
    constexpr auto kBlock = static_cast<uint32_t>(kernels::kKeyBlock);
    return (tokens + kBlock - 1) / kBlock * kBlock;
}

} // namespace

KvShape kvShape(const HyperParameters& p, uint32_t contextTokens, KvType type)
{
    if (p.makesVectors())
        return { 1, p.kvHeads, p.keyWidth, p.valueWidth, wholeBlocks(contextTokens), KvType::F32 };
    return { p.layers, p.kvHeads, p.keyWidth, p.valueWidth, wholeBlocks(contextTokens), type };
}

WorkSize workSize(const HyperParameters& p)
{
    const uint64_t attended = uint64_t { p.heads } * std::max(p.valueWidth, p.latent.headValueWidth);
    const uint64_t widest = std::max({ uint64_t { p.embedding }, uint64_t { p.widestFeedForward() }, attended,
        uint64_t { std::max(p.latent.queryRank, p.latent.keyRank) }, uint64_t { p.widestVector } });
    const uint64_t widestOutput = std::max({ uint64_t { p.feedForward }, uint64_t { p.heads } * p.keyWidth, uint64_t { p.embedding } });
    return { p.heads / p.kvHeads, p.keyWidth, p.valueWidth, kChunkTokens, widest, p.heads, widestOutput * p.embedding };
}

Result<MemoryNeed> memoryNeed(const HyperParameters& p, uint32_t contextTokens, KvType type, uint64_t workBytes)
{
    const auto cache = kvShape(p, contextTokens, type).sizeBytes();
    const auto oneMore = kvShape(p, 1, type).sizeBytes();
    if (!cache || !oneMore)
        return fail(ErrorCode::OutOfMemory, "model: its memory need is beyond 64 bits");
    const uint64_t buffers = bufferBytes(p, residentTokens(p, contextTokens));
    const uint64_t perToken = bufferBytes(p, residentTokens(p, contextTokens + 1)) - buffers;
    return MemoryNeed { *cache, buffers + workBytes, *oneMore + perToken };
}

Result<PassState> makePassState(const ModelDescription& model, Backend& backend, uint32_t contextTokens, KvType type)
{
    const HyperParameters& p = model.parameters;
    const uint32_t resident = residentTokens(p, contextTokens);
    SILLOK_TRY(const MemoryNeed need, memoryNeed(p, contextTokens, type, backend.workBytes(workSize(p))));
    PassState state;
    SILLOK_CHECK(backend.reserveWork(workSize(p)));
    SILLOK_TRY(state.bufferMemory, backend.allocate(bufferBytes(p, resident)));
    SILLOK_TRY(state.cacheMemory, backend.allocate(need.cacheBytes));
    state.buffers = cutBuffers(p, resident, state.bufferMemory->data());
    state.cache = KvCache(kvShape(p, contextTokens, type), state.cacheMemory->data());
    state.rope = RopeTables(model, contextTokens);
    return state;
}

Result<std::unique_ptr<Decoder>> Decoder::create(const ModelDescription& model, Backend& backend, uint32_t contextTokens, KvType type)
{
    std::unique_ptr<Decoder> decoder(new Decoder(model, backend));
    SILLOK_TRY(decoder->m_state, makePassState(model, backend, contextTokens, type));
    return decoder;
}

Result<void> Decoder::forward(std::span<const int32_t> tokens, uint32_t first, Pass pass, const std::stop_token& stop)
{
    const HyperParameters& p = m_model.parameters;
    m_backend.beginPass(p.experts.count > 0 ? Pass::Written : pass); // an expert meets one token at a time, in a prompt too
    m_tokens = static_cast<uint32_t>(tokens.size());
    const PassPosition position { first, m_tokens, first + m_tokens };
    const Buffers& buffers = m_state.buffers;
    fillAngles(m_backend, m_state.rope, buffers, position);
    embedTokens(m_backend, m_model, buffers, tokens, first);
    for (uint32_t layer = 0; layer < p.layers; ++layer) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "computing tokens");
        const LayerStep step { p, m_model.weights.layers[layer], p.sights[layer], buffers, m_state.cache, layer, position };
        const float* input = partInput(m_backend, step, step.weights.attentionNorms);
        queriesKeysAndValues(m_backend, step, input);
        attend(m_backend, step, input);
        feedForward(m_backend, step);
    }
    return m_backend.sync();
}

Result<void> Decoder::computeLogits(const float* hidden, float* out, uint32_t rows)
{
    m_backend.beginPass(Pass::Written); // one row or a few, whatever they follow
    const HyperParameters& p = m_model.parameters;
    const Weights& w = m_model.weights;
    norm(m_backend, { hidden, w.outputNorm, m_state.buffers.normed, rows, p.embedding, p.normEpsilon });
    linear(m_backend, w.output, m_state.buffers.normed, out, rows);
    if (p.logitScale != 1.0f || p.logitCap > 0)
        m_backend.run(kernels::ScaleArgs { out, int64_t { rows } * p.vocabulary, p.logitScale, p.logitCap });
    return m_backend.sync();
}

Result<void> Decoder::lastLogits(float* out)
{
    const HyperParameters& p = m_model.parameters;
    SILLOK_CHECK(computeLogits(m_state.buffers.hidden + size_t { m_tokens - 1 } * p.embedding, m_state.buffers.result, 1));
    m_backend.copyOut(out, m_state.buffers.result, uint64_t { p.vocabulary } * sizeof(float));
    return m_backend.sync();
}

Result<void> Decoder::allLogits(float* out)
{
    const uint64_t rowBytes = uint64_t { m_model.parameters.vocabulary } * sizeof(float);
    if (!m_allLogits || m_allLogits->sizeBytes() < m_tokens * rowBytes) {
        SILLOK_TRY(m_allLogits, m_backend.allocate(m_tokens * rowBytes));
    }
    auto* logits = reinterpret_cast<float*>(m_allLogits->data());
    SILLOK_CHECK(computeLogits(m_state.buffers.hidden, logits, m_tokens));
    m_backend.copyOut(out, logits, m_tokens * rowBytes);
    return m_backend.sync();
}

uint64_t Decoder::tokenBytes() const
{
    const KvShape& shape = m_state.cache.shape();
    return uint64_t { shape.layers } * shape.heads * (shape.keyHeadBytes() + shape.valueHeadBytes()) / shape.tokens;
}

Result<void> Decoder::copyTokensOut(uint32_t first, uint32_t count, std::byte* to)
{
    m_state.cache.forRuns(first, count, [&](const std::byte* run, uint64_t bytes) {
        m_backend.copyOut(to, run, bytes);
        to += bytes;
    });
    return m_backend.sync();
}

Result<void> Decoder::copyTokensIn(uint32_t first, uint32_t count, const std::byte* from)
{
    m_state.cache.forRuns(first, count, [&](std::byte* run, uint64_t bytes) {
        m_backend.copyIn(run, from, bytes);
        from += bytes;
    });
    return m_backend.sync();
}

} // namespace sillok::graph
