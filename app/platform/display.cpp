#include "app/platform/display.h"

#include "engine/base/file.h"

#include <cstdlib>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>

namespace sillok::app {

namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool listens(const std::string& path)
{
    sockaddr_un address {};
    if (path.size() >= sizeof address.sun_path)
        return false;
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    const FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// ":1", "unix:1.0": the number behind the colon; empty when the part before it names a machine.
std::string localDisplayNumber(const std::string& display)
{
    const size_t colon = display.rfind(':');
    if (colon == std::string::npos || (colon != 0 && display.substr(0, colon) != "unix"))
        return {};
    return display.substr(colon + 1, display.find('.', colon) - colon - 1);
}

} // namespace

DisplayState findDisplay()
{
    if (!variable("QT_QPA_PLATFORM").empty())
        return DisplayState::Answers;
    const std::string wayland = variable("WAYLAND_DISPLAY");
    if (!wayland.empty() && listens(wayland.front() == '/' ? wayland : variable("XDG_RUNTIME_DIR") + "/" + wayland))
        return DisplayState::Answers;
    const std::string display = variable("DISPLAY");
    if (display.empty())
        return DisplayState::Missing;
    const std::string number = localDisplayNumber(display);
    if (number.empty())
        return DisplayState::Network;
    return listens("/tmp/.X11-unix/X" + number) ? DisplayState::Answers : DisplayState::Missing;
}

} // namespace sillok::app
