// backend.h - Where arithmetic happens: memory, copies, and one op after the other. The argument structs of kernels/ are the ops.
#pragma once

#include "engine/base/result.h"
#include "kernels/attention.h"
#include "kernels/elementwise.h"
#include "kernels/matmul.h"
#include "kernels/rms_norm.h"
#include "kernels/rope.h"
#include "kernels/softmax.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

struct SillokCardApi; // kernels/cuda/card.h

namespace sillok {

using Op = std::variant<kernels::MatmulArgs, kernels::MatmulSetArgs, kernels::LookupArgs, kernels::RmsNormArgs, kernels::RopeArgs, kernels::CacheStoreArgs,
    kernels::AttentionArgs, kernels::SoftmaxArgs, kernels::SwigluArgs, kernels::AddArgs, kernels::LayerNormArgs, kernels::GeluArgs,
    kernels::ScaleArgs, kernels::CopyRowsArgs>;

/// The largest ops of a model's passes.
struct WorkSize {
    uint64_t headsPerGroup = 0; ///< query heads that share a key-value head
    uint64_t keyWidth = 0, valueWidth = 0; ///< of a cached head
    uint64_t chunkTokens = 0; ///< tokens computed together
    uint64_t widestInput = 0; ///< columns of the widest matrix
    uint64_t heads = 0; ///< query heads
    uint64_t largestMatrix = 0; ///< elements of the largest matrix of a layer
};

/// One tensor of the mapped file.
struct StoredTensor {
    const void* data;
    kernels::WeightType type;
    int64_t rows; ///< all dimensions but the first
    int64_t cols;
};

/// Somebody who waits for weights: shares from 0 to 1 in the calling thread, and a way to stop.
struct LoadWatch {
    std::function<void(double)> onProgress;
    std::stop_token stop;
};

/// One block of a backend's memory; freed with the object, which must not outlive the backend. 64-byte aligned.
class DeviceMemory {
public:
    virtual ~DeviceMemory() = default;
    virtual std::byte* data() const = 0;
    virtual uint64_t sizeBytes() const = 0;
};

/// What the tokens of a pass are: given all at once, or chosen one after the other. A backend may multiply the one more coarsely in time and more
/// finely in bits than the other; within each, a token's numbers do not depend on how many are computed together.
enum class Pass : uint8_t { Prompt, Written };

/// Used by one thread at a time. Pointers inside ops are addresses of the backend: its own memory, or weights of the file that it was shown.
class Backend {
public:
    virtual ~Backend() = default;
    /// "CPU avx512, 2 threads"
    virtual const std::string& device() const = 0;
    /// error  OutOfMemory. Contents are unspecified.
    virtual Result<std::unique_ptr<DeviceMemory>> allocate(uint64_t bytes) = 0;
    /// Bytes beside allocate() that the ops of a pass of this size need here.
    virtual uint64_t workBytes(const WorkSize& size) const = 0;
    /// Makes room for them. needs  to be called before the first run(). error OutOfMemory
    virtual Result<void> reserveWork(const WorkSize& size) = 0;
    /// Whether it computes in a memory of its own; otherwise in main memory, with the weights of the mapped file.
    virtual bool hasOwnMemory() const { return false; }
    /// Free bytes of it. needs hasOwnMemory(). error Io
    virtual Result<uint64_t> freeBytes() { return uint64_t { 0 }; }
    /// What loadWeights() takes of them.
    virtual uint64_t weightBytes(std::span<const StoredTensor>) const { return 0; }
    /// Takes every tensor that ops will name to where it computes. The file stays mapped: its addresses are the tensors' names.
    /// error  OutOfMemory, Io, Cancelled
    virtual Result<void> loadWeights(std::span<const StoredTensor>, const LoadWatch&) { return {}; }
    virtual void copyIn(void* to, const void* from, uint64_t bytes) = 0;
    virtual void copyOut(void* to, const void* from, uint64_t bytes) = 0;
    /// What the ops from here on belong to. At first: Prompt.
    virtual void beginPass(Pass pass) = 0;
    /// Whether a token's numbers are others in one kind of pass than in the other.
    virtual bool passesDiffer() const = 0;
    /// Starts one op; ops run in order. needs everything that the op's contract needs
    virtual void run(const Op& op) = 0;
    /// Waits until all ops are done. error Io, OutOfMemory: a device broke off, in this op or an earlier one; nothing computed on it since is
    /// of use, and every later sync() says so again. A CPU never does.
    virtual Result<void> sync() = 0;
};

/// How quantised weights are multiplied. Fast: with activations rounded to eight bits where the processor gains by it, see
/// kernels/rounded.h. Exact: with f32 activations, always.
enum class Products : uint8_t { Fast, Exact };

/// error  Unsupported: no such CPU variant, or this processor cannot run it. needs threads > 0
Result<std::unique_ptr<Backend>> makeCpuBackend(const std::string& variant, uint32_t threads, Products products = Products::Fast);

/// The card with this number. error Unsupported: no driver, no card or too old a driver; OutOfMemory; Io
Result<std::unique_ptr<Backend>> makeCudaBackend(const SillokCardApi& api, int32_t card, Products products = Products::Fast);

/// Names that makeCpuBackend() knows, also those that this processor cannot run.
std::vector<std::string> cpuVariantNames();

/// What workBytes() of a CPU backend with so many threads says; for judging a model without making a backend.
uint64_t cpuWorkBytes(const WorkSize& size, uint32_t threads);

/// Threads that this process may use, at least 1.
uint32_t usableThreads();

} // namespace sillok
