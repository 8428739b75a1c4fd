#include "engine/documents/registry.h"

#include "engine/documents/containers/ole.h"
#include "engine/documents/containers/zip.h"
#include "engine/documents/crypt/office_encryption.h"
#include "engine/documents/crypt/primitives.h"
#include "engine/documents/docx/reader.h"
#include "engine/documents/html/charset.h"
#include "engine/documents/html/reader.h"
#include "engine/documents/hwp/reader.h"
#include "engine/documents/hwp3/reader.h"
#include "engine/documents/hwpml/reader.h"
#include "engine/documents/hwpx/reader.h"
#include "engine/documents/mail/reader.h"
#include "engine/documents/markdown/reader.h"
#include "engine/documents/odf/reader.h"
#include "engine/documents/pptx/reader.h"
#include "engine/documents/rtf/reader.h"
#include "engine/documents/text/reader.h"
#include "engine/documents/xlsx/reader.h"

#include <algorithm>
#include <utility>

namespace sillok::documents {

namespace {

bool startsWith(Bytes bytes, std::string_view magic)
{
    return bytes.size() >= magic.size() && asText(bytes.first(magic.size())) == magic;
}

bool contains(Bytes bytes, size_t within, std::string_view what)
{
    return asText(bytes.first(std::min(within, bytes.size()))).find(what) != std::string_view::npos;
}

Format sniffOffice(ZipArchive& archive)
{
    const std::string type = archive.mimetype();
    if (type.starts_with("application/vnd.oasis.opendocument.text"))
        return Format::Odt;
    if (type.starts_with("application/vnd.oasis.opendocument.spreadsheet"))
        return Format::Ods;
    if (type.starts_with("application/vnd.oasis.opendocument.presentation"))
        return Format::Odp;
    for (const std::string& name : archive.names()) {
        if (name.starts_with("word/"))
            return Format::Docx;
        if (name.starts_with("xl/"))
            return Format::Xlsx;
        if (name.starts_with("ppt/"))
            return Format::Pptx;
    }
    return Format::OfficeZip;
}

/// An archive that does not open is still what it says it is, so that people hear "damaged" and not "unknown".
Format namedArchive(Bytes bytes, std::string_view extension)
{
    if (extension == "hwpx" || contains(bytes, 128, "application/hwp+zip"))
        return Format::Hwpx;
    constexpr std::pair<std::string_view, Format> kNames[] = { { "docx", Format::Docx }, { "xlsx", Format::Xlsx }, { "pptx", Format::Pptx },
        { "odt", Format::Odt }, { "ods", Format::Ods }, { "odp", Format::Odp } };
    for (const auto& [name, format] : kNames) {
        if (extension == name)
            return format;
    }
    return Format::OfficeZip;
}

Format sniffZip(Bytes bytes, std::string_view extension)
{
    auto archive = ZipArchive::open(bytes);
    if (!archive.ok())
        return namedArchive(bytes, extension);
    if (archive->mimetype() == "application/hwp+zip" || archive->has("Contents/section0.xml") || archive->has("Contents/header.xml"))
        return Format::Hwpx;
    return sniffOffice(*archive);
}

Format sniffOle(Bytes bytes)
{
    // The name of the stream that only HWP 5.0 has, in the directory's UTF-16.
    using namespace std::string_view_literals;
    return contains(bytes, bytes.size(), "F\0i\0l\0e\0H\0e\0a\0d\0e\0r\0"sv) ? Format::Hwp5 : Format::OleOther;
}

/// An encrypted office document lies in a compound file; the binary formats before it do too.
/// source [MS-OFFCRYPTO] 2.3.4.4
Result<Document> readOtherOle(Bytes bytes, const Progress& progress, std::string_view password)
{
    Result<OleFile> file = OleFile::open(bytes);
    if (!file.ok() || !file->has("EncryptedPackage"))
        return fail(ErrorCode::Unsupported, std::string("this version does not read ") + formatName(Format::OleOther));
    SILLOK_TRY(const std::vector<uint8_t> package, crypt::openPackage(*file, password));
    const Format inside = sniffZip(package, {});
    if (inside != Format::Docx && inside != Format::Xlsx && inside != Format::Pptx)
        return fail(ErrorCode::Damaged, "an encrypted package without an office document in it");
    return read(inside, package, progress);
}

Document image()
{
    Document document;
    document.format = formatName(Format::Image);
    document.pageCount = 1;
    document.pagesWithoutText = { 1 };
    return document;
}

bool isImage(Bytes bytes)
{
    using namespace std::string_view_literals;
    const bool bitmap = startsWith(bytes, "BM"sv) && bytes.size() > 10 && bytes[6] == 0 && bytes[7] == 0 && bytes[8] == 0 && bytes[9] == 0;
    return bitmap || startsWith(bytes, "\x89PNG"sv) || startsWith(bytes, "\xFF\xD8\xFF"sv) || startsWith(bytes, "II*\0"sv)
        || startsWith(bytes, "MM\0*"sv) || startsWith(bytes, "GIF87a"sv) || startsWith(bytes, "GIF89a"sv);
}

/// The mark stands within the first 1024 bytes and begins a line: a text that mentions it is no PDF.
/// source ISO 32000-1, annex H.3, note 13
bool isPdf(Bytes bytes)
{
    const size_t at = asText(bytes.first(std::min<size_t>(1024, bytes.size()))).find("%PDF-");
    if (at == std::string_view::npos)
        return false;
    return at == 0 || bytes[at - 1] < 0x20 || bytes[at - 1] >= 0x7F;
}

/// Names under which pages and their parts are saved; spreadsheet programs are given tables of HTML under their own.
bool mayHoldTags(std::string_view extension)
{
    constexpr std::string_view kNames[] = { "html", "htm", "xhtml", "xls", "doc" };
    return std::ranges::find(kNames, extension) != std::end(kNames);
}

bool looksBinary(Bytes bytes)
{
    const Bytes head = bytes.first(std::min<size_t>(bytes.size(), 4096));
    const auto controls = std::count_if(head.begin(), head.end(), [](uint8_t b) { return b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f'; });
    return static_cast<size_t>(controls) * 20 > head.size();
}

} // namespace

Format sniff(Bytes bytes, std::string_view extension)
{
    using namespace std::string_view_literals;
    if (startsWith(bytes, "PK\x03\x04"sv) || startsWith(bytes, "PK\x05\x06"sv))
        return sniffZip(bytes, extension);
    if (startsWith(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv))
        return sniffOle(bytes);
    if (startsWith(bytes, "HWP Document File V3"sv))
        return Format::Hwp3;
    if (isImage(bytes))
        return Format::Image;
    const bool hwpml = contains(bytes, 256, "<?xml"sv) && contains(bytes, 2048, "<HWPML");
    if (!hwpml && html::looksLikeHtml(bytes, mayHoldTags(extension)))
        return Format::Html;
    if (mail::looksLikeMail(bytes)) // before the PDF, which may stand in it
        return Format::Eml;
    if (isPdf(bytes))
        return Format::Pdf;
    if (hwpml)
        return Format::Hwpml;
    if (startsWith(bytes, "{\\rtf"))
        return Format::Rtf;
    if (!text::hasUtf16Shape(bytes) && looksBinary(bytes))
        return Format::Binary;
    return extension == "md" || extension == "markdown" ? Format::Markdown : Format::Text;
}

const char* formatName(Format format)
{
    switch (format) {
    case Format::Text: return "TXT";
    case Format::Markdown: return "MD";
    case Format::Hwpx: return "HWPX";
    case Format::Pdf: return "PDF";
    case Format::Hwp5: return "HWP 5.0";
    case Format::Hwp3: return "HWP 3.0";
    case Format::Hwpml: return "HWPML";
    case Format::Docx: return "DOCX";
    case Format::Xlsx: return "XLSX";
    case Format::Pptx: return "PPTX";
    case Format::Odt: return "ODT";
    case Format::Ods: return "ODS";
    case Format::Odp: return "ODP";
    case Format::Html: return "HTML";
    case Format::Eml: return "EML";
    case Format::Rtf: return "RTF";
    case Format::OfficeZip: return "Office";
    case Format::OleOther: return "OLE";
    case Format::Image: return "image";
    case Format::Binary: return "binary";
    }
    return "binary";
}

void prepareToRead() { crypt::prepare(); }

Result<Document> read(Format format, Bytes bytes, const Progress& progress, std::string_view password)
{
    if (bytes.size() > kMaxInputBytes)
        return fail(ErrorCode::Unsafe, "a document over 200 MB");
    switch (format) {
    case Format::Text: return text::read(bytes);
    case Format::Markdown: return markdown::read(bytes);
    case Format::Hwpx: return hwpx::read(bytes, progress, password);
    case Format::Hwp5: return hwp::read(bytes, progress);
    case Format::Hwp3: return hwp3::read(bytes);
    case Format::Hwpml: return hwpml::read(bytes, progress);
    case Format::Docx: return docx::read(bytes, progress);
    case Format::Xlsx: return xlsx::read(bytes, progress);
    case Format::Pptx: return pptx::read(bytes, progress);
    case Format::Odt: [[fallthrough]];
    case Format::Ods: [[fallthrough]];
    case Format::Odp: return odf::read(format, bytes, progress, password);
    case Format::Html: return html::read(bytes);
    case Format::Eml: return mail::read(bytes);
    case Format::Rtf: return rtf::read(bytes);
    case Format::OleOther: return readOtherOle(bytes, progress, password);
    case Format::Image: return image();
    default: return fail(ErrorCode::Unsupported, std::string("this version does not read ") + formatName(format));
    }
}

} // namespace sillok::documents
