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
    { "attention.sliding_window_pattern", 0, 512 },
    { "attention.q_lora_rank", 0, 16384 },
    { "attention.kv_lora_rank", 1, 1024 },
    { "attention.key_length_mla", 1, 1024 },
    { "attention.value_length_mla", 1, 1024 },
    { "rope.dimension_count", 0, 1024 },
    { "rope.scaling.original_context_length", 1, uint64_t { 1 } << 24 },
    { "vocab_size", 1, uint64_t { 1 } << 20 },
    { "expert_count", 0, 1024 },
    { "expert_used_count", 0, 1024 },
    { "expert_feed_forward_length", 1, uint64_t { 1 } << 20 },
    { "expert_shared_feed_forward_length", 1, uint64_t { 1 } << 20 },
    { "expert_shared_count", 0, 64 },
    { "expert_gating_func", 0, 2 },
    { "expert_group_count", 0, 1024 },
    { "expert_group_used_count", 0, 1024 },
    { "pooling_type", 0, 4 },
    { "leading_dense_block_count", 0, 512 },
    { "nextn_predict_layers", 0, 512 },
};
constexpr RealRange kReals[] = {
    { "attention.layer_norm_rms_epsilon", 0, 1 },
    { "attention.layer_norm_epsilon", 0, 1 },
    { "rope.freq_base", 1, 1e12 },
    { "rope.freq_base_swa", 1, 1e12 },
    { "rope.scaling.yarn_log_multiplier", 0, 1e3 },
    { "expert_weights_scale", 0, 1e4 },
    { "attn_logit_softcapping", 0, 1e6 },
    { "final_logit_softcapping", 0, 1e6 },
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

Result<float> KeyReader::scaleOrElse(std::string_view key, float fallback) const
{
    SILLOK_TRY(const double value, realOrElse(key, 0.0));
    return value > 0 ? static_cast<float>(value) : fallback;
}

Result<bool> KeyReader::flagOrElse(std::string_view key, bool fallback) const
{
    SILLOK_TRY(const auto flag, m_file.flag(full(key)));
    return flag.value_or(fallback);
}

Result<std::vector<bool>> KeyReader::flagsIfAny(std::string_view key, uint32_t count) const
{
    if (!isArray(m_file, full(key)))
        return std::vector<bool> {};
    SILLOK_TRY(const auto flags, m_file.flags(full(key)));
    if (!flags || flags->size() < count)
        return fail(ErrorCode::Damaged, "model: " + full(key) + " has fewer entries than layers");
    return std::vector<bool>(flags->begin(), flags->begin() + count);
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

Result<int64_t> TensorFinder::rows(const std::string& name, int64_t cols) const
{
    const gguf::TensorInfo* tensor = m_file.tensor(name);
    if (!tensor || tensor->dims[0] != static_cast<uint64_t>(cols) || tensor->elementCount() > static_cast<uint64_t>(cols * kMaxRows)
        || tensor->elementCount() == 0)
        return fail(ErrorCode::Damaged, "model: tensor " + name + " is missing or of another shape");
    return static_cast<int64_t>(tensor->elementCount()) / cols;
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

Result<NormWeights> TensorFinder::norm(const std::string& base, int64_t count) const
{
    SILLOK_TRY(const NormWeights found, normIfAny(base, count));
    if (!found)
        return fail(ErrorCode::Damaged, "model: tensor " + base + ".weight is missing");
    return found;
}

Result<NormWeights> TensorFinder::normIfAny(const std::string& base, int64_t count) const
{
    NormWeights found;
    SILLOK_TRY(found.weight, vectorIfAny(base + ".weight", count));
    SILLOK_TRY(found.bias, vectorIfAny(base + ".bias", count));
    return found;
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

} // namespace sillok::graph
