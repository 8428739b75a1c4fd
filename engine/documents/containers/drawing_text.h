// drawing_text.h - Text of DrawingML: shapes of presentations, text boxes and labels of spreadsheets.
#pragma once

#include "engine/documents/containers/xml.h"

#include <string>
#include <vector>

namespace sillok::documents {

/// What letters stand on.
struct DrawingGround {
    bool onFill = true;        ///< it may be something else than white
    bool whiteLight = false;   ///< hasWhiteLight of the theme
};

/// One a:p: runs and fields; "\n" where the line is broken. Letters that nobody sees are left out and added to `hiddenCharacters`.
/// source ECMA-376 part 1, 21.1.2.2
std::string drawingParagraph(const pugi::xml_node& paragraph, const DrawingGround& ground, int& hiddenCharacters);

/// Every a:p anywhere below `node`, in the file's order; empty ones are left out. needs XML that parseXml accepted
std::vector<std::string> drawingParagraphs(const pugi::xml_node& node, const DrawingGround& ground, int& hiddenCharacters);

} // namespace sillok::documents
