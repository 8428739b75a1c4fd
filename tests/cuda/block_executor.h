// block_executor.h - Runs the threads of a block one after the other on the host, so that a kernel's body can be checked without a card.
#pragma once

#include "kernels/cuda/launches.h"

#include <cstdint>
#include <functional>
#include <string>

namespace sillok::test {

/// In which order threads that could all go on do go on. A kernel that lacks a barrier gives other numbers in another order.
/// Forward, Backward: the first or the last warp as far as it can; Mixed: every warp a step, its lanes in any order.
enum class ThreadOrder : uint8_t { Forward, Backward, Mixed };

/// Runs `body` for every thread of every block. Shared memory is filled with what is no number before each block.
/// error  the text of the first thing that a card would not forgive: threads of a warp that part ways at a common step, a barrier that
///        not all reach, an unaligned wide load. Empty: none.
std::string runBlocks(const kernels::cuda::Shape& shape, ThreadOrder order, const std::function<void()>& body);

} // namespace sillok::test
