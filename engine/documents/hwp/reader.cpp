#include "engine/documents/hwp/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/containers/inflate.h"
#include "engine/documents/containers/ole.h"
#include "engine/documents/hwp/distribution.h"
#include "engine/documents/hwp/section.h"
#include "engine/documents/hwp/summary.h"

namespace sillok::documents::hwp {

namespace {

/// Bits of the FileHeader's flags.
enum Flag : uint32_t { Compressed = 1, Password = 2, Distribution = 4, RightsManaged = 16, CertificateEncrypted = 256, CertificateRights = 1024 };

Result<uint32_t> readFlags(OleFile& file)
{
    constexpr size_t kUsedBytes = 40;
    constexpr std::string_view kSignature = "HWP Document File";
    SILLOK_TRY(const std::vector<uint8_t> header, file.read("FileHeader"));
    if (header.size() < kUsedBytes || asText(header).substr(0, kSignature.size()) != kSignature)
        return fail(ErrorCode::Damaged, "a HWP document without its signature");
    const auto flags = field<uint32_t>(header, 36);
    if (flags & Password)
        return fail(ErrorCode::NeedsPassword, "a HWP document with a password");
    if (flags & (RightsManaged | CertificateEncrypted | CertificateRights))
        return fail(ErrorCode::Unsupported, "a HWP document under rights management");
    const uint32_t version = field<uint32_t>(header, 32) >> 24;
    if (version != 5)
        return fail(ErrorCode::Unsupported, "a HWP document of version " + std::to_string(version));
    return flags;
}

/// Streams of one document, unscrambled and inflated as its header says.
class Streams {
public:
    Streams(OleFile& file, uint32_t flags) : m_file(file), m_flags(flags) {}

    Result<std::vector<uint8_t>> plain(const std::string& name)
    {
        SILLOK_TRY(std::vector<uint8_t> bytes, m_file.read(name));
        return inflated(std::move(bytes));
    }

    Result<std::vector<uint8_t>> section(const std::string& name)
    {
        SILLOK_TRY(std::vector<uint8_t> bytes, m_file.read(name));
        if (m_flags & Distribution) {
            SILLOK_TRY(bytes, openDistributed(bytes));
        }
        return inflated(std::move(bytes));
    }

    std::string sectionName(size_t index) const
    {
        return ((m_flags & Distribution) ? "ViewText/Section" : "BodyText/Section") + std::to_string(index);
    }

    bool has(const std::string& name) const { return m_file.has(name); }

private:
    Result<std::vector<uint8_t>> inflated(std::vector<uint8_t> bytes)
    {
        if (!(m_flags & Compressed))
            return bytes;
        return inflateRaw(bytes, m_inflated);
    }

    OleFile& m_file;
    uint32_t m_flags;
    uint64_t m_inflated = 0;
};

/// The records own nothing: `bytes` keeps what they point into.
Result<DocInfo> readDocInfo(Streams& streams)
{
    SILLOK_TRY(const std::vector<uint8_t> bytes, streams.plain("DocInfo"));
    SILLOK_TRY(const std::vector<Record> records, parseRecords(bytes));
    return parseDocInfo(records);
}

} // namespace

Result<Document> read(Bytes bytes, const Progress& progress)
{
    SILLOK_TRY(OleFile file, OleFile::open(bytes));
    SILLOK_TRY(const uint32_t flags, readFlags(file));
    Streams streams(file, flags);
    size_t count = 0;
    while (streams.has(streams.sectionName(count)))
        ++count;
    if (count == 0)
        return fail(ErrorCode::Damaged, "a HWP document without sections");

    SILLOK_TRY(DocInfo info, readDocInfo(streams));
    Document document;
    document.format = formatName(Format::Hwp5);
    document.pagesEstimated = true;
    if (const auto summary = file.read("\005HwpSummaryInformation"); summary.ok()) // a document without one is as good
        document.title = cleanTitle(summaryTitle(*summary), document.hiddenCharactersRemoved);
    FlowWriter writer(document, info.numberings);
    for (size_t i = 0; i < count; ++i) {
        SILLOK_TRY(const std::vector<uint8_t> section, streams.section(streams.sectionName(i)));
        SILLOK_TRY(const std::vector<Record> records, parseRecords(section));
        SILLOK_CHECK(readSection(records, info, writer, document.hiddenCharactersRemoved));
        progress(static_cast<int>(i + 1), static_cast<int>(count));
    }
    document.pageCount = writer.page();
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a HWP document without text");
    return document;
}

} // namespace sillok::documents::hwp
