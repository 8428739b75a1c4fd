// The pool: every task once, whatever the threads and parts, thousands of rounds in a row; made to run under the thread sanitizer.
#include "engine/backend/compute_pool.h"
#include "tests/support/check.h"

#include <atomic>

using namespace sillok;
using namespace sillok::test;

SILLOK_TEST(everyTaskRunsOnce)
{
    for (const uint32_t threads : { 1u, 2u, 3u, 8u }) {
        ComputePool pool(threads);
        CHECK_EQUAL(pool.threads(), threads);
        for (const int64_t count : { 0, 1, 2, 7, 64, 1000 })
            for (const int64_t grain : { 1, 3, 64, 5000 }) {
                std::vector<std::atomic<int>> seen(static_cast<size_t>(count) + 1);
                pool.run(
                    count, grain,
                    [](const void* context, int64_t begin, int64_t end, uint32_t) {
                        auto& counts = *static_cast<std::vector<std::atomic<int>>*>(const_cast<void*>(context));
                        for (int64_t i = begin; i < end; ++i)
                            ++counts[static_cast<size_t>(i)];
                    },
                    &seen);
                for (int64_t i = 0; i < count; ++i)
                    CHECK_EQUAL(seen[static_cast<size_t>(i)].load(), 1);
                CHECK_EQUAL(seen.back().load(), 0);
            }
    }
}

SILLOK_TEST(whatOneRoundWritesTheNextReads)
{
    // Plain memory, no atomics: the end of a round must order it.
    ComputePool pool(3);
    std::vector<int64_t> values(512, 0);
    constexpr int64_t kRounds = 3000;
    for (int64_t round = 0; round < kRounds; ++round)
        pool.run(
            512, 16,
            [](const void* context, int64_t begin, int64_t end, uint32_t) {
                auto& all = *static_cast<std::vector<int64_t>*>(const_cast<void*>(context));
                for (int64_t i = begin; i < end; ++i)
                    all[static_cast<size_t>(i)] += i;
            },
            &values);
    for (int64_t i = 0; i < 512; ++i)
        CHECK_EQUAL(values[static_cast<size_t>(i)], i * kRounds);
}

SILLOK_TEST(poolsComeAndGo)
{
    for (int i = 0; i < 50; ++i)
        ComputePool(4);
}

SILLOK_TEST_MAIN
