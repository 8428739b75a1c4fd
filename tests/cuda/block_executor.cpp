// Threads are fibers on one thread of the host, made once and used by every block. A fiber begins by ucontext; from then on jumps switch, which
// ask nothing of the kernel. Under a sanitizer every switch goes by ucontext, which is what sanitizers understand. Compiled without
// _FORTIFY_SOURCE, which takes a jump to another stack for an attack.
#include "tests/cuda/block_executor.h"

#include "kernels/cuda/host_words.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <memory>
#include <numeric>
#include <random>
#include <string_view>
#include <ucontext.h>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SILLOK_SLOW_SWITCH 1
#endif
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace sillok::kernels::cuda {
namespace {
thread_local HostThread* runningThread = nullptr;
}
HostThread& HostThread::current() { return *runningThread; }
} // namespace sillok::kernels::cuda

namespace sillok::test {

namespace {

using kernels::cuda::HostThread;

constexpr size_t kStackBytes = size_t { 128 } << 10;
constexpr size_t kMostExchanged = 64;
constexpr int kWarp = 32;

enum class Waiting : uint8_t { No, ForBlock, ForWarp, Done };

/// What the lanes of a warp hand each other. Two of each, so that a lane may go on while others still read.
struct WarpBoard {
    std::byte values[2][kWarp][kMostExchanged];
    const void* pointers[2][kWarp];
    int round[kWarp] = {};
};

/// One thread of a block.
class Fiber final : public HostThread {
public:
    void barrier() override { leave(Waiting::ForBlock); }
    const void* const* exchange(const char* what, const void* own, size_t bytes) override;
    void complain(const char* what) override
    {
        if (error->empty())
            *error = what;
    }

    /// Runs it until it waits or ends.
    void resume();

    Waiting waiting = Waiting::Done;
    const char* step = nullptr;
    WarpBoard* board = nullptr;
    const std::function<void()>* body = nullptr;
    std::string* error = nullptr;

private:
    static void enter();
    void leave(Waiting why);
    void begin();

    std::unique_ptr<std::byte[]> m_stack;
    ucontext_t m_context {};
    [[maybe_unused]] jmp_buf m_place {};
    [[maybe_unused]] void* m_fakeStack = nullptr;
};

/// Where fibers go back to.
struct Scheduler {
    ucontext_t context {};
    [[maybe_unused]] jmp_buf place {};
    [[maybe_unused]] const void* stack = nullptr;
    [[maybe_unused]] size_t stackBytes = 0;
};
thread_local Scheduler scheduler;

void Fiber::begin()
{
    m_stack.reset(new std::byte[kStackBytes]);
    getcontext(&m_context);
    m_context.uc_stack.ss_sp = m_stack.get();
    m_context.uc_stack.ss_size = kStackBytes;
    m_context.uc_link = &scheduler.context;
    makecontext(&m_context, &Fiber::enter, 0);
}

void Fiber::enter()
{
    auto& fiber = static_cast<Fiber&>(HostThread::current());
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(nullptr, &scheduler.stack, &scheduler.stackBytes);
#endif
    for (;;) { // one block after the other
        (*fiber.body)();
        fiber.leave(Waiting::Done);
    }
}

void Fiber::resume()
{
    kernels::cuda::runningThread = this;
    const bool first = !m_stack;
    if (first)
        begin();
#if defined(SILLOK_SLOW_SWITCH)
#if defined(__SANITIZE_ADDRESS__)
    void* own = nullptr;
    __sanitizer_start_switch_fiber(&own, m_stack.get(), kStackBytes);
#endif
    swapcontext(&scheduler.context, &m_context);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(own, nullptr, nullptr);
#endif
#else
    if (_setjmp(scheduler.place) == 0) {
        if (first)
            setcontext(&m_context);
        _longjmp(m_place, 1);
    }
#endif
}

void Fiber::leave(Waiting why)
{
    waiting = why;
#if defined(SILLOK_SLOW_SWITCH)
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(&m_fakeStack, scheduler.stack, scheduler.stackBytes);
#endif
    swapcontext(&m_context, &scheduler.context);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(m_fakeStack, &scheduler.stack, &scheduler.stackBytes);
#endif
#else
    if (_setjmp(m_place) == 0)
        _longjmp(scheduler.place, 1);
#endif
}

const void* const* Fiber::exchange(const char* what, const void* own, size_t bytes)
{
    const int lane = index % kWarp;
    const int turn = board->round[lane]++ % 2;
    if (bytes > kMostExchanged)
        complain("a lane hands over more than the executor carries");
    else
        std::memcpy(board->values[turn][lane], own, bytes);
    board->pointers[turn][lane] = board->values[turn][lane];
    step = what;
    leave(Waiting::ForWarp);
    return board->pointers[turn];
}

/// A fiber that stopped in the middle of a block stays there: after a complaint all are made anew.
std::vector<std::unique_ptr<Fiber>>& fibersOfThisThread(size_t count)
{
    thread_local std::vector<std::unique_ptr<Fiber>> all;
    const auto midway = [](const auto& fiber) { return fiber->waiting != Waiting::Done; };
    if (std::any_of(all.begin(), all.end(), midway))
        all.clear();
    while (all.size() < count)
        all.push_back(std::make_unique<Fiber>());
    return all;
}

class Block {
public:
    Block(const kernels::cuda::Shape& shape, ThreadOrder order, const std::function<void()>& body)
        : m_shape(shape)
        , m_order(order)
        , m_body(body)
        , m_all(fibersOfThisThread(shape.threads))
        , m_boards(shape.threads / kWarp)
        , m_shared(new(std::align_val_t { 256 }) std::byte[std::max<size_t>(shape.sharedBytes, 1)])
        , m_lanes(shape.threads)
    {
        std::iota(m_lanes.begin(), m_lanes.end(), size_t { 0 });
    }

    std::string run(int64_t x, int64_t y, int64_t z)
    {
        std::fill_n(m_shared.get(), m_shape.sharedBytes, std::byte { 0xFF }); // every float of it is no number
        for (size_t i = 0; i < m_lanes.size(); ++i)
            prepare(*m_all[i], static_cast<int>(i), { x, y, z });
        for (WarpBoard& board : m_boards)
            std::fill_n(board.round, kWarp, 0);
        while (m_error.empty() && !every(Waiting::Done, 0, m_lanes.size())) {
            bool moved = false;
            for (size_t i = 0; i < m_boards.size(); ++i) {
                const size_t warp = m_order == ThreadOrder::Backward ? m_boards.size() - 1 - i : i;
                do
                    moved = step(warp) || moved;
                while (releaseWarp(warp) && m_order != ThreadOrder::Mixed && m_error.empty());
            }
            if (!releaseBlock() && !moved)
                m_error = "threads wait for each other: some are at a barrier, some at a step of their warp, or have ended";
        }
        return m_error;
    }

private:
    struct AlignedDelete {
        void operator()(std::byte* memory) const { ::operator delete[](memory, std::align_val_t { 256 }); }
    };

    void prepare(Fiber& fiber, int index, const std::array<int64_t, 3>& place)
    {
        fiber.index = index;
        fiber.threads = static_cast<int>(m_shape.threads);
        std::copy(place.begin(), place.end(), fiber.block);
        fiber.shared = m_shared.get();
        fiber.waiting = Waiting::No;
        fiber.board = &m_boards[static_cast<size_t>(index / kWarp)];
        fiber.body = &m_body;
        fiber.error = &m_error;
    }

    bool every(Waiting state, size_t first, size_t count) const
    {
        return std::all_of(m_all.begin() + static_cast<ptrdiff_t>(first), m_all.begin() + static_cast<ptrdiff_t>(first + count), [&](const auto& fiber) { return fiber->waiting == state; });
    }
    void go(size_t first, size_t count)
    {
        for (size_t i = first; i < first + count; ++i)
            m_all[i]->waiting = Waiting::No;
    }

    /// Runs the lanes of a warp that can go on, each until it waits.
    bool step(size_t warp)
    {
        if (m_order == ThreadOrder::Mixed)
            std::shuffle(m_lanes.begin() + static_cast<ptrdiff_t>(warp * kWarp), m_lanes.begin() + static_cast<ptrdiff_t>((warp + 1) * kWarp), m_random);
        bool moved = false;
        for (size_t i = 0; i < kWarp; ++i) {
            Fiber& fiber = *m_all[m_lanes[warp * kWarp + (m_order == ThreadOrder::Backward ? kWarp - 1 - i : i)]];
            if (fiber.waiting != Waiting::No)
                continue;
            fiber.resume();
            moved = true;
        }
        return moved;
    }

    /// Lets a warp go on whose lanes are all at the same step.
    bool releaseWarp(size_t warp)
    {
        const size_t first = warp * kWarp;
        if (!every(Waiting::ForWarp, first, kWarp))
            return false;
        const std::string_view here = m_all[first]->step;
        for (size_t i = first; i < first + kWarp; ++i)
            if (m_all[i]->step != here)
                m_error = "lanes of a warp stand at different steps";
        go(first, kWarp);
        return true;
    }
    bool releaseBlock()
    {
        if (!every(Waiting::ForBlock, 0, m_lanes.size()))
            return false;
        go(0, m_lanes.size());
        return true;
    }

    const kernels::cuda::Shape& m_shape;
    ThreadOrder m_order;
    const std::function<void()>& m_body;
    std::vector<std::unique_ptr<Fiber>>& m_all;
    std::vector<WarpBoard> m_boards;
    std::unique_ptr<std::byte[], AlignedDelete> m_shared;
    std::vector<size_t> m_lanes; ///< numbers of threads, warp by warp
    std::mt19937 m_random { 17 };
    std::string m_error;
};

} // namespace

std::string runBlocks(const kernels::cuda::Shape& shape, ThreadOrder order, const std::function<void()>& body)
{
    if (shape.threads == 0 || shape.threads % kWarp != 0 || shape.threads > 1024)
        return "a block of " + std::to_string(shape.threads) + " threads";
    Block block(shape, order, body);
    for (int64_t z = 0; z < shape.grid[2]; ++z)
        for (int64_t y = 0; y < shape.grid[1]; ++y)
            for (int64_t x = 0; x < shape.grid[0]; ++x) {
                std::string error = block.run(x, y, z);
                if (!error.empty())
                    return error;
            }
    return {};
}

} // namespace sillok::test
