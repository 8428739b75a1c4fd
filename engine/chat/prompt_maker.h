// prompt_maker.h - A model's prompts: by the template that its file brings, or by the built-in format where there is none that works.
#pragma once

#include "engine/chat/chat_template.h"
#include "engine/chat/prompt.h"

namespace sillok {

/// Lives as long as the tokenizer.
class PromptMaker {
public:
    /// `source` empty, or no template that we can read: the built-in format, and whyBuiltIn() says why.
    PromptMaker(const Tokenizer& tokenizer, const std::string& source);

    bool usesTemplate() const { return m_template.has_value(); }
    const std::string& whyBuiltIn() const { return m_why; }

    /// Control tokens are found in the template's own words only; what a person wrote is encoded raw. A template that refuses these turns
    /// (some know no system turn) gives way to the built-in format.
    /// error  as chatPrompt()
    Result<ChatPrompt> prompt(std::span<const ChatTurn> turns, Thinking thinking, const std::tm& now) const;

private:
    Result<ChatPrompt> byTemplate(std::span<const ChatTurn> turns, Thinking thinking, const std::tm& now) const;

    const Tokenizer& m_tokenizer;
    std::optional<ChatTemplate> m_template;
    std::string m_why;
};

} // namespace sillok
