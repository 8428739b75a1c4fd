#include "engine/embed/embedder.h"

#include "engine/graph/encoder.h"
#include "engine/session/model_parts.h"

#include <cmath>

namespace sillok {

struct Embedder::Private {
    std::unique_ptr<Model::Parts> parts;
    std::unique_ptr<graph::Encoder> encoder;
    PromptStyle style = PromptStyle::Plain;

    const graph::HyperParameters& parameters() const { return parts->description.parameters; }
};

Embedder::Embedder(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}
Embedder::~Embedder() = default;

Result<std::unique_ptr<Embedder>> Embedder::load(MappedFile file, const ModelOptions& options)
{
    auto state = std::make_unique<Private>();
    SILLOK_TRY(state->parts, openParts(std::move(file), options));
    Model::Parts& parts = *state->parts;
    if (!state->parameters().makesVectors())
        return fail(ErrorCode::Unsupported, "model: it makes text, not vectors or scores");
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(parts.file.bytes()));
    state->style = promptStyleOf(reader, state->parameters());
    SILLOK_CHECK(loadWeights(parts, options));
    SILLOK_TRY(state->encoder, graph::Encoder::create(parts.description, *parts.backend, parts.contextTokens));
    return std::unique_ptr<Embedder>(new Embedder(std::move(state)));
}

bool Embedder::makesScores() const { return d->parameters().pooling == graph::Pooling::Rank; }
uint32_t Embedder::width() const { return d->parameters().vectorWidth; }
uint32_t Embedder::contextTokens() const { return d->parts->contextTokens; }
const std::string& Embedder::name() const { return d->parts->name; }
const std::string& Embedder::architecture() const { return d->parameters().architecture; }
const std::string& Embedder::device() const { return d->parts->device; }
uint64_t Embedder::memoryBytes() const { return d->parts->need.total(); }

Result<std::vector<float>> Embedder::embed(std::span<const TokenId> tokens, std::stop_token stop)
{
    if (tokens.empty())
        return fail(ErrorCode::BadArgument, "no token to compute");
    for (const TokenId id : tokens)
        if (id < 0 || static_cast<uint32_t>(id) >= d->parameters().vocabulary)
            return fail(ErrorCode::BadArgument, "token id " + std::to_string(id) + " is outside the vocabulary");
    if (tokens.size() > contextTokens())
        return fail(ErrorCode::Unsafe, std::to_string(tokens.size()) + " tokens do not fit " + std::to_string(contextTokens()));
    std::vector<float> vector(width());
    SILLOK_CHECK(d->encoder->encode(tokens, vector.data(), stop));
    return vector;
}

Result<const Tokenizer*> Embedder::tokenizer(bool ofPairs) const
{
    if (!d->parts->tokenizer)
        return fail(ErrorCode::Unsupported, "vocabulary: a kind that is not read; token ids work");
    if (ofPairs != makesScores())
        return fail(ErrorCode::Unsupported, ofPairs ? "model: it makes vectors, not scores" : "model: it makes scores, not vectors");
    return &*d->parts->tokenizer;
}

Result<EncodedText> Embedder::encode(std::string_view text, TextKind kind) const
{
    SILLOK_TRY(const Tokenizer* words, tokenizer(false));
    return encodeText(*words, d->style, text, kind, contextTokens());
}

Result<EncodedText> Embedder::encodePair(std::string_view query, std::string_view document) const
{
    SILLOK_TRY(const Tokenizer* words, tokenizer(true));
    return sillok::encodePair(*words, d->style, query, document, contextTokens());
}

Result<std::vector<TextVector>> Embedder::embedTexts(std::span<const std::string_view> texts, TextKind kind, std::stop_token stop)
{
    std::vector<TextVector> vectors;
    for (const std::string_view text : texts) {
        SILLOK_TRY(const EncodedText encoded, encode(text, kind));
        SILLOK_TRY(std::vector<float> values, embed(encoded.ids, stop));
        vectors.push_back({ std::move(values), encoded.cut });
    }
    return vectors;
}

Result<std::vector<PairScore>> Embedder::scorePairs(
    std::string_view query, std::span<const std::string_view> documents, std::stop_token stop)
{
    std::vector<PairScore> scores;
    for (const std::string_view document : documents) {
        SILLOK_TRY(const EncodedText encoded, encodePair(query, document));
        SILLOK_TRY(const std::vector<float> values, embed(encoded.ids, stop));
        scores.push_back({ values.front(), encoded.cut });
    }
    return scores;
}

void normalize(std::vector<float>& vector)
{
    double squares = 0;
    for (const float value : vector)
        squares += static_cast<double>(value) * static_cast<double>(value);
    if (!(squares > 0))
        return;
    for (float& value : vector)
        value = static_cast<float>(static_cast<double>(value) / std::sqrt(squares));
}

} // namespace sillok
