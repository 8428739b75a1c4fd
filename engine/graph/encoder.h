// encoder.h - Runs a described model over one whole text: tokens in, one vector or a few scores out; nothing is kept between texts.
#pragma once

#include "engine/graph/decoder.h"

#include <stop_token>

namespace sillok::graph {

/// Layer by layer over chunks of tokens, because a token may see what follows it. Model and backend outlive the encoder.
class Encoder {
public:
    /// needs  a model that makesVectors(). error as makePassState
    static Result<std::unique_ptr<Encoder>> create(const ModelDescription& model, Backend& backend, uint32_t contextTokens);

    /// The pooled vector, through the model's heads. shape out: [vectorWidth]
    /// needs  1 to contextTokens ids inside the vocabulary. error Cancelled
    Result<void> encode(std::span<const int32_t> tokens, float* out, std::stop_token stop);

private:
    Encoder(const ModelDescription& model, Backend& backend)
        : m_model(model)
        , m_backend(backend)
    {
    }
    template <typename Work> void eachChunk(Work work);
    Buffers buffersAt(uint32_t first) const;
    void layer(uint32_t index);
    void pool();
    void poolMean();
    const float* heads();

    const ModelDescription& m_model;
    Backend& m_backend;
    PassState m_state;
    uint32_t m_tokens = 0; ///< of the text
};

} // namespace sillok::graph
