// recipe.h - What becomes of a checkpoint: metadata, and tensors under the names that model files use. Families fill it in.
#pragma once

#include "engine/convert/config.h"
#include "engine/convert/folder.h"
#include "engine/convert/row_tensor.h"
#include "engine/gguf/writer.h"

#include <set>
#include <span>

namespace sillok::convert {

/// What the result is used for; decides the kind of output where a class alone does not.
enum class Task : uint8_t { Text, Embed, Rank };

/// The sizes that shape every transformer.
struct Shape {
    uint32_t layers = 0;
    uint32_t embedding = 0;
    uint32_t feedForward = 0;
    uint32_t heads = 0;
    uint32_t kvHeads = 0;
    uint32_t headWidth = 0;
    uint32_t rotated = 0; ///< values per head that turn
    uint32_t vocabulary = 0;
    uint32_t contextTokens = 0;
};
/// From the names that decoders use, old and new. error Damaged: a number is missing, 0, or they do not fit each other
Result<Shape> readShape(const Config& config);

/// What a tensor is, hence its shape.
enum class Role : uint8_t { Query, Key, Value, Output, QueryKeyValue, Gate, Up, GateUp, Down, Norm, HeadNorm };

/// One tensor of a layer: their name behind the layer's prefix, our name behind "blk.N.".
struct Part {
    const char* theirs;
    const char* ours;
    Role role;
};

/// In what a decoder's files differ from Llama's.
struct Layout {
    const char* layers = "layers."; ///< in front of the layer's number
    const char* embedding = "embed_tokens";
    const char* outputNorm = "norm";
    std::span<const Part> parts;
    bool pairs = false; ///< our graph turns adjacent pairs, theirs turns halves
    bool normPlusOne = false; ///< their norms multiply by 1 + weight
};

/// The checkpoint of one model and what is being made of it. Every tensor is taken once; what nobody took is an error in the end.
class Recipe {
public:
    Recipe(const ModelFolder& modelFolder, const Config& modelConfig, const Checkpoint& checkpoint, Task wantedTask);

    const ModelFolder& folder;
    const Config& config;
    const Task task;
    std::string architecture; ///< general.architecture; keys begin with it
    std::vector<std::string> tokens; ///< texts of the vocabulary, by id
    Shape shape;
    gguf::Metadata metadata;
    std::vector<RowTensor> tensors;

    std::string key(std::string_view name) const { return architecture + "." + std::string(name); }

    bool has(const std::string& theirs) const { return !stored(theirs).empty(); }
    /// Embedding and output are one matrix: the config says so, or there is no output.
    bool tied() const { return config.flagOr("tie_word_embeddings", !has("lm_head.weight")); }
    /// error  NotFound: no such tensor. Damaged: another shape. Unsupported: an element type that is not converted. All name it.
    Result<RowTensor> take(const std::string& theirs, const std::string& ours, const std::vector<uint64_t>& shape);
    /// take() and add; .weight and, where there is one, .bias.
    Result<void> addMatrix(const std::string& theirs, const std::string& ours, uint64_t rows, uint64_t cols);
    void add(RowTensor tensor) { tensors.push_back(std::move(tensor)); }

    /// All parts of a layer.
    Result<void> addLayer(const Layout& layout, uint32_t layer);
    /// Embedding, output norm, output.
    Result<void> addOutside(const Layout& layout);

    /// Tensors that stay behind on purpose: names that begin with, or contain, this.
    void ignore(std::string_view part) { m_ignored.emplace_back(part); }
    /// error  Unsupported: the checkpoint holds a tensor that nobody took, named
    Result<void> checkAllTaken() const;

private:
    Result<void> addPart(const Layout& layout, const Part& part, const std::string& theirs, const std::string& ours);
    const Checkpoint& m_checkpoint;
    std::string stored(const std::string& theirs) const; ///< the whole name in the checkpoint, or nothing
    std::string m_prefix; ///< "model.", "language_model.model." ...
    std::set<std::string> m_taken;
    std::vector<std::string> m_ignored;
};

/// Keys that every decoder has, with rotation and its stretching; adds rope_freqs.weight where the config asks for Llama 3's.
/// error  Unsupported: a kind of stretching that we do not compute, named
Result<void> writeDecoderKeys(Recipe& recipe);
Result<void> writeRope(Recipe& recipe);

/// theta, scaling and the rest: in `rope_parameters` of newer files, in `rope_scaling` and beside it in older ones.
double ropeTheta(const Config& config, double fallback);
const Json* ropeScaling(const Config& config);

} // namespace sillok::convert
