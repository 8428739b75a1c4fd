#include "app/cli/secrets.h"

#include "storage/crypto/recovery_key.h"

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

constexpr int kMostSecretBytes = 4096;

/// Bytes up to a line end or the end of the descriptor.
Result<QByteArray> readLineFrom(int fd)
{
    QByteArray line;
    char c = 0;
    while (line.size() < kMostSecretBytes) {
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

Result<Presented> present(const Context& context, const SecretOptions& options, const char* prompt, bool askTwice)
{
    SILLOK_CHECK(context.managed.permit(Action::UseVault)); // every way to a vault comes by here
    Presented presented;
    if (options.recoveryKey) {
        SILLOK_TRY(const Passphrase typed, readSecret(context, options.passphraseFd, context.say("복구 키: ", "Recovery key: "), false));
        SILLOK_TRY(presented.recoveryKey, storage::readRecoveryKey(typed.view()));
        return presented;
    }
    if (!options.keyFile.empty()) {
        SILLOK_TRY(presented.keyFile, storage::readKeyFile(options.keyFile));
    }
    if (!options.keyFileOnly) {
        SILLOK_TRY(presented.passphrase, readSecret(context, options.passphraseFd, prompt, askTwice));
    }
    return presented;
}

Result<void> writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t wrote = write(fd, text.data(), text.size());
        if (wrote <= 0)
            return fail(ErrorCode::Io, "writing the recovery key");
        text.remove_prefix(static_cast<size_t>(wrote));
    }
    return {};
}

} // namespace

storage::Credential Presented::credential() const
{
    return recoveryKey.size() > 0 ? storage::Credential::fromRecoveryKey(recoveryKey) : storage::Credential(passphrase.view(), keyFile);
}

Result<Passphrase> readSecret(const Context& context, int fd, const char* prompt, bool askTwice)
{
    if (fd >= 0) {
        SILLOK_TRY(QByteArray line, readLineFrom(fd));
        return Passphrase::fromUtf8(std::move(line));
    }
    if (!isatty(STDIN_FILENO))
        return fail(ErrorCode::BadArgument, "no terminal to ask for the passphrase; use --passphrase-fd");
    SILLOK_TRY(QByteArray first, ask(prompt));
    Passphrase passphrase = Passphrase::fromUtf8(std::move(first));
    if (askTwice) {
        SILLOK_TRY(QByteArray second, ask(context.say("한 번 더: ", "Once more: ")));
        if (Passphrase::fromUtf8(std::move(second)).view() != passphrase.view())
            return fail(ErrorCode::BadArgument, "the two passphrases differ");
    }
    return passphrase;
}

Result<Presented> readPresented(const Context& context, const SecretOptions& options)
{
    return present(context, options, context.say("보관함 암호: ", "Vault passphrase: "), false);
}

Result<Presented> readNewPresented(const Context& context, const SecretOptions& options)
{
    return present(context, options, context.say("새 암호: ", "New passphrase: "), true);
}

bool canShowRecoveryKey(int fd) { return fd >= 0 || isatty(STDOUT_FILENO); }

Result<void> showRecoveryKey(const Context& context, const storage::Secret& text, int fd)
{
    if (!canShowRecoveryKey(fd))
        return fail(ErrorCode::BadArgument, "no terminal to show the recovery key; use --recovery-key-fd");
    if (fd < 0)
        printLine(context.say("복구 키입니다. 다시는 보여 드리지 않으니 종이에 적어 안전한 곳에 두세요. 이 키만으로 보관함이 열립니다.",
            "The recovery key. It is not shown again: write it on paper and keep it safe. It opens the vault by itself."));
    std::fflush(stdout);
    const int out = fd < 0 ? STDOUT_FILENO : fd;
    SILLOK_CHECK(writeAll(out, asText(text.bytes())));
    return writeAll(out, "\n");
}

} // namespace sillok::app::cli
