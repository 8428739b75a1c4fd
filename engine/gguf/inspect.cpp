#include "engine/gguf/inspect.h"

#include "engine/base/text.h"
#include "engine/graph/decoder.h"
#include "engine/graph/families/families.h"
#include "engine/tokenizer/tokenizer.h"

#include <algorithm>

namespace sillok {

namespace {

/// The rule of inspectModel(): does this container say that it is a model?
bool claimsModel(const gguf::Reader& file)
{
    const size_t ownGeneralKeys = file.has("general.alignment") ? 1 : 0;
    const bool general = file.countKeysStartingWith("general.") > ownGeneralKeys;
    return general || file.countKeysStartingWith("tokenizer.") > 0 || file.tensor("token_embd.weight");
}

Result<std::string> textOf(const gguf::Reader& file, std::string_view key)
{
    SILLOK_TRY(const auto text, file.text(key));
    return sanitizedUtf8(text.value_or(""));
}

/// A number that may be missing or an array (one value per layer): 0 then.
uint64_t numberOr0(const gguf::Reader& file, const std::string& key)
{
    const auto number = file.natural(key);
    return number.ok() ? number->value_or(0) : 0;
}

void countTensors(const gguf::Reader& file, ModelReport& report)
{
    report.tensorCount = file.tensors().size();
    for (const gguf::TensorInfo& tensor : file.tensors()) {
        report.parameterCount += tensor.elementCount();
        report.bytesByType[gguf::tensorTypeInfo(tensor.type)->name] += tensor.sizeBytes;
    }
}

void readShape(const gguf::Reader& file, ModelReport& report)
{
    const std::string prefix = report.architecture + ".";
    report.contextTokens = numberOr0(file, prefix + "context_length");
    report.layerCount = numberOr0(file, prefix + "block_count");
    report.embeddingLength = numberOr0(file, prefix + "embedding_length");
    report.headCount = numberOr0(file, prefix + "attention.head_count");
    report.keyValueHeadCount = numberOr0(file, prefix + "attention.head_count_kv");
    if (report.keyValueHeadCount == 0)
        report.keyValueHeadCount = report.headCount;
}

/// Damage is an error; what we only cannot do yet is a reason in the report.
template <typename T> Result<bool> judged(const Result<T>& result, ModelReport& report)
{
    if (result.ok())
        return true;
    if (result.error().code != ErrorCode::Unsupported)
        return result.error();
    if (report.whyNotRunnable.empty())
        report.whyNotRunnable = result.error().doing;
    return false;
}

Result<void> judgeModel(const gguf::Reader& file, uint64_t contextTokens, ModelReport& report)
{
    SILLOK_TRY(const Vocabulary vocabulary, Vocabulary::fromGguf(file));
    report.tokenizerKind = vocabulary.model();
    report.tokenizerRule = vocabulary.rule();
    report.vocabularySize = vocabulary.size();
    SILLOK_TRY(const bool tokenizes, judged(Tokenizer::fromGguf(file), report));
    report.vocabularyOnly = file.tensors().empty();
    if (report.vocabularyOnly) {
        report.whyNotRunnable = "the file holds a vocabulary and no weights";
        return {};
    }
    const auto description = graph::describeModel(file);
    SILLOK_TRY(const bool computes, judged(description, report));
    if (!tokenizes || !computes)
        return {};
    const graph::HyperParameters& parameters = description->parameters;
    report.makesVectors = parameters.makesVectors();
    report.memoryNeedTokens = std::clamp<uint64_t>(contextTokens, 1, parameters.contextTokens);
    const auto tokens = static_cast<uint32_t>(report.memoryNeedTokens);
    const uint64_t workBytes = cpuWorkBytes(graph::workSize(parameters), usableThreads());
    SILLOK_TRY(const auto need, graph::memoryNeed(parameters, tokens, KvType::F16, workBytes));
    report.memoryNeedBytes = need.total();
    report.runnable = true;
    return {};
}

} // namespace

Result<ModelReport> inspectModel(Bytes bytes, uint64_t contextTokens) { return inspectModel(std::span(&bytes, 1), contextTokens); }

Result<ModelReport> inspectModel(std::span<const Bytes> parts, uint64_t contextTokens)
{
    SILLOK_TRY(const gguf::Reader file, gguf::Reader::open(parts));
    ModelReport report;
    for (const Bytes part : parts)
        report.fileBytes += part.size();
    countTensors(file, report);
    if (!claimsModel(file)) {
        report.whyNotRunnable = "the container claims no model";
        return report;
    }
    SILLOK_TRY(report.architecture, textOf(file, "general.architecture"));
    if (report.architecture.empty())
        return fail(ErrorCode::Damaged, "model: general.architecture is missing");
    SILLOK_CHECK(graph::checkRanges(file, report.architecture));
    SILLOK_TRY(report.name, textOf(file, "general.name"));
    SILLOK_TRY(report.licence, textOf(file, "general.license"));
    report.hasChatTemplate = file.has("tokenizer.chat_template");
    readShape(file, report);
    SILLOK_CHECK(judgeModel(file, contextTokens, report));
    return report;
}

} // namespace sillok
