// drawing_color.h - Which colours of DrawingML are white.
#pragma once

#include "engine/documents/containers/xml.h"

namespace sillok::documents {

/// Whether the theme's light colour is white; texts name it bg1 or lt1. source ECMA-376 part 1, 20.1.6.2 (clrScheme)
bool hasWhiteLight(const pugi::xml_node& theme);

/// Whether `fill` (a:solidFill and other elements around one colour) is plain white. `whiteLight`: hasWhiteLight of the theme.
/// source ECMA-376 part 1, 20.1.2.3 (colours)
bool isWhite(const pugi::xml_node& fill, bool whiteLight);

} // namespace sillok::documents
