// compute_pool.h - The threads of the CPU backend: they split one op, meet at its end, and sleep when nothing comes.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace sillok {

class ComputePool {
public:
    /// `body(context, begin, end, thread)` for a part of the tasks; thread < threads().
    using Body = void (*)(const void* context, int64_t begin, int64_t end, uint32_t thread);

    /// needs threads >= 1. The calling thread is one of them.
    explicit ComputePool(uint32_t threads);
    ~ComputePool();
    ComputePool(const ComputePool&) = delete;
    ComputePool& operator=(const ComputePool&) = delete;

    uint32_t threads() const { return static_cast<uint32_t>(m_workers.size()) + 1; }

    /// Runs `count` tasks, `grain` at a time, each thread taking the next part when it is free; returns when all are done.
    /// A thread that the system holds up does not hold up the others' parts.
    void run(int64_t count, int64_t grain, Body body, const void* context);

private:
    void workerLoop(uint32_t thread);
    void takeParts(uint32_t thread);

    std::vector<std::thread> m_workers;
    Body m_body = nullptr;
    const void* m_context = nullptr;
    int64_t m_count = 0;
    int64_t m_grain = 1;
    std::atomic<int64_t> m_next { 0 };
    std::atomic<uint32_t> m_round { 0 }; ///< counts jobs; a change wakes the workers
    std::atomic<uint32_t> m_running { 0 }; ///< workers that have not finished this round
    std::atomic<bool> m_ending { false };
};

} // namespace sillok
