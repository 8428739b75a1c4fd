#include "engine/documents/hwpx/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/containers/zip.h"
#include "engine/documents/crypt/part_encryption.h"
#include "engine/documents/hwpx/section.h"

#include <map>
#include <set>

namespace sillok::documents::hwpx {

namespace {

/// The XML part of that name, parsed.
Result<void> loadPart(ZipArchive& archive, const std::string& name, pugi::xml_document& into)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, archive.read(name));
    return parseXml(bytes, into);
}

/// Parts that the package's spine lists, each once.
std::vector<std::string> spineNames(ZipArchive& archive, const pugi::xml_node& package)
{
    std::map<std::string, std::string> parts;
    for (const pugi::xml_node& item : childNamed(package, "manifest").children())
        parts.emplace(item.attribute("id").as_string(), item.attribute("href").as_string());
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const pugi::xml_node& reference : childNamed(package, "spine").children()) {
        const auto part = parts.find(reference.attribute("idref").as_string());
        const bool section = part != parts.end() && part->second.find("section") != std::string::npos && archive.has(part->second);
        if (section && taken.insert(part->second).second)
            names.push_back(part->second);
    }
    return names;
}

/// Section parts in reading order: the spine's where there is one, then by number those that it forgot.
std::vector<std::string> sectionNames(ZipArchive& archive, Document& document)
{
    std::vector<std::string> names;
    pugi::xml_document package;
    if (loadPart(archive, "Contents/content.hpf", package).ok()) {
        const pugi::xml_node root = package.document_element();
        document.title = cleanTitle(childNamed(childNamed(root, "metadata"), "title").child_value(), document.hiddenCharactersRemoved);
        names = spineNames(archive, root);
    }
    const std::set<std::string> known(names.begin(), names.end());
    for (size_t i = 0; i < kMaxZipEntries; ++i) {
        const std::string part = "Contents/section" + std::to_string(i) + ".xml";
        if (!archive.has(part))
            break;
        if (!known.contains(part))
            names.push_back(part);
    }
    return names;
}

} // namespace

Result<Document> read(Bytes bytes, const Progress& progress, std::string_view password)
{
    SILLOK_TRY(ZipArchive archive, ZipArchive::open(bytes));
    SILLOK_CHECK(crypt::unlockParts(archive, password));

    Document document;
    document.format = formatName(Format::Hwpx);
    document.pagesEstimated = true;
    const std::vector<std::string> names = sectionNames(archive, document);
    if (names.empty())
        return fail(ErrorCode::Damaged, "an HWPX document without sections");

    pugi::xml_document header;
    Styles styles;
    if (loadPart(archive, "Contents/header.xml", header).ok()) // without it there are no numbers and headings, but all text
        styles = Styles::parse(header);
    FlowWriter writer(document, styles.numberings());
    for (size_t i = 0; i < names.size(); ++i) {
        pugi::xml_document section;
        SILLOK_CHECK(loadPart(archive, names[i], section));
        SILLOK_CHECK(readSection(section, styles, writer, document.hiddenCharactersRemoved));
        progress(static_cast<int>(i + 1), static_cast<int>(names.size()));
    }
    document.pageCount = writer.page();
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "an HWPX document without text");
    return document;
}

} // namespace sillok::documents::hwpx
