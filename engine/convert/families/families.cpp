#include "engine/convert/families/families.h"

namespace sillok::convert {

namespace {

constexpr FamilyClass kClasses[] = {
    { "LlamaForCausalLM", "llama", convertLlama },
    { "GraniteForCausalLM", "granite", convertGranite },
    { "HyperCLOVAXForCausalLM", "hyperclovax", convertHyperClovaX },
    { "Qwen2ForCausalLM", "qwen2", convertQwen2 },
    { "Qwen3ForCausalLM", "qwen3", convertQwen3 },
    { "Qwen3Model", "qwen3", convertQwen3, Task::Embed },
    { "ExaoneForCausalLM", "exaone", convertExaone },
    { "Exaone4ForCausalLM", "exaone4", convertExaone4 },
    { "GemmaForCausalLM", "gemma", convertGemma },
    { "Gemma2ForCausalLM", "gemma2", convertGemma2 },
    { "Gemma3ForCausalLM", "gemma3", convertGemma3 },
    { "Gemma3ForConditionalGeneration", "gemma3", convertGemma3 },
    { "Gemma3TextModel", "gemma-embedding", convertGemma3, Task::Embed },
    { "Phi3ForCausalLM", "phi3", convertPhi3 },
    { "BertModel", "bert", convertBert, Task::Embed },
    { "XLMRobertaModel", "bert", convertBert, Task::Embed },
    { "BertForSequenceClassification", "bert", convertBert, Task::Rank },
    { "XLMRobertaForSequenceClassification", "bert", convertBert, Task::Rank },
    { "Qwen2MoeForCausalLM", "qwen2moe", convertQwen2Moe },
    { "Qwen3MoeForCausalLM", "qwen3moe", convertQwen3Moe },
    { "ExaoneMoEForCausalLM", "exaone-moe", convertExaoneMoe },
    { "ExaoneMoeForCausalLM", "exaone-moe", convertExaoneMoe },
    { "Glm4MoeForCausalLM", "glm4moe", convertGlm4Moe },
    { "SolarOpenForCausalLM", "glm4moe", convertGlm4Moe },
    { "DeepseekV2ForCausalLM", "deepseek2", convertDeepSeek },
    { "DeepseekV3ForCausalLM", "deepseek2", convertDeepSeek },
};

constexpr Part kLlama[] = {
    { "input_layernorm", "attn_norm", Role::Norm },
    { "self_attn.q_proj", "attn_q", Role::Query },
    { "self_attn.k_proj", "attn_k", Role::Key },
    { "self_attn.v_proj", "attn_v", Role::Value },
    { "self_attn.o_proj", "attn_output", Role::Output },
    { "post_attention_layernorm", "ffn_norm", Role::Norm },
    { "mlp.gate_proj", "ffn_gate", Role::Gate },
    { "mlp.up_proj", "ffn_up", Role::Up },
    { "mlp.down_proj", "ffn_down", Role::Down },
    { "self_attn.q_norm", "attn_q_norm", Role::HeadNorm },
    { "self_attn.k_norm", "attn_k_norm", Role::HeadNorm },
};
constexpr size_t kAttentionParts = 5, kPartsWithoutHeadNorms = 9;

} // namespace

std::span<const FamilyClass> familyClasses() { return kClasses; }

std::span<const Part> llamaParts() { return std::span(kLlama).first(kPartsWithoutHeadNorms); }
std::span<const Part> llamaPartsWithHeadNorms() { return kLlama; }
std::span<const Part> attentionParts() { return std::span(kLlama).first(kAttentionParts); }

Result<void> convertDecoder(Recipe& recipe, const Layout& layout)
{
    SILLOK_TRY(recipe.shape, readShape(recipe.config));
    SILLOK_CHECK(writeDecoderKeys(recipe));
    SILLOK_CHECK(writePooling(recipe));
    SILLOK_CHECK(recipe.addOutside(layout));
    for (uint32_t i = 0; i < recipe.shape.layers; ++i)
        SILLOK_CHECK(recipe.addLayer(layout, i));
    recipe.ignore("rotary_emb.inv_freq");
    return {};
}

Result<std::vector<bool>> localLayers(const Config& config, uint32_t layers)
{
    std::vector<bool> local;
    if (const std::vector<std::string> types = config.textsOr("layer_types"); !types.empty()) {
        for (const std::string& type : types)
            local.push_back(type == "sliding_attention");
        if (types.size() != layers)
            return fail(ErrorCode::Damaged, "config.json: layer_types has " + std::to_string(types.size()) + " entries");
        return local;
    }
    const uint32_t period = config.naturalOr({ "sliding_window_pattern", "_sliding_window_pattern" }, 0);
    const std::string pattern = period > 0 ? std::string(period - 1, 'L') + "G" : config.textOr("sliding_window_pattern", "");
    if (pattern.empty())
        return local;
    if (pattern.size() > 512 || pattern.find_first_not_of("LG") != std::string::npos)
        return fail(ErrorCode::Damaged, "config.json: sliding_window_pattern is not made of L and G");
    for (uint32_t i = 0; i < layers; ++i)
        local.push_back(pattern[i % pattern.size()] == 'L');
    return local;
}

} // namespace sillok::convert
