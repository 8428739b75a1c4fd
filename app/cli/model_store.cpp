// model_store.cpp - sillokctl model install, list, remove, verify: the administrator's side of signed packages.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/package_commands.h"
#include "app/cli/store_commands.h"
#include "app/services/acceptance.h"
#include "app/services/acceptance_questions.h"
#include "app/services/answer_record.h"
#include "app/services/store_trail.h"
#include "engine/backend/backend.h"
#include "storage/installed/install.h"

#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

using storage::Fault;
using storage::refuse;

constexpr uint64_t kMostLicenceBytes = 1 << 20;

struct Options : StoreOptions {
    std::string package;        ///< a file, or "id@version"
    bool acceptLicence = false;
    bool json = false;
};

/// The text that stands in the package, each leaf checked.
Result<std::string> licenceText(const storage::PackageReader& package)
{
    const auto& files = package.manifest().files;
    std::string text;
    for (size_t i = 0; i < files.size(); ++i) {
        if (files[i].path != package.manifest().licence.textPath || files[i].sizeBytes > kMostLicenceBytes)
            continue;
        storage::LeafBuffer buffer;
        SILLOK_TRY(const Bytes leaf, package.leaf(i, 0, buffer));
        text += asText(leaf);
    }
    return text;
}

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
    SILLOK_CHECK(mayChange(context, options, Action::InstallPackage));
    SILLOK_CHECK(needRoot(context, options,
        options.acceptLicence ? std::vector<std::string> { "model", "install", options.package, "--system", "--accept-licence" }
                              : std::vector<std::string> { "model", "install", options.package, "--system" }));
    const storage::PackageStore store(storeFolder(options));
    SILLOK_CHECK(store.prepare());
    SILLOK_TRY(const StoreTrail log, openStoreTrail(store));
    storage::AuditAct act = log.trail->act(storage::AuditAction::PackageRefused);
    const Interrupt interrupt;
    ByteLine line(context, context.say("복사하며 확인", "copying and checking"));
    AcceptanceReport accepted;
    storage::InstallOrder order;
    order.path = options.package;
    order.nowSeconds = nowSeconds();
    SILLOK_TRY(order.program, storage::readProgramVersion(programVersion()));
    order.stop = interrupt.token();
    order.approve = [&](const storage::PackageReader& package) -> Result<void> {
        SILLOK_CHECK(ManagedState::allow(context.managed.policy.mayUseModel(package.manifest().id), "models"));
        SILLOK_CHECK(askLicence(context, options, package));
        const std::string name = package.manifest().id + "@" + std::to_string(package.manifest().version);
        storage::AuditAct licence = log.trail->act(storage::AuditAction::LicenceAccepted, "package", name);
        licence.counts[0] = package.manifest().licence.commercialUse ? 0 : 1;
        SILLOK_CHECK(log.trail->record(licence));
        act = log.trail->act(storage::AuditAction::PackageInstalled, "package", name);
        act.result = storage::AuditResult::Begun;
        return log.trail->record(act);
    };
    order.examine = [&](const storage::VerifiedPackage& package) -> Result<void> {
        ProgressLine questions(static_cast<int>(kOfficeQuestions.size()), context.korean);
        SILLOK_TRY(accepted, acceptPackage(package, context.programDir + "/sillok-engine", interrupt.token(), [&](uint32_t done, uint32_t) {
            questions.at(static_cast<int>(done), context.say("시험 문항", "test questions"));
        }));
        return {};
    };
    order.run = [&](const std::vector<uint64_t>& sizes, const storage::LeafWork& work) {
        return shareLeaves(sizes, { usableThreads(), std::ref(line), interrupt.token() }, work);
    };
    const auto done = installPackage(store, order);
    log.trail->recordEnd(act, done.ok() ? nullptr : &done.error());
    SILLOK_TRY(const storage::InstalledPackage installed, done);
    SILLOK_CHECK(saveReport(store, installed.manifest, accepted));
    if (options.json) {
        printLine(asJson(installed.manifest, installed.digest, accepted).dump());
        return {};
    }
    printLine(context.say("설치했습니다. 서명과 모든 내용을 확인했습니다.", "Installed. The signatures and all of the content were checked."));
    printPackage(context, installed.manifest, accepted);
    return {};
}

Result<void> list(const Context& context, const Options& options)
{
    const storage::PackageStore store(storeFolder(options));
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
    const storage::PackageStore store(storeFolder(options));
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
    SILLOK_CHECK(mayChange(context, options, Action::RemovePackage));
    SILLOK_CHECK(needRoot(context, options, { "model", "remove", options.package, "--system" }));
    const storage::PackageStore store(storeFolder(options));
    SILLOK_TRY(PackageRequest request, readPackageRequest(options.package));
    SILLOK_TRY(const FileDescriptor lock, store.lock());
    SILLOK_TRY(const storage::StoreListing listing, store.list());
    for (const storage::InstalledPackage& package : listing.packages) {
        if (package.manifest.id == request.id && request.version == 0)
            request.version = package.manifest.version;
    }
    SILLOK_TRY(const StoreTrail log, openStoreTrail(store));
    SILLOK_CHECK(audited(*log.trail, log.trail->act(storage::AuditAction::PackageRemoved, "package", request.id + "@" + std::to_string(request.version)),
        [&] { return store.remove(request.id, request.version); }));
    if (!options.json)
        printLine(context.say("지웠습니다.", "Removed."));
    else
        printLine(nlohmann::json { { "removed", request.id }, { "version", request.version } }.dump());
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
