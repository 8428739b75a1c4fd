#include "ui/stall/stall_recorder.h"

#include <algorithm>

namespace sillok::ui {

namespace {

constexpr int kQuietMs = 3000;

int shareOf(const std::array<qint64, 1001>& counts, qint64 all, double share)
{
    const auto wanted = static_cast<qint64>(static_cast<double>(all) * share);
    qint64 seen = 0;
    for (size_t ms = 0; ms < counts.size(); ++ms) {
        seen += counts[ms];
        if (seen > wanted)
            return static_cast<int>(ms);
    }
    return 0;
}

} // namespace

StallRecorder::StallRecorder(std::function<QString()> lastAction, QObject* parent)
    : QObject(parent)
    , m_lastAction(std::move(lastAction))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kBeatMs);
    connect(&m_timer, &QTimer::timeout, this, &StallRecorder::beat);
    m_clock.start();
}

void StallRecorder::note()
{
    const qint64 now = m_clock.elapsed();
    m_quietAfterMs = now + kQuietMs;
    if (m_timer.isActive())
        return;
    m_dueMs = now + kBeatMs;
    m_timer.start();
}

void StallRecorder::beat()
{
    const qint64 now = m_clock.elapsed();
    const auto late = static_cast<int>(std::max<qint64>(0, now - m_dueMs));
    for (int left = late; left >= 0; left -= kBeatMs)
        add(left);
    if (late > kLongMs)
        ++m_report.longStalls;
    if (late > m_report.maxMs) {
        m_report.maxMs = late;
        if (late > kLongMs) {
            m_report.longestAction = m_lastAction();
            m_report.longestAt = QDateTime::currentDateTime();
        }
    }
    m_dueMs += kBeatMs;
    if (m_dueMs < now) // the timer begins anew from here when it has missed a beat
        m_dueMs = now + kBeatMs;
    if (now < m_quietAfterMs)
        return;
    m_timer.stop();
    emit measured();
}

void StallRecorder::add(int lateMs)
{
    ++m_counts[std::min(static_cast<size_t>(lateMs), m_counts.size() - 1)];
    ++m_report.beats;
}

StallRecorder::Report StallRecorder::report() const
{
    Report now = m_report;
    now.p50Ms = shareOf(m_counts, now.beats, 0.50);
    now.p99Ms = shareOf(m_counts, now.beats, 0.99);
    return now;
}

void StallRecorder::forget()
{
    m_counts.fill(0);
    m_report = {};
}

} // namespace sillok::ui
