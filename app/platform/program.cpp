#include "app/platform/program.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace sillok::app {

std::string programDir()
{
    std::array<char, 4096> path;
    const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
    const std::string_view whole(path.data(), length > 0 ? static_cast<size_t>(length) : 0);
    return std::string(whole.substr(0, whole.find_last_of('/')));
}

bool prefersKorean()
{
    for (const char* name : { "LC_ALL", "LC_MESSAGES", "LANG" }) {
        const char* value = std::getenv(name);
        if (value && *value)
            return std::string_view(value).starts_with("ko");
    }
    return true;
}

} // namespace sillok::app
