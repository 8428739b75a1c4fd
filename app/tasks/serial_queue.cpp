#include "app/tasks/serial_queue.h"

namespace sillok::app {

SerialQueue::~SerialQueue()
{
    m_thread.request_stop();
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.clear();
    }
    m_wake.notify_all();
    m_thread.join();
    m_jobs.clear(); // posted by the last job
}

void SerialQueue::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_thread.get_stop_source().stop_requested())
            m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

bool SerialQueue::busy()
{
    const std::lock_guard lock(m_mutex);
    return m_running || !m_jobs.empty();
}

void SerialQueue::run(std::stop_token stop)
{
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }))
                return;
            if (stop.stop_requested())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_running = true;
        }
        job(stop);
        const std::lock_guard lock(m_mutex);
        m_running = false;
    }
}

} // namespace sillok::app
