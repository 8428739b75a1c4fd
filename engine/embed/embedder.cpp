#include "engine/embed/embedder.h"

#include "engine/graph/encoder.h"
#include "engine/session/model_parts.h"

#include <cmath>

namespace sillok {

namespace {

std::string_view wordsInFront(const std::string& architecture, TextKind kind)
{
    const bool query = kind == TextKind::Query;
    if (architecture == "qwen3")
        return query ? "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:" : "";
    if (architecture == "gemma-embedding")
        return query ? "task: search result | query: " : "title: none | text: ";
    return "";
}

} // namespace

struct Embedder::Private {
    std::unique_ptr<Model::Parts> parts;
    std::unique_ptr<graph::Encoder> encoder;

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
    SILLOK_TRY(state->encoder, graph::Encoder::create(parts.description, *parts.backend, parts.contextTokens));
    SILLOK_CHECK(touchPages(parts.file.bytes(), options));
    return std::unique_ptr<Embedder>(new Embedder(std::move(state)));
}

bool Embedder::makesScores() const { return d->parameters().pooling == graph::Pooling::Rank; }
uint32_t Embedder::width() const { return d->parameters().vectorWidth; }
uint32_t Embedder::contextTokens() const { return d->parts->contextTokens; }
const std::string& Embedder::device() const { return d->parts->backend->device(); }
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

Result<std::vector<TokenId>> Embedder::encode(std::string_view text, TextKind kind) const
{
    if (!d->parts->tokenizer)
        return fail(ErrorCode::Unsupported, "vocabulary: unigram and WordPiece are not there yet; token ids work");
    const std::string whole = std::string(wordsInFront(d->parameters().architecture, kind)) + std::string(text);
    const Vocabulary& vocabulary = d->parts->tokenizer->vocabulary();
    SILLOK_TRY(std::vector<TokenId> ids, d->parts->tokenizer->encode(whole, Tokenizer::Mode::Raw)); // a document holds no control token
    if (vocabulary.addsBos())
        ids.insert(ids.begin(), vocabulary.bos());
    if (vocabulary.addsEos())
        ids.push_back(vocabulary.eos());
    return ids;
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
