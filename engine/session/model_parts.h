// model_parts.h - What a loaded model owns, and how it is opened; for engine/session and engine/embed only.
#pragma once

#include "engine/graph/decoder.h"
#include "engine/session/session.h"

namespace sillok {

/// The description's matrices point into `file`; the backend outlives every session because sessions keep the model.
struct Model::Parts {
    explicit Parts(MappedFile opened)
        : file(std::move(opened))
    {
    }

    MappedFile file;
    graph::ModelDescription description;
    std::optional<Tokenizer> tokenizer; ///< there in every Model; an embedder may do without
    std::unique_ptr<Backend> backend;
    std::string device; ///< the backend's, with the reason when another was wished for
    std::string name;
    std::string chatTemplate; ///< tokenizer.chat_template; empty: none
    uint32_t contextTokens = 0;
    KvType kvType = KvType::F16;
    graph::MemoryNeed need;
};

/// Header, description, fit and, where we have its kind, the vocabulary: everything but the weights. error as Model::load, but a
/// vocabulary that is only Unsupported leaves `tokenizer` empty.
Result<std::unique_ptr<Model::Parts>> openParts(MappedFile file, const ModelOptions& options);
/// Takes the weights to the backend's own memory, or reads every page of the file once, so that the first answer does not wait for the disk.
/// error  Cancelled; as Backend::loadWeights()
Result<void> loadWeights(Model::Parts& parts, const ModelOptions& options);

} // namespace sillok
