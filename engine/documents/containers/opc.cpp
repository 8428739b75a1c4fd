#include "engine/documents/containers/opc.h"

#include <algorithm>

namespace sillok::documents {

namespace {

std::string_view lastWord(std::string_view address) { return address.substr(address.find_last_of('/') + 1); }

std::string folderOf(const std::string& part)
{
    const size_t slash = part.find_last_of('/');
    return slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
}

/// "../media/a.xml" seen from "ppt/slides/" is "ppt/media/a.xml". Never leaves the package.
std::string resolved(const std::string& folder, std::string_view target)
{
    std::string whole = target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
    std::vector<std::string> steps;
    for (size_t at = 0; at <= whole.size();) {
        const size_t end = std::min(whole.find('/', at), whole.size());
        const std::string step = whole.substr(at, end - at);
        if (step == ".." && !steps.empty())
            steps.pop_back();
        else if (!step.empty() && step != "." && step != "..")
            steps.push_back(step);
        at = end + 1;
    }
    std::string name;
    for (const std::string& step : steps)
        name += (name.empty() ? "" : "/") + step;
    return name;
}

} // namespace

Result<OpcPackage> OpcPackage::open(Bytes bytes)
{
    SILLOK_TRY(ZipArchive archive, ZipArchive::open(bytes));
    return OpcPackage(std::move(archive));
}

Result<void> OpcPackage::load(const std::string& part, pugi::xml_document& into)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, m_archive.read(part));
    return parseXml(bytes, into);
}

std::vector<OpcRelation> OpcPackage::relations(const std::string& part)
{
    const std::string folder = folderOf(part);
    pugi::xml_document xml;
    std::vector<OpcRelation> all;
    if (!load(folder + "_rels/" + part.substr(folder.size()) + ".rels", xml).ok())
        return all;
    for (const pugi::xml_node& node : xml.document_element().children()) {
        if (localName(node) != "Relationship" || std::string_view(node.attribute("TargetMode").as_string()) == "External")
            continue;
        all.push_back({ node.attribute("Id").as_string(), std::string(lastWord(node.attribute("Type").as_string())),
            resolved(folder, node.attribute("Target").as_string()) });
    }
    return all;
}

std::string OpcPackage::related(const std::string& part, std::string_view type)
{
    const std::vector<OpcRelation> all = relations(part);
    const auto found = std::ranges::find(all, type, &OpcRelation::type);
    return found == all.end() ? std::string() : found->part;
}

Result<std::string> OpcPackage::mainPart()
{
    std::string part = related("", "officeDocument");
    if (part.empty() || !has(part))
        return fail(ErrorCode::Damaged, "an office file without its main part");
    return part;
}

std::string OpcPackage::title()
{
    pugi::xml_document properties;
    const std::string part = related("", "core-properties");
    if (part.empty() || !load(part, properties).ok())
        return {};
    return childNamed(properties.document_element(), "title").child_value();
}

} // namespace sillok::documents
