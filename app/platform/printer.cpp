#include "app/platform/printer.h"

#include "engine/base/file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kStep = std::chrono::milliseconds(50);
constexpr size_t kMostAnswerBytes = 64 << 10;

/// Its messages are read by a program, and nothing of ours goes along.
char* const kEnvironment[] = { const_cast<char*>("LC_ALL=C.UTF-8"), const_cast<char*>("PATH=/usr/bin:/bin"), nullptr };

/// A pair of sockets and not a pipe: writing to a program that has gone is an error here, and no signal that ends us.
struct Pipe {
    FileDescriptor read;
    FileDescriptor write;

    static Result<Pipe> make()
    {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            return fail(ErrorCode::Io, "making a way to the print system");
        return Pipe { FileDescriptor(ends[0]), FileDescriptor(ends[1]) };
    }
};

/// A running program of the print system; it does not outlive this object.
class Child {
public:
    static Result<Child> start(const std::string& program, const std::vector<std::string>& words, int input, int output)
    {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        if (input >= 0)
            posix_spawn_file_actions_adddup2(&actions, input, 0);
        else
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output, 1);
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        std::vector<char*> arguments { const_cast<char*>(program.c_str()) };
        for (const std::string& word : words)
            arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        pid_t child = -1;
        const int failed = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), kEnvironment);
        posix_spawn_file_actions_destroy(&actions);
        if (failed != 0)
            return fail(failed == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, "starting the print system: " + std::string(std::strerror(failed)));
        return Child(child);
    }
    Child(Child&& other) noexcept : m_child(std::exchange(other.m_child, -1)) {}
    Child& operator=(Child&&) = delete;
    ~Child()
    {
        if (m_child < 0)
            return;
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }

    /// error Unsupported: it ended with an error
    Result<void> end(Clock::time_point until, const std::stop_token& stop)
    {
        int status = 0;
        for (;;) {
            const pid_t ended = ::waitpid(m_child, &status, WNOHANG);
            if (ended == m_child)
                break;
            if (ended < 0 && errno != EINTR)
                return fail(ErrorCode::Io, "waiting for the print system");
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, "printing");
            if (Clock::now() > until)
                return fail(ErrorCode::TimedOut, "printing");
            ::poll(nullptr, 0, static_cast<int>(kStep.count()));
        }
        m_child = -1;
        return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Result<void>() : Result<void>(fail(ErrorCode::Unsupported, "the print system did not take it"));
    }

private:
    explicit Child(pid_t child) : m_child(child) {}
    pid_t m_child;
};

/// Until the other end is closed. A reader that takes nothing makes no one wait longer than the patience.
Result<void> feed(const FileDescriptor& to, std::string_view bytes, Clock::time_point until, const std::stop_token& stop)
{
    while (!bytes.empty()) {
        const ssize_t written = ::send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (written > 0) {
            bytes.remove_prefix(static_cast<size_t>(written));
            continue;
        }
        if (errno != EAGAIN && errno != EINTR)
            return fail(ErrorCode::Unsupported, "the print system stopped reading");
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "printing");
        if (Clock::now() > until)
            return fail(ErrorCode::TimedOut, "printing");
        pollfd ready { to.get(), POLLOUT, 0 };
        ::poll(&ready, 1, static_cast<int>(kStep.count()));
    }
    return {};
}

Result<std::string> collect(const FileDescriptor& from, Clock::time_point until)
{
    std::string all;
    std::array<char, 4096> some {};
    while (all.size() < kMostAnswerBytes) {
        pollfd ready { from.get(), POLLIN, 0 };
        if (::poll(&ready, 1, static_cast<int>(kStep.count())) == 0) {
            if (Clock::now() > until)
                return fail(ErrorCode::TimedOut, "asking the print system");
            continue;
        }
        const ssize_t got = ::read(from.get(), some.data(), some.size());
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return fail(ErrorCode::Io, "asking the print system");
        all.append(some.data(), static_cast<size_t>(std::max<ssize_t>(got, 0)));
    }
    return all;
}

Result<std::string> ask(const std::string& program, const std::vector<std::string>& words)
{
    const auto until = Clock::now() + kPatience;
    SILLOK_TRY(Pipe answer, Pipe::make());
    SILLOK_TRY(Child child, Child::start(program, words, -1, answer.write.get()));
    answer.write.reset();
    SILLOK_TRY(std::string text, collect(answer.read, until));
    SILLOK_CHECK(child.end(until, {}));
    return text;
}

/// What the print system calls a printer: no words that a program could take for an option.
bool isPrinterName(const std::string& name) { return !name.empty() && name[0] != '-' && name.find_first_of(" \t/#\n") == std::string::npos; }

} // namespace

Result<std::vector<std::string>> printerNames(const PrintPrograms& programs)
{
    auto listed = ask(programs.lpstat, { "-e" });
    if (!listed.ok())
        return listed.error().code == ErrorCode::NotFound || listed.error().code == ErrorCode::Unsupported ? Result<std::vector<std::string>>(std::vector<std::string>())
                                                                                                           : listed.error();
    std::vector<std::string> names;
    for (size_t at = 0; at < listed->size();) {
        const size_t end = std::min(listed->find('\n', at), listed->size());
        if (std::string name = listed->substr(at, end - at); isPrinterName(name))
            names.push_back(std::move(name));
        at = end + 1;
    }
    // "system default destination: NAME"; without one the first of the list comes first
    if (const auto standard = ask(programs.lpstat, { "-d" }); standard.ok()) {
        const size_t colon = standard->rfind(": ");
        const std::string name = colon == std::string::npos ? "" : standard->substr(colon + 2, standard->find('\n', colon) - colon - 2);
        if (const auto found = std::ranges::find(names, name); found != names.end())
            std::rotate(names.begin(), found, found + 1);
    }
    return names;
}

Result<void> printPdf(std::string_view pdf, const std::string& printer, const std::string& title, const std::stop_token& stop, const PrintPrograms& programs)
{
    if (!isPrinterName(printer))
        return fail(ErrorCode::BadArgument, "printer");
    const auto until = Clock::now() + kPatience;
    SILLOK_TRY(Pipe content, Pipe::make());
    SILLOK_TRY(Pipe answer, Pipe::make());
    SILLOK_TRY(Child child, Child::start(programs.lp, { "-d", printer, "-t", title, "-" }, content.read.get(), answer.write.get()));
    content.read.reset();
    SILLOK_CHECK(feed(content.write, pdf, until, stop));
    content.write.reset();
    return child.end(until, stop);
}

} // namespace sillok::app
