// slide.h - The shapes of one slide as paragraphs.
#pragma once

#include "engine/documents/containers/drawing_text.h"
#include "engine/documents/flow.h"

namespace sillok::documents::pptx {

/// Text of every shape below p:spTree, in the file's order. Dates and footers become notes; the number of the slide is left out. Shapes and
/// letters that nobody sees are left out and added to `hiddenCharacters`.
std::vector<Paragraph> slideParagraphs(const pugi::xml_node& shapeTree, const DrawingGround& ground, int& hiddenCharacters);

} // namespace sillok::documents::pptx
