// exaone.cpp - EXAONE 3 (Llama's layers under the names of GPT-2) and EXAONE 4 (norms behind the parts, some layers with a window).
// source  published checkpoints and configurations; models.md sections 3 and 5
#include "engine/convert/families/families.h"

namespace sillok::convert {

namespace {

constexpr Part kExaone[] = {
    { "ln_1", "attn_norm", Role::Norm },
    { "attn.attention.q_proj", "attn_q", Role::Query },
    { "attn.attention.k_proj", "attn_k", Role::Key },
    { "attn.attention.v_proj", "attn_v", Role::Value },
    { "attn.attention.out_proj", "attn_output", Role::Output },
    { "ln_2", "ffn_norm", Role::Norm },
    { "mlp.c_fc_0", "ffn_gate", Role::Gate },
    { "mlp.c_fc_1", "ffn_up", Role::Up },
    { "mlp.c_proj", "ffn_down", Role::Down },
};

constexpr Part kExaone4[] = {
    { "self_attn.q_proj", "attn_q", Role::Query },
    { "self_attn.k_proj", "attn_k", Role::Key },
    { "self_attn.v_proj", "attn_v", Role::Value },
    { "self_attn.o_proj", "attn_output", Role::Output },
    { "self_attn.q_norm", "attn_q_norm", Role::HeadNorm },
    { "self_attn.k_norm", "attn_k_norm", Role::HeadNorm },
    { "post_attention_layernorm", "post_attention_norm", Role::Norm },
    { "mlp.gate_proj", "ffn_gate", Role::Gate },
    { "mlp.up_proj", "ffn_up", Role::Up },
    { "mlp.down_proj", "ffn_down", Role::Down },
    { "post_feedforward_layernorm", "post_ffw_norm", Role::Norm },
};

} // namespace

Result<void> convertExaone(Recipe& recipe)
{
    Layout layout;
    layout.layers = "h.";
    layout.embedding = "wte";
    layout.outputNorm = "ln_f";
    layout.parts = kExaone;
    return convertDecoder(recipe, layout);
}

Result<void> convertExaone4(Recipe& recipe)
{
    Layout layout;
    layout.parts = kExaone4;
    SILLOK_CHECK(convertDecoder(recipe, layout));
    const uint32_t window = recipe.config.naturalOr({ "sliding_window" }, 0);
    SILLOK_TRY(const std::vector<bool> local, localLayers(recipe.config, recipe.shape.layers));
    if (window == 0 || local.empty())
        return {};
    recipe.metadata.u32(recipe.key("attention.sliding_window"), window);
    recipe.metadata.flags(recipe.key("attention.sliding_window_pattern"), local);
    return {};
}

} // namespace sillok::convert
