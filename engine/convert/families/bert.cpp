// bert.cpp - BERT and XLM-R encoders: learned positions, norms behind each sum, pooling or a classifier.
// source  Devlin et al. 2019; Conneau et al. 2020; published checkpoints of both, and of bge-reranker-v2-m3 for the classifier
#include "engine/convert/families/families.h"

namespace sillok::convert {

namespace {

Result<void> addNorm(Recipe& recipe, const std::string& theirs, const std::string& ours)
{
    const uint64_t d = recipe.shape.embedding;
    for (const char* kind : { ".weight", ".bias" }) {
        SILLOK_TRY(RowTensor norm, recipe.take(theirs + kind, ours + kind, { d }));
        recipe.add(std::move(norm));
    }
    return {};
}

Result<void> addLayer(Recipe& recipe, uint32_t layer)
{
    const std::string theirs = "encoder.layer." + std::to_string(layer) + ".", ours = "blk." + std::to_string(layer) + ".";
    const uint64_t d = recipe.shape.embedding, ff = recipe.shape.feedForward;
    for (const auto& [from, to] : { std::pair { "query", "attn_q" }, { "key", "attn_k" }, { "value", "attn_v" } })
        SILLOK_CHECK(recipe.addMatrix(theirs + "attention.self." + from, ours + to, d, d));
    SILLOK_CHECK(recipe.addMatrix(theirs + "attention.output.dense", ours + "attn_output", d, d));
    SILLOK_CHECK(addNorm(recipe, theirs + "attention.output.LayerNorm", ours + "attn_output_norm"));
    SILLOK_CHECK(recipe.addMatrix(theirs + "intermediate.dense", ours + "ffn_up", ff, d));
    SILLOK_CHECK(recipe.addMatrix(theirs + "output.dense", ours + "ffn_down", d, ff));
    return addNorm(recipe, theirs + "output.LayerNorm", ours + "layer_output_norm");
}

/// XLM-R counts positions from pad_token_id + 1: the rows before are never looked up, and model files leave them out.
Result<uint32_t> unusedPositions(const Config& config)
{
    const std::string kind = config.textOr("model_type", "");
    if (kind == "bert")
        return 0u;
    if (kind == "xlm-roberta" || kind == "roberta")
        return config.naturalOr({ "pad_token_id" }, 1) + 1;
    return fail(ErrorCode::Unsupported, "config.json: model_type \"" + kind + "\" of an encoder");
}

Result<void> addInput(Recipe& recipe, uint32_t unused)
{
    const Shape& s = recipe.shape;
    SILLOK_TRY(RowTensor words, recipe.take("embeddings.word_embeddings.weight", "token_embd.weight", { s.vocabulary, s.embedding }));
    recipe.add(std::move(words));
    SILLOK_TRY(RowTensor positions,
        recipe.take("embeddings.position_embeddings.weight", "position_embd.weight", { uint64_t { s.contextTokens } + unused, s.embedding }));
    recipe.add(rowRange(std::move(positions), unused, s.contextTokens));
    const uint64_t kinds = recipe.config.naturalOr({ "type_vocab_size" }, 1);
    SILLOK_TRY(RowTensor types, recipe.take("embeddings.token_type_embeddings.weight", "token_types.weight", { kinds, s.embedding }));
    recipe.add(std::move(types));
    recipe.metadata.u32("tokenizer.ggml.token_type_count", static_cast<uint32_t>(kinds));
    return addNorm(recipe, "embeddings.LayerNorm", "token_embd_norm");
}

/// A dense layer with tanh on the first token, then the scores. BERT calls the first its pooler.
Result<void> addClassifier(Recipe& recipe)
{
    const bool separate = recipe.has("classifier.dense.weight");
    const uint64_t d = recipe.shape.embedding;
    const Json* names = recipe.config.member("id2label");
    const uint64_t labels = names && names->is_object() && !names->empty() ? names->size() : recipe.config.naturalOr({ "num_labels" }, 2);
    SILLOK_CHECK(recipe.addMatrix(separate ? "classifier.dense" : "pooler.dense", "cls", d, d));
    SILLOK_CHECK(recipe.addMatrix(separate ? "classifier.out_proj" : "classifier", "cls.output", labels, d));
    recipe.metadata.u32(recipe.key("pooling_type"), 4);
    return {};
}

void writeKeys(Recipe& recipe, double epsilon)
{
    const Shape& s = recipe.shape;
    recipe.metadata.u32(recipe.key("context_length"), s.contextTokens);
    recipe.metadata.u32(recipe.key("embedding_length"), s.embedding);
    recipe.metadata.u32(recipe.key("block_count"), s.layers);
    recipe.metadata.u32(recipe.key("feed_forward_length"), s.feedForward);
    recipe.metadata.u32(recipe.key("attention.head_count"), s.heads);
    recipe.metadata.f32(recipe.key("attention.layer_norm_epsilon"), static_cast<float>(epsilon));
    recipe.metadata.flag(recipe.key("attention.causal"), false);
}

} // namespace

Result<void> convertBert(Recipe& recipe)
{
    const Config& config = recipe.config;
    SILLOK_TRY(recipe.shape, readShape(config));
    SILLOK_TRY(const uint32_t unused, unusedPositions(config));
    SILLOK_TRY(const double epsilon, config.needReal({ "layer_norm_eps" }));
    if (unused >= recipe.shape.contextTokens)
        return fail(ErrorCode::Damaged, "config.json: pad_token_id leaves no position");
    recipe.shape.contextTokens -= unused;
    if (config.textOr("hidden_act", "gelu") != "gelu" || config.textOr("position_embedding_type", "absolute") != "absolute")
        return fail(ErrorCode::Unsupported, "config.json: an encoder with another activation or other positions");
    writeKeys(recipe, epsilon);
    SILLOK_CHECK(addInput(recipe, unused));
    for (uint32_t i = 0; i < recipe.shape.layers; ++i)
        SILLOK_CHECK(addLayer(recipe, i));
    recipe.ignore("position_ids");
    recipe.ignore("pooler.");
    return recipe.task == Task::Rank ? addClassifier(recipe) : writePooling(recipe);
}

} // namespace sillok::convert
