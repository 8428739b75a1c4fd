// frame_fuzz.cpp - libFuzzer entry: any bytes on the other end of a link.
#include "app/workers/frame.h"
#include "tests/fuzz/check_document.h"

#include <sys/socket.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    using namespace sillok::app;
    int pair[2];
    fuzz::require(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
    FrameLink link { FileDescriptor(pair[0]) };
    {
        const FileDescriptor other(pair[1]);
        const size_t most = std::min<size_t>(size, 100'000); // what a socket takes without a reader
        fuzz::require(most == 0 || write(other.get(), data, most) == static_cast<ssize_t>(most));
    }
    while (true) {
        const auto frame = link.receive(std::chrono::milliseconds(100));
        if (!frame.ok()) {
            fuzz::require(frame.error().code == ErrorCode::Damaged || frame.error().code == ErrorCode::WorkerDied);
            return 0;
        }
        fuzz::require(frame->payload.size() <= size && !frame->file.valid());
    }
}
