#include "engine/documents/registry.h"

#include "engine/documents/containers/zip.h"
#include "engine/documents/hwp/reader.h"
#include "engine/documents/hwp3/reader.h"
#include "engine/documents/hwpml/reader.h"
#include "engine/documents/hwpx/reader.h"
#include "engine/documents/markdown/reader.h"
#include "engine/documents/text/reader.h"

#include <algorithm>

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

/// An archive that does not open is still the HWPX that it says it is, so that people hear "damaged" and not "unknown".
Format sniffZip(Bytes bytes, std::string_view extension)
{
    auto archive = ZipArchive::open(bytes);
    if (!archive.ok())
        return extension == "hwpx" || contains(bytes, 128, "application/hwp+zip") ? Format::Hwpx : Format::OfficeZip;
    if (archive->mimetype() == "application/hwp+zip" || archive->has("Contents/section0.xml") || archive->has("Contents/header.xml"))
        return Format::Hwpx;
    return Format::OfficeZip;
}

Format sniffOle(Bytes bytes)
{
    // The name of the stream that only HWP 5.0 has, in the directory's UTF-16.
    using namespace std::string_view_literals;
    return contains(bytes, bytes.size(), "F\0i\0l\0e\0H\0e\0a\0d\0e\0r\0"sv) ? Format::Hwp5 : Format::OleOther;
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
    if (isPdf(bytes))
        return Format::Pdf;
    if (contains(bytes, 256, "<?xml"sv) && contains(bytes, 2048, "<HWPML"))
        return Format::Hwpml;
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
    case Format::OfficeZip: return "Office";
    case Format::OleOther: return "OLE";
    case Format::Image: return "image";
    case Format::Binary: return "binary";
    }
    return "binary";
}

Result<Document> read(Format format, Bytes bytes, const Progress& progress)
{
    if (bytes.size() > kMaxInputBytes)
        return fail(ErrorCode::Unsafe, "a document over 200 MB");
    switch (format) {
    case Format::Text: return text::read(bytes);
    case Format::Markdown: return markdown::read(bytes);
    case Format::Hwpx: return hwpx::read(bytes, progress);
    case Format::Hwp5: return hwp::read(bytes, progress);
    case Format::Hwp3: return hwp3::read(bytes);
    case Format::Hwpml: return hwpml::read(bytes, progress);
    case Format::Image: return fail(ErrorCode::NotFound, "an image without text");
    default: return fail(ErrorCode::Unsupported, std::string("this version does not read ") + formatName(format));
    }
}

} // namespace sillok::documents
