// library.h - Opens libsillok-cuda.so, which is there in every package and of use where a driver is.
#pragma once

#include "engine/base/result.h"
#include "kernels/cuda/card.h"

#include <string>

namespace sillok {

/// What is wrong with a graphics card, known as such wherever it is told.
Error cardError(ErrorCode code, const std::string& what);
bool isCardError(const Error& error);

/// The entry points; they stay for the life of the process. To be called before the process gives up opening files.
/// error  NotFound: no such file, or what it needs is missing. Unsupported: it is another library.
Result<const SillokCardApi*> openCardLibrary(const std::string& path);

/// Opens the library beside the program and the first card once, which loads everything that a driver wants to load. To be called before the
/// process gives up opening files; what it gives is for ModelOptions::card.
/// error  NotFound: no driver is installed, or no library: nothing that anybody would miss. Unsupported: no card, or one of them too old;
///        OutOfMemory, Io
Result<const SillokCardApi*> wakeCard();

/// Beside the running program. Empty when the system does not say where that is.
std::string cardLibraryPath();

} // namespace sillok
