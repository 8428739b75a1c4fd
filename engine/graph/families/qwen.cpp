// qwen.cpp - Qwen 2 (biases on query, key and value) and Qwen 3 (a norm on every head), dense and with experts. Rotation of halves.
// source  Qwen2 report 2024, section 2.2; Qwen3 report 2025, section 2; proven by golden-logits qwen2, qwen3, qwen2moe, qwen3moe
#include "engine/graph/families/reading.h"

namespace sillok::graph {

Result<ModelDescription> describeQwen2(const gguf::Reader& file) { return readTransformer(file, { .architecture = "qwen2" }); }

Result<ModelDescription> describeQwen2Moe(const gguf::Reader& file) { return readTransformer(file, { .architecture = "qwen2moe" }); }

Result<ModelDescription> describeQwen3(const gguf::Reader& file)
{
    SILLOK_TRY(ModelDescription model, readTransformer(file, { .architecture = "qwen3", .headNorms = Presence::Needed }));
    model.parameters.rankSharesSumToOne = model.parameters.pooling == Pooling::Rank; // the rows are "yes" and "no"
    return model;
}

Result<ModelDescription> describeQwen3Moe(const gguf::Reader& file)
{
    return readTransformer(file, { .architecture = "qwen3moe", .headNorms = Presence::Needed, .expertSharesSumToOne = true });
}

} // namespace sillok::graph
