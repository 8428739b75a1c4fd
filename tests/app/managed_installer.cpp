// managed_installer.cpp - The installing service on a computer whose store and policy lie in a folder of the test. Its account is nobody's administrator.
// Usage: managed_installer FOLDER BUS IDLE_MS PERSON_MS FILES_MS
#include "app/installer/run_installer.h"
#include "tests/support/paths.h"

#include "storage/trust/trust_state.h"

#include <cstdlib>
#include <optional>

int main(int argc, char** argv)
{
    using namespace sillok::app;
    if (argc != 6)
        return 2;
    InstallerOptions options;
    const std::string folder = argv[1];
    options.machine.policyFile = folder + "/policy.skp";
    options.machine.storeFolder = folder;
    options.machine.trust = [folder] { return loadTrust(folder); };
    options.machine.roles = [] { return Roles { Office::Staff }; };
    options.machine.sandboxDegraded = [] { return false; };
    options.engineProgram = sillok::test::programPath("/sillok-engine");
    options.idleMs = std::atoi(argv[3]);
    options.personMs = std::atoi(argv[4]);
    options.filesMs = std::atoi(argv[5]);
    return runInstaller(1, argv, QString::fromLocal8Bit(argv[2]), std::move(options));
}
