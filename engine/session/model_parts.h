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
    std::vector<std::unique_ptr<Backend>> left; ///< broken ones, which other sessions may still hold
    std::vector<StoredTensor> tensors; ///< all of the file
    ModelOptions options; ///< as it was opened, without what watched the opening
    std::optional<Error> cardRefusal;
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
/// Goes on without a graphics card that broke off; sessions make their decoders anew. Nothing to do when that has happened already.
/// error  OutOfMemory: the processor has no room for the model; then everything stays as it is.
Result<void> leaveCard(Model::Parts& parts, const Error& why);

/// Takes the weights to the backend's own memory, or reads every page of the file once, so that the first answer does not wait for the disk.
/// error  Cancelled; as Backend::loadWeights()
Result<void> loadWeights(Model::Parts& parts, const ModelOptions& options);

} // namespace sillok
