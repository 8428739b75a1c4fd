#include "engine/backend/cuda/library.h"

#include "engine/backend/cuda/card.h"

#include <climits>
#include <dlfcn.h>
#include <unistd.h>

namespace sillok {

namespace {

constexpr char kOfCard[] = "graphics card: ";

} // namespace

Error cardError(ErrorCode code, const std::string& what) { return fail(code, kOfCard + what); }
bool isCardError(const Error& error) { return error.doing.starts_with(kOfCard); }

Result<const SillokCardApi*> openCardLibrary(const std::string& path)
{
    void* library = path.empty() ? nullptr : dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return cardError(ErrorCode::NotFound, "its library could not be opened");
    const auto entry = reinterpret_cast<SillokCardEntry>(dlsym(library, kSillokCardEntry));
    if (!entry)
        return cardError(ErrorCode::Unsupported, "its library is another one");
    return entry();
}

Result<const SillokCardApi*> wakeCard()
{
    constexpr char kDriver[] = "/dev/nvidiactl"; // without it the library need not be asked
    if (access(kDriver, F_OK) != 0)
        return cardError(ErrorCode::NotFound, "no driver is installed");
    SILLOK_TRY(const SillokCardApi* api, openCardLibrary(cardLibraryPath()));
    SILLOK_TRY(const std::unique_ptr<Card> card, Card::open(*api, 0));
    return api;
}

std::string cardLibraryPath()
{
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0)
        return {};
    const std::string program(path, static_cast<size_t>(length));
    return program.substr(0, program.rfind('/') + 1) + "libsillok-cuda.so";
}

} // namespace sillok
