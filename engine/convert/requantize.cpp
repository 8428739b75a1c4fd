#include "engine/convert/requantize.h"

#include "kernels/cpu/table.h"

#include <algorithm>

namespace sillok::convert {

using kernels::WeightType;

namespace {

constexpr uint32_t kQuantizationVersion = 2; // source GGUF specification, general.quantization_version

bool hasManyBits(WeightType type)
{
    return type == WeightType::F32 || type == WeightType::F16 || type == WeightType::BF16 || type == WeightType::Q8_0;
}

/// Everything but what the new file says of itself; in the order of the old one.
gguf::Metadata metadataOf(const gguf::Reader& file, const Mix& mix)
{
    std::vector<std::pair<std::string_view, const gguf::Value*>> all;
    for (const auto& [key, value] : file.values())
        all.emplace_back(key, &value);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first.data() < b.first.data(); });
    gguf::Metadata metadata;
    for (const auto& [key, value] : all)
        if (!key.starts_with("split.") && key != "general.file_type" && key != "general.quantization_version" && key != "general.alignment")
            metadata.value(key, *value);
    metadata.u32("general.file_type", mix.fileType);
    metadata.u32("general.quantization_version", kQuantizationVersion);
    return metadata;
}

RowTensor rowsOf(const gguf::Reader& file, const gguf::TensorInfo& tensor, const kernels::CpuTable& table)
{
    const auto type = static_cast<WeightType>(tensor.type);
    RowTensor result;
    result.name = tensor.name;
    result.dims.assign(tensor.dims.begin(), tensor.dims.begin() + tensor.dimCount);
    result.storedType = type;
    result.stored = file.bytesOf(tensor);
    const auto cols = static_cast<int64_t>(tensor.dims[0]);
    const uint8_t* data = result.stored.data();
    result.read = [type, cols, data, &table](uint64_t row, float* out) {
        const int32_t first = 0;
        table.lookup({ data + static_cast<int64_t>(row) * kernels::rowBytes(type, cols), type, &first, out, cols, 1 }, 0, 1);
    };
    return result;
}

/// Layers of the model, from its own key; 0 for a container that has none.
Result<uint32_t> layersOf(const gguf::Reader& file)
{
    SILLOK_TRY(const auto architecture, file.text("general.architecture"));
    if (!architecture)
        return fail(ErrorCode::Damaged, "model: general.architecture is missing");
    SILLOK_TRY(const auto layers, file.natural(std::string(*architecture) + ".block_count"));
    return static_cast<uint32_t>(std::min<uint64_t>(layers.value_or(0), 512));
}

} // namespace

Result<void> requantize(
    const gguf::Reader& file, const std::string& path, const Mix& mix, FromFewBits fromFewBits, const WriteOptions& options)
{
    const kernels::CpuTable& table = *kernels::chooseCpuTable(nullptr).table;
    MixFacts facts;
    facts.outputIsEmbedding = !file.tensor("output.weight");
    SILLOK_TRY(facts.layers, layersOf(file));
    std::vector<RowTensor> tensors;
    std::vector<WeightType> types;
    for (const gguf::TensorInfo& info : file.tensors()) {
        RowTensor tensor = rowsOf(file, info, table);
        const auto type = static_cast<WeightType>(info.type);
        if (kernels::blockShape(type).elements == 0)
            return fail(ErrorCode::Unsupported, "tensor " + tensor.name + " has type " + gguf::tensorTypeInfo(info.type)->name);
        types.push_back(typeFor(mix, facts, tensor.name, tensor.dims));
        if (types.back() != type && !hasManyBits(type) && fromFewBits == FromFewBits::Refuse)
            return fail(ErrorCode::Refused,
                "tensor " + tensor.name + " is " + gguf::tensorTypeInfo(info.type)->name + " already; rounding it again loses more");
        tensors.push_back(std::move(tensor));
    }
    return writeModel(path, metadataOf(file, mix), tensors, types, options);
}

} // namespace sillok::convert
