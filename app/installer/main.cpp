// main.cpp - sillok-installer: changes the machine's store with root's rights, which polkit asks for at each action. Knows these few commands alone.
#include "app/cli/store_commands.h"
#include "app/platform/harden.h"
#include "app/platform/program.h"
#include "app/platform/sandbox.h"
#include "storage/signing/fault.h"

#include <QCoreApplication>

#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/// Asked for by name, so that this program can do nothing else whoever starts it.
bool namesTheMachinesStore(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]) == "--system")
            return true;
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace sillok;
    using namespace sillok::app;
    hardenProcess();
    cleanEnvironment(argv);
    const QCoreApplication qt(argc, argv);
    cli::Context context;
    context.programDir = programDir();
    context.korean = prefersKorean();
    if (geteuid() != 0 || !namesTheMachinesStore(argc, argv)) {
        cli::report(context, storage::refuse(storage::Fault::NotPermitted, "sillok-installer"), "sillok-installer");
        return cli::kRefused;
    }
    if (const auto sealed = enterSandbox(SandboxProfile::Desk); !sealed.ok()) {
        cli::report(context, sealed.error(), "sillok-installer");
        return cli::kRefused;
    }
    umask(022);  // what is installed is for everybody to read
    context.managed = readManagedState(machinePolicySource());
    context.managed.roles = context.managed.roles.with(Office::Administrator);  // polkit has asked

    CLI::App app { "sillok-installer" };
    app.require_subcommand(1);
    cli::addModelStore(*app.add_subcommand("model")->require_subcommand(1), context);
    cli::addTrust(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? cli::kDone : cli::kUsage;
    }
    return context.exitCode;
}
