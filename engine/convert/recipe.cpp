#include "engine/convert/recipe.h"

#include <algorithm>

namespace sillok::convert {

namespace {

std::string shapeText(const std::vector<uint64_t>& shape)
{
    std::string text;
    for (const uint64_t dim : shape)
        text += (text.empty() ? "" : ", ") + std::to_string(dim);
    return "[" + text + "]";
}

std::vector<uint64_t> shapeOf(Role role, const Shape& s)
{
    const uint64_t queries = uint64_t { s.heads } * s.headWidth, keys = uint64_t { s.kvHeads } * s.headWidth;
    switch (role) {
    case Role::Query:
        return { queries, s.embedding };
    case Role::Key:
    case Role::Value:
        return { keys, s.embedding };
    case Role::QueryKeyValue:
        return { queries + 2 * keys, s.embedding };
    case Role::Output:
        return { s.embedding, queries };
    case Role::Gate:
    case Role::Up:
        return { s.feedForward, s.embedding };
    case Role::GateUp:
        return { uint64_t { s.feedForward } * 2, s.embedding };
    case Role::Down:
        return { s.embedding, s.feedForward };
    case Role::Norm:
        return { s.embedding };
    case Role::HeadNorm:
        return { s.headWidth };
    }
    return {};
}

/// What stands in front of the names: wrappers of a text model inside a larger one.
std::string prefixOf(const Checkpoint& checkpoint)
{
    for (const char* prefix : { "model.language_model.", "language_model.model.", "model.", "transformer.", "language_model.transformer.", "bert.",
             "roberta." })
        for (const char* table : { "embed_tokens.weight", "wte.weight", "embeddings.word_embeddings.weight" })
            if (checkpoint.find(prefix + std::string(table)))
                return prefix;
    return {};
}

} // namespace

Result<Shape> readShape(const Config& config)
{
    Shape s;
    SILLOK_TRY(s.layers, config.need({ "num_hidden_layers", "num_layers", "n_layer" }));
    SILLOK_TRY(s.embedding, config.need({ "hidden_size" }));
    SILLOK_TRY(s.heads, config.need({ "num_attention_heads" }));
    SILLOK_TRY(s.vocabulary, config.need({ "vocab_size" }));
    SILLOK_TRY(s.contextTokens, config.need({ "max_position_embeddings" }));
    s.feedForward = config.naturalOr({ "intermediate_size", "moe_intermediate_size" }, 0);
    s.kvHeads = config.naturalOr({ "num_key_value_heads" }, s.heads);
    if (s.layers == 0 || s.layers > 512 || s.heads == 0 || s.heads > 1024 || s.kvHeads == 0 || s.heads % s.kvHeads != 0
        || s.embedding == 0 || s.embedding > 65536 || s.vocabulary == 0)
        return fail(ErrorCode::Damaged, "config.json: sizes that do not fit each other");
    s.headWidth = config.naturalOr({ "head_dim" }, s.embedding / s.heads);
    const Json* scaling = ropeScaling(config);
    const double share = scaling ? realIn(*scaling, "partial_rotary_factor").value_or(1.0) : 1.0;
    s.rotated = static_cast<uint32_t>(static_cast<double>(s.headWidth) * config.realOr({ "partial_rotary_factor", "rope_pct" }, share));
    if (s.headWidth == 0 || s.headWidth > 1024 || s.headWidth % 2 != 0 || s.rotated > s.headWidth || s.rotated % 2 != 0)
        return fail(ErrorCode::Damaged, "config.json: a head of " + std::to_string(s.headWidth) + " values");
    return s;
}

Recipe::Recipe(const ModelFolder& modelFolder, const Config& modelConfig, const Checkpoint& checkpoint, Task wantedTask)
    : folder(modelFolder)
    , config(modelConfig)
    , task(wantedTask)
    , m_checkpoint(checkpoint)
    , m_prefix(prefixOf(checkpoint))
{
}

std::string Recipe::stored(const std::string& theirs) const
{
    // Heads stand outside the wrapper: "language_model.lm_head" beside "language_model.model.embed_tokens".
    const std::string outside = m_prefix.ends_with("model.") ? m_prefix.substr(0, m_prefix.size() - 6) : std::string();
    for (const std::string& name : { m_prefix + theirs, outside + theirs, theirs })
        if (m_checkpoint.find(name))
            return name;
    return {};
}

Result<RowTensor> Recipe::take(const std::string& theirs, const std::string& ours, const std::vector<uint64_t>& wanted)
{
    const std::string name = stored(theirs);
    if (name.empty())
        return fail(ErrorCode::NotFound, "tensor " + m_prefix + theirs + " is not in the checkpoint");
    const StoredTensor& tensor = *m_checkpoint.find(name);
    SILLOK_CHECK(tensor.checkReadable(name));
    if (tensor.shape != wanted)
        return fail(ErrorCode::Damaged, "tensor " + name + " has the shape " + shapeText(tensor.shape) + " instead of " + shapeText(wanted));
    m_taken.insert(name);
    return rowsOf(ours, tensor);
}

Result<void> Recipe::addMatrix(const std::string& theirs, const std::string& ours, uint64_t rows, uint64_t cols)
{
    SILLOK_TRY(RowTensor matrix, take(theirs + ".weight", ours + ".weight", { rows, cols }));
    add(std::move(matrix));
    if (!has(theirs + ".bias"))
        return {};
    SILLOK_TRY(RowTensor bias, take(theirs + ".bias", ours + ".bias", { rows }));
    add(std::move(bias));
    return {};
}

Result<void> Recipe::addPart(const Layout& layout, const Part& part, const std::string& theirs, const std::string& ours)
{
    const std::vector<uint64_t> wanted = shapeOf(part.role, shape);
    const bool norm = part.role == Role::Norm || part.role == Role::HeadNorm;
    const bool turns = layout.pairs && (part.role == Role::Query || part.role == Role::Key);
    SILLOK_TRY(RowTensor weight, take(theirs + ".weight", ours + ".weight", wanted));
    if (turns)
        weight = headsToPairs(std::move(weight), shape.headWidth);
    add(norm && layout.normPlusOne ? plusOne(std::move(weight)) : std::move(weight));
    if (!has(theirs + ".bias"))
        return {};
    SILLOK_TRY(RowTensor bias, take(theirs + ".bias", ours + ".bias", { wanted[0] }));
    add(turns ? elementsToPairs(std::move(bias), shape.headWidth) : std::move(bias));
    return {};
}

Result<void> Recipe::addLayer(const Layout& layout, uint32_t layer)
{
    const std::string number = std::to_string(layer) + ".";
    for (const Part& part : layout.parts)
        SILLOK_CHECK(addPart(layout, part, layout.layers + number + part.theirs, "blk." + number + part.ours));
    return {};
}

Result<void> Recipe::addOutside(const Layout& layout)
{
    const uint64_t d = shape.embedding;
    SILLOK_TRY(RowTensor embedding, take(std::string(layout.embedding) + ".weight", "token_embd.weight", { shape.vocabulary, d }));
    add(std::move(embedding));
    SILLOK_TRY(RowTensor norm, take(std::string(layout.outputNorm) + ".weight", "output_norm.weight", { d }));
    add(layout.normPlusOne ? plusOne(std::move(norm)) : std::move(norm));
    if (tied() || task != Task::Text) {
        ignore("lm_head."); // the same numbers once more, or nothing that a vector needs
        return {};
    }
    SILLOK_TRY(RowTensor output, take("lm_head.weight", "output.weight", { shape.vocabulary, d }));
    add(std::move(output));
    return {};
}

Result<void> Recipe::checkAllTaken() const
{
    const auto ignored = [&](const std::string& name) {
        return std::any_of(m_ignored.begin(), m_ignored.end(), [&](const std::string& part) { return name.find(part) != std::string::npos; });
    };
    for (const auto& [name, tensor] : m_checkpoint.tensors())
        if (!m_taken.contains(name) && !ignored(name))
            return fail(ErrorCode::Unsupported, "the checkpoint holds tensor " + name + ", which has no place in " + architecture);
    return {};
}

} // namespace sillok::convert
