// rope_keys.cpp - How positions are stretched, as configs say it, in the keys and factors of model files.
#include "engine/convert/recipe.h"

#include <cmath>
#include <numbers>

namespace sillok::convert {

namespace {

/// One factor per frequency: high ones stay, low ones are divided by `factor`, those between are blended.
/// source  published configuration of Llama 3.1 and its description in models.md section 5
Result<std::vector<float>> llama3Factors(const Json& scaling, double theta, const Shape& shape)
{
    const auto factor = realIn(scaling, "factor"), low = realIn(scaling, "low_freq_factor"), high = realIn(scaling, "high_freq_factor"),
               original = realIn(scaling, "original_max_position_embeddings");
    if (!factor || !low || !high || !original || *factor < 1 || *low <= 0 || *high <= *low || *original < 1)
        return fail(ErrorCode::Damaged, "config.json: the llama3 scaling lacks a number");
    std::vector<float> factors;
    for (uint32_t i = 0; i < shape.rotated / 2; ++i) {
        const double frequency = std::pow(theta, -2.0 * i / shape.rotated), wavelength = 2 * std::numbers::pi / frequency;
        if (wavelength < *original / *high)
            factors.push_back(1.0f);
        else if (wavelength > *original / *low)
            factors.push_back(static_cast<float>(*factor));
        else {
            const double share = (*original / wavelength - *low) / (*high - *low);
            factors.push_back(static_cast<float>(1.0 / ((1 - share) / *factor + share)));
        }
    }
    return factors;
}

Result<std::vector<float>> factorList(const Json& scaling, const char* name, uint32_t rotated)
{
    std::vector<float> factors;
    const Json* list = member(scaling, name);
    if (!list || !list->is_array() || list->size() != rotated / 2)
        return fail(ErrorCode::Damaged, "config.json: " + std::string(name) + " is not a list of one number for each pair");
    for (const Json& item : *list) {
        if (!item.is_number() || item.get<double>() <= 0)
            return fail(ErrorCode::Damaged, "config.json: " + std::string(name) + " holds what is no factor");
        factors.push_back(item.get<float>());
    }
    return factors;
}

/// source  Ding et al. 2024, LongRoPE: two lists of factors, and cosines and sines that grow with the logarithm of the stretch
Result<void> writeLongRope(Recipe& recipe, const Json& scaling)
{
    const Shape& s = recipe.shape;
    const uint32_t nested = static_cast<uint32_t>(integerIn(scaling, "original_max_position_embeddings").value_or(0));
    const uint32_t original = recipe.config.naturalOr({ "original_max_position_embeddings" }, nested);
    if (original < 2)
        return fail(ErrorCode::Damaged, "config.json: original_max_position_embeddings is missing");
    SILLOK_TRY(auto longFactors, factorList(scaling, "long_factor", s.rotated));
    SILLOK_TRY(auto shortFactors, factorList(scaling, "short_factor", s.rotated));
    const double stretch = static_cast<double>(s.contextTokens) / original;
    const double derived = stretch > 1 ? std::sqrt(1 + std::log(stretch) / std::log(original)) : 1.0;
    recipe.metadata.text(recipe.key("rope.scaling.type"), "longrope");
    recipe.metadata.u32(recipe.key("rope.scaling.original_context_length"), original);
    recipe.metadata.f32(
        recipe.key("rope.scaling.attn_factor"), static_cast<float>(realIn(scaling, "attention_factor").value_or(derived)));
    recipe.add(computed("rope_factors_long.weight", std::move(longFactors)));
    recipe.add(computed("rope_factors_short.weight", std::move(shortFactors)));
    return {};
}

/// The two bounds that YaRN blends between are fixed in model files.
bool hasOwnBounds(const Json& scaling)
{
    return realIn(scaling, "beta_fast").value_or(32) != 32 || realIn(scaling, "beta_slow").value_or(1) != 1;
}

void writeFactor(Recipe& recipe, const char* type, const Json& scaling, double factor)
{
    recipe.metadata.text(recipe.key("rope.scaling.type"), type);
    recipe.metadata.f32(recipe.key("rope.scaling.factor"), static_cast<float>(factor));
    if (const auto original = integerIn(scaling, "original_max_position_embeddings"))
        recipe.metadata.u32(recipe.key("rope.scaling.original_context_length"), static_cast<uint32_t>(*original));
}

} // namespace

const Json* ropeScaling(const Config& config)
{
    for (const char* name : { "rope_parameters", "rope_scaling" })
        if (const Json* found = config.member(name); found && found->is_object()) {
            // Families with a rotation of their own for local layers keep one table for each kind of layer.
            const Json* full = member(*found, "full_attention");
            return full ? full : found;
        }
    return nullptr;
}

double ropeTheta(const Config& config, double fallback)
{
    const Json* scaling = ropeScaling(config);
    const double nested = scaling ? realIn(*scaling, "rope_theta").value_or(fallback) : fallback;
    return config.realOr({ "rope_theta" }, nested);
}

Result<void> writeRope(Recipe& recipe)
{
    const double theta = ropeTheta(recipe.config, 10000.0);
    recipe.metadata.u32(recipe.key("rope.dimension_count"), recipe.shape.rotated);
    recipe.metadata.f32(recipe.key("rope.freq_base"), static_cast<float>(theta));
    const Json* scaling = ropeScaling(recipe.config);
    if (!scaling)
        return {};
    const std::string type = textIn(*scaling, "rope_type").value_or(textIn(*scaling, "type").value_or("default"));
    const double factor = realIn(*scaling, "factor").value_or(1.0);
    if (type == "default" || (type == "linear" && factor == 1.0))
        return {};
    if (type == "llama3") {
        SILLOK_TRY(auto factors, llama3Factors(*scaling, theta, recipe.shape));
        recipe.add(computed("rope_freqs.weight", std::move(factors)));
        return {};
    }
    if (type == "longrope" || type == "su")
        return writeLongRope(recipe, *scaling);
    if ((type != "linear" && type != "yarn") || hasOwnBounds(*scaling))
        return fail(ErrorCode::Unsupported, "config.json: the rotation is stretched by \"" + type + "\"");
    writeFactor(recipe, type.c_str(), *scaling, factor);
    return {};
}

Result<void> writeDecoderKeys(Recipe& recipe)
{
    const Shape& s = recipe.shape;
    SILLOK_TRY(const double epsilon, recipe.config.needReal({ "rms_norm_eps", "layer_norm_epsilon", "layer_norm_eps" }));
    recipe.metadata.u32(recipe.key("context_length"), s.contextTokens);
    recipe.metadata.u32(recipe.key("embedding_length"), s.embedding);
    recipe.metadata.u32(recipe.key("block_count"), s.layers);
    recipe.metadata.u32(recipe.key("feed_forward_length"), s.feedForward);
    recipe.metadata.u32(recipe.key("attention.head_count"), s.heads);
    recipe.metadata.u32(recipe.key("attention.head_count_kv"), s.kvHeads);
    recipe.metadata.u32(recipe.key("attention.key_length"), s.headWidth);
    recipe.metadata.u32(recipe.key("attention.value_length"), s.headWidth);
    recipe.metadata.f32(recipe.key("attention.layer_norm_rms_epsilon"), static_cast<float>(epsilon));
    recipe.metadata.u32(recipe.key("vocab_size"), s.vocabulary);
    return writeRope(recipe);
}

} // namespace sillok::convert
