#include "engine/convert/row_tensor.h"

#include "kernels/half.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace sillok::convert {

namespace {

/// Elements of a file lie where its header ends, on no border.
template <typename Unit, typename Convert> void decode(const uint8_t* from, uint64_t count, float* out, Convert convert)
{
    for (uint64_t i = 0; i < count; ++i) {
        Unit unit;
        std::memcpy(&unit, from + i * sizeof unit, sizeof unit);
        out[i] = convert(unit);
    }
}

RowSource sourceOf(const StoredTensor& tensor, uint64_t cols)
{
    const uint8_t* data = tensor.data.data();
    if (tensor.type == "F32")
        return [=](uint64_t row, float* out) { std::memcpy(out, data + row * cols * sizeof(float), cols * sizeof(float)); };
    if (tensor.type == "F16")
        return [=](uint64_t row, float* out) { decode<uint16_t>(data + row * cols * 2, cols, out, kernels::floatOfHalf); };
    return [=](uint64_t row, float* out) { decode<uint16_t>(data + row * cols * 2, cols, out, kernels::floatOfBf16); };
}

/// Where element or row `at` of a head stands when halves become pairs.
uint64_t halfOfPair(uint64_t at, uint64_t width)
{
    const uint64_t inside = at % width;
    return at - inside + inside % 2 * (width / 2) + inside / 2;
}

} // namespace

uint64_t RowTensor::rows() const
{
    uint64_t count = 1;
    for (size_t i = 1; i < dims.size(); ++i)
        count *= dims[i];
    return count;
}

RowTensor rowsOf(const std::string& name, const StoredTensor& tensor)
{
    RowTensor result;
    result.name = name;
    result.dims.assign(tensor.shape.rbegin(), tensor.shape.rend());
    if (result.dims.empty())
        result.dims.push_back(1);
    result.read = sourceOf(tensor, result.cols());
    return result;
}

RowTensor headsToPairs(RowTensor tensor, uint64_t width)
{
    tensor.read = [read = std::move(tensor.read), width](uint64_t row, float* out) { read(halfOfPair(row, width), out); };
    return tensor;
}

RowTensor elementsToPairs(RowTensor tensor, uint64_t width)
{
    tensor.read = [read = std::move(tensor.read), width, cols = tensor.cols()](uint64_t row, float* out) {
        std::vector<float> halves(cols);
        read(row, halves.data());
        for (uint64_t i = 0; i < cols; ++i)
            out[i] = halves[halfOfPair(i, width)];
    };
    return tensor;
}

RowTensor plusOne(RowTensor tensor)
{
    tensor.read = [read = std::move(tensor.read), cols = tensor.cols()](uint64_t row, float* out) {
        read(row, out);
        for (uint64_t i = 0; i < cols; ++i)
            out[i] += 1.0f;
    };
    return tensor;
}

RowTensor rowRange(RowTensor tensor, uint64_t first, uint64_t count)
{
    tensor.dims = { tensor.cols(), count };
    tensor.read = [read = std::move(tensor.read), first](uint64_t row, float* out) { read(first + row, out); };
    return tensor;
}

RowTensor chosenRows(RowTensor tensor, std::vector<uint64_t> rows)
{
    tensor.dims = { tensor.cols(), rows.size() };
    tensor.read = [read = std::move(tensor.read), chosen = std::move(rows)](uint64_t row, float* out) { read(chosen[row], out); };
    return tensor;
}

RowTensor stacked(const std::string& name, std::vector<RowTensor> tensors)
{
    RowTensor result;
    result.name = name;
    result.dims = tensors[0].dims;
    result.dims.push_back(tensors.size());
    const uint64_t each = tensors[0].rows();
    auto all = std::make_shared<const std::vector<RowTensor>>(std::move(tensors));
    result.read = [all, each](uint64_t row, float* out) { (*all)[row / each].read(row % each, out); };
    return result;
}

RowTensor blocksOf(RowTensor tensor, uint64_t blocks, uint64_t stride, uint64_t first, uint64_t count)
{
    tensor.dims = { tensor.cols(), count, blocks };
    tensor.read = [read = std::move(tensor.read), stride, first, count](
                      uint64_t row, float* out) { read(row / count * stride + first + row % count, out); };
    return tensor;
}

RowTensor blocksTransposed(RowTensor tensor, uint64_t blocks, uint64_t stride, uint64_t first, uint64_t count)
{
    const uint64_t cols = tensor.cols();
    tensor.dims = { count, cols, blocks };
    tensor.read = [read = std::move(tensor.read), stride, first, count, cols](uint64_t row, float* out) {
        std::vector<float> whole(cols);
        for (uint64_t i = 0; i < count; ++i) {
            read(row / cols * stride + first + i, whole.data());
            out[i] = whole[row % cols];
        }
    };
    return tensor;
}

RowTensor computed(const std::string& name, std::vector<float> values)
{
    RowTensor result;
    result.name = name;
    result.dims = { values.size() };
    result.read = [all = std::move(values)](uint64_t, float* out) { std::copy(all.begin(), all.end(), out); };
    return result;
}

} // namespace sillok::convert
