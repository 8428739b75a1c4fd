// pooling.cpp - How a folder made for sentence-transformers turns hidden states into one vector.
// source  sentence-transformers: modules.json, and config.json of its Pooling and Dense modules
#include "engine/convert/families/families.h"

namespace sillok::convert {

namespace {

Result<void> writePoolingType(Recipe& recipe, const std::string& path)
{
    SILLOK_TRY(const Json pooling, recipe.folder.json(path + "/config.json"));
    uint32_t type = 0, ways = 0;
    for (const auto& [name, number] : { std::pair { "pooling_mode_mean_tokens", 1u }, { "pooling_mode_cls_token", 2u },
             { "pooling_mode_lasttoken", 3u }, { "pooling_mode_max_tokens", 0u }, { "pooling_mode_mean_sqrt_len_tokens", 0u },
             { "pooling_mode_weightedmean_tokens", 0u } })
        if (flagIn(pooling, name).value_or(false)) {
            type = number;
            ++ways;
        }
    if (ways != 1 || type == 0)
        return fail(ErrorCode::Unsupported, path + "/config.json: pooling that is neither mean, first nor last token");
    recipe.metadata.u32(recipe.key("pooling_type"), type);
    return {};
}

/// The weights of a dense module, in a checkpoint of its own; it lives as long as the recipe's tensors that read it.
Result<void> addDense(Recipe& recipe, const std::string& path, uint64_t& width, const std::string& ours)
{
    SILLOK_TRY(const Json dense, recipe.folder.json(path + "/config.json"));
    const Config config(dense);
    SILLOK_TRY(const uint32_t in, config.need({ "in_features" }));
    SILLOK_TRY(const uint32_t out, config.need({ "out_features" }));
    if (!config.textOr("activation_function", "").ends_with("Identity") || config.flagOr("bias", false))
        return fail(ErrorCode::Unsupported, path + "/config.json: a dense layer with a bias or an activation");
    SILLOK_TRY(Checkpoint checkpoint, Checkpoint::open(recipe.folder, path + "/model.safetensors"));
    const auto kept = std::make_shared<const Checkpoint>(std::move(checkpoint));
    const StoredTensor* stored = kept->find("linear.weight");
    if (!stored || in != width || stored->shape != std::vector<uint64_t> { out, in })
        return fail(ErrorCode::Damaged, path + ": linear.weight is missing or does not fit");
    SILLOK_CHECK(stored->checkReadable(path + " linear.weight"));
    RowTensor tensor = rowsOf(ours + ".weight", *stored);
    tensor.read = [kept, read = std::move(tensor.read)](uint64_t row, float* to) { read(row, to); };
    recipe.add(std::move(tensor));
    recipe.metadata.u32(recipe.key(ours + "_feat_in"), in);
    recipe.metadata.u32(recipe.key(ours + "_feat_out"), out);
    width = out;
    return {};
}

} // namespace

Result<void> writePooling(Recipe& recipe)
{
    if (recipe.task != Task::Embed)
        return {};
    SILLOK_TRY(const Json modules, recipe.folder.json("modules.json"));
    if (!modules.is_array() || modules.size() > 16)
        return fail(ErrorCode::Damaged, "modules.json is not a short list");
    uint64_t width = recipe.shape.embedding;
    uint32_t dense = 0, pooled = 0;
    for (const Json& module : modules) {
        const std::string type = textIn(module, "type").value_or(""), path = textIn(module, "path").value_or("");
        if (type.ends_with(".Pooling")) {
            SILLOK_CHECK(writePoolingType(recipe, path));
            ++pooled;
        } else if (type.ends_with(".Dense") && dense < 2) {
            SILLOK_CHECK(addDense(recipe, path, width, "dense_" + std::to_string(2 + dense++)));
        } else if (!type.ends_with(".Transformer") && !type.ends_with(".Normalize")) {
            return fail(ErrorCode::Unsupported, "modules.json: a module of type \"" + type.substr(0, 100) + "\"");
        }
    }
    return pooled == 1 ? Result<void> {} : fail(ErrorCode::Damaged, "modules.json has not one pooling module");
}

} // namespace sillok::convert
