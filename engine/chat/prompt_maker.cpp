#include "engine/chat/prompt_maker.h"

#include "engine/chat/prompt_writer.h"

namespace sillok {

namespace {

/// The switch by the names that templates of different makers ask for. source models.md section 7
void setThinking(nlohmann::ordered_json& variables, Thinking thinking)
{
    if (thinking == Thinking::Default)
        return;
    const bool on = thinking == Thinking::On;
    variables["enable_thinking"] = on;
    variables["thinking"] = on;
    variables[on ? "force_reasoning" : "skip_reasoning"] = true;
}

std::string textOf(const Vocabulary& vocabulary, TokenId id) { return vocabulary.contains(id) ? vocabulary.token(id).text : std::string(); }

} // namespace

PromptMaker::PromptMaker(const Tokenizer& tokenizer, const std::string& source)
    : m_tokenizer(tokenizer)
{
    if (source.empty()) {
        m_why = "the file brings no template";
        return;
    }
    auto parsed = ChatTemplate::parse(source);
    if (parsed.ok())
        m_template = std::move(parsed).value();
    else
        m_why = parsed.error().doing;
}

Result<ChatPrompt> PromptMaker::prompt(std::span<const ChatTurn> turns, Thinking thinking, const std::tm& now) const
{
    if (m_template && !turns.empty()) {
        auto made = byTemplate(turns, thinking, now);
        if (made.ok() && !made->ids.empty())
            return made;
    }
    return chatPrompt(m_tokenizer, turns, thinking);
}

Result<ChatPrompt> PromptMaker::byTemplate(std::span<const ChatTurn> turns, Thinking thinking, const std::tm& now) const
{
    constexpr const char* kRoles[] = { "system", "user", "assistant" };
    const Vocabulary& vocabulary = m_tokenizer.vocabulary();
    ChatTemplateInput input;
    auto& messages = input.variables["messages"] = nlohmann::ordered_json::array();
    for (const ChatTurn& turn : turns)
        messages.push_back({ { "role", kRoles[static_cast<size_t>(turn.role)] }, { "content", turn.text } });
    input.variables["add_generation_prompt"] = true;
    setThinking(input.variables, thinking);
    input.bosToken = textOf(vocabulary, vocabulary.bos());
    input.eosToken = textOf(vocabulary, vocabulary.eos());
    input.now = now;
    SILLOK_TRY(const std::vector<RenderedPart> parts, m_template->render(input));
    PromptWriter out(m_tokenizer);
    for (const RenderedPart& part : parts) {
        if (part.fromData) {
            out.text(part.text);
        } else {
            SILLOK_CHECK(out.format(part.text));
        }
    }
    ChatPrompt prompt;
    prompt.start = replyStartAfter(out.tail());
    SILLOK_TRY(prompt.ids, out.finish());
    prompt.stopIds = stopIdsOf(vocabulary, chatFamilyOf(vocabulary));
    return prompt;
}

} // namespace sillok
