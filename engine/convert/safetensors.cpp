#include "engine/convert/safetensors.h"

#include "engine/convert/json.h"

#include <algorithm>
#include <cstring>

namespace sillok::convert {

namespace {

constexpr uint64_t kMaxHeaderBytes = uint64_t { 64 } << 20;
constexpr size_t kMaxTensors = size_t { 1 } << 20;
constexpr size_t kMaxDims = 8;
constexpr JsonLimits kHeaderLimits { .depth = 4, .values = kMaxTensors * 12 };

struct ElementType {
    const char* name;
    uint64_t bytes;
};
constexpr ElementType kTypes[] = { { "F32", 4 }, { "F16", 2 }, { "BF16", 2 }, { "F64", 8 }, { "F8_E4M3", 1 }, { "F8_E5M2", 1 }, { "BOOL", 1 },
    { "U8", 1 }, { "I8", 1 }, { "U16", 2 }, { "I16", 2 }, { "U32", 4 }, { "I32", 4 }, { "U64", 8 }, { "I64", 8 } };

uint64_t elementBytes(const std::string& type)
{
    for (const ElementType& known : kTypes)
        if (type == known.name)
            return known.bytes;
    return 0;
}

Error damaged(const std::string& what) { return fail(ErrorCode::Damaged, "safetensors: " + what); }

std::optional<uint64_t> naturalOf(const Json& value)
{
    return value.is_number_unsigned() ? std::optional(value.get<uint64_t>()) : std::nullopt;
}

Result<std::vector<uint64_t>> readShape(const std::string& name, const Json& entry)
{
    const Json* list = member(entry, "shape");
    if (!list || !list->is_array())
        return damaged("tensor " + name + " has no shape");
    if (list->size() > kMaxDims)
        return fail(ErrorCode::Unsafe, "safetensors: tensor " + name + " has " + std::to_string(list->size()) + " dimensions");
    std::vector<uint64_t> shape;
    for (const Json& dim : *list) {
        const auto number = naturalOf(dim);
        if (!number)
            return damaged("tensor " + name + " has a dimension that is no number");
        shape.push_back(*number);
    }
    return shape;
}

Result<StoredTensor> readTensor(const std::string& name, const Json& entry, Bytes data)
{
    StoredTensor tensor;
    tensor.type = textIn(entry, "dtype").value_or("");
    const uint64_t unit = elementBytes(tensor.type);
    if (unit == 0)
        return fail(ErrorCode::Unsupported, "safetensors: tensor " + name + " has type \"" + tensor.type.substr(0, 32) + "\"");
    SILLOK_TRY(tensor.shape, readShape(name, entry));
    std::optional<uint64_t> bytes = unit;
    for (const uint64_t dim : tensor.shape)
        bytes = bytes ? checkedMul(*bytes, dim) : bytes;
    const Json* offsets = member(entry, "data_offsets");
    if (!offsets || !offsets->is_array() || offsets->size() != 2)
        return damaged("tensor " + name + " has no offsets");
    const auto begin = naturalOf((*offsets)[0]), end = naturalOf((*offsets)[1]);
    if (!begin || !end || *begin > *end || *end > data.size())
        return damaged("tensor " + name + " reaches past the end of the file");
    if (!bytes || *bytes != *end - *begin)
        return damaged("tensor " + name + " has bytes that do not fit its shape");
    tensor.data = data.subspan(*begin, *bytes);
    return tensor;
}

/// The format allows neither overlap nor bytes that belong to nobody.
Result<void> checkCoverage(const StoredTensors& tensors, Bytes data)
{
    std::vector<Bytes> sorted;
    for (const auto& [name, tensor] : tensors)
        if (!tensor.data.empty())
            sorted.push_back(tensor.data);
    std::sort(sorted.begin(), sorted.end(), [](Bytes a, Bytes b) { return a.data() < b.data(); });
    const uint8_t* at = data.data();
    for (const Bytes one : sorted) {
        if (one.data() != at)
            return damaged("tensors overlap or leave a hole");
        at += one.size();
    }
    return at == data.data() + data.size() ? Result<void> {} : damaged("bytes behind the last tensor");
}

} // namespace

uint64_t StoredTensor::elementCount() const
{
    uint64_t count = 1;
    for (const uint64_t dim : shape)
        count *= dim;
    return count;
}

Result<void> StoredTensor::checkReadable(const std::string& name) const
{
    if (type == "F32" || type == "F16" || type == "BF16")
        return {};
    return fail(ErrorCode::Unsupported, "tensor " + name + " is stored as " + type + "; BF16, F16 and F32 are converted");
}

Result<StoredTensors> readSafetensors(Bytes file)
{
    ByteReader in(file);
    SILLOK_TRY(const uint64_t length, in.number<uint64_t>());
    if (length > in.left())
        return damaged("a header longer than the file");
    if (length > kMaxHeaderBytes)
        return fail(ErrorCode::Unsafe, "safetensors: a header of " + std::to_string(length) + " bytes");
    SILLOK_TRY(const Bytes header, in.take(length));
    SILLOK_TRY(const Bytes data, in.take(in.left()));
    SILLOK_TRY(const Json json, parseJson(asText(header), "safetensors header", kHeaderLimits));
    if (!json.is_object())
        return damaged("a header that is no table");
    StoredTensors tensors;
    for (const auto& [name, entry] : json.items()) {
        if (name == "__metadata__")
            continue;
        if (tensors.size() == kMaxTensors)
            return fail(ErrorCode::Unsafe, "safetensors: over a million tensors");
        SILLOK_TRY(StoredTensor tensor, readTensor(name, entry, data));
        tensors.emplace(name, std::move(tensor));
    }
    SILLOK_CHECK(checkCoverage(tensors, data));
    return tensors;
}

} // namespace sillok::convert
