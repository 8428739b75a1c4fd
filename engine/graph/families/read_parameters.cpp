// read_parameters.cpp - Hyper-parameters that every family names alike.
#include "engine/graph/families/reading.h"

#include <algorithm>
#include <cmath>

namespace sillok::graph {

namespace {

Result<RopeScaling> scalingByName(const std::string& name)
{
    if (name == "none")
        return RopeScaling::None;
    if (name == "linear" || name == "longrope") // long rope scales by its factor tensors, and by a number if there is one
        return RopeScaling::Linear;
    if (name == "yarn")
        return RopeScaling::Yarn;
    return fail(ErrorCode::Unsupported, "model: rotation scaling \"" + name + "\" is not there yet");
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

Result<void> readLayers(const KeyReader& keys, HyperParameters& p)
{
    SILLOK_TRY(const uint32_t blocks, keys.need("block_count"));
    SILLOK_TRY(const uint32_t further, keys.orElse("nextn_predict_layers", 0));
    if (further >= blocks)
        return fail(ErrorCode::Damaged, "model: nextn_predict_layers leaves no layer");
    p.layers = blocks - further;
    p.sights.resize(p.layers);
    return {};
}

Result<void> readHeads(const KeyReader& keys, HyperParameters& p)
{
    SILLOK_TRY(p.heads, keys.need("attention.head_count"));
    SILLOK_TRY(p.kvHeads, keys.orElse("attention.head_count_kv", p.heads));
    if (p.heads % p.kvHeads != 0)
        return fail(ErrorCode::Damaged, "model: attention.head_count is no multiple of attention.head_count_kv");
    if (!keys.has("attention.key_length") && p.embedding % p.heads != 0)
        return fail(ErrorCode::Damaged, "model: embedding_length is no multiple of attention.head_count");
    SILLOK_TRY(p.keyWidth, keys.orElse("attention.key_length", p.embedding / p.heads));
    SILLOK_TRY(p.valueWidth, keys.orElse("attention.value_length", p.keyWidth));
    if (p.keyWidth > 1024 || p.valueWidth > 1024 || p.keyWidth == 0)
        return fail(ErrorCode::Unsupported, "model: heads wider than 1024, or of no width");
    const auto narrow = static_cast<float>(1.0 / std::sqrt(static_cast<double>(p.keyWidth)));
    SILLOK_TRY(p.attentionScale, keys.scaleOrElse("attention.scale", narrow));
    SILLOK_TRY(p.attentionCap, keys.scaleOrElse("attn_logit_softcapping", 0.0f));
    return {};
}

Result<void> readGroups(const KeyReader& keys, ExpertParameters& e)
{
    SILLOK_TRY(const uint32_t groups, keys.orElse("expert_group_count", 1));
    SILLOK_TRY(const uint32_t used, keys.orElse("expert_group_used_count", 1));
    e.groups = std::max(groups, 1u);
    e.groupsUsed = std::max(used, 1u);
    if (e.count % e.groups != 0 || e.groupsUsed > e.groups || e.used > e.count / e.groups * e.groupsUsed)
        return fail(ErrorCode::Damaged, "model: expert groups do not fit the experts");
    return {};
}

Result<void> readExpertParameters(const KeyReader& keys, const Traits& traits, HyperParameters& p)
{
    ExpertParameters& e = p.experts;
    SILLOK_TRY(e.count, keys.orElse("expert_count", 0));
    SILLOK_TRY(e.used, keys.orElse("expert_used_count", 0));
    if (e.count == 0)
        return {};
    if (e.used == 0 || e.used > e.count)
        return fail(ErrorCode::Damaged, "model: expert_used_count does not fit expert_count");
    SILLOK_TRY(e.feedForward, keys.orElse("expert_feed_forward_length", p.feedForward));
    SILLOK_TRY(const uint32_t shared, keys.orElse("expert_shared_count", 1));
    SILLOK_TRY(e.sharedFeedForward, keys.orElse("expert_shared_feed_forward_length", e.feedForward * shared));
    SILLOK_TRY(const uint32_t function, keys.orElse("expert_gating_func", 0));
    e.sigmoid = function == 2 || (function == 0 && traits.expertSigmoid);
    SILLOK_TRY(e.sharesSumToOne, keys.flagOrElse("expert_weights_norm", traits.expertSharesSumToOne));
    SILLOK_TRY(e.scale, keys.scaleOrElse("expert_weights_scale", 1.0f));
    return readGroups(keys, e);
}

Result<float> readEpsilon(const KeyReader& keys)
{
    SILLOK_TRY(const double plain, keys.realOrElse("attention.layer_norm_epsilon", -1.0));
    SILLOK_TRY(const double epsilon, keys.realOrElse("attention.layer_norm_rms_epsilon", plain));
    if (epsilon < 0)
        return fail(ErrorCode::Damaged, "model: the epsilon of the norms is missing");
    return static_cast<float>(epsilon);
}

/// Files of Qwen3-Reranker made before the key pooling_type was written say what they are by their name only.
bool isNamedReranker(const gguf::Reader& file)
{
    const auto name = file.text("general.name");
    std::string lowered(name.ok() ? name->value_or("") : "");
    std::transform(
        lowered.begin(), lowered.end(), lowered.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lowered.find("reranker") != std::string::npos;
}

} // namespace

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

Result<HyperParameters> readParameters(const gguf::Reader& file, const Traits& traits)
{
    const KeyReader keys(file, std::string(traits.architecture));
    HyperParameters p;
    p.architecture = traits.architecture;
    p.activation = traits.activation;
    SILLOK_TRY(p.embedding, keys.need("embedding_length"));
    SILLOK_TRY(p.feedForward, keys.need("feed_forward_length"));
    SILLOK_TRY(p.contextTokens, keys.need("context_length"));
    SILLOK_CHECK(readLayers(keys, p));
    SILLOK_CHECK(readHeads(keys, p));
    SILLOK_CHECK(readExpertParameters(keys, traits, p));
    SILLOK_TRY(p.normEpsilon, readEpsilon(keys));
    SILLOK_TRY(p.logitCap, keys.scaleOrElse("final_logit_softcapping", 0.0f));
    SILLOK_TRY(p.rope, readRope(keys, p));
    p.rope.pairs = traits.pairs;
    if (p.rope.scaling == RopeScaling::Yarn && p.rope.factor > 1)
        p.rope.attentionFactor *= 1.0 + 0.1 * std::log(p.rope.factor); // source YaRN (Peng et al. 2023), section 3.4
    SILLOK_TRY(p.vocabulary, vocabularySize(file, p.embedding));
    SILLOK_TRY(const uint32_t pooling, keys.orElse("pooling_type", 0));
    p.pooling = static_cast<Pooling>(pooling);
    if (!file.has(keys.full("pooling_type")) && p.architecture == "qwen3" && isNamedReranker(file))
        p.pooling = Pooling::Rank;
    return p;
}

Result<std::vector<bool>> readLocalLayers(const gguf::Reader& file, const HyperParameters& p, uint32_t period)
{
    constexpr std::string_view kKey = "attention.sliding_window_pattern";
    const KeyReader keys(file, p.architecture);
    SILLOK_TRY(std::vector<bool> local, keys.flagsIfAny(kKey, p.layers));
    if (!local.empty())
        return local;
    SILLOK_TRY(period, keys.orElse(kKey, period));
    for (uint32_t i = 0; i < p.layers; ++i)
        local.push_back(period == 0 || i % period < period - 1);
    return local;
}

} // namespace sillok::graph
