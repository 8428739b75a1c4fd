#include "app/cli/open_vault.h"

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

constexpr int kMostPassphraseBytes = 4096;

/// Bytes up to a line end or the end of the descriptor.
Result<QByteArray> readLineFrom(int fd)
{
    QByteArray line;
    char c = 0;
    while (line.size() < kMostPassphraseBytes) {
        const ssize_t got = read(fd, &c, 1);
        if (got < 0)
            return fail(ErrorCode::Io, "reading the passphrase");
        if (got == 0 || c == '\n')
            return line;
        line.append(c);
    }
    return fail(ErrorCode::BadArgument, "a passphrase longer than 4096 bytes");
}

/// Turns the terminal's echo off for as long as it lives.
class NoEcho {
public:
    NoEcho()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= static_cast<tcflag_t>(~ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~NoEcho()
    {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios m_before {};
};

Result<QByteArray> ask(const char* prompt)
{
    std::fputs(prompt, stderr);
    const NoEcho silence;
    return readLineFrom(STDIN_FILENO);
}

} // namespace

void addVaultOptions(CLI::App& command, const Context& context, VaultOptions& options)
{
    command.add_option("--vault", options.dir, context.say("보관함 폴더", "vault folder"))->required();
    command.add_option("--passphrase-fd", options.passphraseFd, context.say("암호를 읽을 파일 서술자", "file descriptor to read the passphrase from"));
}

Result<Passphrase> readPassphrase(const Context& context, const VaultOptions& options, bool askTwice)
{
    if (options.passphraseFd >= 0) {
        SILLOK_TRY(QByteArray line, readLineFrom(options.passphraseFd));
        return Passphrase::fromUtf8(std::move(line));
    }
    if (!isatty(STDIN_FILENO))
        return fail(ErrorCode::BadArgument, "no terminal to ask for the passphrase; use --passphrase-fd");
    SILLOK_TRY(QByteArray first, ask(context.say("보관함 암호: ", "Vault passphrase: ")));
    Passphrase passphrase = Passphrase::fromUtf8(std::move(first));
    if (askTwice) {
        SILLOK_TRY(QByteArray second, ask(context.say("한 번 더: ", "Once more: ")));
        if (Passphrase::fromUtf8(std::move(second)).view() != passphrase.view())
            return fail(ErrorCode::BadArgument, "the two passphrases differ");
    }
    return passphrase;
}

std::unique_ptr<Workspace> openWorkspace(Context& context, const VaultOptions& options)
{
    const auto passphrase = readPassphrase(context, options, false);
    if (!passphrase.ok()) {
        report(context, passphrase.error(), options.dir);
        return nullptr;
    }
    auto workspace = Workspace::open(options.dir, passphrase->view());
    if (!workspace.ok()) {
        report(context, workspace.error(), options.dir);
        return nullptr;
    }
    return std::move(workspace).value();
}

} // namespace sillok::app::cli
