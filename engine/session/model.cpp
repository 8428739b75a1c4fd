// model.cpp - Opening a model: header, fit, vocabulary, weights, in this order, so that what cannot run is refused early.
#include "engine/session/model_parts.h"

#include "engine/base/text.h"
#include "engine/graph/families/families.h"

#include <algorithm>
#include <cstdio>

namespace sillok {

namespace {

constexpr uint64_t kMiB = uint64_t { 1 } << 20;

Result<void> checkStop(const ModelOptions& options)
{
    if (options.stop.stop_requested())
        return fail(ErrorCode::Cancelled, "loading a model");
    return {};
}

void progress(const ModelOptions& options, double share)
{
    if (options.onProgress)
        options.onProgress(share);
}

/// What the system would give without swapping. source proc(5), MemAvailable
std::optional<uint64_t> availableBytes()
{
    std::FILE* file = std::fopen("/proc/meminfo", "re");
    if (!file)
        return std::nullopt;
    char line[256];
    std::optional<uint64_t> bytes;
    unsigned long long kib = 0;
    while (std::fgets(line, sizeof line, file))
        if (std::sscanf(line, "MemAvailable: %llu kB", &kib) == 1)
            bytes = uint64_t { kib } * 1024;
    std::fclose(file);
    return bytes;
}

/// Refuses what does not fit, and says how much context would.
Result<void> checkFit(const graph::MemoryNeed& need, uint64_t fileBytes, uint32_t contextTokens, uint64_t limit)
{
    const uint64_t available = limit > 0 ? limit : availableBytes().value_or(UINT64_MAX);
    const uint64_t wanted = need.total() + fileBytes;
    if (wanted <= available)
        return {};
    std::string text = "the model with " + std::to_string(contextTokens) + " tokens of context needs " + std::to_string(wanted / kMiB + 1)
        + " MiB, " + std::to_string(available / kMiB) + " MiB are free";
    const uint64_t excess = wanted - available;
    const uint64_t fewer = excess / std::max<uint64_t>(need.perContextToken, 1) + 1;
    if (fewer < contextTokens)
        text += "; " + std::to_string(contextTokens - fewer) + " tokens would fit";
    return fail(ErrorCode::OutOfMemory, text);
}

Result<void> checkCacheType(const graph::HyperParameters& p, KvType type)
{
    if (graph::kvShape(p, 1, type).fits())
        return {};
    return fail(ErrorCode::Unsupported, "cache type " + std::string(kvTypeName(type)) + " needs heads of a multiple of 32");
}

} // namespace

Result<void> touchPages(Bytes file, const ModelOptions& options)
{
    constexpr size_t kPage = 4096, kStep = size_t { 64 } << 20;
    volatile uint8_t sink = 0;
    for (size_t at = 0; at < file.size(); at += kPage) {
        if (at % kStep == 0) {
            SILLOK_CHECK(checkStop(options));
            progress(options, 0.3 + 0.7 * static_cast<double>(at) / static_cast<double>(file.size()));
        }
        sink = file[at];
    }
    static_cast<void>(sink);
    return {};
}

Result<std::unique_ptr<Model::Parts>> openParts(MappedFile file, const ModelOptions& options)
{
    SILLOK_CHECK(checkStop(options));
    auto parts = std::make_unique<Model::Parts>(std::move(file));
    const Bytes bytes = parts->file.bytes();
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(parts->file.parts()));
    SILLOK_TRY(parts->description, graph::describeModel(reader));
    const graph::HyperParameters& parameters = parts->description.parameters;
    SILLOK_CHECK(checkCacheType(parameters, options.kvType));
    const uint32_t threads = options.threads > 0 ? std::min(options.threads, 256u) : usableThreads();
    SILLOK_TRY(parts->backend, makeCpuBackend(options.cpuVariant, threads));
    const uint32_t own = parameters.contextTokens;
    parts->contextTokens = options.contextTokens > 0 ? std::min(options.contextTokens, own) : std::min(own, kDefaultContextTokens);
    parts->kvType = options.kvType;
    const uint64_t attentionBytes = parts->backend->attentionBytes(parts->contextTokens, graph::attentionGroup(parameters));
    SILLOK_TRY(parts->need, graph::memoryNeed(parameters, parts->contextTokens, options.kvType, attentionBytes));
    SILLOK_CHECK(checkFit(parts->need, bytes.size(), parts->contextTokens, options.memoryLimitBytes));
    progress(options, 0.1);
    auto tokenizer = Tokenizer::fromGguf(reader);
    if (tokenizer.ok())
        parts->tokenizer = std::move(tokenizer).value();
    else if (tokenizer.error().code != ErrorCode::Unsupported)
        return std::move(tokenizer).error();
    progress(options, 0.3);
    SILLOK_TRY(const auto name, reader.text("general.name"));
    parts->name = sanitizedUtf8(name.value_or(""));
    return parts;
}

Result<std::shared_ptr<Model>> Model::load(MappedFile file, ModelOptions options)
{
    SILLOK_TRY(std::unique_ptr<Parts> parts, openParts(std::move(file), options));
    if (parts->description.parameters.makesVectors())
        return fail(ErrorCode::Unsupported, "model: it makes vectors or scores, not text");
    if (!parts->tokenizer) {
        SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(parts->file.parts()));
        SILLOK_TRY(parts->tokenizer, Tokenizer::fromGguf(reader)); // for the reason
    }
    SILLOK_CHECK(touchPages(parts->file.bytes(), options));
    progress(options, 1.0);
    return std::shared_ptr<Model>(new Model(std::move(parts)));
}

Model::Model(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}
Model::~Model() = default;

const Tokenizer& Model::tokenizer() const { return *m_parts->tokenizer; }
const std::string& Model::name() const { return m_parts->name; }
const std::string& Model::architecture() const { return m_parts->description.parameters.architecture; }
uint32_t Model::contextTokens() const { return m_parts->contextTokens; }
uint32_t Model::vocabularySize() const { return m_parts->description.parameters.vocabulary; }
const std::string& Model::device() const { return m_parts->backend->device(); }
uint64_t Model::memoryBytes() const { return m_parts->need.total(); }
uint64_t Model::weightBytes() const { return m_parts->description.weights.bytesPerToken; }

} // namespace sillok
