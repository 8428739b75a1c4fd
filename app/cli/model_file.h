// model_file.h - A model file opened for a command that works on it inside this process, sealed like the engine.
#pragma once

#include "app/cli/command.h"
#include "app/platform/sandbox.h"
#include "app/policy/model_rules.h"
#include "engine/base/file.h"
#include "engine/tokenizer/vocabulary.h"

namespace sillok::app::cli {

/// Maps the file, all files of a split model, or those of an installed one, then enters the engine's sandbox: from here on this process opens
/// nothing, whatever the file holds.
/// needs  everything else that the command reads or writes is open already.
Result<MappedFile> openModelSealed(const std::string& name, const LibraryPlaces& places, Backend backend = Backend::Cpu);

/// Everything on standard input or in a file; "-" is standard input. error as openForReading; Unsafe: over 64 MiB.
Result<std::string> readText(const std::string& path);

/// "1 2 3" or "1,2,3". error  BadArgument: something that is no number.
Result<std::vector<TokenId>> parseIds(std::string_view text);

} // namespace sillok::app::cli
