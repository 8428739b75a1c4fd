// save_file.h - A file that is there whole or not at all, readable by its owner alone.
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace sillok::app {

/// Whether a file of that name may go.
enum class Existing : uint8_t { Keep, Replace };

/// Writes beside the place (a name of its own, mode 0600), makes it last, and gives it its name. A failure leaves nothing of the text behind.
/// error  AlreadyExists: there is one and it is to be kept. NotFound: no such folder. DiskFull, Io.
Result<void> saveFile(const std::string& path, std::string_view bytes, Existing existing);

} // namespace sillok::app
