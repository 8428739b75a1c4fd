// write_model.h - Encodes tensors on all threads and streams them into a model file; the file appears only when it is whole.
#pragma once

#include "engine/convert/row_tensor.h"
#include "engine/gguf/writer.h"

#include <stop_token>

namespace sillok::convert {

struct WriteProgress {
    size_t tensor = 0; ///< of `tensors`, from 0
    size_t tensors = 0;
    uint64_t doneBytes = 0; ///< of what the file will hold
    uint64_t bytes = 0;
    std::string_view name;
};

struct WriteOptions {
    uint32_t threads = 1;
    std::function<void(const WriteProgress&)> onProgress; ///< in the calling thread
    std::stop_token stop; ///< looked at every few megabytes
};

/// needs  types[i] for tensors[i], each one that encode() writes or the tensor's own stored type
/// error  Cancelled, and as gguf::Writer: nothing is left on the disk. Damaged: a value that is not finite or does not fit, tensor named.
/// cost   about 24 MiB beside the mapped sources, whatever the size of the model
Result<void> writeModel(const std::string& path, const gguf::Metadata& metadata, std::span<const RowTensor> tensors,
    std::span<const kernels::WeightType> types, const WriteOptions& options);

} // namespace sillok::convert
