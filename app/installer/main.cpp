// main.cpp - sillok-installer: the service that changes the machine's store with root's rights, started by the system's bus.
#include "app/installer/run_installer.h"
#include "app/platform/program.h"

int main(int argc, char** argv)
{
    using namespace sillok::app;
    InstallerOptions options { machinePolicySource(), programDir() + "/sillok-engine" };
    return runInstaller(argc, argv, {}, std::move(options));
}
