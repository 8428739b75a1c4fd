// qwen.cpp - Qwen 2 and 3; the third also as embedder (last token) and as reranker ("yes" against "no").
// source  published checkpoints; Qwen3-Reranker model card for the two words
#include "engine/convert/families/families.h"

#include <algorithm>

namespace sillok::convert {

namespace {

Layout halvesLayout(std::span<const Part> parts)
{
    Layout layout;
    layout.parts = parts;
    return layout;
}

/// The graph looks at everything; a window that is in force would be lost without a word.
Result<void> checkNoWindow(const Config& config)
{
    const bool inForce = config.flagOr("use_sliding_window", false)
        && config.naturalOr({ "max_window_layers" }, 0) < config.naturalOr({ "num_hidden_layers" }, 0);
    return inForce ? fail(ErrorCode::Unsupported, "config.json: use_sliding_window, which our graph of this family does not follow")
                   : Result<void> {};
}

/// A reranker's score is how much likelier the word "yes" is than "no": two rows of the output matrix.
Result<void> addYesAndNo(Recipe& recipe)
{
    std::vector<uint64_t> rows;
    for (const char* word : { "yes", "no" }) {
        const auto found = std::find(recipe.tokens.begin(), recipe.tokens.end(), word);
        if (found == recipe.tokens.end())
            return fail(ErrorCode::Unsupported, "the vocabulary of the reranker has no token \"" + std::string(word) + "\"");
        rows.push_back(static_cast<uint64_t>(found - recipe.tokens.begin()));
    }
    const Shape& s = recipe.shape;
    const char* output = recipe.tied() ? "embed_tokens.weight" : "lm_head.weight";
    SILLOK_TRY(RowTensor matrix, recipe.take(output, "cls.output.weight", { s.vocabulary, s.embedding }));
    recipe.add(chosenRows(std::move(matrix), rows));
    const std::vector<std::string> labels { "yes", "no" };
    recipe.metadata.u32(recipe.key("pooling_type"), 4);
    recipe.metadata.texts(recipe.key("classifier.output_labels"), labels);
    return {};
}

} // namespace

Result<void> convertQwen2(Recipe& recipe)
{
    SILLOK_CHECK(checkNoWindow(recipe.config));
    return convertDecoder(recipe, halvesLayout(llamaParts()));
}

Result<void> convertQwen3(Recipe& recipe)
{
    SILLOK_CHECK(checkNoWindow(recipe.config));
    SILLOK_CHECK(convertDecoder(recipe, halvesLayout(llamaPartsWithHeadNorms())));
    return recipe.task == Task::Rank ? addYesAndNo(recipe) : Result<void> {};
}

} // namespace sillok::convert
