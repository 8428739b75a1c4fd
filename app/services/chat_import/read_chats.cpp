#include "app/services/chat_import/read_chats.h"

#include "app/services/chat_import/formats.h"
#include "app/services/chat_import/json_elements.h"
#include "app/services/chat_import/json_fields.h"
#include "app/services/chat_import/message_tree.h"
#include "engine/documents/containers/zip.h"

#include <algorithm>
#include <optional>

namespace sillok::app {

namespace {

using nlohmann::json;

std::optional<ForeignChat> readChat(const json& element, LeftOutCounts& leftOut)
{
    if (fieldOf(element, "mapping").is_object())
        return readChatGpt(element, leftOut);
    if (fieldOf(fieldOf(element, "chat"), "history").is_object())
        return readOpenWebUi(element, leftOut);
    const json& messages = fieldOf(element, "messages");
    if (messages.is_array() && (messages.empty() || fieldOf(messages.front(), "versions").is_array()))
        return readLmStudio(element, leftOut);
    return std::nullopt;
}

/// Texts are cleaned, names given where there are none, times put in order.
void finish(ForeignChat& chat, LeftOutCounts& leftOut)
{
    for (size_t i = 0; i < chat.messages.size(); ++i) {
        ForeignMessage& message = chat.messages[i];
        message.text = cleanForeignText(std::move(message.text), leftOut);
        message.thought = cleanForeignText(std::move(message.thought), leftOut);
        message.model = cleanForeignText(std::move(message.model), leftOut);
        message.model.resize(std::min<size_t>(message.model.size(), message.model.find('\n')));
        if (message.createdAtMs == 0)
            message.createdAtMs = message.parent >= 0 ? chat.messages[static_cast<size_t>(message.parent)].createdAtMs : chat.createdAtMs;
        message.id = std::to_string(i) + (message.answer ? " a" : " q");
    }
    chat.title = cleanForeignText(std::move(chat.title), leftOut);
    const auto newest = std::ranges::max_element(chat.messages, {}, &ForeignMessage::createdAtMs);
    if (chat.createdAtMs == 0)
        chat.createdAtMs = chat.messages.front().createdAtMs;
    if (chat.updatedAtMs == 0)
        chat.updatedAtMs = std::max(chat.createdAtMs, newest->createdAtMs);
    if (chat.id.empty())
        chat.id = chat.title + "\n" + std::to_string(chat.createdAtMs) + "\n" + chat.messages.front().text.substr(0, 200);
}

class Reading {
public:
    explicit Reading(const TakeChat& take) : m_take(take) {}

    Result<void> read(Bytes text)
    {
        constexpr JsonLimits kLimits { kDeepestJson, kMostChatBytes, kMostChatValues };
        return readJsonElements(text, kLimits, [this](const json& element) { return take(element); }, [this] { ++of(m_leftOut, LeftOut::LargeChats); });
    }
    Result<LeftOutCounts> end() const
    {
        if (m_chats == 0 && of(m_leftOut, LeftOut::LargeChats) == 0)
            return fail(ErrorCode::Unsupported, "no chat of a program that is known");
        return m_leftOut;
    }

private:
    Result<void> take(const json& element)
    {
        std::optional<ForeignChat> chat = readChat(element, m_leftOut);
        if (!chat) {
            ++of(m_leftOut, LeftOut::UnknownEntries);
            return {};
        }
        if (++m_chats > kMostForeignChats)
            return fail(ErrorCode::Unsafe, "more chats than one file may have");
        if (chat->messages.empty()) {
            ++of(m_leftOut, LeftOut::EmptyChats);
            return {};
        }
        finish(*chat, m_leftOut);
        for (const ForeignMessage& message : chat->messages)
            m_bytes += message.text.size() + message.thought.size();
        if (m_bytes > kMostForeignTextBytes)
            return fail(ErrorCode::Unsafe, "more text than one file may have");
        return m_take(std::move(*chat));
    }

    const TakeChat& m_take;
    LeftOutCounts m_leftOut {};
    size_t m_chats = 0;
    size_t m_bytes = 0;
};

/// "conversations.json", or "conversations-000.json" and so on where there are many.
bool isConversations(std::string_view name)
{
    const size_t slash = name.rfind('/');
    name = slash == std::string_view::npos ? name : name.substr(slash + 1);
    return name.starts_with("conversations") && name.ends_with(".json");
}

Result<void> readZip(Bytes bytes, Reading& reading)
{
    SILLOK_TRY(documents::ZipArchive archive, documents::ZipArchive::open(bytes));
    std::vector<std::string> names = archive.names();
    std::ranges::sort(names);
    for (const std::string& name : names) {
        if (!isConversations(name))
            continue;
        SILLOK_TRY(const std::vector<uint8_t> text, archive.read(name));
        SILLOK_CHECK(reading.read(text));
    }
    return {};
}

} // namespace

Result<LeftOutCounts> readForeignChats(Bytes bytes, const TakeChat& take)
{
    if (bytes.size() > kMostExportBytes)
        return fail(ErrorCode::Unsafe, "an export over 200 MB");
    Reading reading(take);
    const std::string_view front = asText(bytes.first(std::min<size_t>(bytes.size(), 4)));
    SILLOK_CHECK(front.starts_with("PK\x03\x04") ? readZip(bytes, reading) : reading.read(bytes));
    return reading.end();
}

} // namespace sillok::app
