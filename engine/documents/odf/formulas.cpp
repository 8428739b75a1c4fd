#include "engine/documents/odf/formulas.h"

namespace sillok::documents::odf {

namespace {

pugi::xml_node descendantNamed(const pugi::xml_node& node, std::string_view name)
{
    return node.find_node([&](const pugi::xml_node& inner) { return localName(inner) == name; });
}

/// Letters, numbers and signs in their order, a space between.
void collectSigns(const pugi::xml_node& node, std::string& out)
{
    for (const pugi::xml_node& child : node.children()) {
        if (localName(child) == "annotation")
            continue;
        if (child.type() == pugi::node_pcdata && *child.value() != '\0')
            out += (out.empty() ? "" : " ") + std::string(child.value());
        collectSigns(child, out);
    }
}

std::string textOf(const pugi::xml_node& math)
{
    if (const pugi::xml_node written = descendantNamed(math, "annotation"))
        return written.child_value();
    std::string signs;
    collectSigns(math, signs);
    return signs;
}

/// "Object 1/content.xml" for "./Object 1"; empty for what is not in this package.
std::string partOf(std::string_view reference)
{
    if (reference.starts_with("./"))
        reference.remove_prefix(2);
    const bool inside = !reference.empty() && !reference.starts_with('/') && reference.find(':') == std::string_view::npos;
    return inside ? std::string(reference) + "/content.xml" : std::string();
}

} // namespace

std::string Formulas::text(const pugi::xml_node& object)
{
    if (const pugi::xml_node math = childNamed(object, "math"))
        return textOf(math);
    const std::string part = partOf(attributeNamed(object, "href"));
    if (part.empty() || !m_archive.has(part) || ++m_read > kMostFormulas)
        return {};
    const auto bytes = m_archive.read(part);
    pugi::xml_document document;
    if (!bytes.ok() || !parseXml(*bytes, document).ok() || localName(document.document_element()) != "math")
        return {};
    return textOf(document.document_element());
}

} // namespace sillok::documents::odf
