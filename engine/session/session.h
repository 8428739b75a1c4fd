// session.h - A loaded model and a running conversation with it: tokens in, logits or text out.
#pragma once

#include "engine/backend/backend.h"
#include "engine/base/file.h"
#include "engine/cache/kv_cache.h"
#include "engine/sampling/sampler.h"
#include "engine/session/usage.h"
#include "engine/tokenizer/tokenizer.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace sillok {

class Grammar;

/// Where a model is computed. Auto: on a graphics card when one is there and the model fits it, otherwise on the processor.
enum class BackendChoice : uint8_t { Auto, Cpu, Cuda };

/// How a model is opened.
struct ModelOptions {
    uint32_t threads = 0; ///< 0: one per CPU that this process may use
    KvType kvType = KvType::F16; ///< of the attention cache; with contextTokens 0 it may become Q8_0 where F16 does not fit
    uint32_t contextTokens = 0; ///< 0: as much of the model's own window and of kDefaultContextTokens as fits, see memory_plan.h
    BackendChoice backend = BackendChoice::Auto;
    const SillokCardApi* card = nullptr; ///< what openCardLibrary() gave, or the test's own; null: there is no graphics card
    std::string cpuVariant; ///< "", or a name of cpuTableNames(): forced for tests
    Products products = Products::Fast;
    uint64_t memoryLimitBytes = 0; ///< 0: what the machine has free; more is refused before any weight is touched
    std::string chatTemplate; ///< in the place of the file's own; empty: that one
    std::function<void(double)> onProgress; ///< 0 to 1, in the calling thread
    std::stop_token stop;
};
constexpr uint32_t kDefaultContextTokens = 8192;

/// A model ready to run. Sessions keep it alive. Used by one thread at a time; its compute threads are its own.
class Model {
public:
    /// error  as gguf::Reader::open; Unsupported: architecture, tensor type, cache type or CPU variant that we do not have, or a model
    ///        that makes vectors (embed/embedder.h);
    ///        Damaged: tensor missing or of another shape; OutOfMemory: does not fit, with the need in the message; Cancelled.
    static Result<std::shared_ptr<Model>> load(MappedFile file, ModelOptions options);
    ~Model();

    const Tokenizer& tokenizer() const;
    const std::string& name() const;
    const std::string& architecture() const;
    const std::string& chatTemplate() const; ///< the file's own; empty: none
    uint32_t contextTokens() const; ///< of each session
    KvType kvType() const;
    uint32_t vocabularySize() const; ///< width of a row of logits
    const std::string& device() const; ///< "CPU avx512, 2 threads", with the reason when a graphics card was there and is not used
    bool onCard() const;
    const std::optional<Error>& cardRefusal() const; ///< why a graphics card that is there does not compute; also one that broke off later
    uint64_t memoryBytes() const; ///< held beside the mapped file, one session included
    uint64_t weightBytes() const; ///< bytes read for one generated token
    uint64_t weightProducts() const; ///< multiply-adds with weights for one generated token; a prompt's tokens leave out the vocabulary
    uint64_t vocabularyProducts() const; ///< of these, what the vocabulary takes
    /// What keys and values depend on beside the file and the tokens: device, threads, cache and our own version of the arithmetic.
    std::string numerics() const;

    struct Parts;
    Parts& parts() { return *m_parts; }

private:
    explicit Model(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

struct GenerateOptions {
    uint32_t maxTokens = 256;
    SamplerOptions sampler;
    std::vector<TokenId> stopIds; ///< the ids that end the text; empty: the vocabulary's own end tokens
    bool draftsFromContext = true; ///< guesses what stands in the context already; the same tokens come either way, sooner
    bool ignoreEnd = false; ///< go on behind the vocabulary's own end tokens (benches and goldens)
    /// The text that is written fits this grammar, or is the beginning of one that does when something else stops it (tokens, context,
    /// cancelling). When nothing more fits, the turn ends by itself. error Unsafe or Unsupported: nothing fits
    std::shared_ptr<const Grammar> grammar;
};

/// One conversation. Not thread-safe; every long call looks at its stop token before each layer of each kChunkTokens tokens.
class Session {
public:
    static constexpr uint32_t kChunkTokens = 384;

    static Result<std::unique_ptr<Session>> create(std::shared_ptr<Model> model);
    ~Session();

    /// Which rows of logits a feed keeps.
    enum class Keep : uint8_t { None, Last, All };

    /// Appends tokens to the context. error BadArgument: id outside the vocabulary, or no token.
    /// Unsafe: they do not fit the context (nothing was appended). Cancelled: an unspecified part was appended; reset() before going on.
    /// A graphics card that breaks off is left: everything is computed again on the processor, and Model::device() says so.
    Result<void> feed(std::span<const TokenId> tokens, Keep keep = Keep::Last, std::stop_token stop = {}) { return feed(tokens, Pass::Prompt, keep, stop); }

    /// Rows kept by the last feed, one after the other. shape [rows, vocabularySize]
    std::span<const float> logits() const;

    /// Feeds `prompt` (may be empty when something was fed before), then writes tokens until a stop.
    /// `onText` gets whole characters, `onToken` every id; both may be empty. A stop id is counted but not written.
    /// A full context ends with StopReason::ContextFull; a prompt that does not fit is an error.
    Result<Usage> generate(std::span<const TokenId> prompt, const GenerateOptions& options,
        const std::function<void(std::string_view)>& onText, const std::function<void(TokenId)>& onToken = {}, std::stop_token stop = {});

    /// Tokens in the context now.
    uint32_t length() const;
    /// What is in the context, in order; lets a caller keep the common front of two prompts.
    std::span<const TokenId> tokens() const;
    /// Keeps what the context and `prompt` have in common at their front, and forgets the rest; says how many tokens of `prompt` need no
    /// computing any more. The last one always does, for its logits; and so does what was written here and now is part of a prompt, where the backend
    /// computes the two in different ways: the same prompt gives the same numbers, whatever was said before.
    /// A front that was forgotten since comes back from the remembered ones.
    uint32_t keepFront(std::span<const TokenId> prompt);
    /// From here on generate() remembers the fronts of what it was given and wrote, in at most so many bytes of main memory; 0, as at first: nothing.
    void limitPrefixes(uint64_t bytes);
    uint64_t prefixBytes() const; ///< that they take now

    // -- For whoever keeps prefixes outside: blocks of kPrefixBlockTokens tokens, each the same bytes wherever Model::numerics() says the same.
    static constexpr uint32_t kPrefixBlockTokens = 64;
    uint64_t prefixBlockBytes() const;
    /// The tokens of the whole blocks at the front of the context whose numbers any prompt may use.
    std::span<const TokenId> prefix() const;
    /// The block with this number. error Io: as feed's, of a graphics card. needs it to be in prefix(); prefixBlockBytes()
    Result<void> copyPrefixBlock(uint32_t index, std::byte* to);
    /// Remembers the last block of `tokens`. False: one before it is not remembered, or there is no room.
    bool takePrefixBlock(std::span<const TokenId> tokens, std::span<const std::byte> block);
    /// Forgets everything behind the first `keep` tokens. needs keep <= length()
    void rewind(uint32_t keep);
    void reset() { rewind(0); }

private:
    Result<void> feed(std::span<const TokenId> tokens, Pass pass, Keep keep, std::stop_token stop);
    Result<void> compute(std::span<const TokenId> tokens, Pass pass, Keep keep, std::stop_token stop);
    /// Tokens from the first on whose numbers any prompt may use.
    size_t reusable() const;
    void recall(std::span<const TokenId> prompt);
    void remember();

    struct Private;
    class Drafts;
    explicit Session(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace sillok
