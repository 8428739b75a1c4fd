#include "app/services/chat_import/formats.h"
#include "app/services/chat_import/json_fields.h"
#include "app/services/chat_import/message_tree.h"

namespace sillok::app {

namespace {

using nlohmann::json;

void append(std::string& to, const std::string& what)
{
    if (!to.empty() && !what.empty())
        to += '\n';
    to += what;
}

std::string thoughtsOf(const json& content)
{
    std::string all;
    for (const json& thought : fieldOf(content, "thoughts"))
        append(all, textOf(thought, "content"));
    return all;
}

void readParts(const json& parts, std::string& text, LeftOutCounts& leftOut)
{
    for (const json& part : parts) {
        if (part.is_string())
            append(text, part.get<std::string>());
        else if (textOf(part, "content_type") == "image_asset_pointer")
            ++of(leftOut, LeftOut::Images);
        else
            ++of(leftOut, LeftOut::UnknownParts);
    }
}

void readContent(const json& content, ForeignMessage& message, LeftOutCounts& leftOut)
{
    const std::string type = textOf(content, "content_type");
    if (type == "text" || type == "multimodal_text")
        readParts(fieldOf(content, "parts"), message.text, leftOut);
    else if (type == "thoughts")
        message.thought = thoughtsOf(content);
    else if (type == "code")
        message.text = "```" + (textOf(content, "language") == "unknown" ? std::string() : textOf(content, "language")) + "\n" + textOf(content, "text") + "\n```";
    else if (type != "reasoning_recap") // "thought for 5 seconds"
        ++of(leftOut, LeftOut::UnknownParts);
}

/// Nothing: it says nothing that a person saw.
std::optional<ForeignMessage> readMessage(const json& object, LeftOutCounts& leftOut)
{
    if (!object.is_object())
        return std::nullopt;
    const std::string role = textOf(fieldOf(object, "author"), "role");
    const json& metadata = fieldOf(object, "metadata");
    if (role == "tool") {
        ++of(leftOut, LeftOut::ToolOutputs);
        return std::nullopt;
    }
    if ((role != "user" && role != "assistant") || flagOf(metadata, "is_visually_hidden_from_conversation"))
        return std::nullopt;
    ForeignMessage message;
    message.answer = role == "assistant";
    readContent(fieldOf(object, "content"), message, leftOut);
    for (const json& file : fieldOf(metadata, "attachments")) {
        append(message.text, "[" + textOf(file, "name") + "]");
        ++of(leftOut, LeftOut::Files);
    }
    if (message.text.empty() && message.thought.empty())
        return std::nullopt;
    message.model = message.answer ? textOf(metadata, "model_slug") : std::string();
    message.createdAtMs = timeOf(object, "create_time");
    return message;
}

} // namespace

ForeignChat readChatGpt(const json& object, LeftOutCounts& leftOut)
{
    ForeignChat chat;
    chat.source = ForeignSource::ChatGpt;
    chat.id = textOf(object, "conversation_id").empty() ? textOf(object, "id") : textOf(object, "conversation_id");
    chat.title = textOf(object, "title");
    chat.createdAtMs = timeOf(object, "create_time");
    chat.updatedAtMs = timeOf(object, "update_time");
    chat.archived = flagOf(object, "is_archived");
    chat.pinned = flagOf(object, "is_starred");
    MessageTree tree(leftOut);
    const json& mapping = fieldOf(object, "mapping");
    if (mapping.is_object())
        for (const auto& [id, node] : mapping.items())
            tree.add(id, textOf(node, "parent"), readMessage(fieldOf(node, "message"), leftOut));
    tree.build(textOf(object, "current_node"), chat);
    return chat;
}

} // namespace sillok::app
