// tensor_info.h - What a GGUF file says about one tensor, and how many bytes each tensor type takes.
#pragma once

#include "engine/base/bytes.h"

#include <array>
#include <string_view>

namespace sillok::gguf {

/// The tensor types that the engine computes with. The numbers are those of the file format.
/// source  GGUF specification (ggml-org/ggml docs/gguf.md), enum ggml_type; block sizes proven by fixtures/models/quant/index.tsv
enum class TensorType : uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ4_NL = 20,
    IQ4_XS = 23,
    BF16 = 30,
    MXFP4 = 39,
};

/// Size of one block of a type. Types that the engine cannot compute with are known here too, so that a file can be measured.
struct TensorTypeInfo {
    uint32_t id;
    const char* name;
    uint32_t blockElements;
    uint32_t blockBytes;
};

/// The type with this number, or null when the format does not know it (a refusal).
const TensorTypeInfo* tensorTypeInfo(uint32_t type);

/// One entry of the tensor table, already checked: `offset + sizeBytes` lies inside the file.
/// shape  dims[0] is the length of a row (contiguous elements); unused dims are 1.
struct TensorInfo {
    std::string_view name; ///< points into the file
    uint32_t type = 0; ///< number in the file; tensorTypeInfo() knows it
    uint32_t dimCount = 0; ///< 1 to 4
    std::array<uint64_t, 4> dims { 1, 1, 1, 1 };
    uint64_t offset = 0; ///< from the start of the file
    uint64_t sizeBytes = 0; ///< recomputed from type and dims

    uint64_t elementCount() const { return dims[0] * dims[1] * dims[2] * dims[3]; } ///< cannot overflow: checked by the reader
};

} // namespace sillok::gguf
