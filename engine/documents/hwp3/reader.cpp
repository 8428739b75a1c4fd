#include "engine/documents/hwp3/reader.h"

#include "engine/documents/clean_text.h"
#include "engine/documents/containers/inflate.h"
#include "engine/documents/hwp3/body.h"
#include "engine/documents/hwp3/characters.h"

namespace sillok::documents::hwp3 {

namespace {

constexpr size_t kSignatureBytes = 30;
constexpr size_t kInfoBytes = 128;
constexpr size_t kSummaryBytes = 1008;
constexpr size_t kTitleUnits = 56;

uint16_t half(Bytes bytes, size_t at) { return static_cast<uint16_t>(bytes[at] | bytes[at + 1] << 8); }

std::string titleOf(Bytes summary, int& removed)
{
    std::string title;
    for (size_t i = 0; i < kTitleUnits && half(summary, i * 2) >= 32; ++i)
        appendCharacter(title, half(summary, i * 2));
    return cleanTitle(title, removed);
}

/// Fonts of seven scripts, then styles: nothing in them is text.
Result<void> skipFontsAndStyles(ByteReader& reader)
{
    constexpr int kScripts = 7;
    constexpr uint64_t kFontBytes = 40, kStyleBytes = 20 + 31 + 187;
    for (int i = 0; i < kScripts; ++i) {
        SILLOK_TRY(const uint16_t fonts, reader.number<uint16_t>());
        SILLOK_CHECK(reader.skip(fonts * kFontBytes));
    }
    SILLOK_TRY(const uint16_t styles, reader.number<uint16_t>());
    return reader.skip(styles * kStyleBytes);
}

} // namespace

Result<Document> read(Bytes bytes)
{
    ByteReader outer(bytes);
    SILLOK_CHECK(outer.skip(kSignatureBytes));
    SILLOK_TRY(const Bytes info, outer.take(kInfoBytes));
    if (half(info, 96) != 0)
        return fail(ErrorCode::NeedsPassword, "a HWP 3.0 document with a password");
    SILLOK_TRY(const Bytes summary, outer.take(kSummaryBytes));
    SILLOK_CHECK(outer.skip(half(info, 126)));
    SILLOK_TRY(const Bytes rest, outer.take(outer.left()));

    std::vector<uint8_t> inflated;
    uint64_t inflatedSoFar = 0;
    const bool compressed = info[124] != 0;
    if (compressed) {
        SILLOK_TRY(inflated, inflateRaw(rest, inflatedSoFar));
    }
    Document document;
    document.format = formatName(Format::Hwp3);
    document.title = titleOf(summary, document.hiddenCharactersRemoved);
    Numberings none;
    FlowWriter writer(document, none);
    ByteReader reader(compressed ? Bytes(inflated) : rest);
    SILLOK_CHECK(skipFontsAndStyles(reader));
    SILLOK_CHECK(readBody(reader, writer));
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a HWP 3.0 document without text");
    return document;
}

} // namespace sillok::documents::hwp3
