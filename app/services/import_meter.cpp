#include "app/services/import_meter.h"

#include <algorithm>

namespace sillok::app {

namespace {

constexpr int64_t kCostPerFile = 64 << 10; // a reader's start and seal take about as long as reading so many bytes of text
constexpr std::chrono::seconds kWindow { 30 };
constexpr std::chrono::seconds kEstimateAfter { 5 };

double seconds(std::chrono::steady_clock::duration span) { return std::chrono::duration<double>(span).count(); }

} // namespace

ImportMeter::ImportMeter(int64_t waitingFiles, int64_t waitingBytes, Clock::time_point now)
    : m_marks { { now, 0, 0 } }
    , m_waitingCost(waitingFiles * kCostPerFile + waitingBytes)
{
}

void ImportMeter::done(int64_t files, int64_t bytes, Clock::time_point now)
{
    const int64_t cost = files * kCostPerFile + bytes;
    m_waitingCost = std::max<int64_t>(m_waitingCost - cost, 0);
    m_marks.push_back({ now, m_marks.back().files + files, m_marks.back().cost + cost });
    forgetOld(now);
}

void ImportMeter::restart(Clock::time_point now) { m_marks = { { now, 0, 0 } }; }

void ImportMeter::forgetOld(Clock::time_point now)
{
    while (m_marks.size() > 2 && now - m_marks[1].at > kWindow)
        m_marks.pop_front();
}

double ImportMeter::filesPerSecond(Clock::time_point now) const
{
    const double span = seconds(now - m_marks.front().at);
    return span > 0 ? static_cast<double>(m_marks.back().files - m_marks.front().files) / span : 0;
}

double ImportMeter::bytesPerSecond(Clock::time_point now) const
{
    const double span = seconds(now - m_marks.front().at);
    const int64_t files = m_marks.back().files - m_marks.front().files;
    return span > 0 ? static_cast<double>(m_marks.back().cost - m_marks.front().cost - files * kCostPerFile) / span : 0;
}

int ImportMeter::secondsLeft(Clock::time_point now) const
{
    const auto span = now - m_marks.front().at;
    const auto cost = static_cast<double>(m_marks.back().cost - m_marks.front().cost);
    if (span < kEstimateAfter || cost <= 0)
        return -1;
    return static_cast<int>(static_cast<double>(m_waitingCost) * seconds(span) / cost + 0.5);
}

} // namespace sillok::app
