#include "app/services/chat_import/formats.h"
#include "app/services/chat_import/json_fields.h"
#include "app/services/chat_import/message_tree.h"

namespace sillok::app {

namespace {

using nlohmann::json;

void append(std::string& to, const std::string& what)
{
    if (!to.empty() && !what.empty())
        to += "\n\n";
    to += what;
}

std::string readContent(const json& content, LeftOutCounts& leftOut)
{
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    for (const json& part : content) {
        const std::string type = textOf(part, "type");
        if (type == "text") {
            append(text, textOf(part, "text"));
        } else if (type == "file" && textOf(part, "fileType") != "image") {
            append(text, "[" + (textOf(part, "name").empty() ? textOf(part, "fileIdentifier") : textOf(part, "name")) + "]");
            ++of(leftOut, LeftOut::Files);
        } else {
            ++of(leftOut, type == "file" || type == "image" ? LeftOut::Images : type.starts_with("toolCall") ? LeftOut::ToolOutputs : LeftOut::UnknownParts);
        }
    }
    return text;
}

std::optional<ForeignMessage> readVersion(const json& version, LeftOutCounts& leftOut)
{
    const std::string role = textOf(version, "role");
    if (role != "user" && role != "assistant")
        return std::nullopt;
    ForeignMessage message;
    message.answer = role == "assistant";
    if (fieldOf(version, "steps").is_array()) {
        for (const json& step : fieldOf(version, "steps")) {
            if (textOf(step, "type") != "contentBlock")
                continue; // what the program noted for itself
            std::string& to = textOf(fieldOf(step, "style"), "type") == "thinking" ? message.thought : message.text;
            append(to, readContent(fieldOf(step, "content"), leftOut));
        }
    } else {
        message.text = readContent(fieldOf(version, "content"), leftOut);
    }
    if (message.text.empty() && message.thought.empty())
        return std::nullopt;
    message.model = message.answer ? textOf(fieldOf(version, "senderInfo"), "senderName") : std::string();
    return message;
}

size_t selected(const json& place, size_t versions)
{
    const json& field = fieldOf(place, "currentlySelected");
    return field.is_number_unsigned() && field.get<uint64_t>() < versions ? field.get<size_t>() : versions - 1;
}

} // namespace

/// All that follows hangs on the version that was selected; the others stand beside it.
ForeignChat readLmStudio(const json& object, LeftOutCounts& leftOut)
{
    ForeignChat chat;
    chat.source = ForeignSource::LmStudio;
    chat.title = textOf(object, "name");
    chat.createdAtMs = timeOf(object, "createdAt");
    chat.updatedAtMs = std::max(timeOf(object, "userLastMessagedAt"), timeOf(object, "assistantLastMessagedAt"));
    chat.pinned = flagOf(object, "pinned");
    if (chat.createdAtMs != 0)
        chat.id = "created " + std::to_string(chat.createdAtMs); // the file has no other name that stays
    MessageTree tree(leftOut);
    std::string above;
    size_t number = 0;
    for (const json& place : fieldOf(object, "messages")) {
        const json& versions = fieldOf(place, "versions");
        if (!versions.is_array() || versions.empty()) {
            ++of(leftOut, LeftOut::UnknownParts);
            continue;
        }
        const std::string front = std::to_string(number++) + ".";
        for (size_t i = 0; i < versions.size(); ++i)
            tree.add(front + std::to_string(i), above, readVersion(versions[i], leftOut));
        above = front + std::to_string(selected(place, versions.size()));
    }
    tree.build(above, chat);
    return chat;
}

} // namespace sillok::app
