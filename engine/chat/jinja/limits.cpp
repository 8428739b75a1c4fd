#include "engine/chat/jinja/limits.h"

namespace sillok::jinja {

void stop(ErrorCode code, std::string what) { throw Failure { code, std::move(what) }; }

void stopBadUse(std::string what) { stop(ErrorCode::Damaged, std::move(what)); }

void Meter::hold(size_t bytes)
{
    if (bytes > m_limits.heldBytes || m_held > m_limits.heldBytes - bytes)
        stop(ErrorCode::Unsafe, "template holds too much memory");
    m_held += bytes;
}

Meter::Level::Level(Meter& meter)
    : m_meter(meter)
{
    if (meter.m_depth >= meter.m_limits.evaluationDepth)
        stop(ErrorCode::Unsafe, "template calls itself too deep");
    ++meter.m_depth;
}

} // namespace sillok::jinja
