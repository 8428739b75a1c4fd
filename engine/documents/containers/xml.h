// xml.h - XML parts of a container: parsed without DTD, entities or references to anything outside.
#pragma once

#include "engine/base/bytes.h"

#include <pugixml.hpp>

#include <string>

namespace sillok::documents {

/// Whether white space between two elements is text: formats that wrap every run of text in an element do without.
enum class Spaces : uint8_t { OnlyInText, Everywhere };

/// Parses into `document`. error  Damaged: not well-formed. Unsafe: has a DOCTYPE, or nests deeper than kMaxNesting.
Result<void> parseXml(Bytes bytes, pugi::xml_document& document, Spaces spaces = Spaces::OnlyInText);

/// "p" for "hp:p".
inline std::string_view localName(const pugi::xml_node& node)
{
    const std::string_view name = node.name();
    const size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The first child element with that local name; empty when there is none.
pugi::xml_node childNamed(const pugi::xml_node& node, std::string_view name);

/// The value of the first attribute with that local name ("id" for r:id); empty when there is none.
std::string attributeNamed(const pugi::xml_node& node, std::string_view name);

} // namespace sillok::documents
