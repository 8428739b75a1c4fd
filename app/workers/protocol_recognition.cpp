// protocol_recognition.cpp - The messages about text recognised in pictures of pages.
#include "app/workers/protocol.h"

#include "app/workers/wire_box.h"
#include "engine/base/text.h"

namespace sillok::app::protocol {

namespace {

constexpr size_t kLinesFrameBytes = size_t { 1 } << 20;
constexpr size_t kWordBytes = 4 + 1 + 1 + 4 * sizeof(double); // of a word of one letter
constexpr size_t kLineBytes = 4 + kWordBytes;

Error outOfRange() { return fail(ErrorCode::Damaged, "a field about recognised text is out of range"); }

bool readWord(WireReader& in, RecognisedWord& word)
{
    word.text = in.text();
    const auto confidence = in.number<uint8_t>();
    word.confidence = confidence;
    return readBox(in, word.box) && confidence <= 100 && !word.text.empty() && isValidUtf8(word.text);
}

bool readLine(WireReader& in, RecognisedLine& line)
{
    const auto words = in.number<uint32_t>();
    if (words == 0 || words > kMaxRecognisedWords || !in.fits(words, kWordBytes))
        return false;
    line.words.resize(words);
    bool sane = true;
    for (RecognisedWord& word : line.words)
        sane = readWord(in, word) && sane;
    return sane;
}

size_t bytesOf(const RecognisedLine& line)
{
    size_t bytes = kLineBytes;
    for (const RecognisedWord& word : line.words)
        bytes += kWordBytes + word.text.size();
    return bytes;
}

} // namespace

std::vector<uint8_t> encode(const RecogniseImage& message)
{
    WireWriter out;
    out.number(message.page);
    return out.take();
}

Result<RecogniseImage> decodeRecogniseImage(Bytes payload)
{
    WireReader in(payload);
    const RecogniseImage message { in.number<uint32_t>() };
    SILLOK_CHECK(in.finish());
    if (message.page < 1 || message.page > kMaxImagePages)
        return outOfRange();
    return message;
}

std::vector<uint8_t> encode(const PageRecognised& message)
{
    WireWriter out;
    out.number(message.pages);
    out.number(message.turnedDegrees);
    out.number(message.confidence);
    return out.take();
}

Result<PageRecognised> decodePageRecognised(Bytes payload)
{
    WireReader in(payload);
    PageRecognised message;
    message.pages = in.number<uint32_t>();
    message.turnedDegrees = in.number<uint32_t>();
    message.confidence = in.number<uint32_t>();
    SILLOK_CHECK(in.finish());
    const bool turn = message.turnedDegrees < 360 && message.turnedDegrees % 90 == 0;
    if (message.pages < 1 || message.pages > kMaxImagePages || !turn || message.confidence > 100)
        return outOfRange();
    return message;
}

std::vector<uint8_t> encode(const std::vector<RecognisedLine>& lines)
{
    WireWriter out;
    out.number(static_cast<uint32_t>(lines.size()));
    for (const RecognisedLine& line : lines) {
        out.number(static_cast<uint32_t>(line.words.size()));
        for (const RecognisedWord& word : line.words) {
            out.text(word.text);
            out.number(static_cast<uint8_t>(word.confidence));
            writeBox(out, word.box);
        }
    }
    return out.take();
}

Result<std::vector<RecognisedLine>> decodeLines(Bytes payload)
{
    WireReader in(payload);
    const auto count = in.number<uint32_t>();
    bool sane = in.fits(count, kLineBytes);
    std::vector<RecognisedLine> lines;
    for (uint32_t i = 0; i < count && sane && !in.broken(); ++i)
        sane = readLine(in, lines.emplace_back());
    SILLOK_CHECK(in.finish());
    if (!sane)
        return outOfRange();
    return lines;
}

Result<void> sendRecognised(const FrameLink& link, const RecognisedPage& page)
{
    std::vector<RecognisedLine> part;
    size_t bytes = 0;
    const auto send = [&]() -> Result<void> {
        SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::PageWords), encode(part)));
        part.clear();
        bytes = 0;
        return {};
    };
    for (const RecognisedLine& line : page.lines) {
        const size_t next = bytesOf(line);
        if (next > kMaxFrameBytes / 2)
            return fail(ErrorCode::Unsafe, "sending a recognised line larger than a frame");
        if (!part.empty() && bytes + next > kLinesFrameBytes)
            SILLOK_CHECK(send());
        part.push_back(line);
        bytes += next;
    }
    if (!part.empty())
        SILLOK_CHECK(send());
    const PageRecognised done { static_cast<uint32_t>(page.pages), static_cast<uint32_t>(page.turnedDegrees), static_cast<uint32_t>(page.confidence) };
    return link.send(static_cast<uint16_t>(Type::PageRecognised), encode(done));
}

} // namespace sillok::app::protocol
