// package_inspect.cpp - sillokctl package inspect: what a package says about itself, believed by nobody yet.
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "app/export/save_file.h"
#include "storage/trust/catalog.h"

namespace sillok::app::cli {

namespace {

struct Options {
    std::string package;
    std::string manifestOut;
    bool json = false;
};

std::vector<std::string> signersOf(const storage::PackageReader& reader)
{
    std::vector<std::string> all;
    for (const storage::Signature& signature : reader.document().signatures)
        all.push_back(storage::fingerprint(signature.key));
    return all;
}

/// The manifest as it is signed, and what it does not say itself.
std::string asJson(const storage::PackageReader& reader)
{
    const auto& body = reader.document().body;
    return nlohmann::json { { "digest", storage::writeDigest(reader.digest()) }, { "bytes", reader.sizeBytes() }, { "signers", signersOf(reader) },
        { "verified", false }, { "manifest", nlohmann::json::parse(body.begin(), body.end()) } }
        .dump();
}

std::string asWords(const Context& context, const storage::PackageReader& reader)
{
    std::string text = describe(context, reader);
    for (const storage::PackageFile& file : reader.manifest().files)
        text += "  " + file.path + "  " + std::to_string(file.sizeBytes) + "  " + storage::fileRoleName(file.role) + "\n";
    for (const std::string& signer : signersOf(reader))
        text += std::string(context.say("서명: ", "Signed: ")) + signer + "\n";
    text += context.say("서명과 내용은 확인하지 않았습니다. 확인하려면 package verify를 쓰세요.\n",
        "Neither signatures nor content were checked. To check them use package verify.\n");
    return text;
}

Result<void> inspect(const Context& context, const Options& options)
{
    SILLOK_TRY(auto source, storage::openPackageSource(options.package));
    SILLOK_TRY(const storage::PackageReader reader, storage::PackageReader::openUnsigned(std::move(source)));
    if (!options.manifestOut.empty())
        SILLOK_CHECK(saveFile(options.manifestOut, asText(reader.document().body), Existing::Keep));
    options.json ? printLine(asJson(reader)) : print(asWords(context, reader));
    return {};
}

} // namespace

void addPackageInspect(CLI::App& package, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* const command = package.add_subcommand("inspect", context.say("꾸러미에 적힌 것 보기", "show what a package says"));
    command->add_option("PACKAGE", options->package)->required();
    command->add_option("--manifest", options->manifestOut, context.say("서명된 글을 그대로 쓸 파일", "write the signed text as it is into this file"));
    command->add_flag("--json", options->json);
    command->callback([options, &context] { endPackageCommand(context, inspect(context, *options), options->package); });
}

} // namespace sillok::app::cli
