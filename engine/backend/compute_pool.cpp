#include "engine/backend/compute_pool.h"

#include <algorithm>

namespace sillok {

namespace {

constexpr int kSpins = 2000; // about 20 us: longer than the gap between two ops, far shorter than a time slice

void pause()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Waits until `value` is no longer `old`: a short spin, then sleep.
uint32_t waitForChange(const std::atomic<uint32_t>& value, uint32_t old)
{
    for (int i = 0; i < kSpins; ++i) {
        if (const uint32_t now = value.load(std::memory_order_acquire); now != old)
            return now;
        pause();
    }
    value.wait(old, std::memory_order_acquire);
    return value.load(std::memory_order_acquire);
}

} // namespace

ComputePool::ComputePool(uint32_t threads)
{
    for (uint32_t i = 1; i < threads; ++i)
        m_workers.emplace_back([this, i] { workerLoop(i); });
}

ComputePool::~ComputePool()
{
    m_ending.store(true);
    m_round.fetch_add(1, std::memory_order_release);
    m_round.notify_all();
    for (std::thread& worker : m_workers)
        worker.join();
}

void ComputePool::run(int64_t count, int64_t grain, Body body, const void* context)
{
    if (count <= grain || m_workers.empty()) {
        if (count > 0)
            body(context, 0, count, 0);
        return;
    }
    m_body = body;
    m_context = context;
    m_count = count;
    m_grain = grain;
    m_next.store(0, std::memory_order_relaxed);
    m_running.store(static_cast<uint32_t>(m_workers.size()), std::memory_order_relaxed);
    m_round.fetch_add(1, std::memory_order_release);
    m_round.notify_all();
    takeParts(0);
    for (uint32_t left = m_running.load(std::memory_order_acquire); left != 0;)
        left = waitForChange(m_running, left);
}

void ComputePool::takeParts(uint32_t thread)
{
    for (int64_t begin = m_next.fetch_add(m_grain); begin < m_count; begin = m_next.fetch_add(m_grain))
        m_body(m_context, begin, std::min(begin + m_grain, m_count), thread);
}

void ComputePool::workerLoop(uint32_t thread)
{
    uint32_t seen = 0;
    while (true) {
        seen = waitForChange(m_round, seen);
        if (m_ending.load())
            return;
        takeParts(thread);
        if (m_running.fetch_sub(1, std::memory_order_acq_rel) == 1)
            m_running.notify_all();
    }
}

} // namespace sillok
