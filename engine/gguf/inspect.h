// inspect.h - What a model file is, judged before anything is computed with it.
#pragma once

#include "engine/gguf/reader.h"

#include <map>

namespace sillok {

/// A report for people and for `sillokctl model inspect`.
struct ModelReport {
    std::string architecture; ///< empty: a bare container that claims no model
    std::string name;
    std::string licence; ///< general.license, empty when the file names none
    uint64_t fileBytes = 0;
    uint64_t parameterCount = 0; ///< elements of all tensors
    uint64_t tensorCount = 0;
    std::map<std::string, uint64_t> bytesByType; ///< "Q4_K" -> bytes of all tensors of that type
    uint64_t contextTokens = 0; ///< window the model was made for
    uint64_t layerCount = 0;
    uint64_t embeddingLength = 0;
    uint64_t headCount = 0;
    uint64_t keyValueHeadCount = 0;
    std::string tokenizerKind; ///< tokenizer.ggml.model: "llama", "gpt2", ...
    std::string tokenizerRule; ///< tokenizer.ggml.pre
    uint64_t vocabularySize = 0;
    bool hasChatTemplate = false;
    bool vocabularyOnly = false; ///< describes a model but holds no tensor
    bool runnable = false; ///< this engine can compute with it
    bool makesVectors = false; ///< for embedding or reranking: no text comes out
    std::string whyNotRunnable; ///< technical English; empty when runnable
    uint64_t memoryNeedBytes = 0; ///< exact need beside the mapped file for `memoryNeedTokens` of context; 0 when not runnable
    uint64_t memoryNeedTokens = 0;
};

/// Reads and judges a file.
///
/// Rule: a file that has any `general.*` key other than general.alignment, or any `tokenizer.*` key, or a tensor named token_embd.weight,
/// claims to be a model. It must then name its architecture, keep every hyper-parameter inside graph/model.h's range table, and carry a
/// vocabulary that the whole-vocabulary pass accepts. Any other file is a bare container: only the container rules hold, and the report
/// leaves `architecture` empty. Stricter than some readers, for both: every tensor's bytes must be in the file, the padding behind the last
/// one too, and an alignment below 8 or above 4096 is refused. An architecture or tokenizer that we know nothing about is reported, not
/// refused: runnable is false. error  as gguf::Reader::open; Damaged: metadata that contradicts itself.
Result<ModelReport> inspectModel(Bytes file, uint64_t contextTokens = 4096);
/// The same for a model in several files; parts as gguf::Reader::open wants them.
Result<ModelReport> inspectModel(std::span<const Bytes> parts, uint64_t contextTokens = 4096);

} // namespace sillok
