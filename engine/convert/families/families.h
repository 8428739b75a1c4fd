// families.h - The classes of Hugging Face checkpoints that we convert, one family group per file.
#pragma once

#include "engine/convert/recipe.h"

namespace sillok::convert {

/// Fills keys and tensors of one model. The recipe has its architecture, shape-independent parts and the vocabulary.
/// error  as Recipe; Unsupported: a variant whose graph we do not have, named
using Convert = Result<void> (*)(Recipe&);

struct FamilyClass {
    const char* name; ///< in `architectures` of config.json
    const char* architecture; ///< general.architecture of the result
    Convert convert;
    Task task = Task::Text; ///< of the class itself; a folder for embedding or ranking may change Text
};

std::span<const FamilyClass> familyClasses();

Result<void> convertLlama(Recipe& recipe);
Result<void> convertGranite(Recipe& recipe);
Result<void> convertHyperClovaX(Recipe& recipe);
Result<void> convertQwen2(Recipe& recipe);
Result<void> convertQwen3(Recipe& recipe);
Result<void> convertExaone(Recipe& recipe);
Result<void> convertExaone4(Recipe& recipe);
Result<void> convertGemma(Recipe& recipe);
Result<void> convertGemma2(Recipe& recipe);
Result<void> convertGemma3(Recipe& recipe);
Result<void> convertPhi3(Recipe& recipe);
Result<void> convertBert(Recipe& recipe);
Result<void> convertQwen2Moe(Recipe& recipe);
Result<void> convertQwen3Moe(Recipe& recipe);
Result<void> convertExaoneMoe(Recipe& recipe);
Result<void> convertGlm4Moe(Recipe& recipe);
Result<void> convertDeepSeek(Recipe& recipe);

/// Pre-norm layers as Llama has them, and as Qwen 3 has them with a norm on every head.
std::span<const Part> llamaParts();
std::span<const Part> llamaPartsWithHeadNorms();
/// The front of both: attention alone.
std::span<const Part> attentionParts();

/// Keys, layers and what stands around them, for a decoder whose layers are all alike.
Result<void> convertDecoder(Recipe& recipe, const Layout& layout);

/// pooling_type and dense heads from the files of a sentence-transformers folder; only when the task is Embed.
/// error  Unsupported: a way of pooling, or a layer behind it, that we do not compute
Result<void> writePooling(Recipe& recipe);

/// Which layers look through the window, from layer_types or a pattern as "LLLG" or 4; empty: the config says nothing.
/// error  Damaged: a list of another length or with unknown words
Result<std::vector<bool>> localLayers(const Config& config, uint32_t layers);

} // namespace sillok::convert
