// passage_vectors.h - The passages nearest to a question by meaning, out of an index in memory that follows the vault.
#pragma once

#include "engine/retrieval/vector_index.h"
#include "storage/repositories/vector_repository.h"

#include <optional>

namespace sillok::app {

/// What a model makes of a question.
struct QuestionVector {
    storage::EmbeddingModel model;
    std::vector<float> values;     ///< unit length
};

struct NearPassage {
    storage::PassageId passage = 0;
    float score = 0;               ///< exact; comparable within one model only
};

/// Storage thread only; goes, with what it holds in memory, when the vault is closed.
class PassageVectors {
public:
    explicit PassageVectors(storage::VectorRepository& repository) : m_repository(repository) {}

    /// Best first; empty when the model has made no vector here. `collections` empty: all; `documents` empty: all of the collections.
    /// cost  the first search after an unlock reads the first bytes of every vector; later ones what has come or gone since.
    Result<std::vector<NearPassage>> nearest(const QuestionVector& question, std::span<const storage::CollectionId> collections,
        std::span<const storage::DocumentId> documents, size_t most);

private:
    Result<void> readAll(storage::EmbeddingModelId model, size_t width);
    Result<void> catchUp(storage::EmbeddingModelId model, size_t width);
    void add(const storage::StoredVector& vector);

    storage::VectorRepository& m_repository;
    storage::EmbeddingModelId m_model = 0;
    std::optional<retrieval::VectorIndex> m_index;
};

} // namespace sillok::app
