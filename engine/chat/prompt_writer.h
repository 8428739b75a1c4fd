// prompt_writer.h - Puts a prompt together: control tokens where a format asks for them, and text that can never become one.
#pragma once

#include "engine/tokenizer/tokenizer.h"

namespace sillok {

/// Everything between two control tokens is encoded raw and in one piece, as the published templates give it.
class PromptWriter {
public:
    explicit PromptWriter(const Tokenizer& tokenizer)
        : m_tokenizer(tokenizer)
    {
    }

    void text(std::string_view text);
    /// The control token with this text; plain text in vocabularies that do not have it. error as Tokenizer::encode
    Result<void> marker(std::string_view text);
    /// Text of a format: control tokens are found in it.
    Result<void> format(std::string_view text);
    /// BOS, where the vocabulary says so and none stands there yet.
    void begin();
    /// Whether the vocabulary has a special token with this text.
    bool knows(std::string_view marker) const { return m_tokenizer.vocabulary().specialByText(marker) != kNoToken; }
    /// The last bytes that were written, markers included.
    const std::string& tail() const { return m_tail; }
    Result<std::vector<TokenId>> finish();

private:
    Result<void> flush();
    void remember(std::string_view text);

    const Tokenizer& m_tokenizer;
    std::string m_text, m_tail;
    std::vector<TokenId> m_ids;
};

} // namespace sillok
