// trust.cpp - sillokctl trust begin, accept, show: whom this machine trusts, and the catalog that says what may be installed.
#include "app/cli/json.h"
#include "app/cli/store_commands.h"

#include <QDateTime>

namespace sillok::app::cli {

namespace {

struct Options : StoreOptions {
    std::vector<std::string> files;
    std::string digest;
    bool json = false;
};

std::string dayOf(uint64_t seconds) { return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds), Qt::UTC).toString(Qt::ISODate).toStdString(); }

void print(const Context& context, const Options& options, const storage::TrustState& trust)
{
    const storage::Root& root = trust.root();
    const storage::Catalog* const catalog = trust.catalog();
    if (options.json) {
        nlohmann::json item { { "institution", root.institution }, { "root_version", root.version }, { "root_expires", root.expires },
            { "time_floor", trust.timeFloor() }, { "policy_version", trust.policyVersion() } };
        if (catalog)
            item["catalog"] = { { "version", catalog->version }, { "issued", catalog->issued }, { "expires", catalog->expires },
                { "packages", catalog->packages.size() }, { "revoked", catalog->revoked.size() } };
        printLine(item.dump());
        return;
    }
    printLine(std::string(context.say("기관: ", "Institution: ")) + root.institution);
    printLine(std::string(context.say("신뢰 기준 판: ", "Root version: ")) + std::to_string(root.version) + ", " + context.say("만료 ", "expires ") + dayOf(root.expires));
    if (!catalog)
        return printLine(context.say("목록: 없음. 목록을 받아들여야 설치할 수 있습니다.", "Catalog: none. Nothing can be installed until one is accepted."));
    printLine(std::string(context.say("목록 판: ", "Catalog version: ")) + std::to_string(catalog->version) + ", " + context.say("발행 ", "issued ") + dayOf(catalog->issued)
        + ", " + context.say("만료 ", "expires ") + dayOf(catalog->expires) + ", " + std::to_string(catalog->packages.size())
        + context.say("개 꾸러미", " packages"));
}

Result<void> begin(const Context& context, const Options& options)
{
    const auto keeper = keeperOf(context, options);
    SILLOK_TRY(const storage::Digest told, storage::readDigest(options.digest));
    SILLOK_TRY(FileDescriptor root, openForReading(options.files.at(0)));
    SILLOK_TRY(const storage::TrustState trust, keeper->beginTrust(std::move(root), told));
    print(context, options, trust);
    return {};
}

Result<void> accept(const Context& context, const Options& options)
{
    const auto keeper = keeperOf(context, options);
    SILLOK_TRY(auto documents, openDocuments(options.files));
    SILLOK_TRY(const storage::TrustState trust, keeper->acceptTrust(std::move(documents)));
    print(context, options, trust);
    return {};
}

Result<void> show(const Context& context, const Options& options)
{
    SILLOK_TRY(const storage::TrustState trust, storage::PackageStore(storeFolder(context, options)).trustFile().load());
    print(context, options, trust);
    return {};
}

using Action = Result<void> (*)(const Context&, const Options&);

CLI::App* add(CLI::App& group, Context& context, const char* name, const char* help, Action action, const std::shared_ptr<Options>& options)
{
    CLI::App* const command = group.add_subcommand(name, help);
    addStoreOptions(*command, context, *options);
    command->add_flag("--json", options->json);
    command->callback([options, action, &context] {
        if (const auto done = action(context, *options); !done.ok())
            report(context, done.error(), options->files.empty() ? storeFolder(context, *options) : options->files.front());
    });
    return command;
}

} // namespace

void addTrust(CLI::App& app, Context& context)
{
    CLI::App* const group = app.add_subcommand("trust", context.say("이 컴퓨터가 믿는 기관", "whom this machine trusts"))->require_subcommand(1);
    auto first = std::make_shared<Options>();
    CLI::App* const begins = add(*group, context, "begin", context.say("처음으로 기관을 믿기", "trust an institution for the first time"), begin, first);
    begins->add_option("FILE", first->files)->required()->expected(1);
    begins->add_option("--digest", first->digest, context.say("다른 길로 받은 지문", "the digest that was told by another way"))->required();
    auto next = std::make_shared<Options>();
    add(*group, context, "accept", context.say("새 신뢰 기준이나 목록 받아들이기", "accept new roots or a catalog"), accept, next)->add_option("FILE", next->files)->required();
    add(*group, context, "show", context.say("지금의 상태", "the present state"), show, std::make_shared<Options>());
    addTrustWriters(*group, context);
}

} // namespace sillok::app::cli
