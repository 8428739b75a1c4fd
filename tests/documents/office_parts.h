// office_parts.h - Small office archives made in memory, part by part.
#pragma once

#include "tests/documents/archive.h"

#include "engine/base/bytes.h"
#include "engine/documents/registry.h"

namespace sillok::test {

inline std::string relations(const std::string& inside)
{
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inside + "</Relationships>";
}
inline std::string relation(const std::string& id, const std::string& type, const std::string& target)
{
    return "<Relationship Id=\"" + id + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type + "\" Target=\"" + target + "\"/>";
}

/// A package whose main part is `main`, with these parts besides.
inline std::vector<uint8_t> makePackage(const std::string& main, std::vector<Part> parts)
{
    parts.insert(parts.begin(), { "[Content_Types].xml", "<Types/>" });
    parts.push_back({ "_rels/.rels",
        relations(relation("rId1", "officeDocument", main)
            + "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" "
              "Target=\"docProps/core.xml\"/>") });
    parts.push_back({ "docProps/core.xml", "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>표제</dc:title></cp:coreProperties>" });
    return makeZip(parts);
}

inline Result<documents::Document> readOffice(const std::vector<uint8_t>& bytes)
{
    return documents::read(documents::sniff(bytes, ""), bytes, [](int, int) {});
}

} // namespace sillok::test
