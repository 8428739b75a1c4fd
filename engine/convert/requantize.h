// requantize.h - A model file with other weight types.
#pragma once

#include "engine/convert/mix.h"
#include "engine/convert/write_model.h"
#include "engine/gguf/reader.h"

namespace sillok::convert {

/// Whether weights that were rounded to few bits before may be rounded again.
enum class FromFewBits : uint8_t { Refuse, Allow };

/// Writes `file` to `path` with the types of `mix`. Metadata stay in order; tensors that have their type already are copied as they are.
/// error  Refused: a tensor has fewer than eight bits and would be rounded anew. Unsupported: a type that we do not read, tensor named.
///        As writeModel.
Result<void> requantize(
    const gguf::Reader& file, const std::string& path, const Mix& mix, FromFewBits fromFewBits, const WriteOptions& options);

} // namespace sillok::convert
