// frame.h - Length-prefixed, capped, versioned frames over a socket pair; descriptors travel beside them.
#pragma once

#include "engine/base/file.h"

#include <chrono>
#include <vector>

namespace sillok::app {

inline constexpr uint16_t kFrameVersion = 1;
inline constexpr uint32_t kMaxFrameBytes = 4u << 20;

/// One message. `type` means what app/workers/protocol.h says; `file` is set when a descriptor came along.
struct Frame {
    uint16_t type = 0;
    std::vector<uint8_t> payload;
    FileDescriptor file;
};

/// One end of a link. Not thread safe for reading; sending may happen from one other thread.
///
/// A frame is 12 bytes: magic "SLK" and version (u8), type u16, zero u16, payload length u32, little-endian; then the payload.
/// error  Damaged: wrong magic, version or length; the caller closes the link. WorkerDied: the other end is gone.
class FrameLink {
public:
    explicit FrameLink(FileDescriptor socket) : m_socket(std::move(socket)) {}

    /// Sends one frame, and a copy of `descriptor` when it is not negative. Blocks while the other end is slow.
    Result<void> send(uint16_t type, Bytes payload, int descriptor = -1) const;

    /// The same for something secret: no copy of it is made on this side.
    Result<void> sendSecret(uint16_t type, Bytes payload) const;

    /// Waits for the next frame. error TimedOut: none was complete within `timeout` (what came so far is kept).
    Result<Frame> receive(std::chrono::milliseconds timeout);

    int descriptor() const { return m_socket.get(); }

private:
    Result<void> fill(std::chrono::steady_clock::time_point deadline);

    FileDescriptor m_socket;
    std::vector<uint8_t> m_pending;
    FileDescriptor m_pendingFile;
};

} // namespace sillok::app
