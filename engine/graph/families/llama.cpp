// llama.cpp - The Llama architecture: pre-norm, rotation of adjacent pairs, grouped heads, gated SiLU, optional experts and biases.
// source  Touvron et al. 2023; GGUF naming as in the specification; proven by fixtures/models and fixtures/golden-logits
#include "engine/graph/families/families.h"

#include <cmath>

namespace sillok::graph {

namespace {

Result<RopeScaling> scalingByName(const std::string& name)
{
    if (name == "none")
        return RopeScaling::None;
    if (name == "linear")
        return RopeScaling::Linear;
    if (name == "yarn")
        return RopeScaling::Yarn;
    return fail(ErrorCode::Unsupported, "model: rotation scaling \"" + name + "\" is not there yet");
}

Result<RopeParameters> readRope(const KeyReader& keys, const HyperParameters& p)
{
    RopeParameters rope;
    SILLOK_TRY(rope.rotated, keys.orElse("rope.dimension_count", p.keyWidth));
    if (rope.rotated > p.keyWidth || rope.rotated % 2 != 0)
        return fail(ErrorCode::Damaged, "model: rope.dimension_count does not fit the heads");
    SILLOK_TRY(rope.base, keys.realOrElse("rope.freq_base", 10000.0));
    SILLOK_TRY(rope.factor, keys.realOrElse("rope.scaling.factor", 0.0));
    SILLOK_TRY(const std::string name, keys.textOrElse("rope.scaling.type", rope.factor > 0 ? "linear" : "none"));
    SILLOK_TRY(rope.scaling, scalingByName(name));
    if (!(rope.factor > 0))
        rope.factor = 1.0;
    SILLOK_TRY(rope.attentionFactor, keys.realOrElse("rope.scaling.attn_factor", 1.0));
    SILLOK_TRY(rope.originalContext, keys.orElse("rope.scaling.original_context_length", p.contextTokens));
    return rope;
}

Result<uint32_t> vocabularySize(const gguf::Reader& file, uint32_t embedding)
{
    const gguf::TensorInfo* table = file.tensor("token_embd.weight");
    if (!table || table->dims[0] != embedding || table->dims[1] == 0 || table->dims[1] > (uint64_t { 1 } << 20))
        return fail(ErrorCode::Damaged, "model: token_embd.weight is missing or of another shape");
    const gguf::Value* tokens = file.value("tokenizer.ggml.tokens");
    if (tokens && tokens->count != table->dims[1])
        return fail(ErrorCode::Damaged, "model: token_embd.weight and the vocabulary differ in size");
    return static_cast<uint32_t>(table->dims[1]);
}

Result<HyperParameters> readParameters(const gguf::Reader& file)
{
    const KeyReader keys(file, "llama");
    HyperParameters p;
    p.architecture = "llama";
    SILLOK_TRY(p.layers, keys.need("block_count"));
    SILLOK_TRY(p.embedding, keys.need("embedding_length"));
    SILLOK_TRY(p.feedForward, keys.need("feed_forward_length"));
    SILLOK_TRY(p.heads, keys.need("attention.head_count"));
    SILLOK_TRY(p.kvHeads, keys.orElse("attention.head_count_kv", p.heads));
    SILLOK_TRY(p.contextTokens, keys.need("context_length"));
    if (p.heads % p.kvHeads != 0)
        return fail(ErrorCode::Damaged, "model: attention.head_count is no multiple of attention.head_count_kv");
    if (!file.has(keys.full("attention.key_length")) && p.embedding % p.heads != 0)
        return fail(ErrorCode::Damaged, "model: embedding_length is no multiple of attention.head_count");
    SILLOK_TRY(p.keyWidth, keys.orElse("attention.key_length", p.embedding / p.heads));
    SILLOK_TRY(p.valueWidth, keys.orElse("attention.value_length", p.keyWidth));
    if (p.keyWidth > 1024 || p.valueWidth > 1024)
        return fail(ErrorCode::Unsupported, "model: heads wider than 1024");
    SILLOK_TRY(p.experts, keys.orElse("expert_count", 0));
    SILLOK_TRY(p.expertsUsed, keys.orElse("expert_used_count", 0));
    if (p.experts > 0 && (p.expertsUsed == 0 || p.expertsUsed > p.experts))
        return fail(ErrorCode::Damaged, "model: expert_used_count does not fit expert_count");
    SILLOK_TRY(const double epsilon, keys.realOrElse("attention.layer_norm_rms_epsilon", -1.0));
    if (epsilon < 0)
        return fail(ErrorCode::Damaged, "model: attention.layer_norm_rms_epsilon is missing");
    p.normEpsilon = static_cast<float>(epsilon);
    SILLOK_TRY(const double scale, keys.realOrElse("attention.scale", 0.0));
    p.attentionScale = static_cast<float>(scale > 0 ? scale : 1.0 / std::sqrt(static_cast<double>(p.keyWidth)));
    SILLOK_TRY(p.rope, readRope(keys, p));
    SILLOK_TRY(p.vocabulary, vocabularySize(file, p.embedding));
    return p;
}

Result<void> readFeedForward(const TensorFinder& find, const HyperParameters& p, const std::string& block, LayerWeights& layer)
{
    const int64_t d = p.embedding, ff = p.feedForward;
    if (p.experts == 0) {
        SILLOK_TRY(layer.gate, find.matrix(block + "ffn_gate", ff, d));
        SILLOK_TRY(layer.up, find.matrix(block + "ffn_up", ff, d));
        SILLOK_TRY(layer.down, find.matrix(block + "ffn_down", d, ff));
        return {};
    }
    SILLOK_TRY(layer.router, find.matrix(block + "ffn_gate_inp", p.experts, d));
    SILLOK_TRY(layer.expertGate, find.experts(block + "ffn_gate_exps", p.experts, ff, d));
    SILLOK_TRY(layer.expertUp, find.experts(block + "ffn_up_exps", p.experts, ff, d));
    SILLOK_TRY(layer.expertDown, find.experts(block + "ffn_down_exps", p.experts, d, ff));
    return {};
}

Result<LayerWeights> readLayer(const TensorFinder& find, const HyperParameters& p, uint32_t index)
{
    const std::string block = "blk." + std::to_string(index) + ".";
    const int64_t d = p.embedding;
    LayerWeights layer;
    SILLOK_TRY(layer.attentionNorm, find.vector(block + "attn_norm.weight", d));
    SILLOK_TRY(layer.query, find.matrix(block + "attn_q", int64_t { p.heads } * p.keyWidth, d));
    SILLOK_TRY(layer.key, find.matrix(block + "attn_k", int64_t { p.kvHeads } * p.keyWidth, d));
    SILLOK_TRY(layer.value, find.matrix(block + "attn_v", int64_t { p.kvHeads } * p.valueWidth, d));
    SILLOK_TRY(layer.output, find.matrix(block + "attn_output", d, int64_t { p.heads } * p.valueWidth));
    SILLOK_TRY(layer.feedForwardNorm, find.vector(block + "ffn_norm.weight", d));
    SILLOK_CHECK(readFeedForward(find, p, block, layer));
    return layer;
}

/// Bytes of all matrices that one token meets; of the experts only those used.
uint64_t bytesPerToken(const HyperParameters& p, const Weights& w)
{
    uint64_t bytes = w.output.sizeBytes();
    for (const LayerWeights& layer : w.layers) {
        for (const Matrix* m :
            { &layer.query, &layer.key, &layer.value, &layer.output, &layer.gate, &layer.up, &layer.down, &layer.router })
            if (*m)
                bytes += m->sizeBytes();
        for (const ExpertMatrices* e : { &layer.expertGate, &layer.expertUp, &layer.expertDown })
            if (e->first)
                bytes += e->first.sizeBytes() * p.expertsUsed;
    }
    return bytes;
}

} // namespace

Result<ModelDescription> describeLlama(const gguf::Reader& file)
{
    ModelDescription model;
    SILLOK_TRY(model.parameters, readParameters(file));
    const HyperParameters& p = model.parameters;
    const TensorFinder find(file);
    Weights& w = model.weights;
    SILLOK_TRY(w.embedding, find.matrix("token_embd", p.vocabulary, p.embedding));
    SILLOK_TRY(w.outputNorm, find.vector("output_norm.weight", p.embedding));
    w.output = w.embedding;
    if (find.has("output.weight")) {
        SILLOK_TRY(w.output, find.matrix("output", p.vocabulary, p.embedding));
    }
    SILLOK_TRY(w.ropeFactors, find.vectorIfAny("rope_freqs.weight", p.rope.rotated / 2));
    for (uint32_t i = 0; i < p.layers; ++i) {
        SILLOK_TRY(LayerWeights layer, readLayer(find, p, i));
        w.layers.push_back(layer);
    }
    w.bytesPerToken = bytesPerToken(p, w);
    return model;
}

} // namespace sillok::graph
