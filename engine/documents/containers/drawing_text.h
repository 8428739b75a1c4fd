// drawing_text.h - Text of DrawingML: shapes of presentations, text boxes and labels of spreadsheets.
#pragma once

#include "engine/documents/containers/xml.h"

#include <string>
#include <vector>

namespace sillok::documents {

/// One a:p: runs and fields; "\n" where the line is broken. source ECMA-376 part 1, 21.1.2.2
std::string drawingParagraph(const pugi::xml_node& paragraph);

/// Every a:p anywhere below `node`, in the file's order; empty ones are left out. needs XML that parseXml accepted
std::vector<std::string> drawingParagraphs(const pugi::xml_node& node);

} // namespace sillok::documents
