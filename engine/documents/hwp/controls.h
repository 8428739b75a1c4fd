// controls.h - Controls of a HWP 5.0 paragraph by the four letters of their id.
#pragma once

#include "engine/base/bytes.h"

#include <string>

namespace sillok::documents::hwp {

/// "tbl " as the number that a control's record begins with.
constexpr uint32_t controlId(const char (&letters)[5])
{
    uint32_t id = 0;
    for (int i = 0; i < 4; ++i)
        id = id << 8 | static_cast<uint8_t>(letters[i]);
    return id;
}

/// Headers, footers, notes, hidden comments: they stand beside the paragraph, not in it.
bool isNote(uint32_t id);

/// Text that a control's own record holds: automatic numbers, joined characters, ruby. Empty for every other control.
std::string controlText(Bytes record);

} // namespace sillok::documents::hwp
