// families.h - The architectures that run, one file each. To add one: write <name>.cpp beside this, add its line in families.cpp.
#pragma once

#include "engine/graph/model.h"

#include <span>

namespace sillok::graph {

/// Reads hyper-parameters and tensors of one architecture out of a file; touches no weight.
/// error  Damaged, Unsupported as KeyReader and TensorFinder
using Describe = Result<ModelDescription> (*)(const gguf::Reader& file);

struct Family {
    std::string_view architecture; ///< general.architecture
    Describe describe;
};

std::span<const Family> families();

/// The description of a file by its architecture's family. error Unsupported: no such family, named in the message.
Result<ModelDescription> describeModel(const gguf::Reader& file);

Result<ModelDescription> describeLlama(const gguf::Reader& file);
Result<ModelDescription> describeQwen2(const gguf::Reader& file);
Result<ModelDescription> describeQwen2Moe(const gguf::Reader& file);
Result<ModelDescription> describeQwen3(const gguf::Reader& file);
Result<ModelDescription> describeQwen3Moe(const gguf::Reader& file);
Result<ModelDescription> describeExaone(const gguf::Reader& file);
Result<ModelDescription> describeExaone4(const gguf::Reader& file);
Result<ModelDescription> describeExaoneMoe(const gguf::Reader& file);
Result<ModelDescription> describeHyperClovaX(const gguf::Reader& file);
Result<ModelDescription> describeHcxSeedThink(const gguf::Reader& file);
Result<ModelDescription> describeGranite(const gguf::Reader& file);
Result<ModelDescription> describeGemma(const gguf::Reader& file);
Result<ModelDescription> describeGemma2(const gguf::Reader& file);
Result<ModelDescription> describeGemma3(const gguf::Reader& file);
Result<ModelDescription> describeGemmaEmbedding(const gguf::Reader& file);
Result<ModelDescription> describePhi3(const gguf::Reader& file);
Result<ModelDescription> describeGlm4Moe(const gguf::Reader& file);
Result<ModelDescription> describeDeepSeek2(const gguf::Reader& file);
Result<ModelDescription> describeBert(const gguf::Reader& file);
Result<ModelDescription> describeNomicBert(const gguf::Reader& file);

} // namespace sillok::graph
