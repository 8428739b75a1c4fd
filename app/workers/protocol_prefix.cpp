// Fronts of computed contexts on their way out of the engine and back.
#include "app/workers/protocol.h"

#include "app/workers/wire.h"
#include "engine/base/text.h"

#include <algorithm>

namespace sillok::app::protocol {

std::vector<uint8_t> encode(const Prefix& message)
{
    WireWriter out;
    out.text(message.numerics);
    out.number(message.blockBytes);
    out.number(static_cast<uint32_t>(message.tokens.size()));
    for (const int32_t token : message.tokens)
        out.number(token);
    return out.take();
}

Result<Prefix> decodePrefix(Bytes payload)
{
    WireReader in(payload);
    Prefix message;
    message.numerics = in.text();
    message.blockBytes = in.number<uint64_t>();
    const auto count = in.number<uint32_t>();
    if (in.fits(count, sizeof(int32_t)))
        message.tokens.resize(count);
    for (int32_t& token : message.tokens)
        token = in.number<int32_t>();
    const bool sane = isValidUtf8(message.numerics) && message.blockBytes > 0 && message.blockBytes <= kMostPrefixBlockBytes && count <= kMostPrefixTokens
        && count % kPrefixBlockTokens == 0;
    return finished(in, std::move(message), sane);
}

std::vector<uint8_t> encode(const SendPrefix& message)
{
    WireWriter out;
    out.number(message.firstBlock);
    out.number(message.blocks);
    return out.take();
}

Result<SendPrefix> decodeSendPrefix(Bytes payload)
{
    WireReader in(payload);
    SendPrefix message;
    message.firstBlock = in.number<uint32_t>();
    message.blocks = in.number<uint32_t>();
    return finished(in, std::move(message));
}

std::vector<uint8_t> encode(const PrefixTaken& message)
{
    WireWriter out;
    out.number(message.tokens);
    return out.take();
}

Result<PrefixTaken> decodePrefixTaken(Bytes payload)
{
    WireReader in(payload);
    return finished(in, PrefixTaken { in.number<uint32_t>() });
}

Result<void> sendBlock(const FrameLink& link, Bytes block)
{
    for (; !block.empty(); block = block.subspan(std::min(block.size(), kPrefixPieceBytes)))
        SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::PrefixPiece), block.first(std::min(block.size(), kPrefixPieceBytes))));
    return {};
}

Result<void> receiveBlock(FrameLink& link, std::span<uint8_t> block, std::chrono::milliseconds silence)
{
    for (bool begun = false; !block.empty(); begun = true) {
        SILLOK_TRY(const Frame frame, link.receive(silence));
        if (static_cast<Type>(frame.type) == Type::Failed)
            return decodeFailure(frame.payload);
        if (static_cast<Type>(frame.type) == Type::Cancel && !begun)
            return fail(ErrorCode::Cancelled, "blocks of a computed context");
        if (static_cast<Type>(frame.type) != Type::PrefixPiece || frame.payload.size() != std::min(block.size(), kPrefixPieceBytes))
            return fail(ErrorCode::Damaged, "a frame that is no piece of a computed context");
        std::ranges::copy(frame.payload, block.begin());
        block = block.subspan(frame.payload.size());
    }
    return {};
}

} // namespace sillok::app::protocol
