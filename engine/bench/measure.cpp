#include "engine/bench/measure.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace sillok::bench {

namespace {

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

/// Eight independent sums, so that loads and not additions are the limit.
uint64_t sumOf(const uint64_t* data, size_t count)
{
    uint64_t sums[8] = {};
    for (size_t i = 0; i + 8 <= count; i += 8)
        for (size_t k = 0; k < 8; ++k)
            sums[k] += data[i + k];
    uint64_t total = 0;
    for (const uint64_t sum : sums)
        total += sum;
    return total;
}

} // namespace

Spread spreadOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    const double median = values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return { median, values.front(), values.back() };
}

double readBandwidth(uint32_t threads)
{
    constexpr size_t kBytes = size_t { 256 } << 20;
    constexpr int kPasses = 5;
    const std::vector<uint64_t> data(kBytes / sizeof(uint64_t), 1);
    std::vector<uint64_t> sinks(threads);
    double best = 0;
    for (int pass = 0; pass < kPasses; ++pass) {
        const auto start = std::chrono::steady_clock::now();
        std::vector<std::thread> readers;
        const size_t part = data.size() / threads;
        for (uint32_t i = 0; i < threads; ++i)
            readers.emplace_back([&, i] { sinks[i] = sumOf(data.data() + i * part, part); });
        for (std::thread& reader : readers)
            reader.join();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        best = std::max(best, static_cast<double>(part * threads * sizeof(uint64_t)) / took.count() / 1e9);
    }
    // The sums are used, so that no compiler leaves the reading out.
    return sumOf(sinks.data(), sinks.size()) == ~uint64_t { 0 } ? 0 : best;
}

namespace {

double peakOf(kernels::Peak peak, uint32_t threads)
{
    if (!peak)
        return 0;
    constexpr int64_t kRounds = 2'000'000;
    constexpr int kPasses = 5;
    double best = 0;
    for (int pass = 0; pass < kPasses; ++pass) {
        std::atomic<int64_t> done { 0 };
        const auto start = std::chrono::steady_clock::now();
        std::vector<std::thread> workers;
        for (uint32_t i = 0; i < threads; ++i)
            workers.emplace_back([&] {
                float sink[3] = { 0, 1, 1 };
                done += peak(kRounds, sink);
            });
        for (std::thread& worker : workers)
            worker.join();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        best = std::max(best, static_cast<double>(done.load()) / took.count() / 1e9);
    }
    return best;
}

} // namespace

Peaks measurePeaks(const kernels::CpuTable& table, uint32_t threads)
{
    return { peakOf(table.floatPeak, threads), peakOf(table.rounded.peak, threads), peakOf(table.prompt.peak, threads) };
}

CpuClock CpuClock::now()
{
    CpuClock clock;
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    clock.m_ownSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    if (std::FILE* file = std::fopen("/proc/stat", "re")) {
        // user nice system idle iowait irq softirq steal, in ticks. source proc(5)
        unsigned long long t[8] = {};
        if (std::fscanf(file, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7]) == 8) {
            const double tick = 1.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
            clock.m_busySeconds = static_cast<double>(t[0] + t[1] + t[2] + t[5] + t[6] + t[7]) * tick;
            clock.m_allSeconds = clock.m_busySeconds + static_cast<double>(t[3] + t[4]) * tick;
        }
        std::fclose(file);
    }
    return clock;
}

double CpuClock::otherShareSince(const CpuClock& earlier) const
{
    const double all = m_allSeconds - earlier.m_allSeconds;
    if (m_busySeconds < 0 || earlier.m_busySeconds < 0 || all <= 0)
        return -1;
    const double others = (m_busySeconds - earlier.m_busySeconds) - (m_ownSeconds - earlier.m_ownSeconds);
    return std::clamp(others / all, 0.0, 1.0);
}

double peakRssMib()
{
    double mib = 0;
    if (std::FILE* file = std::fopen("/proc/self/status", "re")) {
        char line[256];
        unsigned long long kib = 0;
        while (std::fgets(line, sizeof line, file))
            if (std::sscanf(line, "VmHWM: %llu kB", &kib) == 1)
                mib = static_cast<double>(kib) / 1024;
        std::fclose(file);
    }
    return mib;
}

} // namespace sillok::bench
