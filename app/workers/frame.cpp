#include "app/workers/frame.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sillok::app {

namespace {

constexpr size_t kHeaderBytes = 12;

struct Header {
    char magic[3];
    uint8_t version;
    uint16_t type;
    uint16_t reserved;
    uint32_t length;
};
static_assert(sizeof(Header) == kHeaderBytes);

Error gone() { return fail(ErrorCode::WorkerDied, "the other end of the link is closed"); }

/// Writes everything, waiting when the buffer is full. The descriptor goes with the first byte.
Result<void> writeAll(int socket, Bytes bytes, int descriptor)
{
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    while (!bytes.empty()) {
        iovec part { const_cast<uint8_t*>(bytes.data()), bytes.size() };
        msghdr message {};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        if (descriptor >= 0) {
            message.msg_control = control;
            message.msg_controllen = sizeof control;
            cmsghdr* head = CMSG_FIRSTHDR(&message);
            head->cmsg_level = SOL_SOCKET;
            head->cmsg_type = SCM_RIGHTS;
            head->cmsg_len = CMSG_LEN(sizeof(int));
            std::memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
        }
        const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return gone();
        descriptor = -1;
        bytes = bytes.subspan(static_cast<size_t>(sent));
    }
    return {};
}

/// Keeps the first descriptor of a message and closes any other: nobody may fill our table.
void collectDescriptors(msghdr& message, FileDescriptor& kept)
{
    for (cmsghdr* head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
            continue;
        const size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; ++i) {
            int raw = -1;
            std::memcpy(&raw, CMSG_DATA(head) + i * sizeof(int), sizeof raw);
            FileDescriptor file(raw);
            if (!kept.valid())
                kept = std::move(file);
        }
    }
}

Result<Header> headerOf(uint16_t type, Bytes payload)
{
    if (payload.size() > kMaxFrameBytes)
        return fail(ErrorCode::BadArgument, "sending a frame over the cap");
    return Header { { 'S', 'L', 'K' }, kFrameVersion, type, 0, static_cast<uint32_t>(payload.size()) };
}

} // namespace

Result<void> FrameLink::sendSecret(uint16_t type, Bytes payload) const
{
    SILLOK_TRY(const Header header, headerOf(type, payload));
    SILLOK_CHECK(writeAll(m_socket.get(), { reinterpret_cast<const uint8_t*>(&header), sizeof header }, -1));
    return writeAll(m_socket.get(), payload, -1);
}

Result<void> FrameLink::send(uint16_t type, Bytes payload, int descriptor) const
{
    SILLOK_TRY(const Header header, headerOf(type, payload));
    std::vector<uint8_t> whole(kHeaderBytes + payload.size());
    std::memcpy(whole.data(), &header, kHeaderBytes);
    if (!payload.empty())
        std::memcpy(whole.data() + kHeaderBytes, payload.data(), payload.size());
    return writeAll(m_socket.get(), whole, descriptor);
}

Result<void> FrameLink::fill(std::chrono::steady_clock::time_point deadline)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd wait { m_socket.get(), POLLIN, 0 };
    const int ready = poll(&wait, 1, static_cast<int>(std::max<int64_t>(0, left.count())));
    if (ready < 0 && errno == EINTR)
        return {};
    if (ready == 0)
        return fail(ErrorCode::TimedOut, "waiting for a frame");
    const size_t at = m_pending.size();
    m_pending.resize(at + (size_t { 64 } << 10));
    alignas(cmsghdr) char control[CMSG_SPACE(4 * sizeof(int))] = {};
    iovec part { m_pending.data() + at, m_pending.size() - at };
    msghdr message {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t got = recvmsg(m_socket.get(), &message, MSG_CMSG_CLOEXEC);
    m_pending.resize(at + static_cast<size_t>(std::max<ssize_t>(0, got)));
    if (got < 0 && errno == EINTR)
        return {};
    if (got <= 0)
        return gone();
    collectDescriptors(message, m_pendingFile);
    return {};
}

Result<Frame> FrameLink::receive(std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (true) {
        if (m_pending.size() >= kHeaderBytes) {
            Header header;
            std::memcpy(&header, m_pending.data(), kHeaderBytes);
            const bool known = std::memcmp(header.magic, "SLK", 3) == 0 && header.version == kFrameVersion && header.reserved == 0;
            if (!known || header.length > kMaxFrameBytes)
                return fail(ErrorCode::Damaged, "a frame with a wrong header");
            const size_t whole = kHeaderBytes + header.length;
            if (m_pending.size() >= whole) {
                Frame frame;
                frame.type = header.type;
                frame.payload.assign(m_pending.begin() + kHeaderBytes, m_pending.begin() + static_cast<ptrdiff_t>(whole));
                m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<ptrdiff_t>(whole));
                frame.file = std::move(m_pendingFile);
                return frame;
            }
        }
        SILLOK_CHECK(fill(deadline));
    }
}

} // namespace sillok::app
