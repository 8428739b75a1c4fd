// passage_embedding.h - Gives every passage that has none a vector, in small steps that anything else may interrupt.
#pragma once

#include "app/services/search_model.h"

#include <functional>

namespace sillok::app {

struct EmbeddedSoFar {
    int64_t done = 0;
    int64_t total = 0;
};

/// Runs a piece of work in the thread of the vault whose vectors these are, and waits for it.
using WithVectors = std::function<Result<void>(const std::function<Result<void>(storage::VectorRepository&)>&)>;

struct EmbeddingSteps {
    WithVectors withVectors;
    std::function<bool()> mustWait;                      ///< somebody waits for an answer; may be empty
    std::function<void(const EmbeddedSoFar&)> progress;  ///< may be empty
};

/// Any thread but the vault's. What has no vector is what is left, so whatever ends this loses at most the vectors of a second. A passage that the
/// model cannot take gets zeros, which are near to nothing. `collection` 0: all.
/// error  Cancelled; as the embedder and the vault.
Result<void> embedPassages(TextEmbedder& model, storage::CollectionId collection, const EmbeddingSteps& steps, std::stop_token stop);

/// The vectors of every other model go, in pieces that hold nobody up: they served until those of this one were complete.
/// error  as embedPassages
Result<void> removeOtherVectors(TextEmbedder& model, const WithVectors& withVectors, std::stop_token stop);

} // namespace sillok::app
