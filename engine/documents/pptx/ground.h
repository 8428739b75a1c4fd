// ground.h - What the text of a slide stands on: white paper, or perhaps a colour or a picture.
#pragma once

#include "engine/documents/containers/drawing_text.h"
#include "engine/documents/containers/opc.h"

#include <map>

namespace sillok::documents::pptx {

/// Knows the layouts of a presentation, each read once.
class Grounds {
public:
    explicit Grounds(OpcPackage& package) : m_package(package) {}

    /// Surely white when the slide, its layout and its master have neither a background other than white nor anything filled or painted.
    /// `slide` is the XML of `part`.
    DrawingGround under(const std::string& part, const pugi::xml_node& slide);

private:
    DrawingGround ofLayout(const std::string& part);

    OpcPackage& m_package;
    std::map<std::string, DrawingGround> m_layouts;
};

} // namespace sillok::documents::pptx
