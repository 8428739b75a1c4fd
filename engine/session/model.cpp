// model.cpp - Opening a model: header, fit, vocabulary, weights, in this order, so that what cannot run is refused early.
#include "engine/session/model_parts.h"

#include "engine/backend/cuda/library.h"
#include "engine/base/text.h"
#include "engine/graph/families/families.h"
#include "engine/session/memory_plan.h"

#include <algorithm>

namespace sillok {

namespace {

/// To be raised with every change after which the same tokens may give other numbers.
constexpr int kArithmetic = 1;

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

/// Every tensor of a type that kernels read.
std::vector<StoredTensor> tensorsOf(const gguf::Reader& reader)
{
    std::vector<StoredTensor> tensors;
    for (const gguf::TensorInfo& tensor : reader.tensors()) {
        const auto type = static_cast<kernels::WeightType>(tensor.type);
        if (kernels::blockShape(type).elements > 0 && tensor.sizeBytes > 0)
            tensors.push_back({ reader.bytesOf(tensor).data(), type, static_cast<int64_t>(tensor.elementCount() / tensor.dims[0]), static_cast<int64_t>(tensor.dims[0]) });
    }
    return tensors;
}

/// Whether the model fits this backend, and with which context; then it is the model's.
Result<void> takeBackend(Model::Parts& parts, const ModelOptions& options, std::unique_ptr<Backend> backend)
{
    const graph::HyperParameters& parameters = parts.description.parameters;
    const bool own = backend->hasOwnMemory();
    uint64_t free = options.memoryLimitBytes;
    if (free == 0 && own) {
        SILLOK_TRY(free, backend->freeBytes());
    } else if (free == 0) {
        free = availableMemoryBytes();
    }
    const uint64_t weightBytes = own ? backend->weightBytes(parts.tensors) : parts.file.bytes().size();
    const uint64_t workBytes = backend->workBytes(graph::workSize(parameters));
    SILLOK_TRY(const MemoryPlan plan, planMemory(parameters, { options.contextTokens, options.kvType }, weightBytes, workBytes, free));
    parts.contextTokens = plan.contextTokens;
    parts.kvType = plan.kvType;
    parts.need = plan.need;
    parts.device = backend->device() + (parts.cardRefusal ? "; not used: " + parts.cardRefusal->doing : "");
    parts.backend = std::move(backend);
    return {};
}

Result<void> takeCard(Model::Parts& parts, const ModelOptions& options)
{
    if (!options.card)
        return cardError(ErrorCode::Unsupported, "none is there");
    SILLOK_TRY(std::unique_ptr<Backend> card, makeCudaBackend(*options.card, 0, options.products));
    return takeBackend(parts, options, std::move(card));
}

Result<void> takeProcessor(Model::Parts& parts, const ModelOptions& options)
{
    const uint32_t threads = options.threads > 0 ? std::min(options.threads, 256u) : usableThreads();
    SILLOK_TRY(std::unique_ptr<Backend> cpu, makeCpuBackend(options.cpuVariant, threads, options.products));
    return takeBackend(parts, options, std::move(cpu));
}

Result<void> chooseBackend(Model::Parts& parts, const ModelOptions& options)
{
    if (options.backend != BackendChoice::Cpu && (options.card || options.backend == BackendChoice::Cuda)) {
        const auto card = takeCard(parts, options);
        if (card.ok() || options.backend == BackendChoice::Cuda)
            return card;
        parts.cardRefusal = card.error();
    }
    return takeProcessor(parts, options);
}

} // namespace

Result<std::unique_ptr<Model::Parts>> openParts(MappedFile file, const ModelOptions& options)
{
    SILLOK_CHECK(checkStop(options));
    auto parts = std::make_unique<Model::Parts>(std::move(file));
    const Bytes bytes = parts->file.bytes();
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(parts->file.parts()));
    SILLOK_TRY(parts->description, graph::describeModel(reader));
    parts->tensors = tensorsOf(reader);
    parts->options = options;
    parts->options.onProgress = nullptr;
    SILLOK_CHECK(chooseBackend(*parts, options));
    progress(options, 0.1);
    auto tokenizer = Tokenizer::fromGguf(reader);
    if (tokenizer.ok())
        parts->tokenizer = std::move(tokenizer).value();
    else if (tokenizer.error().code != ErrorCode::Unsupported)
        return std::move(tokenizer).error();
    progress(options, 0.3);
    SILLOK_TRY(const auto name, reader.text("general.name"));
    parts->name = sanitizedUtf8(name.value_or(""));
    SILLOK_TRY(const auto chatTemplate, reader.text("tokenizer.chat_template"));
    parts->chatTemplate = options.chatTemplate.empty() ? sanitizedUtf8(chatTemplate.value_or("")) : options.chatTemplate;
    return parts;
}

Result<void> loadWeights(Model::Parts& parts, const ModelOptions& options)
{
    if (!parts.backend->hasOwnMemory())
        return touchPages(parts.file.bytes(), options);
    return parts.backend->loadWeights(parts.tensors, { [&options](double share) { progress(options, 0.3 + 0.7 * share); }, options.stop });
}

Result<void> leaveCard(Model::Parts& parts, const Error& why)
{
    if (!parts.backend->hasOwnMemory())
        return {};
    ModelOptions same = parts.options;
    same.contextTokens = parts.contextTokens;
    same.kvType = parts.kvType;
    parts.cardRefusal = why;
    std::unique_ptr<Backend> broken = std::move(parts.backend);
    if (const auto taken = takeProcessor(parts, same); !taken.ok()) {
        parts.backend = std::move(broken);
        return taken;
    }
    parts.left.push_back(std::move(broken));
    return {};
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
    SILLOK_CHECK(loadWeights(*parts, options));
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
const std::string& Model::chatTemplate() const { return m_parts->chatTemplate; }
const std::string& Model::architecture() const { return m_parts->description.parameters.architecture; }
uint32_t Model::contextTokens() const { return m_parts->contextTokens; }
KvType Model::kvType() const { return m_parts->kvType; }
uint32_t Model::vocabularySize() const { return m_parts->description.parameters.vocabulary; }
const std::string& Model::device() const { return m_parts->device; }
bool Model::onCard() const { return m_parts->backend->hasOwnMemory(); }
const std::optional<Error>& Model::cardRefusal() const { return m_parts->cardRefusal; }
uint64_t Model::memoryBytes() const { return m_parts->need.total(); }
std::string Model::numerics() const { return m_parts->device + ", " + kvTypeName(m_parts->kvType) + ", arithmetic " + std::to_string(kArithmetic); }
uint64_t Model::weightBytes() const { return m_parts->description.weights.bytesPerToken; }
uint64_t Model::weightProducts() const { return m_parts->description.weights.productsPerToken; }
uint64_t Model::vocabularyProducts() const
{
    const graph::Matrix& output = m_parts->description.weights.output;
    return static_cast<uint64_t>(output.rows * output.cols);
}

} // namespace sillok
