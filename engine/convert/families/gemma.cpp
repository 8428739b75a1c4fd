// gemma.cpp - Gemma 1 to 3 and its embedding model. Their norms multiply by 1 + weight; model files hold the sum.
// source  published checkpoints and configurations; Gemma reports 2024 and 2025
#include "engine/convert/families/families.h"

#include <cmath>

namespace sillok::convert {

namespace {

constexpr Part kGemma2[] = {
    { "input_layernorm", "attn_norm", Role::Norm },
    { "self_attn.q_proj", "attn_q", Role::Query },
    { "self_attn.k_proj", "attn_k", Role::Key },
    { "self_attn.v_proj", "attn_v", Role::Value },
    { "self_attn.o_proj", "attn_output", Role::Output },
    { "post_attention_layernorm", "post_attention_norm", Role::Norm },
    { "pre_feedforward_layernorm", "ffn_norm", Role::Norm },
    { "mlp.gate_proj", "ffn_gate", Role::Gate },
    { "mlp.up_proj", "ffn_up", Role::Up },
    { "mlp.down_proj", "ffn_down", Role::Down },
    { "post_feedforward_layernorm", "post_ffw_norm", Role::Norm },
    { "self_attn.q_norm", "attn_q_norm", Role::HeadNorm },
    { "self_attn.k_norm", "attn_k_norm", Role::HeadNorm },
};
constexpr size_t kPartsWithoutHeadNorms = 11;

Result<void> convertWith(Recipe& recipe, std::span<const Part> parts)
{
    Layout layout;
    layout.parts = parts;
    layout.normPlusOne = true;
    return convertDecoder(recipe, layout);
}

/// The scale of the scores, where it is not the one that follows from the width of a head.
void writeScale(Recipe& recipe)
{
    const double scalar = recipe.config.realOr({ "query_pre_attn_scalar" }, recipe.shape.headWidth);
    if (scalar > 0 && scalar != recipe.shape.headWidth)
        recipe.metadata.f32(recipe.key("attention.scale"), static_cast<float>(1.0 / std::sqrt(scalar)));
}

/// Readers know a period of each family; another one is written down.
Result<void> writeWindow(Recipe& recipe, uint32_t usualPeriod)
{
    const uint32_t window = recipe.config.naturalOr({ "sliding_window" }, 0);
    SILLOK_TRY(const std::vector<bool> local, localLayers(recipe.config, recipe.shape.layers));
    if (window == 0)
        return {};
    recipe.metadata.u32(recipe.key("attention.sliding_window"), window);
    bool usual = true;
    for (uint32_t i = 0; i < local.size(); ++i)
        usual = usual && local[i] == (i % usualPeriod != usualPeriod - 1);
    if (!usual)
        recipe.metadata.flags(recipe.key("attention.sliding_window_pattern"), local);
    return {};
}

double localTheta(const Config& config)
{
    const Json* tables = config.member("rope_parameters");
    const Json* local = tables ? member(*tables, "sliding_attention") : nullptr;
    return config.realOr({ "rope_local_base_freq" }, local ? realIn(*local, "rope_theta").value_or(10000.0) : 10000.0);
}

} // namespace

Result<void> convertGemma(Recipe& recipe) { return convertWith(recipe, llamaParts()); }

Result<void> convertGemma2(Recipe& recipe)
{
    constexpr uint32_t kPeriod = 2;
    SILLOK_CHECK(convertWith(recipe, std::span(kGemma2).first(kPartsWithoutHeadNorms)));
    writeScale(recipe);
    recipe.metadata.f32(
        recipe.key("attn_logit_softcapping"), static_cast<float>(recipe.config.realOr({ "attn_logit_softcapping" }, 50.0)));
    recipe.metadata.f32(
        recipe.key("final_logit_softcapping"), static_cast<float>(recipe.config.realOr({ "final_logit_softcapping" }, 30.0)));
    return writeWindow(recipe, kPeriod);
}

Result<void> convertGemma3(Recipe& recipe)
{
    constexpr uint32_t kPeriod = 6;
    recipe.ignore("vision_tower.");
    recipe.ignore("multi_modal_projector.");
    SILLOK_CHECK(convertWith(recipe, kGemma2));
    writeScale(recipe);
    recipe.metadata.f32(recipe.key("rope.freq_base_swa"), static_cast<float>(localTheta(recipe.config)));
    return writeWindow(recipe, kPeriod);
}

} // namespace sillok::convert
