// protocol_chats.cpp - The messages about chats of other programs.
#include "app/workers/protocol.h"

#include "app/workers/wire.h"
#include "engine/base/text.h"

namespace sillok::app::protocol {

namespace {

constexpr size_t kMessagesFrameBytes = size_t { 1 } << 20;
constexpr size_t kLeastMessageBytes = 33;    ///< of one without any text

size_t sizeOf(const ForeignMessage& message)
{
    return kLeastMessageBytes + message.id.size() + message.text.size() + message.thought.size() + message.model.size();
}

void write(WireWriter& out, const ForeignMessage& message)
{
    out.text(message.id);
    out.number(message.parent);
    out.number(static_cast<uint8_t>(message.answer));
    out.text(message.text);
    out.text(message.thought);
    out.text(message.model);
    out.number(message.createdAtMs);
}

bool read(WireReader& in, ForeignMessage& message)
{
    message.id = in.text();
    message.parent = in.number<int32_t>();
    const auto answer = in.number<uint8_t>();
    message.answer = answer == 1;
    message.text = in.text();
    message.thought = in.text();
    message.model = in.text();
    message.createdAtMs = in.number<int64_t>();
    return answer <= 1 && !message.id.empty() && message.parent >= -1 && message.createdAtMs >= 0 && isValidUtf8(message.text) && isValidUtf8(message.thought)
        && isValidUtf8(message.model);
}

std::vector<uint8_t> encodeMessages(std::span<const ForeignMessage> messages)
{
    WireWriter out;
    out.number(static_cast<uint32_t>(messages.size()));
    for (const ForeignMessage& message : messages)
        write(out, message);
    return out.take();
}

} // namespace

std::vector<uint8_t> encode(const ChatBegun& message)
{
    WireWriter out;
    out.number(static_cast<uint8_t>(message.chat.source));
    out.text(message.chat.id);
    out.text(message.chat.title);
    out.number(message.chat.createdAtMs);
    out.number(message.chat.updatedAtMs);
    out.number(static_cast<uint8_t>(message.chat.pinned));
    out.number(static_cast<uint8_t>(message.chat.archived));
    out.number(message.chat.shown);
    out.number(message.messages);
    return out.take();
}

Result<ChatBegun> decodeChatBegun(Bytes payload)
{
    WireReader in(payload);
    ChatBegun message;
    const auto source = in.number<uint8_t>();
    message.chat.source = static_cast<ForeignSource>(source);
    message.chat.id = in.text();
    message.chat.title = in.text();
    message.chat.createdAtMs = in.number<int64_t>();
    message.chat.updatedAtMs = in.number<int64_t>();
    message.chat.pinned = in.number<uint8_t>() != 0;
    message.chat.archived = in.number<uint8_t>() != 0;
    message.chat.shown = in.number<int32_t>();
    message.messages = in.number<uint32_t>();
    const bool sane = source < kForeignSources && !message.chat.id.empty() && isValidUtf8(message.chat.title) && message.chat.createdAtMs >= 0 && message.chat.updatedAtMs >= 0
        && message.messages >= 1 && message.messages <= kMostChatMessages && message.chat.shown >= -1 && message.chat.shown < static_cast<int64_t>(message.messages);
    return finished(in, std::move(message), sane);
}

Result<std::vector<ForeignMessage>> decodeChatMessages(Bytes payload)
{
    WireReader in(payload);
    const auto count = in.number<uint32_t>();
    bool sane = in.fits(count, kLeastMessageBytes);
    std::vector<ForeignMessage> messages;
    for (uint32_t i = 0; i < count && sane && !in.broken(); ++i)
        sane = read(in, messages.emplace_back());
    return finished(in, std::move(messages), sane);
}

std::vector<uint8_t> encode(const LeftOutCounts& counts)
{
    WireWriter out;
    for (const uint32_t count : counts)
        out.number(count);
    return out.take();
}

Result<LeftOutCounts> decodeChatsDone(Bytes payload)
{
    WireReader in(payload);
    LeftOutCounts counts {};
    for (uint32_t& count : counts)
        count = in.number<uint32_t>();
    return finished(in, std::move(counts));
}

Result<void> sendChat(const FrameLink& link, const ForeignChat& chat)
{
    SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::ChatBegun), encode(ChatBegun { chat, static_cast<uint32_t>(chat.messages.size()) })));
    for (size_t from = 0; from < chat.messages.size();) {
        size_t to = from, bytes = 0;
        do
            bytes += sizeOf(chat.messages[to++]);
        while (to < chat.messages.size() && bytes + sizeOf(chat.messages[to]) <= kMessagesFrameBytes);
        SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::ChatMessages), encodeMessages(std::span(chat.messages).subspan(from, to - from))));
        from = to;
    }
    return {};
}

Result<void> ChatParts::take(const Frame& frame)
{
    if (static_cast<Type>(frame.type) == Type::ChatBegun) {
        SILLOK_TRY(ChatBegun begun, decodeChatBegun(frame.payload));
        if (!complete())
            return fail(ErrorCode::Damaged, "a chat begun before the last one ended");
        chat = std::move(begun.chat);
        expected = begun.messages;
        return {};
    }
    SILLOK_TRY(std::vector<ForeignMessage> more, decodeChatMessages(frame.payload));
    for (ForeignMessage& message : more) {
        if (chat.messages.size() >= expected || message.parent >= static_cast<int64_t>(chat.messages.size()))
            return fail(ErrorCode::Damaged, "a message of a chat that has no place for it");
        chat.messages.push_back(std::move(message));
    }
    return {};
}

} // namespace sillok::app::protocol
