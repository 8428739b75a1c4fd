// package_build.cpp - sillokctl package build: an unsigned package out of a description and the files that it names.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "app/services/package_spec.h"
#include "engine/backend/backend.h"
#include "storage/db/disk.h"
#include "storage/package/package_writer.h"
#include "storage/trust/catalog.h"

#include <cstdio>
#include <ctime>

namespace sillok::app::cli {

namespace {

constexpr uint64_t kMostSpecBytes = 1 << 20;
constexpr uint64_t kMiB = 1 << 20;

struct Options {
    std::string spec;
    std::string out;
    uint64_t volumeMiB = 0;
    unsigned threads = 0;
    bool json = false;
};

using Sources = std::vector<std::unique_ptr<storage::PackageSource>>;

Result<Sources> openAll(const Context& context, const std::vector<std::string>& places)
{
    Sources sources;
    for (const std::string& place : places) {
        auto file = storage::openPackageFile(place);
        if (!file.ok()) {
            std::fprintf(stderr, "%s: %s\n", context.say("열지 못한 파일", "cannot be opened"), place.c_str());
            return std::move(file).error();
        }
        SILLOK_TRY(auto source, storage::sourceOfFile(std::move(*file)));
        sources.push_back(std::move(source));
    }
    return sources;
}

storage::ReadAt readFrom(const storage::PackageSource& source)
{
    return [&source](uint64_t offset, std::span<uint8_t> out) { return source.read(offset, out); };
}

/// Hashes the files, and finishes the manifest with what came out.
Result<storage::PackageContent> measure(const Context& context, const Options& options, const PackageSpec& spec, const Sources& sources, const std::stop_token& stop)
{
    std::vector<HashedFile> files;
    std::vector<uint64_t> sizes;
    storage::PackageContent content;
    for (const auto& source : sources) {
        files.push_back({ readFrom(*source), source->size() });
        sizes.push_back(source->size());
        content.files.push_back(readFrom(*source));
    }
    {
        ByteLine line(context, context.say("해시 계산", "hashing"));
        SILLOK_TRY(content.tables, hashFiles(files, { options.threads > 0 ? options.threads : usableThreads(), std::ref(line), stop }));
    }
    std::vector<storage::Digest> tables;
    for (const storage::LeafTable& table : content.tables) {
        SILLOK_TRY(const storage::Digest digest, storage::tableDigest(table));
        tables.push_back(digest);
    }
    SILLOK_TRY(const std::string manifest, finishManifest(spec, sizes, tables));
    content.document.body.assign(manifest.begin(), manifest.end());
    return content;
}

Result<void> build(const Context& context, const Options& options)
{
    SILLOK_TRY(const auto text, readSmallFile(options.spec, kMostSpecBytes));
    SILLOK_TRY(const PackageSpec spec, readPackageSpec(asText(text), storage::folderOf(options.spec), static_cast<uint64_t>(std::time(nullptr))));
    SILLOK_TRY(const Sources sources, openAll(context, spec.from));
    const Interrupt interrupt;
    SILLOK_TRY(const storage::PackageContent content, measure(context, options, spec, sources, interrupt.token()));
    {
        ByteLine line(context, context.say("쓰기", "writing"));
        SILLOK_CHECK(storage::writePackage(content, options.out, { options.volumeMiB * kMiB, std::ref(line), interrupt.token() }));
    }
    SILLOK_TRY(auto source, storage::openPackageSource(options.out));
    SILLOK_TRY(const storage::PackageReader reader, storage::PackageReader::openUnsigned(std::move(source)));
    if (options.json) {
        printLine(nlohmann::json { { "id", reader.manifest().id }, { "version", reader.manifest().version }, { "digest", storage::writeDigest(reader.digest()) },
            { "bytes", reader.sizeBytes() } }
                      .dump());
        return {};
    }
    print(describe(context, reader));
    printLine(context.say("꾸러미를 만들었습니다. 아직 서명되지 않았습니다: package sign으로 서명해 주세요.",
        "The package is made. It is not signed yet: sign it with package sign."));
    return {};
}

} // namespace

void addPackageBuild(CLI::App& package, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* const command = package.add_subcommand("build", context.say("꾸러미 만들기", "make a package"));
    command->add_option("--spec", options->spec, context.say("내용을 적은 JSON 파일", "JSON file that describes it"))->required();
    command->add_option("--out", options->out, context.say("꾸러미 파일", "file of the package"))->required();
    command->add_option("--volume-mib", options->volumeMiB, context.say("이 크기(MiB)의 파일로 나누기, FAT 매체는 4095까지", "split into files of that many MiB; 4095 at the most"))
        ->check(CLI::Range(1, 4095));
    command->add_option("--threads", options->threads)->check(CLI::Range(1, 256));
    command->add_flag("--json", options->json);
    command->callback([options, &context] { endPackageCommand(context, build(context, *options), options->spec); });
}

} // namespace sillok::app::cli
