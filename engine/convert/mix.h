// mix.h - Which weight type each tensor of a model gets: a base type, and more bits where a model suffers most from few.
#pragma once

#include "engine/base/result.h"
#include "kernels/quant_blocks.h"

#include <span>
#include <string>
#include <vector>

namespace sillok::convert {

struct Mix {
    const char* name; ///< "Q4_K_M"
    uint32_t fileType; ///< general.file_type
    kernels::WeightType base;
    kernels::WeightType output; ///< of the matrix that makes the logits
    kernels::WeightType better; ///< of half the value and down projections; the base type: no half
};

/// error  BadArgument: unknown, the known ones named
Result<const Mix*> mixByName(std::string_view name);
std::vector<std::string> mixNames();

/// What a choice depends on beside the tensor.
struct MixFacts {
    uint32_t layers = 0;
    bool outputIsEmbedding = false; ///< no output.weight: token_embd.weight makes the logits too
};

/// The type for a tensor of these dims (dims[0] the length of a row). Vectors, norms, routers and position tables stay F32. Rows that
/// do not hold whole blocks get the next type with smaller blocks, in the end F16.
/// source  the mixes that published files of these names have. Q4_K_M and Q6_K are compared with such files
///         (requantize_test); the others, Q5_K_M with them, follow the same rule and have no file here to be compared with.
kernels::WeightType typeFor(const Mix& mix, const MixFacts& facts, const std::string& name, std::span<const uint64_t> dims);

} // namespace sillok::convert
