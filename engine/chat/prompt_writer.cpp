#include "engine/chat/prompt_writer.h"

#include "engine/tokenizer/special_tokens.h"

#include <algorithm>

namespace sillok {

namespace {

constexpr size_t kTailBytes = 64; // longer than any opening of an answer
constexpr std::string_view kAsciiSpaces = " \t\n\v\f\r";

} // namespace

void PromptWriter::remember(std::string_view text)
{
    m_tail += text;
    if (m_tail.size() > kTailBytes)
        m_tail.erase(0, m_tail.size() - kTailBytes);
}

void PromptWriter::text(std::string_view text)
{
    remember(text);
    m_text += text;
}

Result<void> PromptWriter::marker(std::string_view text)
{
    const TokenId id = m_tokenizer.vocabulary().specialByText(text);
    if (id == kNoToken) {
        this->text(text);
        return {};
    }
    remember(text);
    SILLOK_CHECK(flush());
    m_ids.push_back(id);
    return {};
}

Result<void> PromptWriter::format(std::string_view text)
{
    for (const Fragment& fragment : cutSpecials(m_tokenizer.vocabulary(), text, true)) {
        if (fragment.token == kNoToken) {
            this->text(fragment.text);
            continue;
        }
        remember(m_tokenizer.vocabulary().token(fragment.token).text);
        SILLOK_CHECK(flush());
        m_ids.push_back(fragment.token);
    }
    return {};
}

void PromptWriter::begin()
{
    const Vocabulary& vocabulary = m_tokenizer.vocabulary();
    if (vocabulary.addsBos())
        m_ids.push_back(vocabulary.bos());
}

Result<std::vector<TokenId>> PromptWriter::finish()
{
    SILLOK_CHECK(flush());
    return std::move(m_ids);
}

Result<void> PromptWriter::flush()
{
    // Phi-3 was trained on prompts without the line breaks that its template writes behind markers: its tokenizer takes them away.
    const bool loses = !m_ids.empty() && m_tokenizer.vocabulary().token(m_ids.back()).takesSpaceBehind;
    const size_t begin = loses ? std::min(m_text.find_first_not_of(kAsciiSpaces), m_text.size()) : 0;
    SILLOK_TRY(const std::vector<TokenId> ids, m_tokenizer.encode(std::string_view(m_text).substr(begin), Tokenizer::Mode::Raw));
    m_ids.insert(m_ids.end(), ids.begin(), ids.end());
    m_text.clear();
    return {};
}

} // namespace sillok
