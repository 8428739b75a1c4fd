// wire_box.h - Places on a page as fields of a frame.
#pragma once

#include "app/workers/page_image.h"
#include "app/workers/wire.h"

namespace sillok::app {

inline void writeBox(WireWriter& out, const PageBox& box)
{
    for (const double value : { box.left, box.top, box.width, box.height })
        out.number(value);
}

/// False when a field is no share of a page, or no number.
inline bool readBox(WireReader& in, PageBox& box)
{
    bool sane = true;
    for (double* value : { &box.left, &box.top, &box.width, &box.height }) {
        *value = in.number<double>();
        sane = sane && *value >= 0 && *value <= 1;
    }
    return sane;
}

} // namespace sillok::app
