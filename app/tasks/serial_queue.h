// serial_queue.h - One thread that does one thing after another. The only place in the program that starts threads.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>

namespace sillok::app {

/// Jobs run in order on one thread. Destruction asks the running job to stop, drops the waiting ones and joins.
class SerialQueue {
public:
    using Job = std::function<void(std::stop_token)>;

    SerialQueue() : m_thread([this](std::stop_token stop) { run(stop); }) {}
    ~SerialQueue();
    SerialQueue(const SerialQueue&) = delete;
    SerialQueue& operator=(const SerialQueue&) = delete;

    /// Thread: any.
    void post(Job job);

    /// Whether something runs or waits. Thread: any; true is only a hint.
    bool busy();

    /// Runs `work` there and waits for its value. Never from the queue's own thread.
    /// When the queue is closing the job may not run: then `otherwise` is the value.
    template <typename T>
    T call(std::function<T()> work, T otherwise)
    {
        auto promise = std::make_shared<std::promise<T>>();
        auto future = promise->get_future();
        post([promise, work = std::move(work)](std::stop_token) { promise->set_value(work()); });
        promise.reset(); // a dropped job breaks its promise
        try {
            return future.get();
        } catch (const std::future_error&) {
            return otherwise;
        }
    }

private:
    void run(std::stop_token stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    bool m_running = false;
    std::jthread m_thread; // last: it uses the others
};

} // namespace sillok::app
