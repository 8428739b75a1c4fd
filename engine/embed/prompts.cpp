#include "engine/embed/prompts.h"

#include <algorithm>

namespace sillok {

namespace {

// source  model cards of Qwen3-Embedding and Qwen3-Reranker
const std::string kQwenTask = "Given a web search query, retrieve relevant passages that answer the query";
constexpr std::string_view kRerankFront
    = "<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct provided. Note that the "
      "answer can only be \"yes\" or \"no\".<|im_end|>\n<|im_start|>user\n";
constexpr std::string_view kRerankBack = "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n";

std::string wordsInFront(PromptStyle style, TextKind kind)
{
    const bool query = kind == TextKind::Query;
    switch (style) {
    case PromptStyle::E5:
        return query ? "query: " : "passage: ";
    case PromptStyle::Arctic:
        return query ? "query: " : "";
    case PromptStyle::Gemma:
        return query ? "task: search result | query: " : "title: none | text: ";
    case PromptStyle::QwenEmbedding:
        return query ? "Instruct: " + kQwenTask + "\nQuery:" : "";
    case PromptStyle::Plain:
    case PromptStyle::QwenReranker:
        break;
    }
    return "";
}

/// Lower case, words apart by single spaces: "Multilingual-E5_small" is " multilingual e5 small ".
std::string wordsOf(std::string_view name)
{
    std::string words = " ";
    for (const char c : name) {
        const char lowered = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool letter = (lowered >= 'a' && lowered <= 'z') || (lowered >= '0' && lowered <= '9');
        if (letter || words.back() != ' ')
            words += letter ? lowered : ' ';
    }
    return words + ' ';
}

void append(std::vector<TokenId>& to, const std::vector<TokenId>& more) { to.insert(to.end(), more.begin(), more.end()); }

/// front + middle + back, the middle cut so that all fits. error Unsafe: less than `least` tokens of the middle would be left
Result<EncodedText> fitted(
    std::vector<TokenId> front, std::vector<TokenId> middle, const std::vector<TokenId>& back, size_t least, size_t window)
{
    const size_t around = front.size() + back.size();
    if (around + least > window)
        return fail(ErrorCode::Unsafe, std::to_string(around + least) + " tokens around a text do not fit " + std::to_string(window));
    EncodedText encoded;
    encoded.cut = middle.size() > window - around;
    if (encoded.cut)
        middle.resize(window - around);
    encoded.ids = std::move(front);
    append(encoded.ids, middle);
    append(encoded.ids, back);
    return encoded;
}

/// The tokens that the model wants in front of a text and behind it.
struct Ends {
    std::vector<TokenId> front, back;
};

Ends endsOf(const Vocabulary& vocabulary, PromptStyle style)
{
    Ends ends;
    if (vocabulary.addsBos())
        ends.front.push_back(vocabulary.bos());
    const TokenId endOfText = style == PromptStyle::QwenEmbedding ? vocabulary.specialByText("<|endoftext|>") : kNoToken;
    if (endOfText != kNoToken)
        ends.back.push_back(endOfText);
    else if (vocabulary.eos() != kNoToken && (vocabulary.addsEos() || style == PromptStyle::QwenEmbedding))
        ends.back.push_back(vocabulary.eos());
    return ends;
}

Result<EncodedText> encodeConversation(const Tokenizer& tokenizer, std::string_view query, std::string_view document, size_t window)
{
    using Mode = Tokenizer::Mode;
    SILLOK_TRY(std::vector<TokenId> front, tokenizer.encode(kRerankFront, Mode::Special));
    SILLOK_TRY(const std::vector<TokenId> back, tokenizer.encode(kRerankBack, Mode::Special));
    const std::string question = "<Instruct>: " + kQwenTask + "\n<Query>: " + std::string(query) + "\n<Document>: ";
    SILLOK_TRY(const std::vector<TokenId> alone, tokenizer.encode(question, Mode::Raw));
    SILLOK_TRY(std::vector<TokenId> whole, tokenizer.encode(question + std::string(document), Mode::Raw));
    return fitted(std::move(front), std::move(whole), back, alone.size(), window);
}

} // namespace

PromptStyle promptStyleOf(const gguf::Reader& file, const graph::HyperParameters& parameters)
{
    std::string words;
    for (const char* key : { "general.name", "general.basename" })
        if (const auto name = file.text(key); name.ok() && *name)
            words += wordsOf(**name);
    const auto says = [&](std::string_view word) { return words.find(word) != std::string::npos; };
    if (parameters.architecture == "qwen3")
        return parameters.pooling == graph::Pooling::Rank ? PromptStyle::QwenReranker : PromptStyle::QwenEmbedding;
    if (parameters.architecture == "gemma-embedding")
        return PromptStyle::Gemma;
    if (says("arctic embed"))
        return PromptStyle::Arctic;
    return says(" e5 ") || says("koe5 ") ? PromptStyle::E5 : PromptStyle::Plain;
}

Result<EncodedText> encodeText(const Tokenizer& tokenizer, PromptStyle style, std::string_view text, TextKind kind, size_t window)
{
    const std::string whole = wordsInFront(style, kind) + std::string(text);
    SILLOK_TRY(std::vector<TokenId> ids, tokenizer.encode(whole, Tokenizer::Mode::Raw)); // a document holds no control token
    Ends ends = endsOf(tokenizer.vocabulary(), style);
    return fitted(std::move(ends.front), std::move(ids), ends.back, 1, window);
}

Result<EncodedText> encodePair(
    const Tokenizer& tokenizer, PromptStyle style, std::string_view query, std::string_view document, size_t window)
{
    if (style == PromptStyle::QwenReranker)
        return encodeConversation(tokenizer, query, document, window);
    SILLOK_TRY(const std::vector<TokenId> question, tokenizer.encode(query, Tokenizer::Mode::Raw));
    SILLOK_TRY(std::vector<TokenId> text, tokenizer.encode(document, Tokenizer::Mode::Raw));
    const Vocabulary& vocabulary = tokenizer.vocabulary();
    Ends ends = endsOf(vocabulary, style);
    std::vector<TokenId> front = std::move(ends.front);
    append(front, question);
    // XLM-R: <s> query </s> </s> document </s>; BERT: [CLS] query [SEP] document [SEP]
    append(front, ends.back);
    if (vocabulary.kind() != VocabularyKind::WordPiece)
        append(front, ends.back);
    return fitted(std::move(front), std::move(text), ends.back, 1, window);
}

} // namespace sillok
