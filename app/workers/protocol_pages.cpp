// protocol_pages.cpp - The messages about pictures and places of pages.
#include "app/workers/protocol.h"

#include "app/workers/wire.h"
#include "engine/base/text.h"

#include <algorithm>

namespace sillok::app::protocol {

namespace {

constexpr size_t kRowsFrameBytes = size_t { 1 } << 20;
constexpr uint32_t kMostPages = 1'000'000;

Error outOfRange() { return fail(ErrorCode::Damaged, "a frame's field is out of range"); }

bool isPage(uint32_t page) { return page >= 1 && page <= kMostPages; }

/// False for what is no number, too.
bool isShare(double value) { return value >= 0 && value <= 1; }

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
    for (const PageBox& box : boxes) {
        for (const double value : { box.left, box.top, box.width, box.height })
            out.number(value);
    }
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
    for (PageBox& box : boxes) {
        for (double* value : { &box.left, &box.top, &box.width, &box.height }) {
            *value = in.number<double>();
            sane = sane && isShare(*value);
        }
    }
    SILLOK_CHECK(in.finish());
    if (!sane)
        return outOfRange();
    return boxes;
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
