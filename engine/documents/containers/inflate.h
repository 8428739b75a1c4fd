// inflate.h - Raw deflate data with the limits that hold for every container.
#pragma once

#include "engine/base/bytes.h"

#include <vector>

namespace sillok::documents {

/// `packed`, a deflate stream without zlib header, inflated. `inflatedSoFar` counts over all parts of one document.
/// error  Unsafe: over kMaxInflatedBytes together, or over kMaxInflateRatio beyond kFreeInflatedBytes (zip.h).
/// error  Damaged: no deflate data, or cut off.
Result<std::vector<uint8_t>> inflateRaw(Bytes packed, uint64_t& inflatedSoFar);

} // namespace sillok::documents
