// tokenizer_folder.h - tokenizer.json and tokenizer.model as Hugging Face publishes them, made from the vocabulary of a model file.
#pragma once

#include "engine/gguf/reader.h"
#include "tests/convert/hugging_face_folder.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sillok::test {

using J = nlohmann::json;

/// Regular expressions as published tokenizers write them. source  models.md section 6; the o200k one from tiktoken, the three of
/// DeepSeek-V3 from its tokenizer.json
namespace pattern {
inline constexpr const char* kLlama3
    = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
inline constexpr const char* kQwen
    = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
inline constexpr const char* kPhrases
    = R"((?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+)";
inline constexpr const char* kO200k
    = R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
inline constexpr const char* kCjk = "[一-龥\u3040-ゟ゠-ヿ]+";
inline constexpr const char* kDeepSeek
    = R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
} // namespace pattern

/// A sequence of isolating splits, then bytes to letters.
inline J splitsOf(const std::vector<const char*>& patterns)
{
    J steps = J::array();
    for (const char* text : patterns)
        steps.push_back({ { "type", "Split" }, { "pattern", { { "Regex", text } } }, { "behavior", "Isolated" }, { "invert", false } });
    steps.push_back({ { "type", "ByteLevel" }, { "add_prefix_space", false }, { "use_regex", false } });
    return { { "type", "Sequence" }, { "pretokenizers", steps } };
}

/// The pre_tokenizer that a published tokenizer of this rule has; null for a rule that is not here.
inline J splitOf(const std::string& rule)
{
    const J gpt2 { { "type", "ByteLevel" }, { "add_prefix_space", false }, { "use_regex", true } };
    if (rule == "exaone")
        return { { "type", "Sequence" }, { "pretokenizers", { { { "type", "Digits" }, { "individual_digits", true } }, gpt2 } } };
    if (rule == "exaone4" || rule == "gpt-2" || rule == "a.x-4.0")
        return gpt2;
    const std::map<std::string, std::vector<const char*>> known { { "llama-bpe", { pattern::kLlama3 } },
        { "midm-2.0", { pattern::kLlama3 } }, { "qwen2", { pattern::kQwen } }, { "solar-open", { pattern::kQwen } },
        { "exaone-moe", { pattern::kPhrases } }, { "gpt-4o", { pattern::kO200k } }, { "kanana2", { pattern::kO200k } },
        { "hyperclovax", { R"(\p{N})", pattern::kCjk, pattern::kDeepSeek } },
        { "deepseek-v3", { R"(\p{N}{1,3})", pattern::kCjk, pattern::kDeepSeek } } };
    const auto found = known.find(rule);
    return found == known.end() ? J() : splitsOf(found->second);
}

inline std::string varint(uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>((value & 0x7F) | 0x80);
    return out + static_cast<char>(value);
}
inline std::string chunk(char tag, const std::string& bytes) { return tag + varint(bytes.size()) + bytes; }

/// tokenizer.model of a SentencePiece BPE.
inline void writePieces(const gguf::Reader& file, const std::string& path)
{
    const auto tokens = **file.texts("tokenizer.ggml.tokens");
    const auto kinds = **file.integers("tokenizer.ggml.token_type");
    const auto scores = (*file.reals("tokenizer.ggml.scores")).value_or(std::vector<float>(tokens.size()));
    std::string pieces;
    for (size_t i = 0; i < tokens.size(); ++i) {
        std::string score(4, '\0');
        std::memcpy(score.data(), &scores[i], 4);
        pieces += chunk('\x0A', chunk('\x0A', std::string(tokens[i])) + '\x15' + score + '\x18' + varint(static_cast<uint64_t>(kinds[i])));
    }
    writeWhole(path + "/tokenizer.model", pieces + chunk('\x12', std::string("\x18\x02", 2)));
}

/// A token as WordPiece files of Hugging Face have it: "##" in front of the rest of a word, nothing in front of a word.
inline std::string withoutWordMark(const std::string& text)
{
    if (text.starts_with("\xE2\x96\x81"))
        return text.substr(3);
    return text.starts_with("[") && text.ends_with("]") ? text : "##" + text;
}

/// "a b" and ["a", "b"] in turns: old files have the one form, new ones the other.
inline J mergesOf(const gguf::Reader& file)
{
    J merges = J::array();
    for (const auto merge : (*file.texts("tokenizer.ggml.merges")).value_or(std::vector<std::string_view> {})) {
        const std::string text(merge);
        const size_t space = text.find(' ', 1);
        merges.push_back(merges.size() % 2 == 1 ? J { text.substr(0, space), text.substr(space + 1) } : J(text));
    }
    return merges;
}

/// tokenizer.json, or tokenizer.model for a SentencePiece BPE. Ids as in the model file.
inline void writeTokenizer(const gguf::Reader& file, const std::string& path)
{
    const std::string model(**file.text("tokenizer.ggml.model"));
    if (model == "llama")
        return writePieces(file, path);
    const auto tokens = **file.texts("tokenizer.ggml.tokens");
    const auto kinds = **file.integers("tokenizer.ggml.token_type");
    const auto scores = (*file.reals("tokenizer.ggml.scores")).value_or(std::vector<float>(tokens.size()));
    J added = J::array(), vocab = J::object(), list = J::array();
    for (size_t i = 0; i < tokens.size(); ++i) {
        const std::string text(tokens[i]);
        if (kinds[i] == 3 || kinds[i] == 4)
            added.push_back({ { "id", i }, { "content", text }, { "special", kinds[i] == 3 } });
        list.push_back({ text, scores[i] });
        vocab[model == "bert" ? withoutWordMark(text) : text] = i;
    }
    J inner { { "type", model == "gpt2" ? "BPE" : model == "t5" ? "Unigram" : "WordPiece" }, { "vocab", model == "t5" ? list : vocab } };
    J tokenizer { { "added_tokens", added }, { "normalizer", nullptr } };
    if (model == "gpt2") {
        inner["merges"] = mergesOf(file);
        tokenizer["pre_tokenizer"] = splitOf(std::string(**file.text("tokenizer.ggml.pre")));
    }
    if (model == "t5")
        inner["unk_id"] = std::find(kinds.begin(), kinds.end(), 2) - kinds.begin();
    tokenizer["model"] = inner;
    writeWhole(path + "/tokenizer.json", tokenizer.dump());
}

} // namespace sillok::test
