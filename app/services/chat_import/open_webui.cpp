#include "app/services/chat_import/formats.h"
#include "app/services/chat_import/json_fields.h"
#include "app/services/chat_import/message_tree.h"

namespace sillok::app {

namespace {

using nlohmann::json;

std::string fileName(const json& file)
{
    const std::string name = textOf(file, "name");
    return name.empty() ? textOf(fieldOf(file, "file"), "filename") : name;
}

/// A string, or a list of parts as the interface of the models has them.
std::string readContent(const json& content, LeftOutCounts& leftOut)
{
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    for (const json& part : content) {
        if (textOf(part, "type") == "text")
            text += (text.empty() ? "" : "\n") + textOf(part, "text");
        else
            ++of(leftOut, textOf(part, "type") == "image_url" ? LeftOut::Images : LeftOut::UnknownParts);
    }
    return text;
}

std::optional<ForeignMessage> readMessage(const json& object, LeftOutCounts& leftOut)
{
    const std::string role = textOf(object, "role");
    if (role != "user" && role != "assistant") {
        if (role == "tool")
            ++of(leftOut, LeftOut::ToolOutputs);
        return std::nullopt;
    }
    ForeignMessage message;
    message.answer = role == "assistant";
    message.text = readContent(fieldOf(object, "content"), leftOut);
    for (const json& file : fieldOf(object, "files")) {
        if (textOf(file, "type") == "image") {
            ++of(leftOut, LeftOut::Images);
            continue;
        }
        message.text += (message.text.empty() ? "[" : "\n[") + fileName(file) + "]";
        ++of(leftOut, LeftOut::Files);
    }
    if (message.text.empty())
        return std::nullopt;
    message.model = message.answer ? textOf(object, "model") : std::string();
    message.createdAtMs = timeOf(object, "timestamp");
    return message;
}

} // namespace

ForeignChat readOpenWebUi(const json& object, LeftOutCounts& leftOut)
{
    const json& inner = fieldOf(object, "chat");
    ForeignChat chat;
    chat.source = ForeignSource::OpenWebUi;
    chat.id = textOf(object, "id").empty() ? textOf(inner, "id") : textOf(object, "id");
    chat.title = textOf(object, "title").empty() ? textOf(inner, "title") : textOf(object, "title");
    chat.createdAtMs = timeOf(object, "created_at") != 0 ? timeOf(object, "created_at") : timeOf(inner, "timestamp");
    chat.updatedAtMs = timeOf(object, "updated_at");
    chat.archived = flagOf(object, "archived");
    chat.pinned = flagOf(object, "pinned");
    MessageTree tree(leftOut);
    const json& history = fieldOf(inner, "history");
    const json& messages = fieldOf(history, "messages");
    if (messages.is_object())
        for (const auto& [id, message] : messages.items())
            tree.add(id, textOf(message, "parentId"), readMessage(message, leftOut));
    tree.build(textOf(history, "currentId"), chat);
    return chat;
}

} // namespace sillok::app
