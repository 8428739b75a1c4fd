// limits.h - What a template may use up, and the one way in which the interpreter stops.
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <memory>
#include <string>

namespace sillok::jinja {

/// Bounds of one template and one rendering. Everything beyond is Unsafe.
/// source  real templates stay under 20 KB, 60 levels and 200'000 steps for a hundred turns; what is left protects memory and two seconds
struct Limits {
    size_t sourceBytes = size_t { 256 } << 10;
    int nesting = 200; ///< of expressions and statements in the source
    uint64_t steps = 10'000'000; ///< expressions evaluated, items visited, 32 bytes of text moved
    size_t textBytes = size_t { 16 } << 20; ///< of one string; the rendered text is one
    size_t heldBytes = size_t { 64 } << 20; ///< of all values alive at once
    int valueDepth = 100; ///< lists within lists
    int evaluationDepth = 700; ///< expressions and statements being worked on at once, through macros and loops
    int64_t rangeItems = 100'000; ///< as the reference sandbox
};

/// Thrown inside engine/chat/jinja only, and caught where its public functions begin; line 0 is filled in there.
struct Failure {
    ErrorCode code;
    std::string what;
    int line = 0;
};

[[noreturn]] void stop(ErrorCode code, std::string what);
/// What Python would answer with a TypeError, ValueError and the like.
[[noreturn]] void stopBadUse(std::string what);

/// Counts what one rendering uses. Outlives every value made with it.
class Meter {
public:
    explicit Meter(const Limits& limits)
        : m_limits(limits)
    {
    }
    Meter(const Meter&) = delete;
    Meter& operator=(const Meter&) = delete;

    const Limits& limits() const { return m_limits; }
    void step(uint64_t count = 1)
    {
        m_steps += count;
        if (m_steps > m_limits.steps)
            stop(ErrorCode::Unsafe, "template runs too long");
    }
    void hold(size_t bytes);
    void release(size_t bytes) { m_held -= bytes; }
    /// A string of this size may exist.
    void checkText(size_t bytes) const
    {
        if (bytes > m_limits.textBytes)
            stop(ErrorCode::Unsafe, "template makes too much text");
    }

    /// While one lives, one more expression or statement is being worked on.
    class Level {
    public:
        explicit Level(Meter& meter);
        ~Level() { --m_meter.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Meter& m_meter;
    };

private:
    Limits m_limits;
    uint64_t m_steps = 0;
    size_t m_held = 0;
    int m_depth = 0;
};

} // namespace sillok::jinja
