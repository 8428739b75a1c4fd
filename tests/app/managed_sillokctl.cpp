// managed_sillokctl.cpp - sillokctl on a computer whose policy and trust lie in a folder of the test, for somebody with the office named.
// Usage: managed_sillokctl FOLDER OFFICE[@now] COMMAND...   @now: by the system's clock and not by the tests' own
#include "app/cli/run.h"
#include "storage/trust/trust_state.h"
#include "tests/support/institution.h"
#include "tests/support/paths.h"

#include <optional>

int main(int argc, char** argv)
{
    using namespace sillok::app;
    if (argc < 3)
        return 2;
    PolicySource source;
    source.policyFile = std::string(argv[1]) + "/policy.skp";
    source.storeFolder = argv[1];
    source.trust = [folder = std::string(argv[1])] { return loadTrust(folder); };
    std::string named = argv[2];
    if (named.ends_with("@now"))
        named.resize(named.size() - 4);
    else
        source.nowS = [] { return sillok::test::kNow; };
    source.roles = [office = named] {
        Roles roles;
        for (int i = 0; i < kOffices; ++i)
            if (office == officeName(static_cast<Office>(i)))
                roles = roles.with(static_cast<Office>(i));
        return roles;
    };
    source.sandboxDegraded = [] { return false; };
    argv[2] = argv[0];
    return cli::runCommandLine(argc - 2, argv + 2, source, sillok::test::programPath(""));
}
