// main.cpp - sillokctl: the services of Sillok for scripts, administrators and tests.
#include "app/cli/run.h"
#include "app/platform/program.h"

int main(int argc, char** argv)
{
    using namespace sillok::app;
    return cli::runCommandLine(argc, argv, machinePolicySource(), programDir());
}
