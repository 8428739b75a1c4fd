// model_store.cpp - sillokctl model install, list, remove, verify: the administrator's side of signed packages.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "app/cli/store_commands.h"
#include "engine/backend/backend.h"

#include <cstdio>
#include <iostream>
#include <mutex>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

using storage::Fault;
using storage::refuse;

struct Options : StoreOptions {
    std::string package;        ///< a file, or "id@version"
    bool acceptLicence = false;
    bool json = false;
};

Result<void> askLicence(const Context& context, const Options& options, const storage::PackageReader& package)
{
    const storage::Licence& licence = package.manifest().licence;
    if (options.acceptLicence || (licence.commercialUse && licence.textPath.empty()))
        return {};
    if (isatty(STDIN_FILENO) == 0)
        return refuse(Fault::LicenceNotAccepted, licence.id);
    SILLOK_TRY(const std::string text, licenceText(package));
    std::fprintf(stderr, "%s\n%s\n%s", describe(context, package).c_str(), text.c_str(),
        context.say("이 이용 조건에 동의하면 '동의'라고 입력하세요: ", "Type 'accept' if you accept this licence: "));
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "동의" || answer == "accept" ? Result<void>() : Result<void>(refuse(Fault::LicenceNotAccepted, licence.id));
}

/// One line at a time, whatever step an installation is at, from any thread.
class InstallLines {
public:
    explicit InstallLines(const Context& context) : m_context(context) {}

    void at(StoreStep step, uint64_t done, uint64_t all)
    {
        const std::lock_guard lock(m_mutex);
        if (step == StoreStep::Questions) {
            if (!m_questions)
                m_questions.emplace(static_cast<int>(all), m_context.korean);
            return m_questions->at(static_cast<int>(done), m_context.say("시험 문항", "test questions"));
        }
        auto& line = step == StoreStep::Copying ? m_copying : m_checking;
        if (!line)
            line.emplace(m_context, step == StoreStep::Copying ? m_context.say("복사하며 확인", "copying and checking") : m_context.say("복사본 확인", "checking the copy"));
        (*line)(done, all);
    }

private:
    const Context& m_context;
    std::mutex m_mutex;
    std::optional<ByteLine> m_copying, m_checking;
    std::optional<ProgressLine> m_questions;
};

nlohmann::json asJson(const storage::Manifest& manifest, const storage::Digest& digest, const std::optional<AcceptanceReport>& report)
{
    nlohmann::json item { { "id", manifest.id }, { "version", manifest.version }, { "kind", storage::packageKindName(manifest.kind) },
        { "title_ko", manifest.titleKo }, { "title_en", manifest.titleEn }, { "licence", manifest.licence.id }, { "commercial_use", manifest.licence.commercialUse },
        { "grade", storage::gradeName(manifest.grade) }, { "bytes", manifest.totalBytes() }, { "digest", storage::writeDigest(digest) } };
    if (report)
        item["acceptance"] = { { "questions", report->questions }, { "right", report->right }, { "load_seconds", report->loadSeconds },
            { "memory_bytes", report->memoryBytes }, { "prompt_tokens_per_s", report->promptTokensPerSecond },
            { "generation_tokens_per_s", report->generatedTokensPerSecond }, { "made_at", report->madeAtSeconds } };
    return item;
}

void printPackage(const Context& context, const storage::Manifest& manifest, const std::optional<AcceptanceReport>& report)
{
    printLine(manifest.id + "@" + std::to_string(manifest.version) + "  " + (context.korean ? manifest.titleKo : manifest.titleEn) + "  "
        + storage::packageKindName(manifest.kind) + "  " + std::to_string(manifest.totalBytes() >> 20) + " MiB  " + manifest.licence.id);
    if (report && report->questions > 0)
        printLine("  " + std::string(context.say("시험 문항 ", "questions right ")) + std::to_string(report->right) + " / " + std::to_string(report->questions)
            + context.say(", 쓰기 초당 토큰 ", ", tokens written a second ") + std::to_string(static_cast<int>(report->generatedTokensPerSecond)));
}

Result<void> install(const Context& context, const Options& options)
{
    const auto keeper = keeperOf(context, options);
    SILLOK_TRY(auto files, storage::openPackageFiles(options.package));
    SILLOK_TRY(auto again, storage::openPackageFiles(options.package));
    const auto package = [&]() -> Result<storage::PackageReader> {
        SILLOK_TRY(storage::PackageReader seen, lookInto(storeFolder(context, options), std::move(files), context.machine.nowS));
        SILLOK_CHECK(askLicence(context, options, seen));
        return seen;
    }();
    if (!package.ok()) {
        if (writesStore(context, options))
            ignore(keeper->install(std::move(again), {}, {}), "it is refused again, and the store's log has it");
        return package.error();
    }
    const Interrupt interrupt;
    InstallLines lines(context);
    SILLOK_TRY(const InstalledNow installed, keeper->install(std::move(again), package->digest(),
        { [&](StoreStep step, uint64_t done, uint64_t all) { lines.at(step, done, all); }, interrupt.token() }));
    if (options.json) {
        printLine(asJson(installed.manifest, installed.digest, installed.report).dump());
        return {};
    }
    printLine(context.say("설치했습니다. 서명과 모든 내용을 확인했습니다.", "Installed. The signatures and all of the content were checked."));
    printPackage(context, installed.manifest, installed.report);
    if (!installed.reported)
        printLine(context.say("시험 결과는 저장하지 못했습니다.", "The result of its trial could not be kept."));
    return {};
}

Result<void> list(const Context& context, const Options& options)
{
    const storage::PackageStore store(storeFolder(context, options));
    SILLOK_TRY(const storage::StoreListing listing, store.list());
    nlohmann::json items = nlohmann::json::array();
    for (const storage::InstalledPackage& package : listing.packages) {
        const auto report = loadReport(store, package.manifest.id, package.manifest.version);
        items.push_back(asJson(package.manifest, package.digest, report));
        if (!options.json)
            printPackage(context, package.manifest, report);
    }
    if (options.json) {
        printLine(nlohmann::json { { "packages", items }, { "broken", listing.broken } }.dump());
        return {};
    }
    for (const std::string& broken : listing.broken)
        printLine(broken + context.say("  읽을 수 없습니다. 지우고 다시 설치해 주세요.", "  cannot be read. Remove it and install it again."));
    if (listing.packages.empty() && listing.broken.empty())
        printLine(context.say("설치된 꾸러미가 없습니다.", "No package is installed."));
    return {};
}

Result<void> verify(const Context& context, const Options& options)
{
    const storage::PackageStore store(storeFolder(context, options));
    SILLOK_TRY(const PackageRequest request, readPackageRequest(options.package));
    SILLOK_TRY(const storage::TrustState trust, store.trustFile().load());
    SILLOK_TRY(const auto package, storage::VerifiedPackage::open(store, request.id, request.version, trust));
    const Interrupt interrupt;
    ByteLine line(context, context.say("내용 확인", "checking"));
    SILLOK_CHECK(storage::checkWhole(
        package, [&](const std::vector<uint64_t>& sizes, const storage::LeafWork& work) { return shareLeaves(sizes, { usableThreads(), std::ref(line), interrupt.token() }, work); },
        {}, interrupt.token()));
    if (options.json)
        printLine(nlohmann::json { { "verified", true }, { "id", request.id }, { "version", package.manifest().version }, { "digest", storage::writeDigest(package.digest()) } }.dump());
    else
        printLine(context.say("모든 내용이 서명된 그대로입니다.", "All of the content is as it was signed."));
    return {};
}

Result<void> remove(const Context& context, const Options& options)
{
    const auto keeper = keeperOf(context, options);
    SILLOK_TRY(const PackageRequest request, readPackageRequest(options.package));
    SILLOK_TRY(const uint64_t version, keeper->remove(request.id, request.version));
    if (!options.json)
        printLine(context.say("지웠습니다.", "Removed."));
    else
        printLine(nlohmann::json { { "removed", request.id }, { "version", version } }.dump());
    return {};
}

using Action = Result<void> (*)(const Context&, const Options&);

void add(CLI::App& group, Context& context, const char* name, const char* help, const char* argument, Action action)
{
    auto options = std::make_shared<Options>();
    CLI::App* const command = group.add_subcommand(name, help);
    if (argument)
        command->add_option(argument, options->package)->required();
    if (action == install)
        command->add_flag("--accept-licence", options->acceptLicence, context.say("이용 조건에 동의함", "the licence is accepted"));
    addStoreOptions(*command, context, *options);
    command->add_flag("--json", options->json);
    command->callback([options, action, &context] {
        if (const auto done = action(context, *options); !done.ok())
            report(context, done.error(), options->package);
    });
}

} // namespace

void addModelStore(CLI::App& group, Context& context)
{
    add(group, context, "install", context.say("서명된 꾸러미 설치하기", "install a signed package"), "PACKAGE", install);
    add(group, context, "list", context.say("설치된 꾸러미", "installed packages"), nullptr, list);
    add(group, context, "verify", context.say("설치된 꾸러미의 모든 내용 확인하기", "check all of an installed package"), "ID", verify);
    add(group, context, "remove", context.say("설치된 꾸러미 지우기", "remove an installed package"), "ID", remove);
}

} // namespace sillok::app::cli
