// llama.cpp - The Llama architecture: pre-norm, rotation of adjacent pairs, grouped heads, gated SiLU, optional experts and biases.
// source  Touvron et al. 2023; GGUF naming as in the specification; proven by fixtures/models and fixtures/golden-logits
#include "engine/graph/families/reading.h"

namespace sillok::graph {

Result<ModelDescription> describeLlama(const gguf::Reader& file)
{
    return readTransformer(file, { .architecture = "llama", .pairs = kernels::RopePairs::Adjacent, .expertSharesSumToOne = true });
}

} // namespace sillok::graph
