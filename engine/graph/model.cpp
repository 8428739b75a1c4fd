#include "engine/graph/model.h"

#include "engine/base/text.h"

#include <cmath>

namespace sillok::graph {

namespace {

struct NaturalRange {
    std::string_view key;
    uint64_t least;
    uint64_t most;
};
struct RealRange {
    std::string_view key;
    double least;
    double most;
};

// The range table: no key reaches arithmetic or an allocation without it. The caps are far above any published model.
constexpr NaturalRange kNaturals[] = {
    { "block_count", 1, 512 },
    { "context_length", 1, uint64_t { 1 } << 24 },
    { "embedding_length", 1, 65536 },
    { "feed_forward_length", 1, uint64_t { 1 } << 20 },
    { "attention.head_count", 1, 1024 },
    { "attention.head_count_kv", 1, 1024 },
    { "attention.key_length", 1, 1024 },
    { "attention.value_length", 1, 1024 },
    { "attention.sliding_window", 0, uint64_t { 1 } << 24 },
    { "rope.dimension_count", 0, 1024 },
    { "rope.scaling.original_context_length", 1, uint64_t { 1 } << 24 },
    { "vocab_size", 1, uint64_t { 1 } << 20 },
    { "expert_count", 0, 1024 },
    { "expert_used_count", 0, 1024 },
    { "leading_dense_block_count", 0, 512 },
    { "nextn_predict_layers", 0, 512 },
};
constexpr RealRange kReals[] = {
    { "attention.layer_norm_rms_epsilon", 0, 1 },
    { "attention.layer_norm_epsilon", 0, 1 },
    { "rope.freq_base", 1, 1e12 },
    { "rope.scaling.factor", 0, 1e6 },
    { "rope.scaling.attn_factor", 0, 1e3 },
    { "attention.scale", 0, 1e3 },
    { "embedding_scale", 0, 1e4 },
    { "residual_scale", 0, 1e4 },
    { "logit_scale", 0, 1e4 },
};

Error outOfRange(const std::string& key) { return fail(ErrorCode::Damaged, "model: " + key + " is outside its range"); }

bool isArray(const gguf::Reader& file, const std::string& key)
{
    const gguf::Value* value = file.value(key);
    return value && value->type == gguf::ValueType::Array;
}

uint64_t roundedUp(uint64_t bytes) { return (bytes + 63) / 64 * 64; }

} // namespace

Result<void> checkRanges(const gguf::Reader& file, std::string_view architecture)
{
    if (!file.oddFlag().empty())
        return fail(ErrorCode::Damaged, "model: " + std::string(file.oddFlag()) + " is neither true nor false");
    const std::string prefix = std::string(architecture) + ".";
    for (const NaturalRange& range : kNaturals) {
        const std::string key = prefix + std::string(range.key);
        if (isArray(file, key))
            continue;
        SILLOK_TRY(const auto number, file.natural(key));
        if (number && (*number < range.least || *number > range.most))
            return outOfRange(key);
    }
    for (const RealRange& range : kReals) {
        const std::string key = prefix + std::string(range.key);
        SILLOK_TRY(const auto number, file.real(key));
        if (number && !(*number >= range.least && *number <= range.most)) // also refuses NaN
            return outOfRange(key);
    }
    return {};
}

Result<uint32_t> KeyReader::need(std::string_view key) const
{
    SILLOK_TRY(const auto number, m_file.natural(full(key)));
    if (!number)
        return fail(ErrorCode::Damaged, "model: " + full(key) + " is missing");
    if (*number > 0xFFFFFFFF)
        return outOfRange(full(key));
    return static_cast<uint32_t>(*number);
}

Result<uint32_t> KeyReader::orElse(std::string_view key, uint32_t fallback) const
{
    if (!m_file.has(full(key)))
        return fallback;
    return need(key);
}

Result<double> KeyReader::realOrElse(std::string_view key, double fallback) const
{
    SILLOK_TRY(const auto number, m_file.real(full(key)));
    return number.value_or(fallback);
}

Result<std::string> KeyReader::textOrElse(std::string_view key, std::string fallback) const
{
    SILLOK_TRY(const auto text, m_file.text(full(key)));
    return text ? sanitizedUtf8(*text) : std::move(fallback);
}

Result<Matrix> TensorFinder::shaped(const gguf::TensorInfo& tensor, int64_t rows, int64_t cols) const
{
    const std::string name(tensor.name);
    const auto type = static_cast<kernels::WeightType>(tensor.type);
    if (kernels::blockShape(type).elements == 0)
        return fail(ErrorCode::Unsupported,
            "model: tensor " + name + " has type " + gguf::tensorTypeInfo(tensor.type)->name + ", which is not computed with yet");
    if (tensor.dims[0] != static_cast<uint64_t>(cols) || tensor.elementCount() != static_cast<uint64_t>(rows) * static_cast<uint64_t>(cols))
        return fail(ErrorCode::Damaged, "model: tensor " + name + " is not [" + std::to_string(rows) + ", " + std::to_string(cols) + "]");
    return Matrix { m_file.bytesOf(tensor).data(), type, rows, cols, nullptr };
}

Result<Matrix> TensorFinder::matrix(const std::string& base, int64_t rows, int64_t cols) const
{
    const gguf::TensorInfo* tensor = m_file.tensor(base + ".weight");
    if (!tensor)
        return fail(ErrorCode::Damaged, "model: tensor " + base + ".weight is missing");
    SILLOK_TRY(Matrix matrix, shaped(*tensor, rows, cols));
    SILLOK_TRY(matrix.bias, vectorIfAny(base + ".bias", rows));
    return matrix;
}

Result<ExpertMatrices> TensorFinder::experts(const std::string& base, uint32_t count, int64_t rows, int64_t cols) const
{
    const gguf::TensorInfo* tensor = m_file.tensor(base + ".weight");
    if (!tensor)
        return fail(ErrorCode::Damaged, "model: tensor " + base + ".weight is missing");
    SILLOK_TRY(Matrix all, shaped(*tensor, rows * static_cast<int64_t>(count), cols));
    all.rows = rows;
    return ExpertMatrices { all, count };
}

Result<const float*> TensorFinder::vector(const std::string& name, int64_t count) const
{
    SILLOK_TRY(const float* values, vectorIfAny(name, count));
    if (!values)
        return fail(ErrorCode::Damaged, "model: tensor " + name + " is missing");
    return values;
}

Result<const float*> TensorFinder::vectorIfAny(const std::string& name, int64_t count) const
{
    const gguf::TensorInfo* tensor = m_file.tensor(name);
    if (!tensor)
        return static_cast<const float*>(nullptr);
    if (tensor->type != static_cast<uint32_t>(gguf::TensorType::F32))
        return fail(ErrorCode::Unsupported, "model: tensor " + name + " is not F32");
    SILLOK_TRY(const Matrix row, shaped(*tensor, 1, count));
    return static_cast<const float*>(row.data);
}

std::optional<uint64_t> bufferBytes(const HyperParameters& p)
{
    // All factors are inside the range table: no product here can pass 2^45.
    const uint64_t perToken[] = { p.embedding, p.embedding, uint64_t { p.heads } * p.keyWidth, uint64_t { p.kvHeads } * p.keyWidth,
        uint64_t { p.kvHeads } * p.valueWidth, uint64_t { p.heads } * p.valueWidth, p.embedding, p.feedForward, p.feedForward,
        p.rope.rotated / 2, p.rope.rotated / 2, 1, p.experts };
    uint64_t bytes = roundedUp(uint64_t { p.vocabulary } * sizeof(float)); // the last row of logits
    for (const uint64_t floats : perToken)
        bytes += roundedUp(floats * kChunkTokens * sizeof(float));
    return bytes;
}

} // namespace sillok::graph
