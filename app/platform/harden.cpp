#include "app/platform/harden.h"

#include <algorithm>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace sillok::app {

namespace {

/// Person, language, display, session, and the input method. Nothing that names a file to be loaded.
constexpr std::string_view kHarmless[] = { "HOME", "USER", "LOGNAME", "SHELL", "PATH", "PWD", "TERM", "COLUMNS", "LINES", "NO_COLOR", "TZ",
    "TMPDIR", "LANG", "LANGUAGE", "DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS",
    "AT_SPI_BUS_ADDRESS", "XMODIFIERS", "QT_IM_MODULE", "GTK_IM_MODULE", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "QT_FONT_DPI",
    "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_ACCESSIBILITY", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON" };
/// Folders of the desktop and its name; locale parts; and, in a build that carries one, a sanitizer's options.
constexpr std::string_view kHarmlessStarts[] = { "XDG_", "LC_",
#ifdef SILLOK_SANITIZED
    "ASAN_", "LSAN_", "UBSAN_", "TSAN_",
#endif
};

/// "xcb", "wayland;xcb": names only. A colon would begin options, a slash a path.
bool isPlainName(std::string_view value)
{
    return std::ranges::all_of(value, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ';' || c == '-' || c == '_'; });
}

} // namespace

void hardenProcess()
{
    const rlimit none { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    umask(S_IRWXG | S_IRWXO);
}

bool mayStayInEnvironment(const char* entry)
{
    const std::string_view whole(entry);
    const std::string_view name = whole.substr(0, whole.find('='));
    const std::string_view value = name.size() < whole.size() ? whole.substr(name.size() + 1) : std::string_view();
    if (name == "QT_QPA_PLATFORM" || name == "QT_IM_MODULE" || name == "GTK_IM_MODULE")
        return isPlainName(value);
    return std::ranges::find(kHarmless, name) != std::end(kHarmless)
        || std::ranges::any_of(kHarmlessStarts, [&](std::string_view start) { return name.starts_with(start); });
}

void cleanEnvironment(char** arguments)
{
    std::vector<char*> kept;
    bool loaderWasTold = false;
    for (char** entry = environ; *entry; ++entry) {
        if (mayStayInEnvironment(*entry))
            kept.push_back(*entry);
        else
            loaderWasTold = loaderWasTold || std::string_view(*entry).starts_with("LD_") || std::string_view(*entry).starts_with("GLIBC_TUNABLES");
    }
    kept.push_back(nullptr);
    if (loaderWasTold)
        execve("/proc/self/exe", arguments, kept.data()); // comes back only when it did not work; then the rest below still holds
    std::ranges::copy(kept, environ);
}

} // namespace sillok::app
