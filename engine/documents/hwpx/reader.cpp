#include "engine/documents/hwpx/reader.h"

#include "engine/documents/containers/zip.h"
#include "engine/documents/hwpx/section.h"

#include <algorithm>

namespace sillok::documents::hwpx {

namespace {

/// The XML part of that name, parsed.
Result<void> loadPart(ZipArchive& archive, const std::string& name, pugi::xml_document& into)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, archive.read(name));
    return parseXml(bytes, into);
}

/// Section parts in reading order: the spine's where there is one, else by number.
std::vector<std::string> sectionNames(ZipArchive& archive, std::string& title)
{
    std::vector<std::string> names;
    pugi::xml_document package;
    if (loadPart(archive, "Contents/content.hpf", package).ok()) {
        const pugi::xml_node root = package.document_element();
        title = childNamed(childNamed(root, "metadata"), "title").child_value();
        for (const pugi::xml_node& reference : childNamed(root, "spine").children()) {
            const std::string_view id = reference.attribute("idref").as_string();
            for (const pugi::xml_node& item : childNamed(root, "manifest").children()) {
                const std::string part = item.attribute("href").as_string();
                if (id == item.attribute("id").as_string() && part.find("section") != std::string::npos && archive.has(part))
                    names.push_back(part);
            }
        }
    }
    for (int i = 0; names.empty() || i < 1000; ++i) {
        const std::string part = "Contents/section" + std::to_string(i) + ".xml";
        if (!archive.has(part))
            break;
        if (std::find(names.begin(), names.end(), part) == names.end())
            names.push_back(part);
    }
    return names;
}

/// ODF-style encryption: some part has encryption-data in the manifest.
bool isEncrypted(ZipArchive& archive)
{
    pugi::xml_document manifest;
    if (!loadPart(archive, "META-INF/manifest.xml", manifest).ok())
        return false;
    for (const pugi::xml_node& entry : manifest.document_element().children()) {
        if (childNamed(entry, "encryption-data"))
            return true;
    }
    return false;
}

} // namespace

Result<Document> read(Bytes bytes, const Progress& progress)
{
    SILLOK_TRY(ZipArchive archive, ZipArchive::open(bytes));
    if (isEncrypted(archive))
        return fail(ErrorCode::NeedsPassword, "an HWPX document with a password");

    Document document;
    document.format = formatName(Format::Hwpx);
    document.pagesEstimated = true;
    const std::vector<std::string> names = sectionNames(archive, document.title);
    if (names.empty())
        return fail(ErrorCode::Damaged, "an HWPX document without sections");

    pugi::xml_document header;
    Styles styles;
    if (loadPart(archive, "Contents/header.xml", header).ok()) // without it there are no numbers and headings, but all text
        styles = Styles::parse(header);
    Reading reading { document, styles };
    for (size_t i = 0; i < names.size(); ++i) {
        pugi::xml_document section;
        SILLOK_CHECK(loadPart(archive, names[i], section));
        if (i > 0)
            ++reading.page;
        SILLOK_CHECK(readSection(section, reading));
        progress(static_cast<int>(i + 1), static_cast<int>(names.size()));
    }
    document.pageCount = reading.page;
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "an HWPX document without text");
    return document;
}

} // namespace sillok::documents::hwpx
