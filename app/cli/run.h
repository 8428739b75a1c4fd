// run.h - One run of sillokctl, with the computer's policy as its caller has it.
#pragma once

#include "app/policy/machine_policy.h"

namespace sillok::app::cli {

/// What main() does: seals the process, reads the command line and carries it out. Returns the exit code.
/// `programDir`: where sillok-engine and sillok-reader are
int runCommandLine(int argc, char** argv, const PolicySource& policy, const std::string& programDir);

} // namespace sillok::app::cli
