#include "app/cli/run.h"

#include "app/cli/command.h"
#include "app/cli/store_commands.h"
#include "app/platform/harden.h"
#include "app/platform/program.h"
#include "app/platform/sandbox.h"

#include <QGuiApplication>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <span>
#include <string_view>

namespace sillok::app::cli {

namespace {

/// Fonts and a platform only for the one command that draws pages; everything else starts without them.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv)
{
    const std::span<char*> words(argv, static_cast<size_t>(argc));
    const auto says = [&](std::string_view end) { return std::ranges::any_of(words, [&](const char* word) { return std::string_view(word).ends_with(end); }); };
    if (!says("export") || !says("pdf"))
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace

int runCommandLine(int argc, char** argv, const PolicySource& policy, const std::string& programDir)
{
    hardenProcess();
    cleanEnvironment(argv);
    const std::unique_ptr<QCoreApplication> qt = makeApplication(argc, argv);
    Context context;
    context.programDir = programDir;
    context.korean = prefersKorean();
    if (const auto sealed = enterSandbox(SandboxProfile::Desk); !sealed.ok()) {
        report(context, sealed.error(), "sillokctl");
        return kRefused;
    }
    context.machine = policy;
    context.managed = readManagedState(policy);

    CLI::App app { context.say("실록 명령줄", "Sillok command line"), "sillokctl" };
    app.require_subcommand(1);
    std::string language;
    app.add_option("--lang", language, context.say("안내 언어", "language of messages"))->check(CLI::IsMember({ "ko", "en" }))->each([&](const std::string& value) { context.korean = value == "ko"; });
    addRead(app, context);
    addModel(app, context);
    addTokenize(app, context);
    addRender(app, context);
    addGenerate(app, context);
    addEmbed(app, context);
    addVault(app, context);
    addCollection(app, context);
    addAsk(app, context);
    addChat(app, context);
    addDocument(app, context);
    addEval(app, context);
    addGuard(app, context);
    addPackage(app, context);
    addPolicy(app, context);
    addAudit(app, context);
    addTrust(app, context);
    addSelfTest(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? kDone : kUsage;
    }
    return context.exitCode;
}

} // namespace sillok::app::cli
