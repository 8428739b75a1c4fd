// glm.cpp - GLM-4.5 and Solar Open: experts behind a sigmoid router, a shared expert, part of a head turning, optional head norms.
// The norm in front of the feed-forward part is named post_attention_norm.
// source  GLM-4.5 report 2025, section 2.1; proven by golden-logits glm4moe-solar, glm4moe-air
#include "engine/graph/families/reading.h"

namespace sillok::graph {

Result<ModelDescription> describeGlm4Moe(const gguf::Reader& file)
{
    return readTransformer(file,
        { .architecture = "glm4moe",
            .headNorms = Presence::IfThere,
            .feedForwardNorm = "post_attention_norm",
            .expertSharesSumToOne = true,
            .expertSigmoid = true });
}

} // namespace sillok::graph
