#include "engine/convert/split_patterns.h"

#include <vector>

namespace sillok::convert {

namespace {

struct Pattern {
    const char* pass;
    const char* text; ///< contractions written as <C>, line breaks as \r and \n
};
constexpr Pattern kPatterns[] = {
    { "gpt2", R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)" },
    { "gpt2", R"('(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)" },
    { "llama3", R"(<C>|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)" },
    { "qwen2", R"(<C>|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)" },
    { "o200k",
        R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+<C>?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*<C>?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)" },
    { "phrases",
        R"(<C>|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+)" },
    { "deepseek",
        R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)" },
    { "number", R"(\p{N})" },
    { "numbers3", R"(\p{N}{1,3})" },
    { "cjk", "[一-龥\u3040-ゟ゠-ヿ]+" },
    { "cjk", "[一-龥ぁ-ゟ゠-ヿ]+" },
};

struct Rule {
    const char* passes; ///< joined by a space
    const char* name;
};
constexpr Rule kRules[] = {
    { "gpt2", "gpt-2" },
    { "llama3", "llama-bpe" },
    { "qwen2", "qwen2" },
    { "o200k", "gpt-4o" },
    { "number gpt2", "exaone" },
    { "phrases", "exaone-moe" },
    { "number cjk deepseek", "hyperclovax" },
    { "numbers3 cjk deepseek", "deepseek-v3" },
};

void replaceAll(std::string& text, std::string_view from, std::string_view to)
{
    for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// One way of writing for what is written in several.
std::string normalized(std::string text)
{
    replaceAll(text, "\r", "\\r");
    replaceAll(text, "\n", "\\n");
    for (const char* contraction : { "(?i:'s|'t|'re|'ve|'m|'ll|'d)", "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])",
             "'(?i:[sdmt]|ll|ve|re)" })
        replaceAll(text, contraction, "<C>");
    return text;
}

Error unknown(const std::string& what)
{
    return fail(ErrorCode::Unsupported, "tokenizer.json: a split rule that we do not have: " + what.substr(0, 400));
}

Result<std::string> passOfPattern(const std::string& pattern)
{
    const std::string text = normalized(pattern);
    for (const Pattern& known : kPatterns)
        if (text == known.text)
            return std::string(known.pass);
    return unknown(pattern);
}

/// The pass of one step, or nothing for a step that only turns bytes into letters.
Result<std::string> passOf(const Json& step)
{
    const std::string type = textIn(step, "type").value_or("");
    if (type == "ByteLevel") {
        if (flagIn(step, "add_prefix_space").value_or(false))
            return unknown("a space in front of the text");
        return std::string(flagIn(step, "use_regex").value_or(true) ? "gpt2" : "");
    }
    if (type == "Digits" && flagIn(step, "individual_digits").value_or(false))
        return std::string("number");
    const Json* pattern = member(step, "pattern");
    const auto regex = pattern ? textIn(*pattern, "Regex") : std::nullopt;
    if (type != "Split" || !regex || textIn(step, "behavior").value_or("") != "Isolated" || flagIn(step, "invert").value_or(false))
        return unknown(step.dump(-1, ' ', false, Json::error_handler_t::replace));
    return passOfPattern(*regex);
}

} // namespace

Result<std::string> splitRuleOf(const Json& preTokenizer)
{
    std::vector<Json> steps { preTokenizer };
    if (const Json* list = member(preTokenizer, "pretokenizers"); list && list->is_array())
        steps.assign(list->begin(), list->end());
    std::string passes;
    for (const Json& step : steps) {
        SILLOK_TRY(const std::string pass, passOf(step));
        if (!pass.empty())
            passes += (passes.empty() ? "" : " ") + pass;
    }
    for (const Rule& rule : kRules)
        if (passes == rule.passes)
            return std::string(rule.name);
    return unknown(passes);
}

} // namespace sillok::convert
