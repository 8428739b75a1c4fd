// summary.h - The title in a HWP 5.0 document's summary stream.
#pragma once

#include "engine/base/bytes.h"

#include <string>

namespace sillok::documents::hwp {

/// The title as the program's "document information" shows it; empty when there is none or the stream is no property set.
/// source [MS-OLEPS] section 2.21; HWP writes its strings in UTF-16
std::string summaryTitle(Bytes stream);

} // namespace sillok::documents::hwp
