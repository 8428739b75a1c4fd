// row_tensor.h - A tensor on its way into a model file: a shape, and its rows as floats when somebody asks.
#pragma once

#include "engine/convert/safetensors.h"
#include "kernels/quant_blocks.h"

#include <functional>
#include <optional>

namespace sillok::convert {

/// Gives one row as floats. Called by several threads at once.
using RowSource = std::function<void(uint64_t row, float* out)>;

struct RowTensor {
    std::string name;
    std::vector<uint64_t> dims; ///< dims[0] is the length of a row
    RowSource read;
    std::optional<kernels::WeightType> storedType; ///< with `stored`: blocks that need no decoding when this type is wanted
    Bytes stored;

    uint64_t cols() const { return dims[0]; }
    uint64_t rows() const;
};

/// Rows of a matrix, or the one row of a vector. needs  tensor.checkReadable(); the tensor outlives what is returned
RowTensor rowsOf(const std::string& name, const StoredTensor& tensor);

// Each takes a tensor and gives another whose rows come from it.

/// Rows of every head from halves (i with i + width / 2) to adjacent pairs (2i with 2i + 1). needs rows a multiple of width
RowTensor headsToPairs(RowTensor tensor, uint64_t width);
/// The same for the elements of a vector.
RowTensor elementsToPairs(RowTensor tensor, uint64_t width);
RowTensor plusOne(RowTensor tensor);
/// needs first + count <= rows
RowTensor rowRange(RowTensor tensor, uint64_t first, uint64_t count);
/// The rows with these numbers, in this order. needs every number < rows
RowTensor chosenRows(RowTensor tensor, std::vector<uint64_t> rows);
/// Matrices of the same shape behind each other, with one dimension more. needs at least one
RowTensor stacked(const std::string& name, std::vector<RowTensor> tensors);
/// Matrix m of the result is rows [m * stride + first, + count) of the source, transposed when asked by the other function.
RowTensor blocksOf(RowTensor tensor, uint64_t blocks, uint64_t stride, uint64_t first, uint64_t count);
RowTensor blocksTransposed(RowTensor tensor, uint64_t blocks, uint64_t stride, uint64_t first, uint64_t count);
/// A vector that was computed.
RowTensor computed(const std::string& name, std::vector<float> values);

} // namespace sillok::convert
