#include "engine/chat/prompt.h"

#include "engine/chat/formats.h"

namespace sillok {

ReplyStart replyStartAfter(std::string_view tail)
{
    for (const std::string_view opening : { "<think>", "<think>\n", "<thought>", "<thought>\n", "assistant/think\n" })
        if (tail.ends_with(opening))
            return ReplyStart::Thought;
    return tail.ends_with("<|im_start|>assistant") ? ReplyStart::RoleName : ReplyStart::Answer;
}

Result<ChatPrompt> chatPrompt(const Tokenizer& tokenizer, std::span<const ChatTurn> turns, Thinking thinking)
{
    if (turns.empty())
        return fail(ErrorCode::BadArgument, "a prompt without a turn");
    const ChatFamily family = chatFamilyOf(tokenizer.vocabulary());
    PromptWriter out(tokenizer);
    out.begin();
    SILLOK_CHECK(writeTurns(out, family, turns, thinking));
    ChatPrompt prompt;
    prompt.start = replyStartAfter(out.tail());
    SILLOK_TRY(prompt.ids, out.finish());
    prompt.stopIds = stopIdsOf(tokenizer.vocabulary(), family);
    return prompt;
}

} // namespace sillok
