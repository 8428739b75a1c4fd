#include "engine/convert/write_model.h"

#include "engine/backend/compute_pool.h"
#include "engine/convert/quantize.h"

#include <algorithm>
#include <atomic>

namespace sillok::convert {

using kernels::WeightType;

namespace {

constexpr uint64_t kBatchFloats = uint64_t { 4 } << 20;
constexpr uint64_t kGrainFloats = uint64_t { 1 } << 15;
constexpr size_t kCopyBytes = size_t { 8 } << 20;

/// A run of rows that all threads encode together.
struct Batch {
    const RowTensor& tensor;
    WeightType type;
    uint64_t firstRow;
    uint8_t* out;
    std::atomic<bool>& sound;
};

void encodeRows(const void* context, int64_t begin, int64_t end, uint32_t)
{
    const Batch& batch = *static_cast<const Batch*>(context);
    const auto cols = static_cast<int64_t>(batch.tensor.cols());
    const int64_t rowBytes = kernels::rowBytes(batch.type, cols);
    std::vector<float> row(static_cast<size_t>(cols));
    for (int64_t r = begin; r < end; ++r) {
        batch.tensor.read(batch.firstRow + static_cast<uint64_t>(r), row.data());
        if (!encode(batch.type, row.data(), cols, batch.out + r * rowBytes))
            batch.sound.store(false, std::memory_order_relaxed);
    }
}

class ModelWriting {
public:
    ModelWriting(gguf::Writer writer, const WriteOptions& options, WriteProgress progress)
        : m_writer(std::move(writer))
        , m_options(options)
        , m_pool(std::max(options.threads, 1u))
        , m_progress(progress)
    {
    }

    Result<void> add(const RowTensor& tensor, WeightType type)
    {
        m_progress.name = tensor.name;
        SILLOK_CHECK(tensor.storedType == type ? copy(tensor) : encodeAll(tensor, type));
        ++m_progress.tensor;
        return {};
    }

    Result<void> finish() { return m_writer.finish(); }

private:
    Result<void> append(Bytes bytes)
    {
        if (m_options.stop.stop_requested())
            return fail(ErrorCode::Cancelled, "writing a model file");
        if (m_options.onProgress)
            m_options.onProgress(m_progress);
        m_progress.doneBytes += bytes.size();
        return m_writer.append(bytes);
    }

    Result<void> copy(const RowTensor& tensor)
    {
        for (size_t at = 0; at < tensor.stored.size(); at += kCopyBytes)
            SILLOK_CHECK(append(tensor.stored.subspan(at, std::min(kCopyBytes, tensor.stored.size() - at))));
        return {};
    }

    Result<void> encodeAll(const RowTensor& tensor, WeightType type)
    {
        const auto cols = static_cast<int64_t>(tensor.cols());
        const auto rowBytes = static_cast<uint64_t>(kernels::rowBytes(type, cols));
        const uint64_t batchRows = std::max<uint64_t>(kBatchFloats / std::max<uint64_t>(tensor.cols(), 1), 1);
        const auto grain = static_cast<int64_t>(std::max<uint64_t>(kGrainFloats / std::max<uint64_t>(tensor.cols(), 1), 1));
        for (uint64_t row = 0; row < tensor.rows(); row += batchRows) {
            const uint64_t count = std::min(batchRows, tensor.rows() - row);
            m_encoded.resize(count * rowBytes);
            std::atomic<bool> sound = true;
            const Batch batch { tensor, type, row, m_encoded.data(), sound };
            m_pool.run(static_cast<int64_t>(count), grain, encodeRows, &batch);
            if (!sound)
                return fail(ErrorCode::Damaged, "tensor " + tensor.name + " holds a value that is not finite or too large for its type");
            SILLOK_CHECK(append(m_encoded));
        }
        return {};
    }

    gguf::Writer m_writer;
    const WriteOptions& m_options;
    ComputePool m_pool;
    WriteProgress m_progress;
    std::vector<uint8_t> m_encoded;
};

} // namespace

Result<void> writeModel(const std::string& path, const gguf::Metadata& metadata, std::span<const RowTensor> tensors,
    std::span<const WeightType> types, const WriteOptions& options)
{
    std::vector<gguf::TensorPlan> plans;
    WriteProgress progress;
    progress.tensors = tensors.size();
    for (size_t i = 0; i < tensors.size(); ++i) {
        plans.push_back({ tensors[i].name, static_cast<uint32_t>(types[i]), tensors[i].dims });
        SILLOK_TRY(const uint64_t bytes, gguf::plannedBytes(plans.back()));
        progress.bytes += bytes;
    }
    SILLOK_TRY(gguf::Writer writer, gguf::Writer::create(path, metadata, plans));
    ModelWriting writing(std::move(writer), options, progress);
    for (size_t i = 0; i < tensors.size(); ++i)
        SILLOK_CHECK(writing.add(tensors[i], types[i]));
    return writing.finish();
}

} // namespace sillok::convert
