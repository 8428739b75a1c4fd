// slide.h - The shapes of one slide as paragraphs.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/flow.h"

namespace sillok::documents::pptx {

/// Text of every shape below p:spTree, in the file's order. Dates and footers become notes; the number of the slide is left out.
std::vector<Paragraph> slideParagraphs(const pugi::xml_node& shapeTree);

} // namespace sillok::documents::pptx
