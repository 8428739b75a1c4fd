// opc.h - An Office Open XML package: a zip of parts that point at each other by relationships.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/containers/zip.h"

namespace sillok::documents {

/// One arrow from a part to another part of the same package. What lies outside is never followed and never listed.
struct OpcRelation {
    std::string id;
    std::string type;     ///< last word of its address: "worksheet"; transitional and strict files say the same here
    std::string part;     ///< name of the target in the package
};

class OpcPackage {
public:
    /// error  as ZipArchive::open
    static Result<OpcPackage> open(Bytes bytes);

    /// The part's XML. error  NotFound, and as ZipArchive::read and parseXml.
    Result<void> load(const std::string& part, pugi::xml_document& into);
    bool has(const std::string& part) const { return m_archive.has(part); }
    /// Where a part points to, in the file's order. A part without relationships, or with damaged ones, points nowhere.
    std::vector<OpcRelation> relations(const std::string& part);
    /// The first target of that type, or nothing.
    std::string related(const std::string& part, std::string_view type);
    /// The part that holds the document: of relationship "officeDocument". error  Damaged: there is none.
    Result<std::string> mainPart();
    /// The title in the document's properties, as it stands there.
    std::string title();

private:
    explicit OpcPackage(ZipArchive archive) : m_archive(std::move(archive)) {}
    ZipArchive m_archive;
};

} // namespace sillok::documents
