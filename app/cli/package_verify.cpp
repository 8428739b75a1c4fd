// package_verify.cpp - sillokctl package verify: every signature and every byte of a package against keys that the person names.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "storage/package/minisign.h"
#include "storage/trust/catalog.h"

#include <algorithm>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string package;
    std::vector<std::string> root;
    std::string key;
    uint32_t threshold = 0;   ///< 0: one key: 1; several: more than half
    std::string minisign;
    std::string minisignKey;
    unsigned threads = 0;
    bool json = false;
};

Result<storage::KeyRole> roleOf(const Options& options)
{
    if (options.root.empty() == options.key.empty())
        return fail(ErrorCode::BadArgument, "either --key or --root");
    storage::KeyRole role;
    for (const std::string& text : options.key.empty() ? options.root : std::vector { options.key }) {
        SILLOK_TRY(storage::PublicKey key, loadPublicKey(text));
        if (std::ranges::find(role.keys, key) != role.keys.end())
            return storage::refuse(storage::Fault::KeyTwice, "keys to verify with");
        role.keys.push_back(std::move(key));
    }
    role.threshold = options.threshold > 0 ? options.threshold : static_cast<uint32_t>(role.keys.size() / 2 + 1);
    return role.threshold <= role.keys.size() ? Result<storage::KeyRole>(role) : fail(ErrorCode::BadArgument, "a threshold above the number of keys");
}

Result<void> verifyMinisign(const Options& options, const storage::PackageReader& reader)
{
    SILLOK_TRY(const auto keyFile, readSmallFile(options.minisignKey, storage::kMostMinisignBytes));
    SILLOK_TRY(const storage::MinisignKey key, storage::readMinisignKey(asText(keyFile)));
    SILLOK_TRY(const auto signature, readSmallFile(options.minisign, storage::kMostMinisignBytes));
    SILLOK_CHECK(storage::checkMinisign(key, reader.document().body, asText(signature)));
    return {};
}

Result<void> verify(const Context& context, const Options& options)
{
    SILLOK_TRY(const storage::KeyRole role, roleOf(options));
    SILLOK_TRY(auto source, storage::openPackageSource(options.package));
    SILLOK_TRY(const storage::PackageReader reader, storage::PackageReader::open(std::move(source), { { role }, {} }));
    if (!options.minisign.empty())
        SILLOK_CHECK(verifyMinisign(options, reader));
    const Interrupt interrupt;
    const auto begin = std::chrono::steady_clock::now();
    SILLOK_CHECK(checkShown(context, reader, options.threads, interrupt.token()));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    SILLOK_TRY(const size_t signers, storage::signersOf(reader.document(), role));
    if (options.json) {
        printLine(nlohmann::json { { "verified", true }, { "id", reader.manifest().id }, { "version", reader.manifest().version },
            { "digest", storage::writeDigest(reader.digest()) }, { "signers", signers }, { "threshold", role.threshold },
            { "content_bytes", reader.manifest().totalBytes() }, { "seconds", seconds } }
                      .dump());
        return {};
    }
    print(describe(context, reader));
    printLine(std::string(context.say("서명과 모든 내용이 맞습니다. 서명자: ", "The signatures and all of the content are good. Signers: ")) + std::to_string(signers) + " / "
        + std::to_string(role.keys.size()));
    return {};
}

} // namespace

void addPackageVerify(CLI::App& package, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* const command = package.add_subcommand("verify", context.say("서명과 내용 확인하기", "check signatures and content"));
    command->add_option("PACKAGE", options->package)->required();
    command->add_option("--root", options->root, context.say("서명할 수 있는 공개 키들", "public keys of those who may sign"));
    command->add_option("--key", options->key, context.say("서명한 하나의 공개 키", "the one public key that signed"));
    command->add_option("--threshold", options->threshold, context.say("필요한 서명자 수 (없으면 절반을 넘게)", "how many of them must have signed (else more than half)"));
    CLI::Option* const minisign = command->add_option("--minisign", options->minisign, context.say("함께 확인할 minisign 서명", "a minisign signature to be checked as well"));
    CLI::Option* const minisignKey = command->add_option("--minisign-key", options->minisignKey, context.say("minisign 공개 키 파일", "public key file of minisign"))->needs(minisign);
    minisign->needs(minisignKey);
    command->add_option("--threads", options->threads)->check(CLI::Range(1, 256));
    command->add_flag("--json", options->json);
    command->callback([options, &context] { endPackageCommand(context, verify(context, *options), options->package); });
}

} // namespace sillok::app::cli
