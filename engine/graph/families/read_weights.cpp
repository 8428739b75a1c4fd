// read_weights.cpp - Tensors that every family names alike, each with the shape that the hyper-parameters ask for.
#include "engine/graph/families/reading.h"

#include <algorithm>

namespace sillok::graph {

namespace {

Result<NormWeights> readNorm(const TensorFinder& find, Presence presence, const std::string& base, int64_t count)
{
    if (presence == Presence::Never)
        return NormWeights {};
    return presence == Presence::Needed ? find.norm(base, count) : find.normIfAny(base, count);
}

Result<void> readSharedExpert(const TensorFinder& find, const HyperParameters& p, const std::string& block, LayerWeights& layer)
{
    const int64_t d = p.embedding, ff = p.experts.sharedFeedForward;
    if (!find.has(block + "ffn_up_shexp.weight"))
        return {};
    SILLOK_TRY(layer.gate, find.matrix(block + "ffn_gate_shexp", ff, d));
    SILLOK_TRY(layer.up, find.matrix(block + "ffn_up_shexp", ff, d));
    SILLOK_TRY(layer.down, find.matrix(block + "ffn_down_shexp", d, ff));
    if (find.has(block + "ffn_gate_inp_shexp.weight")) {
        SILLOK_TRY(layer.sharedGate, find.matrix(block + "ffn_gate_inp_shexp", 1, d));
    }
    return {};
}

Result<void> readExperts(const TensorFinder& find, const HyperParameters& p, const std::string& block, LayerWeights& layer)
{
    const int64_t d = p.embedding, ff = p.experts.feedForward;
    SILLOK_TRY(layer.router, find.matrix(block + "ffn_gate_inp", p.experts.count, d));
    SILLOK_TRY(layer.routerBias, find.vectorIfAny(block + "exp_probs_b.bias", p.experts.count));
    SILLOK_TRY(layer.expertGate, find.experts(block + "ffn_gate_exps", p.experts.count, ff, d));
    SILLOK_TRY(layer.expertUp, find.experts(block + "ffn_up_exps", p.experts.count, ff, d));
    SILLOK_TRY(layer.expertDown, find.experts(block + "ffn_down_exps", p.experts.count, d, ff));
    if (layer.feedForwardNorms.branch || layer.feedForwardNorms.after)
        return fail(ErrorCode::Unsupported, "model: experts with a norm behind them are not there yet");
    return readSharedExpert(find, p, block, layer);
}

/// Qwen3-Reranker as it was published has no classifier: its answer is the next token, "yes" or "no".
/// source  models.md section 11
Result<void> readAnswerRows(const gguf::Reader& file, Weights& w)
{
    SILLOK_TRY(const auto read, file.texts("tokenizer.ggml.tokens"));
    const std::vector<std::string_view> tokens = read.value_or(std::vector<std::string_view> {});
    for (const std::string_view answer : { "yes", "no" }) {
        const int64_t row = std::find(tokens.begin(), tokens.end(), answer) - tokens.begin();
        if (row >= std::min<int64_t>(w.output.rows, static_cast<int64_t>(tokens.size())))
            return fail(ErrorCode::Damaged, "model: neither a tensor cls.output.weight nor the tokens yes and no");
        w.answerRows.push_back(w.output.part(row, 1));
    }
    return {};
}

Result<void> readHeads(const gguf::Reader& file, const HyperParameters& p, Weights& w)
{
    const TensorFinder find(file);
    const int64_t d = p.embedding;
    if (p.pooling == Pooling::Rank && !p.bothWays && !find.has("cls.output.weight")) {
        SILLOK_CHECK(readAnswerRows(file, w));
    } else if (p.pooling == Pooling::Rank) {
        if (find.has("cls.weight")) {
            SILLOK_TRY(w.classifierInner, find.matrix("cls", d, d));
        }
        SILLOK_TRY(const int64_t labels, find.rows("cls.output.weight", d));
        SILLOK_TRY(w.classifier, find.matrix("cls.output", labels, d));
    }
    int64_t width = d;
    for (const char* name : { "dense_2", "dense_3" })
        if (p.pooling != Pooling::Text && find.has(std::string(name) + ".weight")) {
            SILLOK_TRY(const int64_t rows, find.rows(std::string(name) + ".weight", width));
            SILLOK_TRY(Matrix dense, find.matrix(name, rows, width));
            w.denseHeads.push_back(dense);
            width = rows;
        }
    if ((w.classifier || !w.answerRows.empty()) && width != d)
        return fail(ErrorCode::Damaged, "model: dense heads and classifier do not fit");
    return {};
}

/// What all matrices that one token meets have together; of the experts only those used.
template <typename Measure> uint64_t perToken(const HyperParameters& p, const Weights& w, const Measure& measure)
{
    uint64_t sum = measure(w.output);
    for (const LayerWeights& layer : w.layers) {
        const LatentWeights& l = layer.latent;
        for (const Matrix* m : { &layer.query, &layer.key, &layer.value, &layer.output, &layer.gate, &layer.up, &layer.down, &layer.router,
                 &layer.sharedGate, &l.queryDown, &l.keyDown, &l.keyValueUp })
            if (*m)
                sum += measure(*m);
        for (const ExpertMatrices* e : { &layer.expertGate, &layer.expertUp, &layer.expertDown })
            if (e->first)
                sum += measure(e->first) * p.experts.used;
        for (const ExpertMatrices* e : { &l.keyUp, &l.valueUp })
            if (e->first)
                sum += measure(e->first) * e->count;
    }
    return sum;
}

} // namespace

Result<void> readFeedForward(const TensorFinder& find, const HyperParameters& p, const std::string& block, LayerWeights& layer)
{
    const int64_t d = p.embedding, ff = p.feedForward;
    if (p.experts.count > 0 && find.has(block + "ffn_gate_inp.weight"))
        return readExperts(find, p, block, layer);
    SILLOK_TRY(layer.down, find.matrix(block + "ffn_down", d, ff));
    if (!find.has(block + "ffn_gate.weight") && p.activation == Activation::Silu) { // one tensor holds both, the gate first
        SILLOK_TRY(const Matrix both, find.matrix(block + "ffn_up", 2 * ff, d));
        layer.gate = both.part(0, ff);
        layer.up = both.part(ff, ff);
        return {};
    }
    SILLOK_TRY(layer.up, find.matrix(block + "ffn_up", ff, d));
    if (find.has(block + "ffn_gate.weight")) {
        SILLOK_TRY(layer.gate, find.matrix(block + "ffn_gate", ff, d));
    }
    return {};
}

Result<void> readAttention(const TensorFinder& find, const HyperParameters& p, const std::string& block, LayerWeights& layer)
{
    const int64_t d = p.embedding, queries = int64_t { p.heads } * p.keyWidth, keys = int64_t { p.kvHeads } * p.keyWidth,
                  values = int64_t { p.kvHeads } * p.valueWidth;
    SILLOK_TRY(layer.output, find.matrix(block + "attn_output", d, int64_t { p.heads } * p.valueWidth));
    if (find.has(block + "attn_qkv.weight")) {
        SILLOK_TRY(const Matrix all, find.matrix(block + "attn_qkv", queries + keys + values, d));
        layer.query = all.part(0, queries);
        layer.key = all.part(queries, keys);
        layer.value = all.part(queries + keys, values);
        return {};
    }
    SILLOK_TRY(layer.query, find.matrix(block + "attn_q", queries, d));
    SILLOK_TRY(layer.key, find.matrix(block + "attn_k", keys, d));
    SILLOK_TRY(layer.value, find.matrix(block + "attn_v", values, d));
    return {};
}

Result<void> readAround(
    const TensorFinder& find, const HyperParameters& p, const Traits& traits, const std::string& block, LayerWeights& layer)
{
    const int64_t d = p.embedding;
    SILLOK_TRY(layer.attentionNorms.before, readNorm(find, traits.inputNorms, block + "attn_norm", d));
    SILLOK_TRY(layer.feedForwardNorms.before, readNorm(find, traits.inputNorms, block + std::string(traits.feedForwardNorm), d));
    SILLOK_TRY(layer.attentionNorms.branch, readNorm(find, traits.branchNorms, block + "post_attention_norm", d));
    SILLOK_TRY(layer.feedForwardNorms.branch, readNorm(find, traits.branchNorms, block + "post_ffw_norm", d));
    return readFeedForward(find, p, block, layer);
}

Result<Weights> readOutside(const gguf::Reader& file, const HyperParameters& p)
{
    const TensorFinder find(file);
    Weights w;
    SILLOK_TRY(w.embedding, find.matrix("token_embd", p.vocabulary, p.embedding));
    SILLOK_TRY(w.outputNorm, p.bothWays ? find.normIfAny("output_norm", p.embedding) : find.norm("output_norm", p.embedding));
    w.output = w.embedding;
    if (find.has("output.weight")) {
        SILLOK_TRY(w.output, find.matrix("output", p.vocabulary, p.embedding));
    }
    const int64_t pairs = p.rope.rotated / 2;
    SILLOK_TRY(w.ropeFactors, find.vectorIfAny("rope_freqs.weight", pairs));
    if (!w.ropeFactors) {
        SILLOK_TRY(w.ropeFactors, find.vectorIfAny("rope_factors_short.weight", pairs));
        SILLOK_TRY(w.ropeFactorsLong, find.vectorIfAny("rope_factors_long.weight", pairs));
    }
    SILLOK_CHECK(readHeads(file, p, w));
    return w;
}

Result<void> finish(const gguf::Reader& file, ModelDescription& model)
{
    HyperParameters& p = model.parameters;
    Weights& w = model.weights;
    w.bytesPerToken = perToken(p, w, [](const Matrix& m) { return m.sizeBytes(); });
    w.productsPerToken = perToken(p, w, [](const Matrix& m) { return static_cast<uint64_t>(m.rows * m.cols); });
    if (!p.makesVectors() && p.bothWays)
        return fail(
            ErrorCode::Unsupported, "model: " + KeyReader(file, p.architecture).full("pooling_type") + " does not say what to make");
    if (!p.makesVectors())
        return {};
    p.vectorWidth = p.widestVector = p.embedding;
    for (const Matrix& dense : w.denseHeads) {
        p.vectorWidth = static_cast<uint32_t>(dense.rows);
        p.widestVector = std::max(p.widestVector, p.vectorWidth);
    }
    if (w.classifier)
        p.vectorWidth = static_cast<uint32_t>(w.classifier.rows);
    if (!w.answerRows.empty())
        p.vectorWidth = static_cast<uint32_t>(w.answerRows.size());
    p.widestVector = std::max(p.widestVector, p.vectorWidth);
    return {};
}

Result<ModelDescription> readTransformer(const gguf::Reader& file, const Traits& traits)
{
    ModelDescription model;
    SILLOK_TRY(model.parameters, readParameters(file, traits));
    const HyperParameters& p = model.parameters;
    SILLOK_TRY(model.weights, readOutside(file, p));
    const TensorFinder find(file);
    for (uint32_t i = 0; i < p.layers; ++i) {
        LayerWeights layer;
        SILLOK_CHECK(readAttention(find, p, blockName(i), layer));
        SILLOK_TRY(layer.queryNorm, readNorm(find, traits.headNorms, blockName(i) + "attn_q_norm", p.keyWidth));
        SILLOK_TRY(layer.keyNorm, readNorm(find, traits.headNorms, blockName(i) + "attn_k_norm", p.keyWidth));
        SILLOK_CHECK(readAround(find, p, traits, blockName(i), layer));
        model.weights.layers.push_back(layer);
    }
    SILLOK_CHECK(finish(file, model));
    return model;
}

} // namespace sillok::graph
