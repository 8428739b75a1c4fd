// embedder.h - A model that makes one vector of a text (for search), or a score (for ordering what was found).
#pragma once

#include "engine/session/session.h"

namespace sillok {

/// A search model may put other words in front of a question than in front of what is searched.
enum class TextKind : uint8_t { Query, Passage };

/// Used by one thread at a time; its compute threads are its own.
class Embedder {
public:
    /// error  as Model::load; Unsupported also: a model that makes text.
    static Result<std::unique_ptr<Embedder>> load(MappedFile file, const ModelOptions& options);
    ~Embedder();

    /// Scores of a pair (a reranker) instead of a vector.
    bool makesScores() const;
    uint32_t width() const; ///< of what embed() gives
    uint32_t contextTokens() const;
    const std::string& device() const;
    uint64_t memoryBytes() const; ///< held beside the mapped file

    /// The raw vector, or raw scores of a classifier: the first is the one to order by.
    /// error  BadArgument: no token, or an id outside the vocabulary. Unsafe: more than contextTokens(). Cancelled.
    Result<std::vector<float>> embed(std::span<const TokenId> tokens, std::stop_token stop = {});

    /// The ids of a text as this model wants it: behind the words for its kind, with the ends that its vocabulary adds.
    /// error  Unsupported: a vocabulary kind that we do not have yet.
    /// source model cards of Qwen3-Embedding and EmbeddingGemma, section on prompts
    Result<std::vector<TokenId>> encode(std::string_view text, TextKind kind) const;

private:
    struct Private;
    explicit Embedder(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

/// To unit length; a vector of zeros stays.
void normalize(std::vector<float>& vector);

} // namespace sillok
