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

/// Reads every page once, so that the first answer does not wait for the disk.
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

} // namespace

Result<std::shared_ptr<Model>> Model::load(MappedFile file, ModelOptions options)
{
    SILLOK_CHECK(checkStop(options));
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(file.bytes()));
    SILLOK_TRY(graph::ModelDescription description, graph::describeModel(reader));
    const uint32_t threads = options.threads > 0 ? std::min(options.threads, 256u) : usableThreads();
    SILLOK_TRY(std::unique_ptr<Backend> backend, makeCpuBackend(options.cpuVariant, threads));
    const uint32_t own = description.parameters.contextTokens;
    const uint32_t contextTokens = options.contextTokens > 0 ? std::min(options.contextTokens, own) : std::min(own, kDefaultContextTokens);
    const uint64_t attentionBytes = backend->attentionBytes(contextTokens, graph::attentionGroup(description.parameters));
    SILLOK_TRY(const graph::MemoryNeed need, graph::memoryNeed(description.parameters, contextTokens, options.kvType, attentionBytes));
    SILLOK_CHECK(checkFit(need, file.bytes().size(), contextTokens, options.memoryLimitBytes));
    progress(options, 0.1);
    SILLOK_TRY(Tokenizer tokenizer, Tokenizer::fromGguf(reader));
    progress(options, 0.3);
    SILLOK_TRY(const auto name, reader.text("general.name"));
    SILLOK_CHECK(touchPages(file.bytes(), options));
    progress(options, 1.0);
    auto parts = std::make_unique<Parts>(Parts { std::move(file), std::move(description), std::move(tokenizer), std::move(backend),
        sanitizedUtf8(name.value_or("")), contextTokens, options.kvType, need });
    return std::shared_ptr<Model>(new Model(std::move(parts)));
}

Model::Model(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}
Model::~Model() = default;

const Tokenizer& Model::tokenizer() const { return m_parts->tokenizer; }
const std::string& Model::name() const { return m_parts->name; }
const std::string& Model::architecture() const { return m_parts->description.parameters.architecture; }
uint32_t Model::contextTokens() const { return m_parts->contextTokens; }
uint32_t Model::vocabularySize() const { return m_parts->description.parameters.vocabulary; }
const std::string& Model::device() const { return m_parts->backend->device(); }
uint64_t Model::memoryBytes() const { return m_parts->need.total(); }
uint64_t Model::weightBytes() const { return m_parts->description.weights.bytesPerToken; }

} // namespace sillok
