// llama.cpp - Llama, Granite and HyperCLOVA X: their graphs turn adjacent pairs, so rows of query and key heads change places.
// source  published checkpoints and configurations of the three; models.md section 5
#include "engine/convert/families/families.h"

namespace sillok::convert {

namespace {

Layout pairLayout(std::span<const Part> parts)
{
    Layout layout;
    layout.parts = parts;
    layout.pairs = true;
    return layout;
}

/// The scales that keep a small model's settings good for a large one.
void writeScales(Recipe& recipe)
{
    const Config& config = recipe.config;
    for (const auto& [theirs, ours] : { std::pair { "embedding_multiplier", "embedding_scale" }, { "residual_multiplier", "residual_scale" },
             { "logits_scaling", "logit_scale" }, { "attention_multiplier", "attention.scale" } })
        if (const double value = config.realOr({ theirs }, 0); value > 0)
            recipe.metadata.f32(recipe.key(ours), static_cast<float>(value));
}

constexpr Part kBehindParts[] = {
    { "post_norm1", "post_attention_norm", Role::Norm },
    { "post_norm2", "post_ffw_norm", Role::Norm },
};

} // namespace

Result<void> convertLlama(Recipe& recipe) { return convertDecoder(recipe, pairLayout(llamaParts())); }

Result<void> convertGranite(Recipe& recipe)
{
    SILLOK_CHECK(convertDecoder(recipe, pairLayout(llamaParts())));
    writeScales(recipe);
    return {};
}

Result<void> convertHyperClovaX(Recipe& recipe)
{
    SILLOK_CHECK(convertDecoder(recipe, pairLayout(llamaParts())));
    writeScales(recipe);
    if (!recipe.config.flagOr("use_post_norm", recipe.has("layers.0.post_norm1.weight")))
        return {};
    for (uint32_t i = 0; i < recipe.shape.layers; ++i)
        SILLOK_CHECK(recipe.addLayer(pairLayout(kBehindParts), i));
    return {};
}

} // namespace sillok::convert
