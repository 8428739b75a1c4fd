// experts.cpp - Decoders with experts: Qwen 2 and 3, K-EXAONE, GLM-4.5 and Solar Open, and the expert part of DeepSeek.
// source  published checkpoints and configurations; models.md sections 4 and 5
#include "engine/convert/families/experts.h"

namespace sillok::convert {

namespace {

std::string layerName(uint32_t layer) { return "layers." + std::to_string(layer) + "."; }
std::string blockName(uint32_t layer) { return "blk." + std::to_string(layer) + "."; }

Result<void> addGated(Recipe& recipe, const std::string& theirs, const std::string& ours, const std::string& suffix, uint64_t ff)
{
    const uint64_t d = recipe.shape.embedding;
    SILLOK_CHECK(recipe.addMatrix(theirs + "gate_proj", ours + "ffn_gate" + suffix, ff, d));
    SILLOK_CHECK(recipe.addMatrix(theirs + "up_proj", ours + "ffn_up" + suffix, ff, d));
    return recipe.addMatrix(theirs + "down_proj", ours + "ffn_down" + suffix, d, ff);
}

Result<void> addStack(Recipe& recipe, const std::string& theirs, const std::string& part, const std::string& ours, const ExpertSizes& e)
{
    const bool down = part == "down_proj";
    const std::vector<uint64_t> shape = down ? std::vector<uint64_t> { recipe.shape.embedding, e.feedForward }
                                             : std::vector<uint64_t> { e.feedForward, recipe.shape.embedding };
    std::vector<RowTensor> experts;
    for (uint32_t i = 0; i < e.count; ++i) {
        SILLOK_TRY(RowTensor expert, recipe.take(theirs + "experts." + std::to_string(i) + "." + part + ".weight", ours, shape));
        experts.push_back(std::move(expert));
    }
    recipe.add(stacked(ours, std::move(experts)));
    return {};
}

Layout attentionLayout(bool headNorms)
{
    static constexpr Part kHeadNorms[] = {
        { "input_layernorm", "attn_norm", Role::Norm },
        { "self_attn.q_proj", "attn_q", Role::Query },
        { "self_attn.k_proj", "attn_k", Role::Key },
        { "self_attn.v_proj", "attn_v", Role::Value },
        { "self_attn.o_proj", "attn_output", Role::Output },
        { "self_attn.q_norm", "attn_q_norm", Role::HeadNorm },
        { "self_attn.k_norm", "attn_k_norm", Role::HeadNorm },
    };
    Layout layout;
    layout.parts = headNorms ? std::span<const Part>(kHeadNorms) : attentionParts();
    return layout;
}

Result<void> addNorm(Recipe& recipe, uint32_t layer, const char* ours)
{
    SILLOK_TRY(RowTensor norm,
        recipe.take(layerName(layer) + "post_attention_layernorm.weight", blockName(layer) + ours + ".weight", { recipe.shape.embedding }));
    recipe.add(std::move(norm));
    return {};
}

/// Layers of attention and experts, the first ones dense.
Result<void> addDecoder(Recipe& recipe, const ExpertSizes& e, bool headNorms, const char* feedForwardNorm)
{
    const Layout layout = attentionLayout(headNorms);
    SILLOK_CHECK(recipe.addOutside(layout));
    for (uint32_t i = 0; i < recipe.shape.layers; ++i) {
        SILLOK_CHECK(recipe.addLayer(layout, i));
        SILLOK_CHECK(addNorm(recipe, i, feedForwardNorm));
        SILLOK_CHECK(addExpertLayer(recipe, i, e));
    }
    recipe.ignore("rotary_emb.inv_freq");
    return {};
}

/// Layers beyond the last one only predict further tokens.
void ignoreFurtherLayers(Recipe& recipe)
{
    const uint32_t further = recipe.config.naturalOr({ "num_nextn_predict_layers" }, 0);
    for (uint32_t i = 0; i < further && i < 16; ++i)
        recipe.ignore(layerName(recipe.shape.layers + i));
    recipe.ignore("mtp.");
}

Result<void> checkEveryLayer(const Config& config)
{
    const Json* dense = config.member("mlp_only_layers");
    const bool some = config.naturalOr({ "decoder_sparse_step" }, 1) != 1 || (dense && dense->is_array() && !dense->empty());
    return some ? fail(ErrorCode::Unsupported, "config.json: only some layers have experts") : Result<void> {};
}

} // namespace

Result<ExpertSizes> readExperts(const Config& config)
{
    ExpertSizes e;
    SILLOK_TRY(e.count, config.need({ "num_experts", "n_routed_experts" }));
    SILLOK_TRY(e.used, config.need({ "num_experts_per_tok" }));
    SILLOK_TRY(e.feedForward, config.need({ "moe_intermediate_size" }));
    e.shared = config.naturalOr({ "num_shared_experts", "n_shared_experts" }, 0);
    e.dense = config.naturalOr({ "first_k_dense_replace" }, 0);
    if (e.count == 0 || e.count > 1024 || e.used == 0 || e.used > e.count || e.shared > 64)
        return fail(ErrorCode::Damaged, "config.json: numbers of experts that do not fit each other");
    return e;
}

void writeExpertKeys(Recipe& recipe, const ExpertSizes& e)
{
    recipe.metadata.u32(recipe.key("expert_count"), e.count);
    recipe.metadata.u32(recipe.key("expert_used_count"), e.used);
    recipe.metadata.u32(recipe.key("expert_feed_forward_length"), e.feedForward);
}

void writeRouterKeys(Recipe& recipe, const ExpertSizes& e, uint32_t gatingFunction)
{
    const Config& config = recipe.config;
    writeExpertKeys(recipe, e);
    if (e.shared > 0)
        recipe.metadata.u32(recipe.key("expert_shared_count"), e.shared);
    recipe.metadata.u32(recipe.key("leading_dense_block_count"), e.dense);
    recipe.metadata.u32(recipe.key("expert_gating_func"), gatingFunction);
    recipe.metadata.f32(recipe.key("expert_weights_scale"), static_cast<float>(config.realOr({ "routed_scaling_factor" }, 1.0)));
    recipe.metadata.flag(recipe.key("expert_weights_norm"), config.flagOr("norm_topk_prob", true));
    if (const uint32_t groups = config.naturalOr({ "n_group" }, 1); groups > 1) {
        recipe.metadata.u32(recipe.key("expert_group_count"), groups);
        recipe.metadata.u32(recipe.key("expert_group_used_count"), config.naturalOr({ "topk_group" }, 1));
    }
}

Result<void> addExpertLayer(Recipe& recipe, uint32_t layer, const ExpertSizes& e)
{
    const std::string theirs = layerName(layer) + "mlp.", ours = blockName(layer);
    if (layer < e.dense)
        return addGated(recipe, theirs, ours, "", recipe.shape.feedForward);
    SILLOK_TRY(RowTensor router, recipe.take(theirs + "gate.weight", ours + "ffn_gate_inp.weight", { e.count, recipe.shape.embedding }));
    recipe.add(std::move(router));
    for (const char* bias : { "gate.e_score_correction_bias", "e_score_correction_bias" })
        if (recipe.has(theirs + bias)) {
            SILLOK_TRY(RowTensor values, recipe.take(theirs + bias, ours + "exp_probs_b.bias", { e.count }));
            recipe.add(std::move(values));
            break;
        }
    SILLOK_CHECK(addStack(recipe, theirs, "gate_proj", ours + "ffn_gate_exps.weight", e));
    SILLOK_CHECK(addStack(recipe, theirs, "up_proj", ours + "ffn_up_exps.weight", e));
    SILLOK_CHECK(addStack(recipe, theirs, "down_proj", ours + "ffn_down_exps.weight", e));
    return e.shared > 0 ? addGated(recipe, theirs + "shared_experts.", ours, "_shexp", uint64_t { e.shared } * e.feedForward)
                        : Result<void> {};
}

Result<void> convertQwen3Moe(Recipe& recipe)
{
    SILLOK_TRY(recipe.shape, readShape(recipe.config));
    SILLOK_CHECK(checkEveryLayer(recipe.config));
    SILLOK_CHECK(writeDecoderKeys(recipe));
    SILLOK_TRY(ExpertSizes e, readExperts(recipe.config));
    writeExpertKeys(recipe, e);
    if (!recipe.config.flagOr("norm_topk_prob", false))
        recipe.metadata.flag(recipe.key("expert_weights_norm"), false);
    return addDecoder(recipe, e, true, "ffn_norm");
}

Result<void> convertQwen2Moe(Recipe& recipe)
{
    SILLOK_TRY(recipe.shape, readShape(recipe.config));
    SILLOK_CHECK(checkEveryLayer(recipe.config));
    SILLOK_CHECK(writeDecoderKeys(recipe));
    SILLOK_TRY(ExpertSizes e, readExperts(recipe.config));
    SILLOK_TRY(const uint32_t shared, recipe.config.need({ "shared_expert_intermediate_size" }));
    writeExpertKeys(recipe, e);
    recipe.metadata.u32(recipe.key("expert_shared_feed_forward_length"), shared);
    if (recipe.config.flagOr("norm_topk_prob", false))
        recipe.metadata.flag(recipe.key("expert_weights_norm"), true);
    SILLOK_CHECK(addDecoder(recipe, e, false, "ffn_norm"));
    for (uint32_t i = 0; i < recipe.shape.layers; ++i) {
        const std::string theirs = layerName(i) + "mlp.", ours = blockName(i);
        SILLOK_CHECK(addGated(recipe, theirs + "shared_expert.", ours, "_shexp", shared));
        SILLOK_CHECK(recipe.addMatrix(theirs + "shared_expert_gate", ours + "ffn_gate_inp_shexp", 1, recipe.shape.embedding));
    }
    return {};
}

Result<void> convertExaoneMoe(Recipe& recipe)
{
    constexpr uint32_t kSigmoid = 2;
    SILLOK_TRY(recipe.shape, readShape(recipe.config));
    SILLOK_CHECK(writeDecoderKeys(recipe));
    SILLOK_TRY(const ExpertSizes e, readExperts(recipe.config));
    writeRouterKeys(recipe, e, kSigmoid);
    SILLOK_TRY(const std::vector<bool> local, localLayers(recipe.config, recipe.shape.layers));
    if (const uint32_t window = recipe.config.naturalOr({ "sliding_window" }, 0); window > 0 && !local.empty()) {
        recipe.metadata.u32(recipe.key("attention.sliding_window"), window);
        recipe.metadata.flags(recipe.key("attention.sliding_window_pattern"), local);
    }
    ignoreFurtherLayers(recipe);
    return addDecoder(recipe, e, true, "ffn_norm");
}

Result<void> convertGlm4Moe(Recipe& recipe)
{
    constexpr uint32_t kSigmoid = 2;
    SILLOK_TRY(recipe.shape, readShape(recipe.config));
    SILLOK_CHECK(writeDecoderKeys(recipe));
    SILLOK_TRY(const ExpertSizes e, readExperts(recipe.config));
    writeRouterKeys(recipe, e, kSigmoid);
    ignoreFurtherLayers(recipe);
    return addDecoder(recipe, e, recipe.config.flagOr("use_qk_norm", false), "post_attention_norm");
}

} // namespace sillok::convert
