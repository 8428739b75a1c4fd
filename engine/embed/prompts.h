// prompts.h - What a search model wants around a text: words in front, ends behind, two texts as one.
#pragma once

#include "engine/graph/model.h"
#include "engine/tokenizer/tokenizer.h"

#include <span>

namespace sillok {

/// A search model may put other words in front of a question than in front of what is searched.
enum class TextKind : uint8_t { Query, Passage };

/// Families of models by what they were trained with. source models.md section 11 and the model cards it names
enum class PromptStyle : uint8_t {
    Plain, ///< nothing in front: BGE, KURE; the ends that the vocabulary adds; pairs as start, query, end, end, document, end
    E5, ///< "query: " or "passage: "
    Arctic, ///< "query: " on questions only
    Gemma, ///< "task: search result | query: " or "title: none | text: "
    QwenEmbedding, ///< an instruction on questions, the end-of-text token behind everything
    QwenReranker ///< a fixed conversation whose answer is yes or no
};

/// By architecture, pooling, and the name where models differ in nothing else.
PromptStyle promptStyleOf(const gguf::Reader& file, const graph::HyperParameters& parameters);

/// Tokens for one pass of the model.
struct EncodedText {
    std::vector<TokenId> ids;
    bool cut = false; ///< the end of the text did not fit the window and was left out, by whole tokens
};

/// One text. What the person wrote can never become a control token.
/// error  Unsafe: a window too small for what stands around a text.
Result<EncodedText> encodeText(const Tokenizer& tokenizer, PromptStyle style, std::string_view text, TextKind kind, size_t window);
/// A question and a document, for models that score pairs. Only the document is ever cut.
/// error  Unsafe: a question that leaves no room for a document.
Result<EncodedText> encodePair(
    const Tokenizer& tokenizer, PromptStyle style, std::string_view query, std::string_view document, size_t window);

} // namespace sillok
