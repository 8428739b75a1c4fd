// eval_set.h - sillokctl eval set: a person's own questions, kept in the vault, as a test of the search.
#pragma once

#include "app/cli/command.h"

namespace sillok::app::cli {

void addEvalSet(CLI::App& group, Context& context); ///< below `eval`

} // namespace sillok::app::cli
