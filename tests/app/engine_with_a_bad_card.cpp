// engine_with_a_bad_card.cpp - In the engine's place: opens a graphics card, so to say, and dies of it; without cards it is the engine.
#include "app/workers/protocol.h"
#include "app/workers/worker_process.h"
#include "tests/support/paths.h"

#include <csignal>
#include <string_view>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;

int main(int argc, char** argv)
{
    if (argc > 1 && std::string_view(argv[1]) == kProcessorArgument) {
        execv(test::programPath("/sillok-engine").c_str(), argv);
        return 1;
    }
    const FrameLink link = workerLink();
    ignore(link.send(static_cast<uint16_t>(protocol::Type::CardOpened), {}), "then it is dead at once");
    raise(SIGKILL);
}
