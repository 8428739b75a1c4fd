// deepseek.cpp - DeepSeek 2 and 3, Kanana 2: attention through a latent vector. The matrix that leads from the latent to keys and
// values is cut into the two halves that the absorbed form multiplies with.
// source  DeepSeek-V2 report 2024, section 2.1; published configurations
#include "engine/convert/families/experts.h"

namespace sillok::convert {

namespace {

struct Latent {
    uint32_t queryRank = 0;
    uint32_t keyRank = 0;
    uint32_t plain = 0; ///< values of a head that do not turn
    uint32_t turning = 0;
    uint32_t value = 0;
};

Result<Latent> readLatent(const Config& config)
{
    Latent l;
    l.queryRank = config.naturalOr({ "q_lora_rank" }, 0);
    SILLOK_TRY(l.keyRank, config.need({ "kv_lora_rank" }));
    SILLOK_TRY(l.plain, config.need({ "qk_nope_head_dim" }));
    SILLOK_TRY(l.turning, config.need({ "qk_rope_head_dim" }));
    SILLOK_TRY(l.value, config.need({ "v_head_dim" }));
    if (l.keyRank == 0 || l.plain == 0 || l.turning == 0 || l.turning % 2 != 0 || l.value == 0 || l.keyRank + l.turning > 1024)
        return fail(ErrorCode::Damaged, "config.json: widths of latent attention that do not fit each other");
    return l;
}

/// source  DeepSeek-V2 report, section 3.1.4: the stretch scales the scores; model files keep a tenth of mscale_all_dim
Result<void> writeStretch(Recipe& recipe)
{
    const Json* scaling = ropeScaling(recipe.config);
    if (!scaling || textIn(*scaling, "rope_type").value_or(textIn(*scaling, "type").value_or("")) != "yarn")
        return {};
    const double all = realIn(*scaling, "mscale_all_dim").value_or(0), one = realIn(*scaling, "mscale").value_or(all);
    if (one != all)
        return fail(ErrorCode::Unsupported, "config.json: mscale and mscale_all_dim differ");
    recipe.metadata.f32(recipe.key("rope.scaling.yarn_log_multiplier"), static_cast<float>(0.1 * all));
    return {};
}

Result<void> writeKeys(Recipe& recipe, const Latent& l)
{
    // The cache holds the latent and the turning part once for all heads; the widths of single heads have keys of their own.
    const uint32_t ownHeads = recipe.shape.kvHeads;
    recipe.shape.kvHeads = 1;
    recipe.shape.headWidth = l.keyRank + l.turning;
    recipe.shape.rotated = l.turning;
    const Shape& s = recipe.shape;
    SILLOK_TRY(const double epsilon, recipe.config.needReal({ "rms_norm_eps" }));
    for (const auto& [name, value] : { std::pair<const char*, uint32_t> { "context_length", s.contextTokens },
             { "embedding_length", s.embedding }, { "block_count", s.layers }, { "feed_forward_length", s.feedForward },
             { "attention.head_count", s.heads }, { "attention.head_count_kv", 1 }, { "attention.q_lora_rank", l.queryRank },
             { "attention.kv_lora_rank", l.keyRank }, { "attention.key_length", s.headWidth }, { "attention.value_length", l.keyRank },
             { "attention.key_length_mla", l.plain + l.turning }, { "attention.value_length_mla", l.value },
             { "vocab_size", s.vocabulary } })
        recipe.metadata.u32(recipe.key(name), value);
    recipe.metadata.f32(recipe.key("attention.layer_norm_rms_epsilon"), static_cast<float>(epsilon));
    if (ownHeads != s.heads)
        return fail(ErrorCode::Unsupported, "config.json: latent attention with grouped heads");
    SILLOK_CHECK(writeRope(recipe));
    return writeStretch(recipe);
}

Result<void> addVector(Recipe& recipe, const std::string& theirs, const std::string& ours, uint64_t count)
{
    SILLOK_TRY(RowTensor norm, recipe.take(theirs + ".weight", ours + ".weight", { count }));
    recipe.add(std::move(norm));
    return {};
}

Result<void> addAttention(Recipe& recipe, uint32_t layer, const Latent& l)
{
    const std::string theirs = "layers." + std::to_string(layer) + ".", ours = "blk." + std::to_string(layer) + ".";
    const std::string attention = theirs + "self_attn.";
    const uint64_t d = recipe.shape.embedding, heads = recipe.shape.heads, head = l.plain + l.turning, both = uint64_t { l.plain } + l.value;
    SILLOK_CHECK(addVector(recipe, theirs + "input_layernorm", ours + "attn_norm", d));
    if (l.queryRank > 0) {
        SILLOK_CHECK(recipe.addMatrix(attention + "q_a_proj", ours + "attn_q_a", l.queryRank, d));
        SILLOK_CHECK(addVector(recipe, attention + "q_a_layernorm", ours + "attn_q_a_norm", l.queryRank));
        SILLOK_CHECK(recipe.addMatrix(attention + "q_b_proj", ours + "attn_q_b", heads * head, l.queryRank));
    } else {
        SILLOK_CHECK(recipe.addMatrix(attention + "q_proj", ours + "attn_q", heads * head, d));
    }
    SILLOK_CHECK(recipe.addMatrix(attention + "kv_a_proj_with_mqa", ours + "attn_kv_a_mqa", l.keyRank + l.turning, d));
    SILLOK_CHECK(addVector(recipe, attention + "kv_a_layernorm", ours + "attn_kv_a_norm", l.keyRank));
    for (const bool keys : { true, false }) {
        const std::string name = ours + (keys ? "attn_k_b" : "attn_v_b") + ".weight";
        SILLOK_TRY(RowTensor up, recipe.take(attention + "kv_b_proj.weight", name, { heads * both, l.keyRank }));
        recipe.add(keys ? blocksTransposed(std::move(up), heads, both, 0, l.plain) : blocksOf(std::move(up), heads, both, l.plain, l.value));
    }
    SILLOK_CHECK(recipe.addMatrix(attention + "o_proj", ours + "attn_output", d, heads * l.value));
    return addVector(recipe, theirs + "post_attention_layernorm", ours + "ffn_norm", d);
}

} // namespace

Result<void> convertDeepSeek(Recipe& recipe)
{
    SILLOK_TRY(recipe.shape, readShape(recipe.config));
    SILLOK_TRY(const Latent latent, readLatent(recipe.config));
    SILLOK_CHECK(writeKeys(recipe, latent));
    SILLOK_TRY(const ExpertSizes e, readExperts(recipe.config));
    writeRouterKeys(recipe, e, recipe.config.textOr("scoring_func", "sigmoid") == "sigmoid" ? 2 : 1);
    SILLOK_CHECK(recipe.addOutside({}));
    for (uint32_t i = 0; i < recipe.shape.layers; ++i) {
        SILLOK_CHECK(addAttention(recipe, i, latent));
        SILLOK_CHECK(addExpertLayer(recipe, i, e));
    }
    const uint32_t further = recipe.config.naturalOr({ "num_nextn_predict_layers" }, 0);
    for (uint32_t i = 0; i < further && i < 16; ++i)
        recipe.ignore("layers." + std::to_string(recipe.shape.layers + i) + ".");
    recipe.ignore("rotary_emb.inv_freq");
    return {};
}

} // namespace sillok::convert
