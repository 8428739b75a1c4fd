// embedder.h - A model that makes one vector of a text (for search), or a score (for ordering what was found).
#pragma once

#include "engine/embed/prompts.h"
#include "engine/session/session.h"

namespace sillok {

/// What came out for one text or pair.
struct TextVector {
    std::vector<float> values;
    bool cut = false; ///< the text was longer than the window: its end did not count
};
struct PairScore {
    float score = 0; ///< larger is nearer; the scale is the model's own
    bool cut = false; ///< as above, of the document
};

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
    const std::string& name() const; ///< as its makers call it; may be empty
    const std::string& architecture() const;
    const std::string& device() const;
    uint64_t memoryBytes() const; ///< held beside the mapped file

    /// The raw vector, or raw scores of a classifier: the first is the one to order by.
    /// error  BadArgument: no token, or an id outside the vocabulary. Unsafe: more than contextTokens(). Cancelled.
    Result<std::vector<float>> embed(std::span<const TokenId> tokens, std::stop_token stop = {});

    /// The ids of a text as this model wants it: behind the words for its kind, with the ends that its vocabulary adds, at most
    /// contextTokens(). error Unsupported: a vocabulary kind that we do not have, or a model of scores. Unsafe: as encodeText().
    Result<EncodedText> encode(std::string_view text, TextKind kind) const;
    /// The same of a pair. error Unsupported also: a model of vectors. Unsafe: as encodePair().
    Result<EncodedText> encodePair(std::string_view query, std::string_view document) const;

    /// One raw vector for each text, in order. error as encode(), embed()
    Result<std::vector<TextVector>> embedTexts(std::span<const std::string_view> texts, TextKind kind, std::stop_token stop = {});
    /// One score for each document, in order. error as encodePair(), embed()
    Result<std::vector<PairScore>> scorePairs(
        std::string_view query, std::span<const std::string_view> documents, std::stop_token stop = {});

private:
    struct Private;
    explicit Embedder(std::unique_ptr<Private> state);
    Result<const Tokenizer*> tokenizer(bool ofPairs) const;
    std::unique_ptr<Private> d;
};

/// To unit length; a vector of zeros stays.
void normalize(std::vector<float>& vector);

} // namespace sillok
