// model.h - Read this first: what a decoder model is made of, with shapes; hyper-parameters, weights, and the buffers of one pass.
#pragma once

#include "engine/gguf/reader.h"
#include "kernels/quant_blocks.h"
#include "kernels/rope.h"

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

/// Names in comments are the GGUF keys behind `<architecture>.`; ranges are in model.cpp, one table for all.
struct HyperParameters {
    std::string architecture; ///< general.architecture
    uint32_t layers = 0; ///< block_count
    uint32_t embedding = 0; ///< embedding_length, "d" below
    uint32_t feedForward = 0; ///< feed_forward_length
    uint32_t heads = 0; ///< attention.head_count
    uint32_t kvHeads = 0; ///< attention.head_count_kv, divides heads
    uint32_t keyWidth = 0; ///< attention.key_length; need not be d / heads
    uint32_t valueWidth = 0; ///< attention.value_length
    uint32_t contextTokens = 0; ///< context_length
    uint32_t vocabulary = 0; ///< rows of token_embd.weight
    uint32_t experts = 0; ///< expert_count; 0: one dense feed-forward part
    uint32_t expertsUsed = 0; ///< expert_used_count
    float normEpsilon = 0; ///< attention.layer_norm_rms_epsilon
    float attentionScale = 0; ///< attention.scale, or 1 / sqrt(keyWidth)
    RopeParameters rope;
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

struct LayerWeights {
    const float* attentionNorm = nullptr; ///< [d]
    Matrix query; ///< [heads x keyWidth, d]
    Matrix key; ///< [kvHeads x keyWidth, d]
    Matrix value; ///< [kvHeads x valueWidth, d]
    Matrix output; ///< [d, heads x valueWidth]
    const float* feedForwardNorm = nullptr; ///< [d]
    Matrix gate, up; ///< [feedForward, d]
    Matrix down; ///< [d, feedForward]
    Matrix router; ///< [experts, d], only with experts; then the three above are empty
    ExpertMatrices expertGate, expertUp, expertDown;
};

struct Weights {
    Matrix embedding; ///< [vocabulary, d]
    std::vector<LayerWeights> layers;
    const float* outputNorm = nullptr; ///< [d]
    Matrix output; ///< [vocabulary, d]; the embedding when the file has no output.weight
    const float* ropeFactors = nullptr; ///< [rotated / 2]: each frequency is divided by its factor; null: none
    uint64_t bytesPerToken = 0; ///< weight bytes read to generate one token
};

/// A model as a family describes it: enough to answer "does it fit" and to run.
struct ModelDescription {
    HyperParameters parameters;
    Weights weights;
};

/// Tokens computed together at most; also how often a stop token is looked at.
constexpr uint32_t kChunkTokens = 64;

/// Floats of the buffers of one pass over kChunkTokens tokens, in the order of DecoderBuffers.
/// exact  what load() allocates, to the byte
std::optional<uint64_t> bufferBytes(const HyperParameters& parameters);

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
    /// [rows, cols]; bias is read when `base`.bias is there. name: base + ".weight"
    Result<Matrix> matrix(const std::string& base, int64_t rows, int64_t cols) const;
    Result<ExpertMatrices> experts(const std::string& base, uint32_t count, int64_t rows, int64_t cols) const;
    /// [count] of F32
    Result<const float*> vector(const std::string& name, int64_t count) const;
    /// Null when it is missing.
    Result<const float*> vectorIfAny(const std::string& name, int64_t count) const;

private:
    Result<Matrix> shaped(const gguf::TensorInfo& tensor, int64_t rows, int64_t cols) const;
    const gguf::Reader& m_file;
};

} // namespace sillok::graph
