// host_kernels.h - Launches a kernel body on the executor, in three orders of its threads; or on a real card, see card_mirror.h.
#pragma once

#include "kernels/cuda/all_kernels.cuh"
#include "engine/backend/cuda/card.h"
#include "tests/cuda/block_executor.h"
#include "tests/cuda/card_mirror.h"
#include "tests/kernels/op_fixture.h"

namespace sillok::test {

namespace cuda = kernels::cuda;

template <typename Body> struct KernelOf;
#define SILLOK_CUDA_KERNEL(name, launch)                                                                               \
    template <> struct KernelOf<cuda::name> {                                                                          \
        static constexpr cuda::Kernel value = cuda::Kernel::name;                                                      \
    };
#include "kernels/cuda/kernel_list.h"
#undef SILLOK_CUDA_KERNEL

template <typename Body, typename Launch> std::string runOnHost(const Launch& launch, ThreadOrder order)
{
    if (realCard())
        return runOnCard(cardLaunch(KernelOf<Body>::value, launch), cuda::trafficOf(launch));
    return runBlocks(cuda::shapeOf(launch), order, [&launch] { Body::run(launch); });
}

/// Runs it in every order on a fresh copy of what it changes, and says where the orders differ. `out`: what it wrote.
template <typename Body, typename T, typename MakeLaunch>
void checkOrders(const std::string& what, std::vector<T>& out, const MakeLaunch& makeLaunch)
{
    const std::vector<T> before = out;
    std::vector<T> first;
    for (const ThreadOrder order : { ThreadOrder::Forward, ThreadOrder::Backward, ThreadOrder::Mixed }) {
        out = before;
        const std::string error = runOnHost<Body>(makeLaunch(), order);
        if (!error.empty())
            return report(__FILE__, __LINE__, what + ": " + error);
        if (order == ThreadOrder::Forward)
            first = out;
        else if (std::memcmp(first.data(), out.data(), first.size() * sizeof(T)) != 0)
            report(__FILE__, __LINE__, what + ": another order of threads gives other numbers");
    }
}

/// A matrix of a file as it lies on the card.
struct StoredFixture {
    StoredFixture(WeightType type, const std::vector<uint8_t>& file, int64_t rows, int64_t cols)
        : blocks(rows * cols / blockShape(type).elements)
        , memory(static_cast<size_t>(cuda::storedBytes(type, blocks)) / 16 + 1)
    {
        auto* bytes = reinterpret_cast<uint8_t*>(memory.data());
        if (cuda::planesOf(type).count == 0) {
            std::memcpy(bytes, file.data(), file.size());
        } else {
            const cuda::SplitPlanesLaunch launch { file.data(), bytes, type, blocks, 0, blocks };
            const std::string error = runOnHost<cuda::SplitPlanes>(launch, ThreadOrder::Mixed);
            if (!error.empty())
                report(__FILE__, __LINE__, error);
        }
        matrix = { bytes, type, blocks, 0, rows, cols };
    }
    int64_t blocks;
    std::vector<cuda::Wide> memory; ///< aligned
    cuda::StoredMatrix matrix;
};

/// Activations rounded by the kernel.
struct RoundedFixture {
    RoundedFixture(const std::vector<float>& x, int64_t xStride, int64_t tokens, int64_t cols)
        : memory(static_cast<size_t>(cuda::roundedRowsBytes(tokens, cols)) / 16 + 1)
        , rows(cuda::roundedRowsAt(reinterpret_cast<std::byte*>(memory.data()), tokens, cols))
    {
        const std::string error = runOnHost<cuda::Round>(cuda::RoundLaunch { x.data(), xStride, cols, tokens, rows }, ThreadOrder::Backward);
        if (!error.empty())
            report(__FILE__, __LINE__, error);
    }
    std::vector<cuda::Wide> memory;
    cuda::RoundedRows rows;
};

} // namespace sillok::test
