// gemma.cpp - Gemma: scaled embedding, GELU gates; 2 adds soft caps, norms behind the parts and alternating windows; 3 norms on heads
// and a rotation of its own for local layers; the embedding model looks both ways.
// source  Gemma reports 2024 and 2025, section 2 of each; proven by golden-logits gemma, gemma2, gemma3, gemma-embedding
#include "engine/graph/families/reading.h"

#include <cmath>

namespace sillok::graph {

namespace {

Traits traitsOf(std::string_view architecture, Presence branchNorms, Presence headNorms)
{
    return { .architecture = architecture, .activation = Activation::GeluTanh, .branchNorms = branchNorms, .headNorms = headNorms };
}

Result<ModelDescription> readGemma(const gguf::Reader& file, const Traits& traits)
{
    SILLOK_TRY(ModelDescription model, readTransformer(file, traits));
    HyperParameters& p = model.parameters;
    p.embeddingScale = static_cast<float>(std::sqrt(static_cast<double>(p.embedding)));
    return model;
}

Result<void> setSights(const gguf::Reader& file, HyperParameters& p, uint32_t period, Rotation localRotation)
{
    const KeyReader keys(file, p.architecture);
    SILLOK_TRY(const uint32_t window, keys.orElse("attention.sliding_window", 0));
    SILLOK_TRY(const std::vector<bool> local, readLocalLayers(file, p, period));
    for (uint32_t i = 0; i < p.layers && window > 0; ++i)
        if (local[i])
            p.sights[i] = { window, localRotation };
    return {};
}

/// The largest models scale their scores by the width that a head would have were the embedding cut evenly. The files do not say so.
/// source  published configurations, query_pre_attn_scalar: Gemma 2 27B 144 = 4608 / 32, Gemma 3 27B 168 = 5376 / 32
void setLargestScale(HyperParameters& p, uint32_t layersOfLargest)
{
    if (p.layers == layersOfLargest)
        p.attentionScale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(p.embedding) / p.heads));
}

/// Local layers turn with a base of their own and no scaling.
Result<void> setLocalRope(const gguf::Reader& file, HyperParameters& p)
{
    p.localRope = p.rope;
    p.localRope.scaling = RopeScaling::None;
    SILLOK_TRY(p.localRope.base, KeyReader(file, p.architecture).realOrElse("rope.freq_base_swa", 10000.0));
    return {};
}

Result<ModelDescription> readGemma3(const gguf::Reader& file, std::string_view architecture)
{
    constexpr uint32_t kPeriod = 6;
    SILLOK_TRY(ModelDescription model, readGemma(file, traitsOf(architecture, Presence::Needed, Presence::Needed)));
    SILLOK_CHECK(setLocalRope(file, model.parameters));
    SILLOK_CHECK(setSights(file, model.parameters, kPeriod, Rotation::Local));
    return model;
}

} // namespace

Result<ModelDescription> describeGemma(const gguf::Reader& file)
{
    return readGemma(file, traitsOf("gemma", Presence::Never, Presence::Never));
}

Result<ModelDescription> describeGemma2(const gguf::Reader& file)
{
    constexpr uint32_t kPeriod = 2, kLayersOfLargest = 46;
    SILLOK_TRY(ModelDescription model, readGemma(file, traitsOf("gemma2", Presence::Needed, Presence::Never)));
    HyperParameters& p = model.parameters;
    p.attentionCap = p.attentionCap > 0 ? p.attentionCap : 50.0f; // source Gemma 2 report, table 1 and section 2
    p.logitCap = p.logitCap > 0 ? p.logitCap : 30.0f;
    setLargestScale(p, kLayersOfLargest);
    SILLOK_CHECK(setSights(file, p, kPeriod, Rotation::Main));
    return model;
}

Result<ModelDescription> describeGemma3(const gguf::Reader& file)
{
    constexpr uint32_t kLayersOfLargest = 62;
    SILLOK_TRY(ModelDescription model, readGemma3(file, "gemma3"));
    setLargestScale(model.parameters, kLayersOfLargest);
    return model;
}

Result<ModelDescription> describeGemmaEmbedding(const gguf::Reader& file)
{
    SILLOK_TRY(ModelDescription model, readGemma3(file, "gemma-embedding"));
    HyperParameters& p = model.parameters;
    p.bothWays = true;
    if (!p.makesVectors())
        return fail(ErrorCode::Unsupported, "model: gemma-embedding without pooling_type");
    return model;
}

} // namespace sillok::graph
