// library.cu - libsillok-cuda.so: the kernels, one stream, and the entry points of card.h.
#include "kernels/cuda/all_kernels.cuh"
#include "kernels/cuda/card.h"
#include "kernels/cuda/library_product.h"

#include <cstdio>
#include <cstring>
#include <cuda_runtime.h>

namespace sillok::kernels::cuda {

namespace {

template <typename Body, typename Launch> __global__ void entry(const __grid_constant__ Launch launch)
{
    Body::run(launch);
}

struct Entry {
    const void* function;
    uint32_t argsBytes;
};
const Entry kEntries[] = {
#define SILLOK_CUDA_KERNEL(name, launch) { reinterpret_cast<const void*>(&entry<name, launch>), sizeof(launch) },
#include "kernels/cuda/kernel_list.h"
#undef SILLOK_CUDA_KERNEL
};
constexpr uint32_t kKernels = sizeof kEntries / sizeof kEntries[0];
#define SILLOK_CUDA_KERNEL(name, launch) static_assert(sizeof(launch) <= sizeof(SillokCardLaunch::args));
#include "kernels/cuda/kernel_list.h"
#undef SILLOK_CUDA_KERNEL

constexpr size_t kStagingBytes = size_t { 32 } << 20; // two of them: one is filled while the other travels
constexpr uint32_t kPlainShared = 48 * 1024; // what every kernel may use without asking

} // namespace

} // namespace sillok::kernels::cuda

using namespace sillok::kernels::cuda;

struct SillokCard {
    cudaStream_t stream = nullptr;
    std::byte* staging[2] = {};
    cudaEvent_t staged[2] = {};
    int next = 0;
    LibraryProduct* product = nullptr;
};
struct SillokRecording {
    cudaGraph_t graph = nullptr;
    cudaGraphExec_t ready = nullptr;
};

namespace {

SillokCardError errorOf(cudaError_t code)
{
    switch (code) {
    case cudaSuccess: return SillokCardOk;
    case cudaErrorNoDevice: return SillokCardNone;
    case cudaErrorInsufficientDriver: return SillokCardOldDriver;
    case cudaErrorNoKernelImageForDevice: return SillokCardNone;
    case cudaErrorMemoryAllocation: return SillokCardOutOfMemory;
    case cudaErrorInitializationError:
    case cudaErrorSystemNotReady:
    case cudaErrorSystemDriverMismatch:
    case cudaErrorStubLibrary: return SillokCardNoDriver;
    case cudaErrorInvalidValue:
    case cudaErrorInvalidConfiguration:
    case cudaErrorNotSupported: return SillokCardFailed;
    default: return SillokCardLost; // every other one stays until the process ends
    }
}

/// Whether it went well; the first failure stays in the status.
bool good(cudaError_t code, SillokCardStatus* status)
{
    if (code == cudaSuccess)
        return status->error == SillokCardOk;
    if (status->error == SillokCardOk) {
        status->error = errorOf(code);
        std::snprintf(status->text, sizeof status->text, "%s: %s", cudaGetErrorName(code), cudaGetErrorString(code));
    }
    static_cast<void>(cudaGetLastError()); // what can be forgotten is
    return false;
}

void begin(SillokCardStatus* status) { std::memset(status, 0, sizeof *status); }

bool launchOne(SillokCard* card, const SillokCardLaunch& launch, SillokCardStatus* status)
{
    if (launch.kernel == static_cast<uint32_t>(Kernel::LibraryProduct)) {
        ProductLaunch product;
        std::memcpy(&product, launch.args, sizeof product);
        const char* why = card->product->multiply(product, card->stream);
        if (why && status->error == SillokCardOk) {
            status->error = SillokCardFailed;
            std::snprintf(status->text, sizeof status->text, "cuBLASLt: %s", why);
        }
        return why == nullptr;
    }
    if (launch.kernel >= kKernels || launch.argsBytes != kEntries[launch.kernel].argsBytes)
        return good(cudaErrorInvalidValue, status);
    unsigned char args[sizeof launch.args];
    std::memcpy(args, launch.args, sizeof args);
    void* pointers[] = { args };
    const dim3 grid(launch.grid[0], launch.grid[1], launch.grid[2]);
    return good(cudaLaunchKernel(kEntries[launch.kernel].function, grid, dim3(launch.threads), pointers, launch.sharedBytes, card->stream), status);
}

/// Kernels whose tiles are larger than what is given without asking say so once.
bool allowSharedMemory(int32_t index, SillokCardStatus* status)
{
    int most = 0;
    if (!good(cudaDeviceGetAttribute(&most, cudaDevAttrMaxSharedMemoryPerBlockOptin, index), status))
        return false;
    for (const Entry& one : kEntries) {
        cudaFuncAttributes attributes {};
        if (!good(cudaFuncGetAttributes(&attributes, one.function), status))
            return false;
        const int room = most - static_cast<int>(attributes.sharedSizeBytes);
        if (room > static_cast<int>(kPlainShared) && !good(cudaFuncSetAttribute(one.function, cudaFuncAttributeMaxDynamicSharedMemorySize, room), status))
            return false;
    }
    return true;
}

void closeCard(SillokCard* card)
{
    for (int i = 0; i < 2; ++i) {
        static_cast<void>(cudaFreeHost(card->staging[i]));
        if (card->staged[i])
            static_cast<void>(cudaEventDestroy(card->staged[i]));
    }
    delete card->product;
    if (card->stream)
        static_cast<void>(cudaStreamDestroy(card->stream));
    delete card;
}

void openCard(int32_t index, SillokCard** out, SillokCardStatus* status)
{
    begin(status);
    *out = nullptr;
    int count = 0;
    if (!good(cudaGetDeviceCount(&count), status))
        return;
    if (index < 0 || index >= count) {
        good(cudaErrorNoDevice, status);
        return;
    }
    auto* card = new SillokCard;
    bool opened = good(cudaSetDevice(index), status) && good(cudaStreamCreateWithFlags(&card->stream, cudaStreamNonBlocking), status) && allowSharedMemory(index, status);
    for (int i = 0; opened && i < 2; ++i)
        opened = good(cudaMallocHost(reinterpret_cast<void**>(&card->staging[i]), kStagingBytes), status) && good(cudaEventCreateWithFlags(&card->staged[i], cudaEventDisableTiming), status);
    if (!opened)
        return closeCard(card);
    card->product = LibraryProduct::open();
    *out = card;
}

void describe(SillokCard* card, SillokCardInfo* info, SillokCardStatus* status)
{
    begin(status);
    *info = {};
    cudaDeviceProp properties {};
    int device = 0;
    size_t free = 0, total = 0;
    if (!good(cudaGetDevice(&device), status) || !good(cudaGetDeviceProperties(&properties, device), status) || !good(cudaMemGetInfo(&free, &total), status)
        || !good(cudaDriverGetVersion(&info->driver), status) || !good(cudaRuntimeGetVersion(&info->runtime), status))
        return;
    std::snprintf(info->name, sizeof info->name, "%s", properties.name);
    info->totalBytes = total;
    info->freeBytes = free;
    info->major = properties.major;
    info->minor = properties.minor;
    info->multiprocessors = properties.multiProcessorCount;
    info->multiplies = card->product->there() ? 1 : 0;
}

void allocate(SillokCard*, uint64_t bytes, void** memory, SillokCardStatus* status)
{
    begin(status);
    *memory = nullptr;
    good(cudaMalloc(memory, bytes > 0 ? bytes : 1), status);
}
void release(SillokCard* card, void* memory)
{
    static_cast<void>(cudaStreamSynchronize(card->stream));
    static_cast<void>(cudaFree(memory));
}

/// Through pinned memory, so that the copy runs while the next piece is read.
void copyIn(SillokCard* card, void* to, const void* from, uint64_t bytes, SillokCardStatus* status)
{
    begin(status);
    for (uint64_t at = 0; at < bytes; at += kStagingBytes) {
        const size_t piece = bytes - at < kStagingBytes ? static_cast<size_t>(bytes - at) : kStagingBytes;
        const int mine = card->next;
        card->next = 1 - mine;
        if (!good(cudaEventSynchronize(card->staged[mine]), status)) // until the last copy out of it is done
            return;
        std::memcpy(card->staging[mine], static_cast<const std::byte*>(from) + at, piece);
        if (!good(cudaMemcpyAsync(static_cast<std::byte*>(to) + at, card->staging[mine], piece, cudaMemcpyHostToDevice, card->stream), status)
            || !good(cudaEventRecord(card->staged[mine], card->stream), status))
            return;
    }
}
void copyOut(SillokCard* card, void* to, const void* from, uint64_t bytes, SillokCardStatus* status)
{
    begin(status);
    if (good(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToHost, card->stream), status))
        good(cudaStreamSynchronize(card->stream), status);
}

void runAll(SillokCard* card, const SillokCardLaunch* launches, uint32_t count, SillokCardStatus* status)
{
    begin(status);
    for (uint32_t i = 0; i < count; ++i)
        if (!launchOne(card, launches[i], status))
            return;
}

void forget(SillokCard*, SillokRecording* recording)
{
    if (!recording)
        return;
    if (recording->ready)
        static_cast<void>(cudaGraphExecDestroy(recording->ready));
    if (recording->graph)
        static_cast<void>(cudaGraphDestroy(recording->graph));
    delete recording;
}

void record(SillokCard* card, const SillokCardLaunch* launches, uint32_t count, SillokRecording** out, SillokCardStatus* status)
{
    begin(status);
    *out = nullptr;
    auto* recording = new SillokRecording;
    bool whole = good(cudaStreamBeginCapture(card->stream, cudaStreamCaptureModeThreadLocal), status);
    for (uint32_t i = 0; whole && i < count; ++i)
        whole = launchOne(card, launches[i], status);
    const bool ended = good(cudaStreamEndCapture(card->stream, &recording->graph), status);
    if (!whole || !ended || !good(cudaGraphInstantiate(&recording->ready, recording->graph, 0), status))
        return forget(card, recording);
    *out = recording;
}
void play(SillokCard* card, SillokRecording* recording, SillokCardStatus* status)
{
    begin(status);
    good(cudaGraphLaunch(recording->ready, card->stream), status);
}
void sync(SillokCard* card, SillokCardStatus* status)
{
    begin(status);
    good(cudaStreamSynchronize(card->stream), status);
}

const SillokCardApi kApi { kSillokCardVersion, openCard, closeCard, describe, allocate, release, copyIn, copyOut, runAll, record, play, forget, sync };

} // namespace

extern "C" __attribute__((visibility("default"))) const SillokCardApi* sillokCard() { return &kApi; }
