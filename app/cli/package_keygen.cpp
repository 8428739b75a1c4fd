// package_keygen.cpp - sillokctl package keygen: a signing key that opens with a passphrase, and the public half of it.
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "app/export/save_file.h"
#include "storage/package/minisign.h"

namespace sillok::app::cli {

namespace {

struct Options {
    std::string out;
    std::string publicOut;
    std::string minisignOut;
    std::string algorithm = "ed25519";
    int passphraseFd = -1;
    bool json = false;
};

Result<void> savePublic(const Options& options, const storage::PublicKey& key)
{
    SILLOK_CHECK(saveFile(options.publicOut.empty() ? options.out + ".pub" : options.publicOut, storage::writePublicKey(key) + "\n", Existing::Keep));
    if (options.minisignOut.empty())
        return {};
    SILLOK_TRY(const storage::MinisignKey named, storage::minisignKeyOf(key));
    return saveFile(options.minisignOut, storage::writeMinisignKey(named), Existing::Keep);
}

Result<void> makeKey(const Context& context, const Options& options)
{
    const auto algorithm = options.algorithm == "p256" ? storage::ProfileId::Validated : storage::ProfileId::Modern;
    if (algorithm != storage::ProfileId::Modern && !options.minisignOut.empty())
        return fail(ErrorCode::BadArgument, "minisign knows ed25519 only");
    SILLOK_TRY(const Passphrase passphrase, readSecret(context, options.passphraseFd, context.say("서명 키의 새 암호: ", "New passphrase of the signing key: "), true));
    if (passphrase.isEmpty())
        return fail(ErrorCode::BadArgument, "an empty passphrase");
    SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(storage::cryptoProfile(algorithm)));
    SILLOK_TRY(const storage::SigningKey key, storage::makeSigningKey(algorithm));
    SILLOK_TRY(const std::vector<uint8_t> file, storage::lockSigningKey(key, asBytes(passphrase.view()), cost));
    SILLOK_CHECK(saveFile(options.out, asText(file), Existing::Keep));
    SILLOK_CHECK(savePublic(options, key.publicKey));
    SILLOK_TRY(const std::string fingerprint, fingerprintOf(key.publicKey));
    if (options.json) {
        printLine(nlohmann::json { { "public_key", storage::writePublicKey(key.publicKey) }, { "fingerprint", fingerprint } }.dump());
        return {};
    }
    printLine(context.say("서명 키를 만들었습니다. 비밀 파일은 이 컴퓨터 밖의 안전한 곳에도 한 벌 두고, 공개 파일만 내 주세요.",
        "The signing key is made. Keep a copy of the secret file in a safe place elsewhere, and hand out the public file only."));
    printLine(std::string(context.say("지문: ", "Fingerprint: ")) + fingerprint);
    return {};
}

} // namespace

void addPackageKeygen(CLI::App& package, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* const command = package.add_subcommand("keygen", context.say("서명 키 만들기", "make a signing key"));
    command->add_option("--out", options->out, context.say("비밀 키 파일", "file of the secret key"))->required();
    command->add_option("--public", options->publicOut, context.say("공개 키 파일 (없으면 --out에 .pub)", "file of the public key (else --out with .pub)"));
    command->add_option("--minisign", options->minisignOut, context.say("minisign 형식의 공개 키 파일", "public key file as minisign has it"));
    command->add_option("--algorithm", options->algorithm)->check(CLI::IsMember({ "ed25519", "p256" }));
    command->add_option("--passphrase-fd", options->passphraseFd, context.say("암호를 읽을 파일 서술자", "file descriptor to read the passphrase from"));
    command->add_flag("--json", options->json);
    command->callback([options, &context] { endPackageCommand(context, makeKey(context, *options), options->out); });
}

} // namespace sillok::app::cli
