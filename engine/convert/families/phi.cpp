// phi.cpp - Phi-3: one matrix for query, key and value, one for gate and up, part of a head turning, long rope.
// source  published checkpoints and configurations of Phi-3 and Phi-3.5
#include "engine/convert/families/families.h"

namespace sillok::convert {

namespace {

constexpr Part kPhi3[] = {
    { "input_layernorm", "attn_norm", Role::Norm },
    { "self_attn.qkv_proj", "attn_qkv", Role::QueryKeyValue },
    { "self_attn.o_proj", "attn_output", Role::Output },
    { "post_attention_layernorm", "ffn_norm", Role::Norm },
    { "mlp.gate_up_proj", "ffn_up", Role::GateUp },
    { "mlp.down_proj", "ffn_down", Role::Down },
};

} // namespace

Result<void> convertPhi3(Recipe& recipe)
{
    Layout layout;
    layout.parts = kPhi3;
    SILLOK_CHECK(convertDecoder(recipe, layout));
    // Our graph looks at everything; so does the model up to a text of this length.
    if (const uint32_t window = recipe.config.naturalOr({ "sliding_window" }, 0); window > 0)
        recipe.metadata.u32(recipe.key("attention.sliding_window"), window);
    return {};
}

} // namespace sillok::convert
