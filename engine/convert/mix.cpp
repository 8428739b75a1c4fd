#include "engine/convert/mix.h"

#include <algorithm>
#include <cstdlib>

namespace sillok::convert {

using kernels::WeightType;

namespace {

// source  GGUF specification, general.file_type
constexpr Mix kMixes[] = {
    { "F32", 0, WeightType::F32, WeightType::F32, WeightType::F32 },
    { "F16", 1, WeightType::F16, WeightType::F16, WeightType::F16 },
    { "BF16", 32, WeightType::BF16, WeightType::BF16, WeightType::BF16 },
    { "Q8_0", 7, WeightType::Q8_0, WeightType::Q8_0, WeightType::Q8_0 },
    { "Q6_K", 18, WeightType::Q6_K, WeightType::Q6_K, WeightType::Q6_K },
    { "Q5_K_M", 17, WeightType::Q5_K, WeightType::Q6_K, WeightType::Q6_K },
    { "Q5_K_S", 16, WeightType::Q5_K, WeightType::Q6_K, WeightType::Q5_K },
    { "Q4_K_M", 15, WeightType::Q4_K, WeightType::Q6_K, WeightType::Q6_K },
    { "Q4_K_S", 14, WeightType::Q4_K, WeightType::Q6_K, WeightType::Q4_K },
    { "Q5_1", 9, WeightType::Q5_1, WeightType::Q6_K, WeightType::Q5_1 },
    { "Q5_0", 8, WeightType::Q5_0, WeightType::Q6_K, WeightType::Q5_0 },
    { "Q4_1", 3, WeightType::Q4_1, WeightType::Q6_K, WeightType::Q4_1 },
    { "Q4_0", 2, WeightType::Q4_0, WeightType::Q6_K, WeightType::Q4_0 },
};

bool contains(const std::string& name, std::string_view part) { return name.find(part) != std::string::npos; }

bool staysFloat(const std::string& name, std::span<const uint64_t> dims)
{
    const bool vector = dims.size() < 2 || std::all_of(dims.begin() + 1, dims.end(), [](uint64_t dim) { return dim == 1; });
    return vector || contains(name, "_norm.") || contains(name, "ffn_gate_inp") || name == "position_embd.weight"
        || name == "token_types.weight";
}

/// The first and last eighth of the layers, and every third between them.
bool isImportantLayer(uint32_t layer, uint32_t layers)
{
    const uint32_t eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
}

/// Q4_K_S has no half with more bits, but a few first layers.
WeightType smallMixType(const Mix& mix, const std::string& name, uint32_t layer, uint32_t layers)
{
    const bool first = (contains(name, "attn_v.") && layer < 4) || (contains(name, "ffn_down") && layer < layers / 8);
    return mix.fileType == 14 && first ? WeightType::Q5_K : mix.base;
}

WeightType fittingRows(WeightType type, uint64_t cols)
{
    if (cols % static_cast<uint64_t>(kernels::blockShape(type).elements) == 0)
        return type;
    if (cols % 32 != 0)
        return WeightType::F16;
    switch (type) {
    case WeightType::Q4_K:
        return WeightType::Q5_0;
    case WeightType::Q5_K:
        return WeightType::Q5_1;
    default:
        return WeightType::Q8_0;
    }
}

WeightType wantedType(const Mix& mix, const MixFacts& facts, const std::string& name)
{
    if (name == "output.weight" || (name == "token_embd.weight" && facts.outputIsEmbedding))
        return mix.output;
    if (!name.starts_with("blk."))
        return mix.base;
    const auto layer = static_cast<uint32_t>(std::strtoul(name.c_str() + 4, nullptr, 10));
    if (mix.better == mix.base)
        return smallMixType(mix, name, layer, facts.layers);
    const bool sensitive = contains(name, "attn_v.") || contains(name, "ffn_down");
    return sensitive && isImportantLayer(layer, facts.layers) ? mix.better : mix.base;
}

} // namespace

Result<const Mix*> mixByName(std::string_view name)
{
    std::string known;
    for (const Mix& mix : kMixes) {
        if (mix.name == name)
            return &mix;
        known += (known.empty() ? "" : ", ") + std::string(mix.name);
    }
    return fail(ErrorCode::BadArgument, "type \"" + std::string(name.substr(0, 32)) + "\" is not one of " + known);
}

std::vector<std::string> mixNames()
{
    std::vector<std::string> names;
    for (const Mix& mix : kMixes)
        names.emplace_back(mix.name);
    return names;
}

WeightType typeFor(const Mix& mix, const MixFacts& facts, const std::string& name, std::span<const uint64_t> dims)
{
    if (staysFloat(name, dims))
        return WeightType::F32;
    return fittingRows(wantedType(mix, facts, name), dims[0]);
}

} // namespace sillok::convert
