// granite.cpp - Granite and HyperCLOVA X: Llama with scales on embedding, attention, branches and logits (maximal update
// parametrisation). HyperCLOVA X multiplies the logits where Granite divides, and may have a norm behind each part too.
// source  Yang et al. 2022, Tensor Programs V, section 3 (the scales); proven by golden-logits granite, hyperclovax, hyperclovax-pre
#include "engine/graph/families/reading.h"

namespace sillok::graph {

namespace {

Result<ModelDescription> readScaled(const gguf::Reader& file, const Traits& traits)
{
    SILLOK_TRY(ModelDescription model, readTransformer(file, traits));
    HyperParameters& p = model.parameters;
    const KeyReader keys(file, p.architecture);
    SILLOK_TRY(p.embeddingScale, keys.scaleOrElse("embedding_scale", 1.0f));
    SILLOK_TRY(p.residualScale, keys.scaleOrElse("residual_scale", 1.0f));
    SILLOK_TRY(p.logitScale, keys.scaleOrElse("logit_scale", 1.0f));
    return model;
}

Result<ModelDescription> readClova(const gguf::Reader& file, std::string_view architecture)
{
    return readScaled(file, { .architecture = architecture, .pairs = kernels::RopePairs::Adjacent, .branchNorms = Presence::IfThere });
}

} // namespace

Result<ModelDescription> describeGranite(const gguf::Reader& file)
{
    SILLOK_TRY(ModelDescription model, readScaled(file, { .architecture = "granite", .pairs = kernels::RopePairs::Adjacent }));
    model.parameters.logitScale = 1.0f / model.parameters.logitScale;
    return model;
}

Result<ModelDescription> describeHyperClovaX(const gguf::Reader& file) { return readClova(file, "hyperclovax"); }

Result<ModelDescription> describeHcxSeedThink(const gguf::Reader& file) { return readClova(file, "hcx-seed-think"); }

} // namespace sillok::graph
