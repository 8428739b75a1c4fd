// package_sign.cpp - sillokctl package sign: one signer's signature, put into the package or carried alone to where the package is.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "app/export/save_file.h"
#include "storage/package/detached_signature.h"
#include "storage/package/minisign.h"
#include "storage/package/package_writer.h"
#include "storage/trust/catalog.h"

#include <cstdio>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string package;
    std::string keyFile;
    std::string detached;                ///< the signature goes there, not into the package
    std::string minisign;
    std::vector<std::string> add;
    int passphraseFd = -1;
    unsigned threads = 0;
    bool json = false;
};

/// All that the signer puts his name to, before he is asked for his passphrase. On stderr: stdout is for the result.
Result<void> show(const Context& context, const storage::PackageReader& reader, const storage::PublicKey& key)
{
    SILLOK_TRY(const std::string fingerprint, fingerprintOf(key));
    std::fprintf(stderr, "%s\n%s%s: %s\n", context.say("이것에 서명합니다.", "This is what you sign."), describe(context, reader).c_str(),
        context.say("서명 키의 지문", "Fingerprint of the signing key"), fingerprint.c_str());
    return {};
}

Result<void> finish(const Context& context, const Options& options, const storage::PackageReader& reader, const storage::SignedDocument& document)
{
    if (options.json) {
        nlohmann::json keys = nlohmann::json::array();
        for (const storage::Signature& signature : document.signatures)
            keys.push_back(storage::fingerprint(signature.key));
        printLine(nlohmann::json { { "digest", storage::writeDigest(reader.digest()) }, { "signers", keys } }.dump());
        return {};
    }
    printLine(std::string(context.say("서명 수: ", "Signatures: ")) + std::to_string(document.signatures.size()));
    return {};
}

Result<void> saveMinisign(const Options& options, const storage::PackageReader& reader, const storage::SigningKey& key)
{
    const storage::Manifest& manifest = reader.manifest();
    SILLOK_TRY(const std::string text, storage::signMinisign(key, reader.document().body, manifest.id + " " + std::to_string(manifest.version)));
    return saveFile(options.minisign, text, Existing::Keep);
}

Result<void> signByKey(const Context& context, const Options& options, const storage::PackageReader& reader)
{
    SILLOK_TRY(const auto file, readSmallFile(options.keyFile, storage::kMostSigningKeyBytes));
    SILLOK_TRY(const storage::PublicKey publicKey, storage::publicKeyOfFile(file));
    SILLOK_CHECK(show(context, reader, publicKey));
    {
        const Interrupt interrupt;
        SILLOK_CHECK(checkShown(context, reader, options.threads, interrupt.token()));
    }
    SILLOK_TRY(const Passphrase passphrase, readSecret(context, options.passphraseFd, context.say("서명 키의 암호: ", "Passphrase of the signing key: "), false));
    SILLOK_TRY(const storage::SigningKey key, storage::unlockSigningKey(file, asBytes(passphrase.view())));
    SILLOK_TRY(const storage::DetachedSignature signature, storage::signDetached(reader.document(), key));
    if (!options.minisign.empty())
        SILLOK_CHECK(saveMinisign(options, reader, key));
    storage::SignedDocument document = reader.document();
    SILLOK_CHECK(storage::attachSignature(document, signature));
    if (options.detached.empty()) {
        SILLOK_CHECK(storage::replaceSignatures(options.package, document));
    } else {
        SILLOK_TRY(const std::string text, storage::writeDetachedSignature(signature));
        SILLOK_CHECK(saveFile(options.detached, text, Existing::Keep));
    }
    return finish(context, options, reader, document);
}

Result<void> addSignatures(const Context& context, const Options& options, const storage::PackageReader& reader)
{
    storage::SignedDocument document = reader.document();
    for (const std::string& path : options.add) {
        SILLOK_TRY(const auto bytes, readSmallFile(path, storage::kMostDetachedBytes));
        SILLOK_TRY(const storage::DetachedSignature signature, storage::readDetachedSignature(bytes));
        SILLOK_CHECK(storage::attachSignature(document, signature));
    }
    SILLOK_CHECK(storage::replaceSignatures(options.package, document));
    return finish(context, options, reader, document);
}

Result<void> sign(const Context& context, const Options& options)
{
    if (options.add.empty() == options.keyFile.empty())
        return fail(ErrorCode::BadArgument, "either --key or --add");
    SILLOK_TRY(auto source, storage::openPackageSource(options.package));
    SILLOK_TRY(const storage::PackageReader reader, storage::PackageReader::openUnsigned(std::move(source)));
    return options.add.empty() ? signByKey(context, options, reader) : addSignatures(context, options, reader);
}

} // namespace

void addPackageSign(CLI::App& package, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* const command = package.add_subcommand("sign", context.say("꾸러미에 서명하기", "sign a package"));
    command->add_option("PACKAGE", options->package)->required();
    CLI::Option* const key = command->add_option("--key", options->keyFile, context.say("비밀 키 파일", "file of the secret key"));
    command->add_option("--detached", options->detached, context.say("꾸러미 대신 이 파일에 서명만 쓰기", "write the signature alone into this file"))->needs(key);
    command->add_option("--minisign", options->minisign, context.say("minisign으로도 검사할 수 있는 서명 파일", "a signature that minisign checks as well"))->needs(key);
    command->add_option("--add", options->add, context.say("다른 곳에서 만든 서명 넣기", "put in signatures made elsewhere"))->excludes(key);
    command->add_option("--passphrase-fd", options->passphraseFd, context.say("암호를 읽을 파일 서술자", "file descriptor to read the passphrase from"));
    command->add_option("--threads", options->threads)->check(CLI::Range(1, 256));
    command->add_flag("--json", options->json);
    command->callback([options, &context] { endPackageCommand(context, sign(context, *options), options->package); });
}

} // namespace sillok::app::cli
