// input.h - What a pass starts from: token ids to the residual stream, and the angles of their positions.
#pragma once

#include "engine/graph/layers.h"
#include "engine/graph/rope_table.h"

#include <span>

namespace sillok::graph {

/// The rotations of one model for one context size.
struct RopeTables {
    RopeTables() = default;
    RopeTables(const ModelDescription& model, uint32_t contextTokens);
    RopeTable main, local;
};

/// Fills the angles of the chunk. `buffers` start at its first token.
void fillAngles(Backend& backend, const RopeTables& tables, const Buffers& buffers, const PassPosition& position);

/// hidden = norm(scale * embedding[id] + position + type), each part where the model has it.
/// needs  1 to kChunkTokens ids inside the vocabulary; positions inside the context
void embedTokens(Backend& backend, const ModelDescription& model, const Buffers& buffers, std::span<const int32_t> tokens, uint32_t first);

} // namespace sillok::graph
