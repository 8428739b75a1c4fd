#include "app/cli/interrupt.h"

#include <csignal>
#include <ctime>

namespace sillok::app::cli {

namespace {

constexpr timespec kStopCheck { 0, 50'000'000 };

} // namespace

Interrupt::Interrupt()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_waiter = std::jthread([signals, source = m_source](std::stop_token ended) mutable {
        while (!ended.stop_requested())
            if (sigtimedwait(&signals, nullptr, &kStopCheck) > 0)
                source.request_stop();
    });
}

} // namespace sillok::app::cli
