// exaone.cpp - EXAONE 3 (Llama with rotation of halves), EXAONE 4 (norms behind the parts, norms on heads, some layers without
// rotation) and K-EXAONE (the same attention with norms in front, and experts).
// source  EXAONE 4.0 report 2025, section 2.1; proven by golden-logits exaone, exaone4, exaone-moe
#include "engine/graph/families/reading.h"

namespace sillok::graph {

namespace {

/// Layers with a window turn their heads; those that see everything do not. Without a window all layers see everything and turn.
Result<void> setSights(const gguf::Reader& file, HyperParameters& p)
{
    constexpr uint32_t kPeriod = 4;
    const KeyReader keys(file, p.architecture);
    SILLOK_TRY(const uint32_t window, keys.orElse("attention.sliding_window", 0));
    SILLOK_TRY(const std::vector<bool> local, readLocalLayers(file, p, kPeriod));
    if (window == 0)
        return {};
    for (uint32_t i = 0; i < p.layers; ++i)
        p.sights[i] = local[i] ? LayerSight { window, Rotation::Main } : LayerSight { 0, Rotation::None };
    return {};
}

} // namespace

Result<ModelDescription> describeExaone(const gguf::Reader& file) { return readTransformer(file, { .architecture = "exaone" }); }

Result<ModelDescription> describeExaone4(const gguf::Reader& file)
{
    SILLOK_TRY(ModelDescription model,
        readTransformer(file,
            { .architecture = "exaone4", .inputNorms = Presence::Never, .branchNorms = Presence::Needed, .headNorms = Presence::Needed }));
    // A window counts with a pattern key, or at 64 layers without one. source golden-logits exaone4-swa4, -swa64 and its finding 1
    HyperParameters& p = model.parameters;
    if (p.layers == 64 || KeyReader(file, p.architecture).has("attention.sliding_window_pattern"))
        SILLOK_CHECK(setSights(file, p));
    return model;
}

Result<ModelDescription> describeExaoneMoe(const gguf::Reader& file)
{
    SILLOK_TRY(ModelDescription model, readTransformer(file, { .architecture = "exaone-moe", .headNorms = Presence::Needed }));
    SILLOK_CHECK(setSights(file, model.parameters));
    return model;
}

} // namespace sillok::graph
