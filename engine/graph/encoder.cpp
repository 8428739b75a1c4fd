#include "engine/graph/encoder.h"

namespace sillok::graph {

Result<std::unique_ptr<Encoder>> Encoder::create(const ModelDescription& model, Backend& backend, uint32_t contextTokens)
{
    std::unique_ptr<Encoder> encoder(new Encoder(model, backend));
    SILLOK_TRY(encoder->m_state, makePassState(model, backend, contextTokens, KvType::F32));
    return encoder;
}

/// The buffers of a chunk: the resident ones moved to its first token.
Buffers Encoder::buffersAt(uint32_t first) const
{
    const HyperParameters& p = m_model.parameters;
    Buffers b = m_state.buffers;
    b.hidden += size_t { first } * p.embedding;
    b.mainAngles.cosines += size_t { first } * (p.rope.rotated / 2);
    b.mainAngles.sines += size_t { first } * (p.rope.rotated / 2);
    b.localAngles.cosines += size_t { first } * (p.localRope.rotated / 2);
    b.localAngles.sines += size_t { first } * (p.localRope.rotated / 2);
    return b;
}

template <typename Work> void Encoder::eachChunk(Work work)
{
    for (uint32_t first = 0; first < m_tokens; first += kChunkTokens)
        work(buffersAt(first), PassPosition { first, std::min(kChunkTokens, m_tokens - first), m_tokens });
}

/// First the keys and values of all chunks, then what looks at them.
void Encoder::layer(uint32_t index)
{
    const HyperParameters& p = m_model.parameters;
    const LayerWeights& weights = m_model.weights.layers[index];
    eachChunk([&](const Buffers& buffers, const PassPosition& position) {
        const LayerStep step { p, weights, p.sights[index], buffers, m_state.cache, 0, position };
        keysAndValues(m_backend, step, partInput(m_backend, step, weights.attentionNorms));
    });
    eachChunk([&](const Buffers& buffers, const PassPosition& position) {
        const LayerStep step { p, weights, p.sights[index], buffers, m_state.cache, 0, position };
        const float* input = partInput(m_backend, step, weights.attentionNorms);
        queries(m_backend, step, input);
        attend(m_backend, step, input);
        feedForward(m_backend, step);
    });
}

Result<void> Encoder::encode(std::span<const int32_t> tokens, float* out, std::stop_token stop)
{
    const HyperParameters& p = m_model.parameters;
    m_tokens = static_cast<uint32_t>(tokens.size());
    eachChunk([&](const Buffers& buffers, const PassPosition& position) {
        fillAngles(m_backend, m_state.rope, buffers, position);
        embedTokens(m_backend, m_model, buffers, tokens.subspan(position.first, position.tokens), position.first);
        ignore(m_backend.sync(), "the last sync of the pass says it again");
    });
    for (uint32_t index = 0; index < p.layers; ++index) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "computing a vector");
        layer(index);
    }
    pool();
    const float* vector = heads();
    m_backend.copyOut(out, vector, uint64_t { p.vectorWidth } * sizeof(float));
    return m_backend.sync();
}

void Encoder::poolMean()
{
    const HyperParameters& p = m_model.parameters;
    const NormWeights& last = m_model.weights.outputNorm;
    bool first = true;
    eachChunk([&](const Buffers& b, const PassPosition& position) {
        const float* rows = b.hidden;
        if (last) {
            norm(m_backend, { b.hidden, last, b.normed, position.tokens, p.embedding, p.normEpsilon });
            rows = b.normed;
        }
        for (uint32_t t = 0; t < position.tokens; ++t, first = false)
            if (first)
                m_backend.run(kernels::CopyRowsArgs { rows, b.result, 1, p.embedding, p.embedding, p.embedding });
            else
                m_backend.run(kernels::AddArgs { rows + size_t { t } * p.embedding, b.result, p.embedding, 1.0f });
    });
    m_backend.run(kernels::ScaleArgs { m_state.buffers.result, p.embedding, 1.0f / static_cast<float>(m_tokens), 0.0f });
}

void Encoder::pool()
{
    const HyperParameters& p = m_model.parameters;
    const Buffers& b = m_state.buffers;
    if (p.pooling == Pooling::Mean)
        return poolMean();
    const bool first = p.pooling == Pooling::First || (p.pooling == Pooling::Rank && p.bothWays);
    const float* row = b.hidden + (first ? 0 : size_t { m_tokens - 1 } * p.embedding);
    if (const NormWeights& last = m_model.weights.outputNorm)
        norm(m_backend, { row, last, b.result, 1, p.embedding, p.normEpsilon });
    else
        m_backend.run(kernels::CopyRowsArgs { row, b.result, 1, p.embedding, p.embedding, p.embedding });
}

/// Moves the vector through the classifier or the dense heads, from one half of the result buffer to the other and back.
const float* Encoder::heads()
{
    const HyperParameters& p = m_model.parameters;
    const Weights& w = m_model.weights;
    float* vector = m_state.buffers.result;
    float* other = vector + std::max(p.widestVector, p.embedding);
    const auto through = [&](const Matrix& matrix) {
        linear(m_backend, matrix, vector, other, 1);
        std::swap(vector, other);
    };
    for (const Matrix& dense : w.denseHeads)
        through(dense);
    if (w.classifierInner) {
        through(w.classifierInner);
        m_backend.run(kernels::ScaleArgs { vector, p.embedding, 1.0f, 1.0f }); // tanh
    }
    if (w.classifier)
        through(w.classifier);
    if (!w.answerRows.empty()) {
        for (size_t i = 0; i < w.answerRows.size(); ++i)
            linear(m_backend, w.answerRows[i], vector, other + i, 1);
        std::swap(vector, other);
    }
    if (p.rankSharesSumToOne)
        m_backend.run(kernels::SoftmaxArgs { vector, 1, p.vectorWidth });
    return vector;
}

} // namespace sillok::graph
