#include "engine/tokenizer/vocabulary.h"

#include "engine/base/text.h"
#include "engine/tokenizer/byte_alphabet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace sillok {

namespace {

constexpr uint64_t kMaxTokens = uint64_t { 1 } << 20;
constexpr uint64_t kMaxTokenBytes = uint64_t { 64 } << 10;
constexpr std::string_view kSpaceMark = "\xE2\x96\x81"; // U+2581, SentencePiece's visible space

/// Texts that end a turn in the formats we know. source models.md sections 1 and 7
constexpr std::array<std::string_view, 10> kEndTexts { "<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<|endoftext|>",
    "[|endofturn|]", "<|endofturn|>", "<|eom_id|>", "<|end_of_text|>", "<EOT>" };

/// Two families end a turn with their own markers only and write the usual one in mid-answer. source models.md section 1, "stop-token trap"
constexpr std::array<std::string_view, 2> kHyperClovaEnds { "<|endofturn|>", "<|stop|>" };
constexpr std::array<std::string_view, 2> kSolarEnds { "<|flush|>", "<|calls|>" };

std::span<const std::string_view> endTexts(std::string_view rule)
{
    if (rule == "hyperclovax" || rule == "mu-choco")
        return kHyperClovaEnds;
    return rule == "solar-open" ? std::span<const std::string_view>(kSolarEnds) : kEndTexts;
}

bool isOneOf(std::span<const std::string_view> texts, std::string_view text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// Some files call these ordinary; they are control tokens whatever the file says, so that typed text can never become one.
/// source  fixtures/tokenizers: phi-3 and qwen3 need it for "</s>"
bool isControlText(std::string_view text) { return text == "</s>" || isOneOf(kEndTexts, text); }

Error damaged(std::string what) { return fail(ErrorCode::Damaged, "vocabulary: " + std::move(what)); }

/// "<0x0A>" is byte 10; anything else is no byte token.
std::optional<char> byteOfToken(std::string_view text)
{
    if (text.size() != 6 || !text.starts_with("<0x") || text[5] != '>')
        return std::nullopt;
    const auto byte = hexNumber(text, 3, 2);
    return byte ? std::optional(static_cast<char>(*byte)) : std::nullopt;
}

std::string withSpaces(std::string_view text)
{
    std::string out;
    for (size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(kSpaceMark)) {
            out += ' ';
            at += kSpaceMark.size();
        } else {
            out += text[at++];
        }
    }
    return out;
}

VocabularyKind kindOfModel(std::string_view model)
{
    if (model == "llama")
        return VocabularyKind::SentencePiece;
    if (model == "gpt2")
        return VocabularyKind::ByteLevelBpe;
    if (model == "t5")
        return VocabularyKind::Unigram;
    return model == "bert" ? VocabularyKind::WordPiece : VocabularyKind::Other;
}

std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

} // namespace

Result<Vocabulary> Vocabulary::fromGguf(const gguf::Reader& file)
{
    Vocabulary vocabulary;
    SILLOK_TRY(const auto model, file.text("tokenizer.ggml.model"));
    if (!model)
        return damaged("tokenizer.ggml.model is missing");
    vocabulary.m_model = sanitizedUtf8(*model);
    vocabulary.m_kind = kindOfModel(vocabulary.m_model);
    SILLOK_TRY(const auto rule, file.text("tokenizer.ggml.pre"));
    vocabulary.m_rule = sanitizedUtf8(rule.value_or(""));
    SILLOK_CHECK(vocabulary.readTokens(file));
    SILLOK_CHECK(vocabulary.readSpecialIds(file));
    SILLOK_CHECK(vocabulary.fillBytes());
    vocabulary.findSpecials(file);
    return vocabulary;
}

Result<void> Vocabulary::readTokens(const gguf::Reader& file)
{
    SILLOK_TRY(const auto texts, file.texts("tokenizer.ggml.tokens"));
    if (!texts || texts->empty())
        return damaged("no tokens");
    if (texts->size() > kMaxTokens)
        return fail(ErrorCode::Unsafe, "vocabulary: " + std::to_string(texts->size()) + " tokens");
    SILLOK_TRY(const auto scores, file.reals("tokenizer.ggml.scores"));
    SILLOK_TRY(const auto kinds, file.integers("tokenizer.ggml.token_type"));
    if ((scores && scores->size() != texts->size()) || (kinds && kinds->size() != texts->size()))
        return damaged("tokens, scores and token types differ in number");
    m_tokens.resize(texts->size());
    for (size_t i = 0; i < texts->size(); ++i) {
        Token& token = m_tokens[i];
        if ((*texts)[i].size() > kMaxTokenBytes)
            return fail(ErrorCode::Unsafe, "vocabulary: token " + std::to_string(i) + " is overlong");
        token.text = (*texts)[i];
        token.score = scores ? (*scores)[i] : 0.0f;
        if (!std::isfinite(token.score))
            return damaged("score of token " + std::to_string(i) + " is not finite");
        const int64_t kind = kinds ? (*kinds)[i] : 1;
        // 0 ("undefined") stands in files of old converters and means an ordinary token.
        if (kind < 0 || kind > 6)
            return damaged("token " + std::to_string(i) + " has type " + std::to_string(kind));
        token.kind = kind == 0 ? TokenKind::Normal : static_cast<TokenKind>(kind);
        if (isControlText(token.text))
            token.kind = TokenKind::Control;
    }
    return {};
}

Result<void> Vocabulary::readSpecialIds(const gguf::Reader& file)
{
    const auto readId = [&](const char* key, TokenId& id) -> Result<void> {
        SILLOK_TRY(const auto number, file.natural(key));
        if (!number)
            return {};
        if (*number >= m_tokens.size())
            return damaged(std::string(key) + " is outside the vocabulary");
        id = static_cast<TokenId>(*number);
        return {};
    };
    TokenId endOfTurn = kNoToken, ignored = kNoToken, first = kNoToken, separator = kNoToken;
    SILLOK_CHECK(readId("tokenizer.ggml.bos_token_id", m_bos));
    SILLOK_CHECK(readId("tokenizer.ggml.eos_token_id", m_eos));
    SILLOK_CHECK(readId("tokenizer.ggml.unknown_token_id", m_unknown));
    SILLOK_CHECK(readId("tokenizer.ggml.eot_token_id", endOfTurn));
    SILLOK_CHECK(readId("tokenizer.ggml.cls_token_id", first));
    SILLOK_CHECK(readId("tokenizer.ggml.seperator_token_id", separator)); // spelled like this in the format
    for (const char* key : { "tokenizer.ggml.padding_token_id", "tokenizer.ggml.mask_token_id", "tokenizer.ggml.eom_token_id" })
        SILLOK_CHECK(readId(key, ignored));
    const bool wordPiece = m_kind == VocabularyKind::WordPiece;
    if (wordPiece) { // what stands around a text is called by its own names there
        m_bos = first != kNoToken ? first : m_bos;
        m_eos = separator != kNoToken ? separator : m_eos;
    }
    for (const TokenId id : { m_eos, endOfTurn })
        if (id != kNoToken)
            m_ends.push_back(id);
    // Files without the keys mean: SentencePiece BPE a BOS and a space in front, unigram an EOS and a space, WordPiece both ends;
    // byte-level files nothing of it.
    const bool sentencePiece = m_kind == VocabularyKind::SentencePiece, unigram = m_kind == VocabularyKind::Unigram;
    // Split rules whose published tokenizers put a BOS in front. source models.md section 6
    const bool ruleAddsBos = m_rule == "llama-bpe" || m_rule == "midm-2.0";
    SILLOK_TRY(const auto addBos, file.flag("tokenizer.ggml.add_bos_token"));
    SILLOK_TRY(const auto addEos, file.flag("tokenizer.ggml.add_eos_token"));
    SILLOK_TRY(const auto addSpace, file.flag("tokenizer.ggml.add_space_prefix"));
    m_addBos = addBos.value_or(sentencePiece || wordPiece || ruleAddsBos) && m_bos != kNoToken;
    m_addEos = addEos.value_or(unigram || wordPiece) && m_eos != kNoToken;
    m_addSpacePrefix = wordPiece || ((sentencePiece || unigram) && addSpace.value_or(true));
    return {};
}

Result<void> Vocabulary::fillBytes()
{
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        Token& token = m_tokens[i];
        if (token.kind == TokenKind::Byte) {
            const auto byte = byteOfToken(token.text);
            if (!byte)
                return damaged("token " + std::to_string(i) + " is of type byte and names none");
            token.bytes.assign(1, *byte);
        } else if (token.kind == TokenKind::Control || token.kind == TokenKind::Unknown) {
            token.bytes.clear();
        } else if (m_kind == VocabularyKind::ByteLevelBpe && token.kind != TokenKind::UserDefined) {
            token.bytes = bytesOfAlphabet(token.text).value_or(token.text);
        } else {
            token.bytes = m_kind == VocabularyKind::ByteLevelBpe ? token.text : withSpaces(token.text);
        }
    }
    return {};
}

void Vocabulary::findSpecials(const gguf::Reader& file)
{
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        const Token& token = m_tokens[i];
        const auto id = static_cast<TokenId>(i);
        const bool special = token.kind == TokenKind::Control || token.kind == TokenKind::Unknown || token.kind == TokenKind::UserDefined;
        if (!special || token.text.empty())
            continue;
        m_specials.push_back(id);
        m_specialByText.emplace(token.text, id);
        if (isOneOf(endTexts(m_rule), token.text) && std::find(m_ends.begin(), m_ends.end(), id) == m_ends.end())
            m_ends.push_back(id);
    }
    // The Phi-3 files do not say that its markers take the white space behind them; its published tokenizer does.
    const auto name = file.text("general.name");
    const std::string lowered = name.ok() ? lower(std::string(name->value_or(""))) : std::string();
    if (lowered.find("phi-3") == std::string::npos && lowered.find("phi3") == std::string::npos)
        return;
    for (const TokenId id : m_specials) {
        Token& token = m_tokens[static_cast<size_t>(id)];
        token.takesSpaceBehind = token.text != "<unk>" && token.text != "<s>" && token.text != "<|endoftext|>";
    }
}

TokenId Vocabulary::specialByText(std::string_view text) const
{
    const auto found = m_specialByText.find(text);
    return found == m_specialByText.end() ? kNoToken : found->second;
}

} // namespace sillok
