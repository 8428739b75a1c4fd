// card.h - The way into libsillok-cuda.so: plain C, so that a program without CUDA opens it when a driver is there. The tests stand in for it.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

constexpr uint32_t kSillokCardVersion = 1;

/// What went wrong. `text`: the driver's own words, for the log.
enum SillokCardError : int32_t {
    SillokCardOk = 0,
    SillokCardNoDriver = 1,
    SillokCardOldDriver = 2, ///< older than the CUDA that the library was built with
    SillokCardNone = 3, ///< a driver, but no card that the library has code for
    SillokCardOutOfMemory = 4,
    SillokCardLost = 5, ///< the card does not answer any more, or a kernel broke off; nothing on it can be used
    SillokCardFailed = 6
};
struct SillokCardStatus {
    SillokCardError error;
    char text[252];
};

struct SillokCardInfo {
    char name[128];
    uint64_t totalBytes;
    uint64_t freeBytes;
    int32_t major, minor; ///< compute capability
    int32_t multiprocessors;
    int32_t driver, runtime; ///< as CUDA counts them: 13000 is 13.0
    int32_t multiplies; ///< whether cuBLASLt was found, so that Kernel::LibraryProduct can be run
};

/// One kernel with its arguments. `kernel` and the arguments: kernels/cuda/launches.h.
struct SillokCardLaunch {
    uint32_t kernel;
    uint32_t grid[3];
    uint32_t threads;
    uint32_t sharedBytes;
    uint32_t argsBytes;
    uint32_t unused;
    alignas(16) unsigned char args[352];
};

struct SillokCard; ///< one opened card; used by one thread at a time
struct SillokRecording; ///< a run of launches that can be played again

/// Everything is in order on one stream; only copyOut and sync wait. A status may come from work that was started earlier.
struct SillokCardApi {
    uint32_t version;
    void (*open)(int32_t index, SillokCard** card, SillokCardStatus* status);
    void (*close)(SillokCard* card);
    void (*info)(SillokCard* card, SillokCardInfo* info, SillokCardStatus* status);
    void (*allocate)(SillokCard* card, uint64_t bytes, void** memory, SillokCardStatus* status); ///< 256-byte aligned, contents unspecified
    void (*release)(SillokCard* card, void* memory);
    void (*copyIn)(SillokCard* card, void* to, const void* from, uint64_t bytes, SillokCardStatus* status); ///< `from` is free on return
    void (*copyOut)(SillokCard* card, void* to, const void* from, uint64_t bytes, SillokCardStatus* status);
    void (*run)(SillokCard* card, const SillokCardLaunch* launches, uint32_t count, SillokCardStatus* status);
    void (*record)(SillokCard* card, const SillokCardLaunch* launches, uint32_t count, SillokRecording** recording, SillokCardStatus* status); ///< does not run them
    void (*play)(SillokCard* card, SillokRecording* recording, SillokCardStatus* status);
    void (*forget)(SillokCard* card, SillokRecording* recording);
    void (*sync)(SillokCard* card, SillokCardStatus* status);
};

/// The one symbol of the library.
using SillokCardEntry = const SillokCardApi* (*)();
constexpr char kSillokCardEntry[] = "sillokCard";
}
