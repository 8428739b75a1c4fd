// back_off.h - Makes guessing at the unlock page slow: after five wrong tries the next one waits 1, 2, 4 ... 300 seconds.
//
// The file "tries" beside the header keeps the count and when the last try was, by the clock that counts from the machine's start and
// that nobody can set. The wall clock is not asked, so setting it changes nothing. After a restart only the time since then counts: the
// wait may get longer by that, never shorter. Whoever can delete the file can also copy the vault and guess elsewhere; against that only
// the cost of a guess helps.
#pragma once

#include "engine/base/result.h"

namespace sillok::storage {

inline constexpr uint32_t kFreeTries = 5;
inline constexpr uint32_t kLongestWaitSeconds = 300;

/// Milliseconds since the machine started, time asleep included.
using BootClock = uint64_t (*)();
uint64_t bootClockMs();

class BackOff {
public:
    explicit BackOff(std::string dir, BootClock clock = &bootClockMs) : m_dir(std::move(dir)), m_clock(clock) {}

    /// Wrong tries since the last right one; 15 stands for that or more.
    uint32_t wrongTries() { return load().tries; }
    /// 0: a try is allowed now.
    uint32_t secondsLeft();
    /// Counts a try; called before it is made, so that ending the process gives no free one. error Locked: not yet allowed, with the
    /// seconds in `doing`. A file that cannot be written does not keep the vault shut.
    Result<void> beginTry();
    /// The try was right: forgets all.
    void succeeded();
    /// The try came to no result (busy, damaged, out of memory): takes it back.
    void takeBack();

private:
    struct Record {
        uint32_t tries = 0;
        uint64_t lastMs = 0;
    };
    Record load();
    void store(const Record& record);

    std::string m_dir;
    BootClock m_clock;
    Record m_before;
};

} // namespace sillok::storage
