#include "engine/chat/formats.h"

namespace sillok {

namespace {

constexpr const char* kRoleNames[] = { "system", "user", "assistant" };

const char* roleName(ChatRole role) { return kRoleNames[static_cast<size_t>(role)]; }

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpaces = " \t\n\r\f\v";
    const size_t first = text.find_first_not_of(kSpaces);
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

Result<void> writePlain(PromptWriter& out, std::span<const ChatTurn> turns)
{
    for (size_t i = 0; i < turns.size(); ++i) {
        out.text(i > 0 ? "\n\n" : "");
        out.text(turns[i].text);
    }
    return {};
}

Result<void> writeChatMlTurns(PromptWriter& out, std::span<const ChatTurn> turns)
{
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(out.marker("<|im_start|>"));
        out.text(roleName(turn.role));
        out.text("\n");
        out.text(turn.text);
        SILLOK_CHECK(out.marker("<|im_end|>"));
        out.text("\n");
    }
    return {};
}

/// <|im_start|>role\ntext<|im_end|>\n; an empty thought, where the vocabulary has the marker, keeps a model from thinking.
/// source fixtures/chat-templates: Qwen, HyperCLOVA X SEED Text
Result<void> writeChatMl(PromptWriter& out, std::span<const ChatTurn> turns, Thinking thinking)
{
    SILLOK_CHECK(writeChatMlTurns(out, turns));
    SILLOK_CHECK(out.marker("<|im_start|>"));
    out.text("assistant\n");
    if (thinking == Thinking::Off && out.knows("<think>"))
        return out.format("<think>\n\n</think>\n\n");
    return {};
}

Result<void> llama3Header(PromptWriter& out, ChatRole role)
{
    SILLOK_CHECK(out.marker("<|start_header_id|>"));
    out.text(roleName(role));
    SILLOK_CHECK(out.marker("<|end_header_id|>"));
    out.text("\n\n");
    return {};
}

/// Headers; texts are trimmed.   source fixtures/chat-templates: Llama 3
Result<void> writeLlama3(PromptWriter& out, std::span<const ChatTurn> turns)
{
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(llama3Header(out, turn.role));
        out.text(trimmed(turn.text));
        SILLOK_CHECK(out.marker("<|eot_id|>"));
    }
    return llama3Header(out, ChatRole::Assistant);
}

std::string exaoneMarker(ChatRole role) { return "[|" + std::string(roleName(role)) + "|]"; }

/// EXAONE 3.x: a system turn always stands first, user turns end with a line break only.   source fixtures/chat-templates: EXAONE 3.5
Result<void> writeExaone3(PromptWriter& out, std::span<const ChatTurn> turns)
{
    if (turns.front().role != ChatRole::System) {
        SILLOK_CHECK(out.marker("[|system|]"));
        SILLOK_CHECK(out.marker("[|endofturn|]"));
        out.text("\n");
    }
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(out.marker(exaoneMarker(turn.role)));
        out.text(turn.text);
        if (turn.role != ChatRole::User)
            SILLOK_CHECK(out.marker("[|endofturn|]"));
        out.text("\n");
    }
    return out.marker("[|assistant|]");
}

/// An assistant turn of EXAONE 4.0 with thinking off, its default, opens with an empty thought.
Result<void> exaone4Answer(PromptWriter& out, bool thinks)
{
    SILLOK_CHECK(out.marker("[|assistant|]"));
    out.text("\n");
    SILLOK_CHECK(out.marker("<think>"));
    out.text(thinks ? "\n" : "\n\n");
    if (!thinks) {
        SILLOK_CHECK(out.marker("</think>"));
        out.text("\n\n");
    }
    return {};
}

/// EXAONE 4.0   source fixtures/chat-templates: EXAONE 4.0
Result<void> writeExaone4(PromptWriter& out, std::span<const ChatTurn> turns, Thinking thinking)
{
    for (const ChatTurn& turn : turns) {
        if (turn.role == ChatRole::Assistant) {
            SILLOK_CHECK(exaone4Answer(out, false));
        } else {
            SILLOK_CHECK(out.marker(exaoneMarker(turn.role)));
            out.text("\n");
        }
        out.text(turn.text);
        SILLOK_CHECK(out.marker("[|endofturn|]"));
        out.text("\n");
    }
    return exaone4Answer(out, thinking == Thinking::On);
}

/// <|role|> text <end>, with the breaks that each family puts between.
struct RoleTokens {
    const char* behindRole;
    const char* end;
    const char* behindEnd;
};
Result<void> writeRoleTokens(PromptWriter& out, std::span<const ChatTurn> turns, const RoleTokens& how)
{
    const auto open = [&](ChatRole role) -> Result<void> {
        SILLOK_CHECK(out.marker("<|" + std::string(roleName(role)) + "|>"));
        out.text(how.behindRole);
        return {};
    };
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(open(turn.role));
        out.text(turn.text);
        SILLOK_CHECK(out.marker(how.end));
        out.text(how.behindEnd);
    }
    return open(ChatRole::Assistant);
}

/// K-EXAONE thinks unless told not to.   source models.md section 7
Result<void> writeKExaone(PromptWriter& out, std::span<const ChatTurn> turns, Thinking thinking)
{
    SILLOK_CHECK(writeRoleTokens(out, turns, { "\n", "<|endofturn|>", "\n" }));
    SILLOK_CHECK(out.marker("<think>"));
    out.text("\n");
    if (thinking != Thinking::Off)
        return {};
    out.text("\n");
    SILLOK_CHECK(out.marker("</think>"));
    out.text("\n\n");
    return {};
}

/// <|im_start|><|role|>text<|im_end|>   source models.md section 7 (A.X; line breaks there are not known)
Result<void> writeAx(PromptWriter& out, std::span<const ChatTurn> turns)
{
    const auto open = [&](ChatRole role) -> Result<void> {
        SILLOK_CHECK(out.marker("<|im_start|>"));
        return out.marker("<|" + std::string(roleName(role)) + "|>");
    };
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(open(turn.role));
        out.text(turn.text);
        SILLOK_CHECK(out.marker("<|im_end|>"));
    }
    return open(ChatRole::Assistant);
}

/// ChatML behind an empty list of tools. Left alone, the model writes the rest of its role name: "/think", a line break, or a tool's.
/// source  models.md section 7 (SEED Think)
Result<void> writeHyperClovaX(PromptWriter& out, std::span<const ChatTurn> turns, Thinking thinking)
{
    SILLOK_CHECK(out.marker("<|im_start|>"));
    out.text("tool_list\n");
    SILLOK_CHECK(out.marker("<|im_end|>"));
    out.text("\n");
    SILLOK_CHECK(writeChatMlTurns(out, turns));
    SILLOK_CHECK(out.marker("<|im_start|>"));
    out.text(thinking == Thinking::On ? "assistant/think\n" : thinking == Thinking::Off ? "assistant\n" : "assistant");
    return {};
}

/// System text stands in front of the first user turn.   source fixtures/chat-templates: Gemma 3
Result<void> writeGemma(PromptWriter& out, std::span<const ChatTurn> turns)
{
    std::string before;
    for (const ChatTurn& turn : turns) {
        if (turn.role == ChatRole::System) {
            before += turn.text + "\n\n";
            continue;
        }
        SILLOK_CHECK(out.marker("<start_of_turn>"));
        out.text(turn.role == ChatRole::User ? "user\n" : "model\n");
        out.text(before);
        before.clear();
        out.text(trimmed(turn.text));
        SILLOK_CHECK(out.marker("<end_of_turn>"));
        out.text("\n");
    }
    SILLOK_CHECK(out.marker("<start_of_turn>"));
    out.text("model\n");
    return {};
}

/// source  fixtures/chat-templates: Granite 3.3
Result<void> writeGranite(PromptWriter& out, std::span<const ChatTurn> turns)
{
    const auto open = [&](ChatRole role) -> Result<void> {
        SILLOK_CHECK(out.marker("<|start_of_role|>"));
        out.text(roleName(role));
        return out.marker("<|end_of_role|>");
    };
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(open(turn.role));
        out.text(turn.text);
        SILLOK_CHECK(out.marker("<|end_of_text|>"));
        out.text("\n");
    }
    return open(ChatRole::Assistant);
}

/// <|begin|>role<|content|>text<|end|>   source models.md section 7 (Solar Open)
Result<void> writeSolar(PromptWriter& out, std::span<const ChatTurn> turns)
{
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(out.marker("<|begin|>"));
        out.text(roleName(turn.role));
        SILLOK_CHECK(out.marker("<|content|>"));
        out.text(turn.text);
        SILLOK_CHECK(out.marker("<|end|>"));
    }
    SILLOK_CHECK(out.marker("<|begin|>"));
    out.text("assistant");
    return {};
}

} // namespace

Result<void> writeTurns(PromptWriter& out, ChatFamily family, std::span<const ChatTurn> turns, Thinking thinking)
{
    switch (family) {
    case ChatFamily::Plain:
        return writePlain(out, turns);
    case ChatFamily::ChatMl:
        return writeChatMl(out, turns, thinking);
    case ChatFamily::HyperClovaX:
        return writeHyperClovaX(out, turns, thinking);
    case ChatFamily::AxRoles:
        return writeAx(out, turns);
    case ChatFamily::Llama3:
        return writeLlama3(out, turns);
    case ChatFamily::Exaone3:
        return writeExaone3(out, turns);
    case ChatFamily::Exaone4:
        return writeExaone4(out, turns, thinking);
    case ChatFamily::KExaone:
        return writeKExaone(out, turns, thinking);
    case ChatFamily::Gemma:
        return writeGemma(out, turns);
    case ChatFamily::Phi3:
        return writeRoleTokens(out, turns, { "\n", "<|end|>", "\n" });
    case ChatFamily::Granite:
        return writeGranite(out, turns);
    case ChatFamily::Solar:
        return writeSolar(out, turns);
    }
    return {};
}

} // namespace sillok
