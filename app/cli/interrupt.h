// interrupt.h - Ctrl+C as a stop token: the command ends in order, and what it was writing goes away.
#pragma once

#include <stop_token>
#include <thread>

namespace sillok::app::cli {

/// needs  made before any other thread is: threads inherit that the signals wait for this one.
class Interrupt {
public:
    Interrupt();
    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_waiter;
};

} // namespace sillok::app::cli
