// deepseek.cpp - DeepSeek 2 and 3, Kanana 2: attention through a latent vector, experts chosen by groups, a shared expert.
// source  DeepSeek-V2 report 2024, section 2.1; DeepSeek-V3 report 2024, section 2.1.2; proven by golden-logits deepseek2, -lite, -legacy
#include "engine/graph/families/reading.h"

#include <cmath>

namespace sillok::graph {

namespace {

/// Widths of a head, and of what the cache holds: the latent once for all heads, or keys and values of each.
Result<void> setWidths(const KeyReader& keys, bool absorbed, HyperParameters& p)
{
    LatentParameters& l = p.latent;
    SILLOK_TRY(l.queryRank, keys.orElse("attention.q_lora_rank", 0));
    SILLOK_TRY(l.keyRank, keys.need("attention.kv_lora_rank"));
    SILLOK_TRY(l.headWidth, keys.orElse("attention.key_length_mla", p.keyWidth));
    SILLOK_TRY(l.headValueWidth, keys.orElse("attention.value_length_mla", p.valueWidth));
    if (p.rope.rotated == 0 || p.rope.rotated >= l.headWidth || l.keyRank + p.rope.rotated > 1024)
        return fail(ErrorCode::Damaged, "model: the widths of latent attention do not fit each other");
    l.plainWidth = l.headWidth - p.rope.rotated;
    l.absorbed = absorbed;
    p.kvHeads = absorbed ? 1 : p.heads;
    p.keyWidth = absorbed ? l.keyRank + p.rope.rotated : l.headWidth;
    p.valueWidth = absorbed ? l.keyRank : l.headValueWidth;
    return {};
}

/// The stretch of positions enters the scale of the scores instead of cosines and sines.
/// source  DeepSeek-V2 report, section 3.1.4; the file keeps 0.1 x mscale_all_dim
Result<void> setScale(const KeyReader& keys, HyperParameters& p)
{
    double scale = 1.0 / std::sqrt(static_cast<double>(p.latent.headWidth));
    if (p.rope.scaling == RopeScaling::Yarn && p.rope.factor > 1) {
        SILLOK_TRY(const double multiplier, keys.realOrElse("rope.scaling.yarn_log_multiplier", 0.0));
        const double stretch = 1.0 + multiplier * std::log(p.rope.factor);
        scale *= stretch * stretch;
    }
    p.attentionScale = static_cast<float>(scale);
    SILLOK_TRY(p.rope.attentionFactor, keys.realOrElse("rope.scaling.attn_factor", 1.0));
    return {};
}

Result<LatentWeights> readLatent(const TensorFinder& find, const HyperParameters& p, const std::string& block)
{
    const LatentParameters& l = p.latent;
    LatentWeights w;
    if (l.queryRank > 0) {
        SILLOK_TRY(w.queryDown, find.matrix(block + "attn_q_a", l.queryRank, p.embedding));
        SILLOK_TRY(w.queryNorm, find.norm(block + "attn_q_a_norm", l.queryRank));
    }
    SILLOK_TRY(w.keyDown, find.matrix(block + "attn_kv_a_mqa", int64_t { l.keyRank } + p.rope.rotated, p.embedding));
    SILLOK_TRY(w.keyNorm, find.norm(block + "attn_kv_a_norm", l.keyRank));
    if (l.absorbed) {
        SILLOK_TRY(w.keyUp, find.experts(block + "attn_k_b", p.heads, l.keyRank, l.plainWidth));
        SILLOK_TRY(w.valueUp, find.experts(block + "attn_v_b", p.heads, l.headValueWidth, l.keyRank));
    } else {
        const int64_t perHead = int64_t { l.plainWidth } + l.headValueWidth;
        SILLOK_TRY(w.keyValueUp, find.matrix(block + "attn_kv_b", p.heads * perHead, l.keyRank));
    }
    return w;
}

Result<LayerWeights> readLayer(const TensorFinder& find, const HyperParameters& p, const Traits& traits, const std::string& block)
{
    const LatentParameters& l = p.latent;
    LayerWeights layer;
    SILLOK_TRY(layer.latent, readLatent(find, p, block));
    const int64_t queries = int64_t { p.heads } * l.headWidth;
    SILLOK_TRY(layer.query,
        l.queryRank > 0 ? find.matrix(block + "attn_q_b", queries, l.queryRank) : find.matrix(block + "attn_q", queries, p.embedding));
    SILLOK_TRY(layer.output, find.matrix(block + "attn_output", p.embedding, int64_t { p.heads } * l.headValueWidth));
    SILLOK_CHECK(readAround(find, p, traits, block, layer));
    return layer;
}

} // namespace

Result<ModelDescription> describeDeepSeek2(const gguf::Reader& file)
{
    constexpr Traits kTraits { .architecture = "deepseek2", .pairs = kernels::RopePairs::Adjacent };
    const TensorFinder find(file);
    ModelDescription model;
    HyperParameters& p = model.parameters;
    SILLOK_TRY(p, readParameters(file, kTraits));
    const KeyReader keys(file, p.architecture);
    SILLOK_CHECK(setWidths(keys, find.has("blk.0.attn_k_b.weight"), p));
    SILLOK_CHECK(setScale(keys, p));
    SILLOK_TRY(model.weights, readOutside(file, p));
    for (uint32_t i = 0; i < p.layers; ++i) {
        SILLOK_TRY(LayerWeights layer, readLayer(find, p, kTraits, blockName(i)));
        model.weights.layers.push_back(layer);
    }
    SILLOK_CHECK(finish(file, model));
    return model;
}

} // namespace sillok::graph
