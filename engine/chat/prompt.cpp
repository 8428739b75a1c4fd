#include "engine/chat/prompt.h"

#include <algorithm>

namespace sillok {

namespace {

constexpr const char* kRoleNames[] = { "system", "user", "assistant" };

const char* roleName(ChatRole role) { return kRoleNames[static_cast<size_t>(role)]; }

/// Collects ids: markers as the tokens they are, everything between two markers raw and in one piece, as the published templates give it.
class PromptWriter {
public:
    explicit PromptWriter(const Tokenizer& tokenizer)
        : m_tokenizer(tokenizer)
    {
    }

    void text(std::string_view text) { m_text += text; }

    /// The control token with this text; plain text in vocabularies that do not have it.
    Result<void> marker(std::string_view text)
    {
        const TokenId id = m_tokenizer.vocabulary().specialByText(text);
        if (id == kNoToken) {
            m_text += text;
            return {};
        }
        SILLOK_CHECK(flush());
        m_ids.push_back(id);
        return {};
    }

    void begin()
    {
        const Vocabulary& vocabulary = m_tokenizer.vocabulary();
        if (vocabulary.addsBos())
            m_ids.push_back(vocabulary.bos());
    }

    Result<std::vector<TokenId>> finish()
    {
        SILLOK_CHECK(flush());
        return std::move(m_ids);
    }

private:
    Result<void> flush()
    {
        SILLOK_TRY(const std::vector<TokenId> ids, m_tokenizer.encode(m_text, Tokenizer::Mode::Raw));
        m_ids.insert(m_ids.end(), ids.begin(), ids.end());
        m_text.clear();
        return {};
    }

    const Tokenizer& m_tokenizer;
    std::string m_text;
    std::vector<TokenId> m_ids;
};

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

/// <|im_start|>role\ntext<|im_end|>\n   source fixtures/chat-templates: Qwen, HyperCLOVA X SEED Text
Result<void> writeChatMl(PromptWriter& out, std::span<const ChatTurn> turns)
{
    for (const ChatTurn& turn : turns) {
        SILLOK_CHECK(out.marker("<|im_start|>"));
        out.text(roleName(turn.role));
        out.text("\n");
        out.text(turn.text);
        SILLOK_CHECK(out.marker("<|im_end|>"));
        out.text("\n");
    }
    SILLOK_CHECK(out.marker("<|im_start|>"));
    out.text("assistant\n");
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

/// An assistant turn of EXAONE 4.0 with thinking off opens with an empty thought.
Result<void> exaone4Answer(PromptWriter& out)
{
    SILLOK_CHECK(out.marker("[|assistant|]"));
    out.text("\n");
    SILLOK_CHECK(out.marker("<think>"));
    out.text("\n\n");
    SILLOK_CHECK(out.marker("</think>"));
    out.text("\n\n");
    return {};
}

/// EXAONE 4.0   source fixtures/chat-templates: EXAONE 4.0, enable_thinking left at its default
Result<void> writeExaone4(PromptWriter& out, std::span<const ChatTurn> turns)
{
    for (const ChatTurn& turn : turns) {
        if (turn.role == ChatRole::Assistant) {
            SILLOK_CHECK(exaone4Answer(out));
        } else {
            SILLOK_CHECK(out.marker(exaoneMarker(turn.role)));
            out.text("\n");
        }
        out.text(turn.text);
        SILLOK_CHECK(out.marker("[|endofturn|]"));
        out.text("\n");
    }
    return exaone4Answer(out);
}

Result<void> writeTurns(PromptWriter& out, const Vocabulary& vocabulary, std::span<const ChatTurn> turns)
{
    switch (chatFormatOf(vocabulary)) {
    case ChatFormat::Plain:
        return writePlain(out, turns);
    case ChatFormat::ChatMl:
        return writeChatMl(out, turns);
    case ChatFormat::Llama3:
        return writeLlama3(out, turns);
    case ChatFormat::Exaone:
        return vocabulary.rule() == "exaone" ? writeExaone3(out, turns) : writeExaone4(out, turns);
    }
    return {};
}

std::vector<TokenId> stopIdsOf(const Vocabulary& vocabulary)
{
    std::vector<TokenId> ids = vocabulary.endOfGeneration();
    const ChatFormat format = chatFormatOf(vocabulary);
    // HyperCLOVA X writes <|im_end|> between thought and answer; its own end tokens are in endOfGeneration().
    const bool ownEnds = vocabulary.specialByText("<|endofturn|>") != kNoToken && vocabulary.specialByText("<|stop|>") != kNoToken;
    const char* end = format == ChatFormat::ChatMl && !ownEnds ? "<|im_end|>"
        : format == ChatFormat::Llama3                         ? "<|eot_id|>"
                                                               : "[|endofturn|]";
    const TokenId id = vocabulary.specialByText(end);
    if (id != kNoToken && std::find(ids.begin(), ids.end(), id) == ids.end())
        ids.push_back(id);
    return ids;
}

} // namespace

const char* chatFormatName(ChatFormat format)
{
    switch (format) {
    case ChatFormat::Plain:
        return "plain";
    case ChatFormat::ChatMl:
        return "chatml";
    case ChatFormat::Llama3:
        return "llama-3";
    case ChatFormat::Exaone:
        return "exaone";
    }
    return "";
}

ChatFormat chatFormatOf(const Vocabulary& vocabulary)
{
    const auto has = [&](std::string_view text) { return vocabulary.specialByText(text) != kNoToken; };
    if (has("[|user|]") && has("[|assistant|]"))
        return ChatFormat::Exaone;
    if (has("<|start_header_id|>") && has("<|end_header_id|>"))
        return ChatFormat::Llama3;
    return has("<|im_start|>") && has("<|im_end|>") ? ChatFormat::ChatMl : ChatFormat::Plain;
}

Result<ChatPrompt> chatPrompt(const Tokenizer& tokenizer, std::span<const ChatTurn> turns)
{
    if (turns.empty())
        return fail(ErrorCode::BadArgument, "a prompt without a turn");
    PromptWriter out(tokenizer);
    out.begin();
    SILLOK_CHECK(writeTurns(out, tokenizer.vocabulary(), turns));
    ChatPrompt prompt;
    SILLOK_TRY(prompt.ids, out.finish());
    prompt.stopIds = stopIdsOf(tokenizer.vocabulary());
    return prompt;
}

} // namespace sillok
