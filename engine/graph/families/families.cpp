#include "engine/graph/families/families.h"

#include "engine/base/text.h"

namespace sillok::graph {

namespace {

constexpr Family kFamilies[] = {
    { "llama", describeLlama },
    { "qwen2", describeQwen2 },
    { "qwen2moe", describeQwen2Moe },
    { "qwen3", describeQwen3 },
    { "qwen3moe", describeQwen3Moe },
    { "exaone", describeExaone },
    { "exaone4", describeExaone4 },
    { "exaone-moe", describeExaoneMoe },
    { "hyperclovax", describeHyperClovaX },
    { "hcx-seed-think", describeHcxSeedThink },
    { "granite", describeGranite },
    { "gemma", describeGemma },
    { "gemma2", describeGemma2 },
    { "gemma3", describeGemma3 },
    { "gemma-embedding", describeGemmaEmbedding },
    { "phi3", describePhi3 },
    { "glm4moe", describeGlm4Moe },
    { "deepseek2", describeDeepSeek2 },
    { "bert", describeBert },
    { "nomic-bert", describeNomicBert },
};

} // namespace

std::span<const Family> families() { return kFamilies; }

Result<ModelDescription> describeModel(const gguf::Reader& file)
{
    SILLOK_TRY(const auto architecture, file.text("general.architecture"));
    if (!architecture)
        return fail(ErrorCode::Damaged, "model: general.architecture is missing");
    SILLOK_CHECK(checkRanges(file, *architecture));
    for (const Family& family : kFamilies)
        if (family.architecture == *architecture)
            return family.describe(file);
    return fail(ErrorCode::Unsupported, "model: architecture \"" + sanitizedUtf8(*architecture) + "\" does not run yet");
}

} // namespace sillok::graph
