// reading.h - What the families share when they describe a model: the keys and tensors of a transformer, steered by a few traits.
#pragma once

#include "engine/graph/families/families.h"

namespace sillok::graph {

/// Whether a family's files have a thing.
enum class Presence : uint8_t { Never, Needed, IfThere };

/// In what a family departs from: pre-norm, gated SiLU, rotation, no head norms.
struct Traits {
    std::string_view architecture;
    kernels::RopePairs pairs = kernels::RopePairs::Halves;
    Activation activation = Activation::Silu;
    Presence inputNorms = Presence::Needed; ///< attn_norm and `feedForwardNorm`
    Presence branchNorms = Presence::Never; ///< post_attention_norm and post_ffw_norm
    Presence headNorms = Presence::Never; ///< attn_q_norm and attn_k_norm
    std::string_view feedForwardNorm = "ffn_norm";
    bool expertSharesSumToOne = false; ///< when expert_weights_norm is missing
    bool expertSigmoid = false; ///< when expert_gating_func is missing
};

/// Hyper-parameters, all weights, pooling and heads. Layers see everything with the main rotation; a family changes that afterwards.
/// error  Damaged: missing, out of range or of another shape. Unsupported: a variant that we do not compute.
Result<ModelDescription> readTransformer(const gguf::Reader& file, const Traits& traits);

/// The pieces of it, for families whose attention is their own.
Result<HyperParameters> readParameters(const gguf::Reader& file, const Traits& traits);
Result<RopeParameters> readRope(const KeyReader& keys, const HyperParameters& p);
/// Embedding, output, norms and heads; not the layers.
Result<Weights> readOutside(const gguf::Reader& file, const HyperParameters& p);
/// query, key, value (or one attn_qkv), output, head norms.
Result<void> readAttention(const TensorFinder& find, const HyperParameters& p, const std::string& block, LayerWeights& layer);
/// Norms of both parts, and the feed-forward part, dense or with experts.
Result<void> readAround(
    const TensorFinder& find, const HyperParameters& p, const Traits& traits, const std::string& block, LayerWeights& layer);
Result<void> readFeedForward(const TensorFinder& find, const HyperParameters& p, const std::string& block, LayerWeights& layer);
/// Width and kind of what comes out, the bytes read for a token; to be called last.
Result<void> finish(const gguf::Reader& file, ModelDescription& model);

/// Layers look through `window` except every `period`-th; an array in attention.sliding_window_pattern says it layer by layer, a number
/// there replaces `period`. Gives one truth per layer: is it local? period 0: all are.
Result<std::vector<bool>> readLocalLayers(const gguf::Reader& file, const HyperParameters& p, uint32_t period);

inline std::string blockName(uint32_t layer) { return "blk." + std::to_string(layer) + "."; }

} // namespace sillok::graph
