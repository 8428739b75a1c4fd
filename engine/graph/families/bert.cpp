// bert.cpp - Encoders that look both ways, with norms behind each sum: BERT and XLM-R (learned positions, GELU) and Nomic BERT
// (rotation, gated SiLU).
// source  Devlin et al. 2019, section 3; Nussbaum et al. 2024, section 3.1; proven by golden-logits bert, xlmr, nomic-bert
#include "engine/graph/families/reading.h"

namespace sillok::graph {

namespace {

Result<NormWeights> layerNorm(const TensorFinder& find, const std::string& base, const HyperParameters& p)
{
    SILLOK_TRY(const NormWeights norm, find.norm(base, p.embedding));
    if (!norm.bias)
        return fail(ErrorCode::Damaged, "model: tensor " + base + ".bias is missing");
    return norm;
}

Result<LayerWeights> readLayer(const TensorFinder& find, const HyperParameters& p, const std::string& block)
{
    LayerWeights layer;
    SILLOK_CHECK(readAttention(find, p, block, layer));
    SILLOK_CHECK(readFeedForward(find, p, block, layer));
    SILLOK_TRY(layer.attentionNorms.after, layerNorm(find, block + "attn_output_norm", p));
    SILLOK_TRY(layer.feedForwardNorms.after, layerNorm(find, block + "layer_output_norm", p));
    return layer;
}

Result<void> readInput(const TensorFinder& find, const HyperParameters& p, bool learnedPositions, Weights& w)
{
    SILLOK_TRY(w.embeddingNorm, layerNorm(find, "token_embd_norm", p));
    if (find.has("token_types.weight")) {
        SILLOK_TRY(const int64_t kinds, find.rows("token_types.weight", p.embedding));
        SILLOK_TRY(w.types, find.matrix("token_types", kinds, p.embedding));
    }
    if (learnedPositions) {
        SILLOK_TRY(w.positions, find.matrix("position_embd", p.contextTokens, p.embedding));
    }
    return {};
}

Result<ModelDescription> readEncoder(const gguf::Reader& file, const Traits& traits, bool learnedPositions)
{
    const TensorFinder find(file);
    ModelDescription model;
    HyperParameters& p = model.parameters;
    SILLOK_TRY(p, readParameters(file, traits));
    p.bothWays = true;
    if (p.experts.count > 0)
        return fail(ErrorCode::Unsupported, "model: an encoder with experts is not there yet");
    if (learnedPositions) {
        p.rope = {};
        p.sights.assign(p.layers, { 0, Rotation::None });
    }
    SILLOK_TRY(model.weights, readOutside(file, p));
    SILLOK_CHECK(readInput(find, p, learnedPositions, model.weights));
    for (uint32_t i = 0; i < p.layers; ++i) {
        SILLOK_TRY(LayerWeights layer, readLayer(find, p, blockName(i)));
        model.weights.layers.push_back(layer);
    }
    SILLOK_CHECK(finish(file, model));
    return model;
}

} // namespace

Result<ModelDescription> describeBert(const gguf::Reader& file)
{
    return readEncoder(file, { .architecture = "bert", .activation = Activation::GeluErf }, true);
}

Result<ModelDescription> describeNomicBert(const gguf::Reader& file) { return readEncoder(file, { .architecture = "nomic-bert" }, false); }

} // namespace sillok::graph
