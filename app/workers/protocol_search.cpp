// The messages between the program and a model for searching.
#include "app/workers/protocol.h"

#include "app/workers/wire.h"
#include "engine/base/text.h"

#include <algorithm>
#include <cmath>

namespace sillok::app::protocol {

namespace {

void writeTexts(WireWriter& out, const std::vector<std::string>& texts)
{
    out.number(static_cast<uint32_t>(texts.size()));
    for (const std::string& text : texts)
        out.text(text);
}

/// False: something is out of range.
bool readTexts(WireReader& in, std::vector<std::string>& texts)
{
    constexpr uint64_t kLeastTextBytes = 4;
    const auto count = in.number<uint32_t>();
    if (!in.fits(count, kLeastTextBytes) || count > kMostTexts)
        return false;
    for (uint32_t i = 0; i < count; ++i)
        texts.push_back(in.text());
    return std::ranges::all_of(texts, [](const std::string& text) { return isValidUtf8(text); });
}

void writeNumbers(WireWriter& out, const std::vector<float>& numbers)
{
    out.number(static_cast<uint32_t>(numbers.size()));
    for (const float number : numbers)
        out.number(number);
}

bool readNumbers(WireReader& in, std::vector<float>& numbers)
{
    const auto count = in.number<uint32_t>();
    if (!in.fits(count, sizeof(float)))
        return false;
    numbers.resize(count);
    for (float& number : numbers)
        number = in.number<float>();
    return std::ranges::all_of(numbers, [](float number) { return std::isfinite(number); });
}

/// The fields end where the frame ends, and all are in range.
Result<void> checked(const WireReader& in, bool sane)
{
    SILLOK_CHECK(in.finish());
    return sane ? Result<void>() : fail(ErrorCode::Damaged, "a frame's field is out of range");
}

} // namespace

std::vector<uint8_t> encode(const Embed& message)
{
    WireWriter out;
    out.number(static_cast<uint8_t>(message.kind));
    writeTexts(out, message.texts);
    return out.take();
}

Result<Embed> decodeEmbed(Bytes payload)
{
    WireReader in(payload);
    Embed message;
    const auto kind = in.number<uint8_t>();
    message.kind = static_cast<TextKind>(kind);
    const bool sane = readTexts(in, message.texts);
    SILLOK_CHECK(checked(in, sane && kind <= static_cast<uint8_t>(TextKind::Passage)));
    return message;
}

std::vector<uint8_t> encode(const Embedded& message)
{
    WireWriter out;
    out.number(message.width);
    writeNumbers(out, message.values);
    return out.take();
}

Result<Embedded> decodeEmbedded(Bytes payload)
{
    WireReader in(payload);
    Embedded message;
    message.width = in.number<uint32_t>();
    const bool sane = readNumbers(in, message.values);
    const bool whole = message.width > 0 && message.width <= kWidestVector && message.values.size() % message.width == 0;
    SILLOK_CHECK(checked(in, sane && whole));
    return message;
}

std::vector<uint8_t> encode(const Score& message)
{
    WireWriter out;
    out.text(message.question);
    writeTexts(out, message.texts);
    return out.take();
}

Result<Score> decodeScore(Bytes payload)
{
    WireReader in(payload);
    Score message;
    message.question = in.text();
    const bool sane = readTexts(in, message.texts);
    SILLOK_CHECK(checked(in, sane && isValidUtf8(message.question)));
    return message;
}

std::vector<uint8_t> encode(const Scored& message)
{
    WireWriter out;
    writeNumbers(out, message.scores);
    return out.take();
}

Result<Scored> decodeScored(Bytes payload)
{
    WireReader in(payload);
    Scored message;
    const bool sane = readNumbers(in, message.scores);
    SILLOK_CHECK(checked(in, sane));
    return message;
}

} // namespace sillok::app::protocol
