// model_parts.h - What a loaded model owns; for the files of engine/session only.
#pragma once

#include "engine/graph/decoder.h"
#include "engine/session/session.h"

namespace sillok {

/// The description's matrices point into `file`; the backend outlives every session because sessions keep the model.
struct Model::Parts {
    MappedFile file;
    graph::ModelDescription description;
    Tokenizer tokenizer;
    std::unique_ptr<Backend> backend;
    std::string name;
    uint32_t contextTokens;
    KvType kvType;
    graph::MemoryNeed need;
};

} // namespace sillok
