// model.h - Read this first: what a model is made of, with shapes; hyper-parameters, weights, and the buffers of one pass.
#pragma once

#include "engine/gguf/reader.h"
#include "kernels/elementwise.h"
#include "kernels/quant_blocks.h"
#include "kernels/rope.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace sillok::graph {

/// How positions are stretched beyond the window that a model was trained with.
enum class RopeScaling : uint8_t { None, Linear, Yarn };

struct RopeParameters {
    kernels::RopePairs pairs = kernels::RopePairs::Adjacent;
    uint32_t rotated = 0; ///< values per head that turn
    double base = 10000.0;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    double attentionFactor = 1.0; ///< multiplies cosines and sines
    uint32_t originalContext = 0;
};

/// What the feed-forward part puts its gate through.
enum class Activation : uint8_t { Silu, GeluTanh, GeluErf };

/// What comes out of a model. Text: logits of the next token. The others: one vector of the whole text, made from the hidden states.
/// The numbers are those of the key pooling_type. Rank: scores of a classifier on the last token, or on the first with both-way attention.
enum class Pooling : uint8_t { Text = 0, Mean = 1, First = 2, Last = 3, Rank = 4 };

/// Which positions one layer sees, and which rotation it uses.
enum class Rotation : uint8_t { None, Main, Local };
struct LayerSight {
    uint32_t window = 0; ///< 0: everything
    Rotation rotation = Rotation::Main;
};

/// How the router shares a token among experts. source DeepSeek-V3 report 2024, section 2.1.2; Mixtral 2024, section 2.1
struct ExpertParameters {
    uint32_t count = 0; ///< expert_count; 0: every feed-forward part is dense
    uint32_t used = 0; ///< expert_used_count
    uint32_t feedForward = 0; ///< expert_feed_forward_length
    uint32_t sharedFeedForward = 0; ///< of the expert that every token meets; 0: none
    bool sigmoid = false; ///< expert_gating_func 2: each score by itself instead of a softmax
    bool sharesSumToOne = true; ///< expert_weights_norm
    float scale = 1.0f; ///< expert_weights_scale
    uint32_t groups = 1; ///< expert_group_count; divides count
    uint32_t groupsUsed = 1; ///< expert_group_used_count
};

/// Attention over a narrow latent vector per token instead of keys and values per head. keyRank 0: not used.
/// source  DeepSeek-V2 report 2024, section 2.1
struct LatentParameters {
    uint32_t queryRank = 0; ///< attention.q_lora_rank; 0: the query is projected at once
    uint32_t keyRank = 0; ///< attention.kv_lora_rank
    uint32_t plainWidth = 0; ///< values of a head's query that do not turn
    uint32_t headWidth = 0; ///< plainWidth + rope.rotated
    uint32_t headValueWidth = 0;
    bool absorbed = false; ///< the cache holds the latent itself, one for all heads; else keys and values of every head
};

/// Names in comments are the GGUF keys behind `<architecture>.`; ranges are in model.cpp, one table for all.
struct HyperParameters {
    std::string architecture; ///< general.architecture
    uint32_t layers = 0; ///< block_count without those that only predict further tokens (nextn_predict_layers)
    uint32_t embedding = 0; ///< embedding_length, "d" below
    uint32_t feedForward = 0; ///< feed_forward_length
    uint32_t heads = 0; ///< attention.head_count
    uint32_t kvHeads = 0; ///< attention.head_count_kv, divides heads
    uint32_t keyWidth = 0; ///< attention.key_length; need not be d / heads
    uint32_t valueWidth = 0; ///< attention.value_length
    uint32_t contextTokens = 0; ///< context_length
    uint32_t vocabulary = 0; ///< rows of token_embd.weight
    ExpertParameters experts;
    LatentParameters latent;
    float normEpsilon = 0; ///< attention.layer_norm_rms_epsilon or attention.layer_norm_epsilon
    float attentionScale = 0; ///< attention.scale, or 1 / sqrt(keyWidth)
    float attentionCap = 0; ///< attn_logit_softcapping; 0: none
    float logitCap = 0; ///< final_logit_softcapping; 0: none
    float embeddingScale = 1.0f; ///< multiplies what is looked up
    float residualScale = 1.0f; ///< multiplies a branch before it is added
    float logitScale = 1.0f; ///< multiplies the logits
    Activation activation = Activation::Silu;
    bool bothWays = false; ///< a token sees what follows it too
    bool rankSharesSumToOne = false; ///< the classifier's scores go through a softmax
    Pooling pooling = Pooling::Text;
    RopeParameters rope;
    RopeParameters localRope; ///< of layers with Rotation::Local
    std::vector<LayerSight> sights; ///< one for each layer

    uint32_t vectorWidth = 0; ///< of what pooling and heads give; 0 with Text
    uint32_t widestVector = 0; ///< on the way there

    uint32_t widestFeedForward() const { return std::max({ feedForward, experts.feedForward, experts.sharedFeedForward }); }
    /// The whole text is computed before anything comes out, and nothing is kept.
    bool makesVectors() const { return pooling != Pooling::Text; }
};

/// A stored matrix, rows first: y = W x + bias. `data` points into the mapped file.
struct Matrix {
    const void* data = nullptr;
    kernels::WeightType type = kernels::WeightType::F32;
    int64_t rows = 0;
    int64_t cols = 0;
    const float* bias = nullptr; ///< [rows] or null

    explicit operator bool() const { return data != nullptr; }
    uint64_t sizeBytes() const { return static_cast<uint64_t>(rows * kernels::rowBytes(type, cols)); }
    /// `count` rows from `first` on. needs first + count <= rows
    Matrix part(int64_t first, int64_t count) const
    {
        const auto* start = static_cast<const uint8_t*>(data) + first * kernels::rowBytes(type, cols);
        return { start, type, count, cols, bias ? bias + first : nullptr };
    }
};

/// Experts of one layer: `count` matrices of the same shape, one behind the other.
struct ExpertMatrices {
    Matrix first;
    uint32_t count = 0;

    Matrix expert(uint32_t index) const
    {
        Matrix one = first;
        one.data = static_cast<const uint8_t*>(first.data) + index * first.sizeBytes();
        return one;
    }
};

/// With a bias: mean and variance (LayerNorm); without: root-mean-square.
struct NormWeights {
    const float* weight = nullptr; ///< null: no norm here
    const float* bias = nullptr;

    explicit operator bool() const { return weight != nullptr; }
};

/// A part takes norm(hidden) through `before`, its result through `branch` before it is added, and the sum through `after`.
/// Each may be missing. shape [d]
struct PartNorms {
    NormWeights before, branch, after;
};

/// Attention through a latent. Heads follow each other inside keyUp and valueUp.
struct LatentWeights {
    Matrix queryDown; ///< [queryRank, d]; empty when queryRank is 0
    NormWeights queryNorm; ///< [queryRank]
    Matrix keyDown; ///< [keyRank + rotated, d]: the latent, then the turning part that all heads share
    NormWeights keyNorm; ///< [keyRank]
    ExpertMatrices keyUp; ///< absorbed: per head [keyRank, plainWidth]
    ExpertMatrices valueUp; ///< absorbed: per head [headValueWidth, keyRank]
    Matrix keyValueUp; ///< not absorbed: [heads x (plainWidth + headValueWidth), keyRank]
};

struct LayerWeights {
    PartNorms attentionNorms;
    Matrix query; ///< [heads x keyWidth, d]
    Matrix key; ///< [kvHeads x keyWidth, d]
    Matrix value; ///< [kvHeads x valueWidth, d]
    Matrix output; ///< [d, heads x valueWidth]
    NormWeights queryNorm, keyNorm; ///< [keyWidth], on every head
    LatentWeights latent; ///< with latent.keyRank; then query is [heads x headWidth, queryRank or d], key and value are empty
    PartNorms feedForwardNorms;
    Matrix gate, up; ///< [feedForward, d]; without a gate the activation takes `up`
    Matrix down; ///< [d, feedForward]
    Matrix router; ///< [experts, d], only with experts; then the three above are the shared expert's, or empty
    const float* routerBias = nullptr; ///< [experts]: moves the choice, not the shares
    Matrix sharedGate; ///< [1, d]: how much of the shared expert; empty: all of it
    ExpertMatrices expertGate, expertUp, expertDown; ///< [experts.feedForward, d] and back
};

struct Weights {
    Matrix embedding; ///< [vocabulary, d]
    Matrix positions; ///< [contextTokens, d]: added to the embedding; empty with rotation
    Matrix types; ///< [kinds of segment, d]: row 0 is added; may be empty
    NormWeights embeddingNorm; ///< [d]
    std::vector<LayerWeights> layers;
    NormWeights outputNorm; ///< [d]
    Matrix output; ///< [vocabulary, d]; the embedding when the file has no output.weight
    Matrix classifierInner; ///< [d, d], then tanh; only with Pooling::Rank, may be empty there
    Matrix classifier; ///< [labels, d]; only with Pooling::Rank
    std::vector<Matrix> answerRows; ///< [1, d] each: the rows of `output` that stand for a missing classifier
    std::vector<Matrix> denseHeads; ///< applied to the pooled vector, in order
    const float* ropeFactors = nullptr; ///< [rotated / 2]: each frequency is divided by its factor; null: none
    const float* ropeFactorsLong = nullptr; ///< the same for a context beyond rope.originalContext; null: no difference
    uint64_t bytesPerToken = 0; ///< weight bytes read to generate one token
    uint64_t productsPerToken = 0; ///< multiply-adds with weights to generate one token
};

/// A model as a family describes it: enough to answer "does it fit" and to run.
struct ModelDescription {
    HyperParameters parameters;
    Weights weights;
};

/// Tokens computed together at most; also how often a stop token is looked at.
constexpr uint32_t kChunkTokens = 384;

/// Checks every key that the range table knows, for any architecture: heads above 0, finite epsilon, at most 512 layers ...
/// A key that is missing or an array is left to the family. error Damaged: out of range or of another type.
Result<void> checkRanges(const gguf::Reader& file, std::string_view architecture);

/// Reads keys of one architecture; every number passed the range table before.
class KeyReader {
public:
    KeyReader(const gguf::Reader& file, std::string architecture)
        : m_file(file)
        , m_architecture(std::move(architecture))
    {
    }
    Result<uint32_t> need(std::string_view key) const;
    Result<uint32_t> orElse(std::string_view key, uint32_t fallback) const;
    Result<double> realOrElse(std::string_view key, double fallback) const;
    /// What is missing or 0 is the fallback.
    Result<float> scaleOrElse(std::string_view key, float fallback) const;
    Result<bool> flagOrElse(std::string_view key, bool fallback) const;
    /// error  Damaged: another length. Empty when the key is missing or holds one number.
    Result<std::vector<bool>> flagsIfAny(std::string_view key, uint32_t count) const;
    bool has(std::string_view key) const { return m_file.has(full(key)); }
    Result<std::string> textOrElse(std::string_view key, std::string fallback) const;
    std::string full(std::string_view key) const { return m_architecture + "." + std::string(key); }

private:
    const gguf::Reader& m_file;
    std::string m_architecture;
};

/// Finds tensors and checks their shapes. error Damaged: missing or another shape. Unsupported: type that the kernels do not read.
class TensorFinder {
public:
    explicit TensorFinder(const gguf::Reader& file)
        : m_file(file)
    {
    }
    bool has(const std::string& name) const { return m_file.tensor(name) != nullptr; }
    /// Rows of a tensor whose rows are `cols` long, at most kMaxRows. error Damaged: missing, or other rows
    Result<int64_t> rows(const std::string& name, int64_t cols) const;
    static constexpr int64_t kMaxRows = int64_t { 1 } << 20;
    /// [rows, cols]; bias is read when `base`.bias is there. name: base + ".weight"
    Result<Matrix> matrix(const std::string& base, int64_t rows, int64_t cols) const;
    Result<ExpertMatrices> experts(const std::string& base, uint32_t count, int64_t rows, int64_t cols) const;
    /// [count] of F32
    Result<const float*> vector(const std::string& name, int64_t count) const;
    Result<NormWeights> norm(const std::string& base, int64_t count) const;
    /// base + ".weight" and, if any, base + ".bias". Null when it is missing.
    Result<NormWeights> normIfAny(const std::string& base, int64_t count) const;
    /// Null when it is missing.
    Result<const float*> vectorIfAny(const std::string& name, int64_t count) const;

private:
    Result<Matrix> shaped(const gguf::TensorInfo& tensor, int64_t rows, int64_t cols) const;
    const gguf::Reader& m_file;
};

} // namespace sillok::graph
