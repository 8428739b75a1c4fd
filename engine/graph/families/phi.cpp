// phi.cpp - Phi-3: Llama with one tensor for query, key and value, one for gate and up, rotation of halves, and long rope factors.
// A window key is not followed, as in the numpy reference; no golden has one, so neither choice is proven.
// source  Phi-3 report 2024, section 2; Ding et al. 2024, LongRoPE, section 3.1; proven by golden-logits phi3, phi3-longrope
#include "engine/graph/families/reading.h"

namespace sillok::graph {

Result<ModelDescription> describePhi3(const gguf::Reader& file) { return readTransformer(file, { .architecture = "phi3" }); }

} // namespace sillok::graph
