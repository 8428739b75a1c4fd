// trust_write.cpp - sillokctl trust make-root, make-catalog, sign: the publisher's side of trust.
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "app/cli/store_commands.h"
#include "app/export/save_file.h"
#include "storage/package/package_reader.h"
#include "storage/trust/trust_state.h"

namespace sillok::app::cli {

namespace {

struct RoleOptions {
    std::vector<std::string> keys;
    uint32_t threshold = 1;
};

struct Options {
    storage::Root root;
    storage::Catalog catalog;
    RoleOptions roles[3];       ///< root, release, countersign
    std::string expires;
    std::vector<std::string> packages;
    std::vector<std::string> revoked;
    std::string file;
    std::string keyFile;
    int passphraseFd = -1;
    bool json = false;
};

Result<storage::KeyRole> roleOf(const RoleOptions& options)
{
    storage::KeyRole role;
    role.threshold = options.threshold;
    for (const std::string& text : options.keys) {
        SILLOK_TRY(storage::PublicKey key, loadPublicKey(text));
        role.keys.push_back(std::move(key));
    }
    return role;
}

Result<void> save(const Context& context, const Options& options, storage::DocumentKind kind, std::vector<uint8_t> body)
{
    SILLOK_TRY(const storage::Digest digest, storage::manifestDigest(body));
    const auto document = storage::writeSignedDocument({ kind, std::move(body), {} });
    SILLOK_CHECK(saveFile(options.file, asText(document), Existing::Keep));
    if (options.json)
        printLine(nlohmann::json { { "digest", storage::writeDigest(digest) } }.dump());
    else
        printLine(std::string(context.say("지문: ", "Digest: ")) + storage::writeDigest(digest));
    return {};
}

Result<void> makeRoot(const Context& context, const Options& options)
{
    storage::Root root = options.root;
    root.issued = nowSeconds();
    SILLOK_TRY(root.expires, readTime(options.expires));
    SILLOK_TRY(root.root, roleOf(options.roles[0]));
    SILLOK_TRY(root.release, roleOf(options.roles[1]));
    SILLOK_TRY(root.countersign, roleOf(options.roles[2]));
    SILLOK_TRY(auto body, storage::writeRoot(root));
    SILLOK_TRY([[maybe_unused]] const storage::Root readable, storage::readRoot(body));
    return save(context, options, storage::DocumentKind::Root, std::move(body));
}

Result<void> makeCatalog(const Context& context, const Options& options)
{
    storage::Catalog catalog = options.catalog;
    catalog.issued = nowSeconds();
    SILLOK_TRY(catalog.expires, readTime(options.expires));
    for (const std::string& path : options.packages) {
        SILLOK_TRY(auto source, storage::openPackageSource(path));
        SILLOK_TRY(const auto package, storage::PackageReader::openUnsigned(std::move(source)));
        catalog.packages.push_back({ package.manifest().id, package.manifest().version, package.digest() });
    }
    for (const std::string& text : options.revoked) {
        SILLOK_TRY(const storage::Digest digest, storage::readDigest(text));
        catalog.revoked.push_back(digest);
    }
    SILLOK_TRY(auto body, storage::writeCatalog(std::move(catalog)));
    return save(context, options, storage::DocumentKind::Catalog, std::move(body));
}

Result<storage::SignedDocument> readEither(Bytes bytes)
{
    auto root = storage::readSignedDocument(bytes, storage::DocumentKind::Root);
    return root.ok() || storage::faultOf(root.error()) != storage::Fault::WrongKind ? std::move(root)
                                                                                    : storage::readSignedDocument(bytes, storage::DocumentKind::Catalog);
}

Result<void> sign(const Context& context, const Options& options)
{
    SILLOK_TRY(const auto bytes, readSmallFile(options.file, storage::kMostDocumentBytes));
    SILLOK_TRY(storage::SignedDocument document, readEither(bytes));
    SILLOK_TRY(const storage::Digest digest, storage::manifestDigest(document.body));
    if (!options.json)
        printLine(std::string(context.say("서명할 것의 지문: ", "Digest of what is signed: ")) + storage::writeDigest(digest));
    SILLOK_TRY(const auto keyBytes, readSmallFile(options.keyFile, storage::kMostSigningKeyBytes));
    SILLOK_TRY(const Passphrase passphrase, readSecret(context, options.passphraseFd, context.say("서명 키의 암호: ", "Passphrase of the signing key: "), false));
    SILLOK_TRY(const storage::SigningKey key, storage::unlockSigningKey(keyBytes, asBytes(passphrase.view())));
    SILLOK_CHECK(storage::addSignature(document, key));
    SILLOK_CHECK(saveFile(options.file, asText(storage::writeSignedDocument(document)), Existing::Replace));
    if (options.json)
        printLine(nlohmann::json { { "digest", storage::writeDigest(digest) }, { "signatures", document.signatures.size() } }.dump());
    else
        printLine(std::string(context.say("서명했습니다. 지금까지의 서명: ", "Signed. Signatures so far: ")) + std::to_string(document.signatures.size()));
    return {};
}

using Action = Result<void> (*)(const Context&, const Options&);

CLI::App* add(CLI::App& group, Context& context, const char* name, const char* help, Action action, const std::shared_ptr<Options>& options)
{
    CLI::App* const command = group.add_subcommand(name, help);
    command->add_flag("--json", options->json);
    command->callback([options, action, &context] {
        if (const auto done = action(context, *options); !done.ok())
            report(context, done.error(), options->file);
    });
    return command;
}

} // namespace

void addTrustWriters(CLI::App& group, Context& context)
{
    auto root = std::make_shared<Options>();
    CLI::App* const makesRoot = add(group, context, "make-root", context.say("신뢰 기준 만들기 (발행자)", "make a root (publisher)"), makeRoot, root);
    makesRoot->add_option("--institution", root->root.institution)->required();
    makesRoot->add_option("--version", root->root.version);
    makesRoot->add_option("--expires", root->expires)->required();
    makesRoot->add_flag("--validated", root->root.validatedToo, context.say("검증된 알고리즘의 서명도 요구", "ask for signatures of the validated algorithm too"));
    for (size_t i = 0; i < 3; ++i) {
        static constexpr const char* kKeys[] = { "--root", "--release", "--countersign" };
        static constexpr const char* kThresholds[] = { "--root-threshold", "--release-threshold", "--countersign-threshold" };
        makesRoot->add_option(kKeys[i], root->roles[i].keys, context.say("공개 키들", "public keys"))->required();
        makesRoot->add_option(kThresholds[i], root->roles[i].threshold);
    }
    makesRoot->add_option("--out", root->file)->required();

    auto catalog = std::make_shared<Options>();
    CLI::App* const makesCatalog = add(group, context, "make-catalog", context.say("목록 만들기 (발행자)", "make a catalog (publisher)"), makeCatalog, catalog);
    makesCatalog->add_option("--institution", catalog->catalog.institution)->required();
    makesCatalog->add_option("--version", catalog->catalog.version);
    makesCatalog->add_option("--root-version", catalog->catalog.rootVersion);
    makesCatalog->add_option("--expires", catalog->expires)->required();
    makesCatalog->add_option("--package", catalog->packages, context.say("설치해도 되는 꾸러미들", "packages that may be installed"));
    makesCatalog->add_option("--revoke", catalog->revoked, context.say("거두어들이는 꾸러미의 지문", "digests of packages that are taken back"));
    makesCatalog->add_option("--out", catalog->file)->required();

    auto signing = std::make_shared<Options>();
    CLI::App* const signs = add(group, context, "sign", context.say("신뢰 기준이나 목록에 서명하기", "sign a root or a catalog"), sign, signing);
    signs->add_option("FILE", signing->file)->required();
    signs->add_option("--key", signing->keyFile)->required();
    signs->add_option("--passphrase-fd", signing->passphraseFd);
}

} // namespace sillok::app::cli
