// self_test.h - Does this installation work on this machine? A minute of work answers it before anybody depends on it.
#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

namespace sillok::app {

struct SelfTestStep {
    std::string name;    ///< stable, for scripts: "seal"
    std::string ko;
    std::string en;
    Result<void> outcome;
};

/// Seal of this process, both workers in their sandboxes, and a vault made, opened and removed in `scratchDir`.
/// needs  the calling process is sealed already; scratchDir exists.
std::vector<SelfTestStep> runSelfTest(const std::string& workerDir, const std::string& scratchDir);

} // namespace sillok::app
