#include "app/services/idle_watch.h"

#include <ctime>

namespace sillok::app {

namespace {

constexpr int kTickMs = 1000;
constexpr qint64 kWarningMs = 60'000;

} // namespace

IdleWatch::IdleWatch(std::function<qint64()> clockMs, QObject* parent)
    : QObject(parent)
    , m_clockMs(std::move(clockMs))
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &IdleWatch::look);
}

void IdleWatch::start()
{
    m_warning = false;
    m_systemIdleSinceMs.reset();
    m_lastActivityMs = m_clockMs();
    m_tick.start();
}

void IdleWatch::stop() { m_tick.stop(); }

void IdleWatch::setMinutes(int minutes) { m_minutes = qBound(kMinIdleMinutes, minutes, kMaxIdleMinutes); }

void IdleWatch::noteActivity()
{
    m_lastActivityMs = m_clockMs();
    m_systemIdleSinceMs.reset();
    if (std::exchange(m_warning, false))
        emit warned(0);
}

void IdleWatch::setSystemIdle(std::optional<qint64> idleMs)
{
    if (idleMs)
        m_systemIdleSinceMs = m_clockMs() - *idleMs;
    else
        m_systemIdleSinceMs.reset();
}

void IdleWatch::look()
{
    if (!m_tick.isActive())
        return;
    const qint64 since = qMin(m_lastActivityMs, m_systemIdleSinceMs.value_or(m_lastActivityMs));
    const qint64 limitMs = m_minutes * qint64 { 60'000 };
    const qint64 leftMs = since + limitMs - m_clockMs();
    if (leftMs <= 0) {
        stop();
        m_warning = false;
        emit expired();
    } else if (leftMs <= qMin(kWarningMs, limitMs / 2)) {
        m_warning = true;
        emit warned(static_cast<int>((leftMs + 999) / 1000));
    }
}

qint64 bootClockMs()
{
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * qint64 { 1000 } + now.tv_nsec / 1'000'000;
}

} // namespace sillok::app
