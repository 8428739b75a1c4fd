// safetensors.h - Reads the header of a safetensors file: every length, shape and offset is checked before use.
#pragma once

#include "engine/base/bytes.h"

#include <map>
#include <string>
#include <vector>

namespace sillok::convert {

/// One tensor as it lies in the file. The header was proven: `data` holds exactly the elements of `shape`.
struct StoredTensor {
    std::string type; ///< "BF16", "F16", "F32", "F8_E4M3" ...
    std::vector<uint64_t> shape; ///< slowest first; empty: one number
    Bytes data;

    uint64_t elementCount() const; ///< cannot overflow: checked by the reader
    /// Floats that we can convert, or an error that names the tensor and its type.
    Result<void> checkReadable(const std::string& name) const;
};

using StoredTensors = std::map<std::string, StoredTensor>;

/// All tensors of one file. Views into `file`, which must outlive them.
/// error  Damaged: header beyond the file, not JSON, a shape that does not fit its bytes, overlap or holes.
///        Unsupported: unknown element type, named. Unsafe: header over 64 MiB, nested, over a million tensors, a shape of over 8 dims.
/// source safetensors format description: 8 bytes length, JSON header, data without holes
Result<StoredTensors> readSafetensors(Bytes file);

} // namespace sillok::convert
