// vector_repository.h - What passages mean, as vectors of the models that were chosen for searching.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/document_repository.h"

#include <span>

namespace sillok::storage {

using EmbeddingModelId = int64_t;

/// A model and the way in which a passage's text was put before it; vectors of another model or way cannot be compared.
struct EmbeddingModel {
    std::string name;
    Sha256 sha256 {};        ///< of its file
    int64_t recipe = 0;      ///< number of the way
    int64_t width = 0;
};

struct StoredEmbeddingModel : EmbeddingModel {
    EmbeddingModelId id = 0;
    int64_t vectors = 0;
};

/// A passage that a model has not seen.
struct WaitingPassage {
    PassageId id = 0;
    DocumentId document = 0;
    int64_t ordinal = 0;
    std::string title;
    std::string headingPath;
    std::string context;
    std::string text;
    std::vector<uint8_t> documentUid;
};

/// As retrieval::ByteVector; storage does not know retrieval.
struct NewVector {
    const WaitingPassage* passage = nullptr;
    float scale = 0;
    std::span<const int8_t> bytes;
    std::span<const int8_t> rest;
};

/// The first bytes only.
struct StoredVector {
    int64_t id = 0;                ///< of the row
    PassageId passage = 0;
    DocumentId document = 0;
    CollectionId collection = 0;
    float scale = 0;
    std::vector<int8_t> bytes;
};

/// As retrieval::ByteVector.
struct WholeVector {
    PassageId passage = 0;
    float scale = 0;
    std::vector<int8_t> bytes;
    std::vector<int8_t> rest;
};

struct VectorChanges {
    bool unknown = false;                  ///< nobody has been watching: everything may have changed
    std::vector<PassageId> passages;       ///< whose vectors came or went
};

/// Vectors are a part of the passages: they go with them and are never in a merge or a salvage (0110_vectors.sql says why).
/// Lives as long as one unlocked vault. Storage thread only.
class VectorRepository {
public:
    explicit VectorRepository(Database& database) : m_database(database) {}

    /// The number of this model; it is noted when it is new.
    Result<EmbeddingModelId> note(const EmbeddingModel& model);
    /// Nothing: no vector was ever made by it. The name does not count.
    Result<std::optional<EmbeddingModelId>> find(const EmbeddingModel& model);
    Result<std::vector<StoredEmbeddingModel>> models();    ///< oldest first. cost reads an index once
    /// Takes away at most `limit` vectors of the model, and in the end the model. True: nothing of it is left.
    Result<bool> removeSome(EmbeddingModelId model, int limit);

    /// In the order of documents, behind that passage (its document and ordinal count; nothing: from the beginning). `collection` 0: all.
    Result<std::vector<WaitingPassage>> waiting(EmbeddingModelId model, CollectionId collection, const WaitingPassage* after, int limit);
    Result<int64_t> countWaiting(EmbeddingModelId model, CollectionId collection);
    /// All or nothing. A passage that has changed or gone since it waited is left out.
    Result<void> store(EmbeddingModelId model, std::span<const NewVector> vectors);

    /// Rows behind row `after`, by number; for reading everything in bounded pieces.
    Result<std::vector<StoredVector>> rows(EmbeddingModelId model, int64_t after, int limit);
    Result<std::optional<StoredVector>> ofPassage(EmbeddingModelId model, PassageId passage);
    /// With both bytes of every number, in the order asked for. error NotFound: one of them has no vector.
    Result<std::vector<WholeVector>> wholeOnes(EmbeddingModelId model, std::span<const PassageId> passages);

    /// What has changed since the last call. The notes live in memory and end with the connection.
    Result<VectorChanges> takeChanges();

private:
    Result<void> watch();

    Database& m_database;
};

} // namespace sillok::storage
