#include "app/services/package_hashing.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace sillok::app {

namespace {

/// Few enough that the last thread is not waited for, enough that taking the next one costs nothing.
constexpr uint64_t kLeavesAtOnce = 16;

struct Job {
    size_t file = 0;
    storage::LeafRange range;
    uint64_t bytes = 0;
};

std::vector<Job> jobsOf(const std::vector<uint64_t>& sizes)
{
    std::vector<Job> jobs;
    for (size_t file = 0; file < sizes.size(); ++file) {
        const uint64_t leaves = storage::leafCount(sizes[file]);
        for (uint64_t first = 0; first < leaves; first += kLeavesAtOnce) {
            const uint64_t count = std::min(kLeavesAtOnce, leaves - first);
            const uint64_t end = std::min((first + count) * storage::kLeafBytes, sizes[file]);
            jobs.push_back({ file, { first, count }, end - first * storage::kLeafBytes });
        }
    }
    return jobs;
}

/// Hands out jobs in their order. Before a job that failed all others were taken, so that the first failure is the same one every time.
class Sharing {
public:
    Sharing(std::vector<Job> jobs, const storage::LeafWork& work) : m_jobs(std::move(jobs)), m_work(work), m_failedAt(m_jobs.size()) {}

    /// One thread's part.
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (m_next < m_failedAt) {
            const size_t index = m_next++;
            const Job& job = m_jobs[index];
            lock.unlock();
            Result<void> done = m_work(job.file, job.range);
            lock.lock();
            m_doneBytes += job.bytes;
            if (!done.ok() && index < m_failedAt) {
                m_failedAt = index;
                m_result = std::move(done);
            }
            m_changed.notify_one();
        }
        ++m_ended;
        m_changed.notify_one();
    }

    /// Until that many threads have ended; tells how far they are.
    void watch(size_t threads, const std::function<void(uint64_t, uint64_t)>& onProgress)
    {
        uint64_t all = 0;
        for (const Job& job : m_jobs)
            all += job.bytes;
        std::unique_lock lock(m_mutex);
        for (uint64_t shown = 0; m_ended < threads || shown != m_doneBytes;) { // the last ones may end while somebody is told of those before
            m_changed.wait(lock, [&] { return m_doneBytes != shown || m_ended == threads; });
            shown = m_doneBytes;
            lock.unlock();
            if (onProgress)
                onProgress(shown, all);
            lock.lock();
        }
    }
    Result<void> result() { return std::move(m_result); }

private:
    const std::vector<Job> m_jobs;
    const storage::LeafWork& m_work;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    size_t m_next = 0;
    size_t m_failedAt; ///< or the number of jobs
    uint64_t m_doneBytes = 0;
    size_t m_ended = 0;
    Result<void> m_result;
};

} // namespace

Result<void> shareLeaves(const std::vector<uint64_t>& sizes, const HashingOptions& options, const storage::LeafWork& work)
{
    std::vector<Job> jobs = jobsOf(sizes);
    const size_t threads = std::clamp<size_t>(options.threads, 1, std::max<size_t>(jobs.size(), 1));
    Sharing sharing(std::move(jobs), work);
    std::vector<std::jthread> running;
    for (size_t i = 0; i < threads; ++i)
        running.emplace_back([&sharing] { sharing.run(); });
    sharing.watch(threads, options.onProgress);
    running.clear();
    return sharing.result();
}

Result<std::vector<storage::LeafTable>> hashFiles(const std::vector<HashedFile>& files, const HashingOptions& options)
{
    std::vector<uint64_t> sizes;
    std::vector<storage::LeafTable> tables;
    for (const HashedFile& file : files) {
        sizes.push_back(file.sizeBytes);
        tables.emplace_back(static_cast<size_t>(storage::leafCount(file.sizeBytes)));
    }
    SILLOK_CHECK(shareLeaves(sizes, options, [&](size_t file, storage::LeafRange range) {
        return storage::hashLeaves(files[file].read, files[file].sizeBytes, range, tables[file], options.stop);
    }));
    return tables;
}

Result<void> checkContent(const storage::PackageReader& reader, const HashingOptions& options)
{
    std::vector<uint64_t> sizes;
    for (const storage::PackageFile& file : reader.manifest().files)
        sizes.push_back(file.sizeBytes);
    return shareLeaves(sizes, options, [&](size_t file, storage::LeafRange range) { return reader.checkLeaves(file, range, options.stop); });
}

} // namespace sillok::app
