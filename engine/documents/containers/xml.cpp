#include "engine/documents/containers/xml.h"

#include "engine/documents/registry.h"

namespace sillok::documents {

namespace {

/// Walks without recursion, so that depth is measured before anything recursive meets it.
bool nestsTooDeep(const pugi::xml_node& root)
{
    int depth = 0;
    pugi::xml_node node = root;
    while (true) {
        if (node.first_child()) {
            node = node.first_child();
            if (++depth > kMaxNesting)
                return true;
            continue;
        }
        while (!node.next_sibling()) {
            node = node.parent();
            if (!node || depth == 0 || --depth == 0)
                return false;
        }
        node = node.next_sibling();
    }
}

} // namespace

Result<void> parseXml(Bytes bytes, pugi::xml_document& document, Spaces spaces)
{
    const unsigned options
        = pugi::parse_default | pugi::parse_doctype | (spaces == Spaces::Everywhere ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single);
    const pugi::xml_parse_result parsed = document.load_buffer(bytes.data(), bytes.size(), options);
    for (const pugi::xml_node& node : document.children()) {
        if (node.type() == pugi::node_doctype)
            return fail(ErrorCode::Unsafe, "XML with a DOCTYPE");
    }
    if (!parsed)
        return fail(ErrorCode::Damaged, std::string("parsing XML: ") + parsed.description() + " at " + std::to_string(parsed.offset));
    if (nestsTooDeep(document))
        return fail(ErrorCode::Unsafe, "XML nested deeper than " + std::to_string(kMaxNesting));
    return {};
}

pugi::xml_node childNamed(const pugi::xml_node& node, std::string_view name)
{
    for (const pugi::xml_node& child : node.children()) {
        if (localName(child) == name)
            return child;
    }
    return {};
}

std::string attributeNamed(const pugi::xml_node& node, std::string_view name)
{
    for (const pugi::xml_attribute& attribute : node.attributes()) {
        const std::string_view full = attribute.name();
        if (full == name || (full.size() > name.size() && full.ends_with(name) && full[full.size() - name.size() - 1] == ':'))
            return attribute.value();
    }
    return {};
}

} // namespace sillok::documents
