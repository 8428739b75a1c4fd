#include "tests/cuda/host_card.h"

#include "kernels/cuda/all_kernels.cuh"
#include "kernels/half.h"
#include "tests/cuda/block_executor.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <new>
#include <vector>

namespace cuda = sillok::kernels::cuda;
using sillok::test::hostCardCounts;
using sillok::test::hostCardWishes;

struct SillokCard {
    std::map<void*, uint64_t> memory;
    int64_t launches = 0;
};
struct SillokRecording {
    std::vector<SillokCardLaunch> launches;
};

namespace {

constexpr std::align_val_t kAlignment { 256 };

void set(SillokCardStatus* status, SillokCardError error, const std::string& text)
{
    status->error = error;
    std::snprintf(status->text, sizeof status->text, "%s", text.c_str());
}

void product(const cuda::ProductLaunch& p)
{
    using sillok::kernels::floatOfBf16;
    for (int64_t t = 0; t < p.tokens; ++t)
        for (int64_t r = 0; r < p.rows; ++r) {
            double sum = p.adds ? static_cast<double>(p.y[t * p.yStride + r]) : 0.0;
            for (int64_t c = 0; c < p.cols; ++c)
                sum += static_cast<double>(floatOfBf16(p.weight[r * p.cols + c])) * static_cast<double>(floatOfBf16(p.x[t * p.cols + c]));
            p.y[t * p.yStride + r] = static_cast<float>(sum);
        }
}

template <typename Body, typename Launch> std::string runKernel(const SillokCardLaunch& launch)
{
    Launch args;
    if (launch.argsBytes != sizeof args)
        return "arguments of another size";
    std::memcpy(&args, launch.args, sizeof args);
    cuda::Shape shape {};
    std::copy(std::begin(launch.grid), std::end(launch.grid), shape.grid);
    shape.threads = launch.threads;
    shape.sharedBytes = launch.sharedBytes;
    return sillok::test::runBlocks(shape, sillok::test::ThreadOrder::Forward, [&args] { Body::run(args); });
}

std::string runLaunch(const SillokCardLaunch& launch)
{
    switch (static_cast<cuda::Kernel>(launch.kernel)) {
#define SILLOK_CUDA_KERNEL(name, arguments)                                                                            \
    case cuda::Kernel::name:                                                                                           \
        return runKernel<cuda::name, cuda::arguments>(launch);
#include "kernels/cuda/kernel_list.h"
#undef SILLOK_CUDA_KERNEL
    case cuda::Kernel::LibraryProduct: {
        cuda::ProductLaunch args;
        std::memcpy(&args, launch.args, sizeof args);
        product(args);
        return {};
    }
    }
    return "a kernel that is not in the list";
}

void runAll(SillokCard* card, const SillokCardLaunch* launches, uint32_t count, SillokCardStatus* status)
{
    *status = {};
    for (uint32_t i = 0; i < count; ++i) {
        const int64_t failing = hostCardWishes().failAtLaunch;
        if (failing >= 0 && card->launches >= failing)
            return set(status, SillokCardLost, "unspecified launch failure");
        ++card->launches;
        ++hostCardCounts().launches;
        const std::string complaint = runLaunch(launches[i]);
        if (complaint.empty())
            continue;
        if (hostCardCounts().complaint.empty())
            hostCardCounts().complaint = "kernel " + std::to_string(launches[i].kernel) + ": " + complaint;
        return set(status, SillokCardLost, complaint);
    }
}

void open(int32_t index, SillokCard** card, SillokCardStatus* status)
{
    *status = {};
    *card = nullptr;
    if (hostCardWishes().openError != SillokCardOk || index != 0)
        return set(status, index != 0 ? SillokCardNone : hostCardWishes().openError, "as wished");
    *card = new SillokCard;
}
void release(SillokCard* card, void* memory)
{
    const auto known = card->memory.find(memory);
    hostCardCounts().bytes -= known->second;
    card->memory.erase(known);
    ::operator delete(memory, kAlignment);
}
void close(SillokCard* card)
{
    while (!card->memory.empty())
        release(card, card->memory.begin()->first);
    delete card;
}
void info(SillokCard*, SillokCardInfo* info, SillokCardStatus* status)
{
    *status = {};
    *info = {};
    std::snprintf(info->name, sizeof info->name, "%s", "host");
    info->totalBytes = hostCardWishes().totalBytes;
    info->freeBytes = info->totalBytes - std::min(info->totalBytes, hostCardCounts().bytes);
    info->multiplies = hostCardWishes().multiplies ? 1 : 0;
}
void allocate(SillokCard* card, uint64_t bytes, void** memory, SillokCardStatus* status)
{
    *status = {};
    *memory = nullptr;
    auto& counts = hostCardCounts();
    if (counts.bytes + bytes > hostCardWishes().totalBytes)
        return set(status, SillokCardOutOfMemory, "out of memory");
    *memory = ::operator new(std::max<uint64_t>(bytes, 1), kAlignment);
    std::memset(*memory, 0xFF, bytes); // no number
    card->memory.emplace(*memory, bytes);
    counts.bytes += bytes;
    counts.mostBytes = std::max(counts.mostBytes, counts.bytes);
}
void copy(SillokCard*, void* to, const void* from, uint64_t bytes, SillokCardStatus* status)
{
    *status = {};
    std::memcpy(to, from, bytes);
}
void record(SillokCard*, const SillokCardLaunch* launches, uint32_t count, SillokRecording** recording, SillokCardStatus* status)
{
    *status = {};
    *recording = hostCardWishes().records ? new SillokRecording { { launches, launches + count } } : nullptr;
}
void play(SillokCard* card, SillokRecording* recording, SillokCardStatus* status)
{
    ++hostCardCounts().played;
    runAll(card, recording->launches.data(), static_cast<uint32_t>(recording->launches.size()), status);
}
void forget(SillokCard*, SillokRecording* recording) { delete recording; }
void sync(SillokCard*, SillokCardStatus* status) { *status = {}; }

} // namespace

namespace sillok::test {

HostCardWishes& hostCardWishes()
{
    static HostCardWishes wishes;
    return wishes;
}
HostCardCounts& hostCardCounts()
{
    static HostCardCounts counts;
    return counts;
}
void resetHostCard()
{
    hostCardWishes() = {};
    hostCardCounts() = {};
}

const SillokCardApi& hostCardApi()
{
    static const SillokCardApi api { kSillokCardVersion, open, close, info, allocate, release, copy, copy, runAll, record, play, forget, sync };
    return api;
}

} // namespace sillok::test
