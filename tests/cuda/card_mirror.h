// card_mirror.h - The same tests on a real card: with SILLOK_CARD_LIBRARY set to libsillok-cuda.so, launches run there instead of on the executor.
#pragma once

#include "kernels/cuda/card.h"
#include "kernels/cuda/traffic.h"

#include <string>

namespace sillok::test {

/// The library's entry points, or null without the variable. Fails the process when the variable names something else.
const SillokCardApi* realCard();

/// Copies what the launch may touch to the card, runs it there, and copies what it may write back. The error's text, or nothing.
/// needs  realCard(); the pointers in the arguments are those of `traffic`
std::string runOnCard(SillokCardLaunch launch, const kernels::cuda::Traffic& traffic);

} // namespace sillok::test
