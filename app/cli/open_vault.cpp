#include "app/cli/open_vault.h"

#include "app/policy/vault_policy.h"

#include <cstdio>

namespace sillok::app::cli {

void addVaultOptions(CLI::App& command, const Context& context, VaultOptions& options)
{
    command.add_option("--vault", options.dir, context.say("보관함 폴더", "vault folder"))->required();
    CLI::Option* fd = command.add_option("--passphrase-fd", options.passphraseFd, context.say("암호를 읽을 파일 서술자", "file descriptor to read the passphrase from"));
    CLI::Option* file = command.add_option("--key-file", options.keyFile, context.say("암호와 함께 쓰는 키 파일", "key file, beside the passphrase"));
    command.add_flag("--key-file-only", options.keyFileOnly, context.say("암호 없이 키 파일만", "the key file alone, no passphrase"))->needs(file)->excludes(fd);
    command.add_flag("--recovery-key", options.recoveryKey, context.say("암호 대신 복구 키로 엽니다", "open with the recovery key instead of the passphrase"))->excludes(file);
}

void reportOpening(Context& context, const Error& error, const std::string& dir)
{
    if (error.code == ErrorCode::Damaged) {
        report(context, error, dir);
        const char* words = context.say("vault snapshots list로 이전 상태를 볼 수 있고, vault salvage가 읽을 수 있는 것을 살립니다. 원본은 지우지 않습니다.",
            "vault snapshots list shows earlier states; vault salvage recovers what can be read. The original is never deleted.");
        std::fprintf(stderr, "%s\n", words);
        return;
    }
    const bool mistyped = error.code == ErrorCode::BadArgument && error.doing.starts_with("recovery key");
    if (error.code != ErrorCode::Locked && !mistyped)
        return report(context, error, dir);
    const std::string seconds = std::to_string(storage::Vault::status(dir).secondsToNextTry);
    std::string words = context.say("복구 키를 잘못 옮겨 적었습니다. 묶음의 글자를 확인해 주세요. 보관함은 그대로입니다.",
        "The recovery key is mistyped. Check the characters of that group. The vault is unchanged.");
    if (!mistyped)
        words = context.korean ? "암호가 여러 번 틀렸습니다. " + seconds + "초 뒤에 다시 할 수 있습니다. 보관함은 그대로입니다."
                               : "Too many wrong passphrases. Try again in " + seconds + " seconds. The vault is unchanged.";
    std::fprintf(stderr, "%s: %s [%s: %s]\n", dir.c_str(), words.c_str(), errorCodeName(error.code), error.doing.c_str());
    context.exitCode = exitCodeFor(error.code);
}

std::unique_ptr<Workspace> openWorkspace(Context& context, const VaultOptions& options)
{
    const auto presented = readPresented(context, options);
    if (!presented.ok()) {
        reportOpening(context, presented.error(), options.dir);
        return nullptr;
    }
    return openWorkspace(context, options, *presented);
}

std::unique_ptr<Workspace> openWorkspace(Context& context, const VaultOptions& options, const Presented& presented)
{
    auto workspace = Workspace::open(options.dir, presented.credential());
    if (!workspace.ok()) {
        reportOpening(context, workspace.error(), options.dir);
        return nullptr;
    }
    auto bound = bindToVault(**workspace, context.managed);
    if (!bound.ok()) {
        reportOpening(context, bound.error(), options.dir);
        return nullptr;
    }
    context.managed = std::move(*bound);
    const storage::VaultHeader& header = (*workspace)->vault().keys().header();
    if (header.escrowOpenings > 0)
        std::fprintf(stderr, "%s %u\n", context.say("알림: 기관이 이 보관함을 연 횟수:", "Note: times that the institution has opened this vault:"), header.escrowOpenings);
    return std::move(workspace).value();
}

} // namespace sillok::app::cli
