// import_meter.h - How fast an import is and how long it will still take.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace sillok::app {

/// Files differ: a file costs what a reader costs to start, and its bytes. The rate is that of the last half minute, so that an estimate
/// follows when small files end and large ones begin.
class ImportMeter {
public:
    using Clock = std::chrono::steady_clock;

    ImportMeter(int64_t waitingFiles, int64_t waitingBytes, Clock::time_point now);
    void done(int64_t files, int64_t bytes, Clock::time_point now);
    /// Not an estimate of work: a pause, for one. The rate goes on from here.
    void restart(Clock::time_point now);

    double filesPerSecond(Clock::time_point now) const;
    double bytesPerSecond(Clock::time_point now) const;
    /// -1 until five seconds have shown what the rate is.
    int secondsLeft(Clock::time_point now) const;

private:
    struct Mark {
        Clock::time_point at;
        int64_t files = 0;    ///< done by then
        int64_t cost = 0;
    };
    void forgetOld(Clock::time_point now);

    std::deque<Mark> m_marks;     ///< of the last half minute; the first one is where it begins
    int64_t m_waitingCost = 0;
};

} // namespace sillok::app
