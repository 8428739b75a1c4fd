#include "engine/graph/decoder.h"

namespace sillok::graph {

KvShape kvShape(const HyperParameters& p, uint32_t contextTokens, KvType type)
{
    return { p.layers, p.kvHeads, p.keyWidth, p.valueWidth, contextTokens, type };
}

Result<MemoryNeed> memoryNeed(const HyperParameters& p, uint32_t contextTokens, KvType type, uint64_t attentionBytes)
{
    const auto cache = kvShape(p, contextTokens, type).sizeBytes();
    const auto oneMore = kvShape(p, 1, type).sizeBytes();
    const auto buffers = bufferBytes(p);
    if (!cache || !oneMore || !buffers)
        return fail(ErrorCode::OutOfMemory, "model: its memory need is beyond 64 bits");
    return MemoryNeed { *cache, *buffers + attentionBytes, *oneMore + attentionBytes / contextTokens };
}

Result<std::unique_ptr<Decoder>> Decoder::create(const ModelDescription& model, Backend& backend, uint32_t contextTokens, KvType type)
{
    const HyperParameters& p = model.parameters;
    SILLOK_TRY(const MemoryNeed need, memoryNeed(p, contextTokens, type, backend.attentionBytes(contextTokens, attentionGroup(p))));
    std::unique_ptr<Decoder> decoder(new Decoder(model, backend));
    SILLOK_CHECK(backend.reserveAttention(contextTokens, attentionGroup(p)));
    SILLOK_TRY(decoder->m_bufferMemory, backend.allocate(*bufferBytes(p)));
    SILLOK_TRY(decoder->m_cacheMemory, backend.allocate(need.cacheBytes));
    decoder->m_buffers = cutBuffers(p, decoder->m_bufferMemory->data());
    decoder->m_cache = KvCache(kvShape(p, contextTokens, type), decoder->m_cacheMemory->data());
    decoder->m_rope = RopeTable(p.rope, model.weights.ropeFactors);
    return decoder;
}

void Decoder::forward(std::span<const int32_t> tokens, uint32_t first)
{
    const HyperParameters& p = m_model.parameters;
    const Weights& w = m_model.weights;
    m_tokens = static_cast<uint32_t>(tokens.size());
    const PassPosition position { first, m_tokens };
    std::vector<float> cosines(size_t { m_tokens } * (p.rope.rotated / 2)), sines(cosines.size());
    m_rope.fill(first, m_tokens, cosines.data(), sines.data());
    m_backend.copyIn(m_buffers.cosines, cosines.data(), cosines.size() * sizeof(float));
    m_backend.copyIn(m_buffers.sines, sines.data(), sines.size() * sizeof(float));
    m_backend.copyIn(m_buffers.ids, tokens.data(), tokens.size() * sizeof(int32_t));
    m_backend.run(kernels::LookupArgs { w.embedding.data, w.embedding.type, m_buffers.ids, m_buffers.hidden, p.embedding, m_tokens });
    for (uint32_t layer = 0; layer < p.layers; ++layer) {
        attentionPart(m_backend, m_buffers, { p, w.layers[layer], m_cache, layer, position });
        feedForwardPart(m_backend, m_buffers, { p, w.layers[layer], position });
    }
    m_backend.sync();
}

void Decoder::lastLogits(float* out)
{
    const HyperParameters& p = m_model.parameters;
    const Weights& w = m_model.weights;
    norm(m_backend,
        { m_buffers.hidden + size_t { m_tokens - 1 } * p.embedding, w.outputNorm, m_buffers.normed, 1, p.embedding, p.normEpsilon });
    linear(m_backend, w.output, m_buffers.normed, m_buffers.logits, 1);
    m_backend.sync();
    m_backend.copyOut(out, m_buffers.logits, uint64_t { p.vocabulary } * sizeof(float));
}

Result<void> Decoder::allLogits(float* out)
{
    const HyperParameters& p = m_model.parameters;
    const Weights& w = m_model.weights;
    const uint64_t rowBytes = uint64_t { p.vocabulary } * sizeof(float);
    if (!m_allLogits) {
        SILLOK_TRY(m_allLogits, m_backend.allocate(kChunkTokens * rowBytes));
    }
    auto* logits = reinterpret_cast<float*>(m_allLogits->data());
    norm(m_backend, { m_buffers.hidden, w.outputNorm, m_buffers.normed, m_tokens, p.embedding, p.normEpsilon });
    linear(m_backend, w.output, m_buffers.normed, logits, m_tokens);
    m_backend.sync();
    m_backend.copyOut(out, logits, m_tokens * rowBytes);
    return {};
}

} // namespace sillok::graph
