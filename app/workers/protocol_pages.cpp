// protocol_pages.cpp - The messages about pictures and places of pages.
#include "app/workers/protocol.h"

#include "app/workers/wire_box.h"
#include "engine/base/text.h"

#include <algorithm>

namespace sillok::app::protocol {

namespace {

constexpr size_t kRowsFrameBytes = size_t { 1 } << 20;
constexpr uint32_t kMostPages = 1'000'000;

Error outOfRange() { return fail(ErrorCode::Damaged, "a frame's field is out of range"); }

bool isPage(uint32_t page) { return page >= 1 && page <= kMostPages; }

} // namespace

std::vector<uint8_t> encode(const RenderPage& message)
{
    WireWriter out;
    out.number(message.page);
    out.number(message.width);
    return out.take();
}

Result<RenderPage> decodeRenderPage(Bytes payload)
{
    WireReader in(payload);
    RenderPage message;
    message.page = in.number<uint32_t>();
    message.width = in.number<uint32_t>();
    SILLOK_CHECK(in.finish());
    if (!isPage(message.page) || message.width < 1 || message.width > kMaxPageWidth)
        return outOfRange();
    return message;
}

std::vector<uint8_t> encode(const FindOnPage& message)
{
    WireWriter out;
    out.number(message.page);
    out.text(message.quote);
    return out.take();
}

Result<FindOnPage> decodeFindOnPage(Bytes payload)
{
    WireReader in(payload);
    FindOnPage message;
    message.page = in.number<uint32_t>();
    message.quote = in.text();
    SILLOK_CHECK(in.finish());
    if (!isPage(message.page) || message.quote.size() > kMaxQuoteBytes)
        return outOfRange();
    return message;
}

std::vector<uint8_t> encode(const PagesOpened& message)
{
    WireWriter out;
    out.number(message.pageCount);
    return out.take();
}

Result<PagesOpened> decodePagesOpened(Bytes payload)
{
    WireReader in(payload);
    const PagesOpened message { in.number<uint32_t>() };
    SILLOK_CHECK(in.finish());
    if (!isPage(message.pageCount))
        return outOfRange();
    return message;
}

std::vector<uint8_t> encode(const PageStarted& message)
{
    WireWriter out;
    out.number(message.width);
    out.number(message.height);
    return out.take();
}

Result<PageStarted> decodePageStarted(Bytes payload)
{
    WireReader in(payload);
    PageStarted message;
    message.width = in.number<uint32_t>();
    message.height = in.number<uint32_t>();
    SILLOK_CHECK(in.finish());
    const uint64_t pixels = uint64_t { message.width } * message.height;
    if (message.width > kMaxPageWidth || pixels == 0 || pixels > kMaxPagePixels)
        return outOfRange();
    return message;
}

std::vector<uint8_t> encode(const std::vector<PageBox>& boxes)
{
    WireWriter out;
    out.number(static_cast<uint32_t>(boxes.size()));
    for (const PageBox& box : boxes)
        writeBox(out, box);
    return out.take();
}

Result<std::vector<PageBox>> decodePageBoxes(Bytes payload)
{
    WireReader in(payload);
    const auto count = in.number<uint32_t>();
    if (count > kMaxPageBoxes || !in.fits(count, 4 * sizeof(double)))
        return outOfRange();
    std::vector<PageBox> boxes(count);
    bool sane = true;
    for (PageBox& box : boxes)
        sane = readBox(in, box) && sane;
    SILLOK_CHECK(in.finish());
    if (!sane)
        return outOfRange();
    return boxes;
}

Result<void> PictureParts::take(const Frame& frame)
{
    if (static_cast<Type>(frame.type) == Type::PageStarted && expectedBytes == 0) {
        SILLOK_TRY(const PageStarted start, decodePageStarted(frame.payload));
        image.width = static_cast<int>(start.width);
        image.height = static_cast<int>(start.height);
        expectedBytes = size_t { 4 } * start.width * start.height;
        image.pixels.reserve(expectedBytes);
        return {};
    }
    if (static_cast<Type>(frame.type) != Type::PageRows || frame.payload.empty() || frame.payload.size() > expectedBytes - image.pixels.size())
        return fail(ErrorCode::Damaged, "a frame that is no part of a picture");
    image.pixels.insert(image.pixels.end(), frame.payload.begin(), frame.payload.end());
    return {};
}

Result<void> sendPage(const FrameLink& link, const PageImage& image)
{
    const PageStarted start { static_cast<uint32_t>(image.width), static_cast<uint32_t>(image.height) };
    SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::PageStarted), encode(start)));
    for (Bytes left = image.pixels; !left.empty();) {
        const size_t part = std::min(left.size(), kRowsFrameBytes);
        SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::PageRows), left.first(part)));
        left = left.subspan(part);
    }
    return {};
}

} // namespace sillok::app::protocol
