// main.cpp - sillokctl: the services of Sillok for scripts, administrators and tests.
#include "app/cli/command.h"
#include "app/platform/harden.h"
#include "app/platform/program.h"
#include "app/platform/sandbox.h"

#include <QGuiApplication>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <span>
#include <string_view>

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

int main(int argc, char** argv)
{
    using namespace sillok::app;
    hardenProcess();
    cleanEnvironment(argv);
    const std::unique_ptr<QCoreApplication> qt = makeApplication(argc, argv);
    cli::Context context;
    context.programDir = programDir();
    context.korean = prefersKorean();
    if (const auto sealed = enterSandbox(SandboxProfile::Desk); !sealed.ok()) {
        cli::report(context, sealed.error(), "sillokctl");
        return cli::kRefused;
    }

    CLI::App app { context.say("실록 명령줄", "Sillok command line"), "sillokctl" };
    app.require_subcommand(1);
    std::string language;
    app.add_option("--lang", language, context.say("안내 언어", "language of messages"))->check(CLI::IsMember({ "ko", "en" }))->each([&](const std::string& value) { context.korean = value == "ko"; });
    cli::addRead(app, context);
    cli::addModel(app, context);
    cli::addTokenize(app, context);
    cli::addRender(app, context);
    cli::addGenerate(app, context);
    cli::addEmbed(app, context);
    cli::addVault(app, context);
    cli::addCollection(app, context);
    cli::addAsk(app, context);
    cli::addChat(app, context);
    cli::addDocument(app, context);
    cli::addEval(app, context);
    cli::addGuard(app, context);
    cli::addAudit(app, context);
    cli::addPackage(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? cli::kDone : cli::kUsage;
    }
    return context.exitCode;
}
