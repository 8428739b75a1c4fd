#include "engine/tokenizer/pre_tokenizer.h"

#include "engine/base/text.h"
#include "engine/tokenizer/split_passes.h"

namespace sillok {

namespace {

constexpr SplitPass kGpt2[] = { split::gpt2 };
constexpr SplitPass kLlama3[] = { split::llama3 };
constexpr SplitPass kQwen2[] = { split::qwen2 };
constexpr SplitPass kO200k[] = { split::o200k };
constexpr SplitPass kExaone[] = { split::singleNumbers, split::gpt2 };
constexpr SplitPass kPhrases[] = { split::phrases };
constexpr SplitPass kHyperClova[] = { split::singleNumbers, split::cjkAndKana, split::deepseekV3 };
constexpr SplitPass kDeepseekV3[] = { split::numbersByThree, split::cjkAndKana, split::deepseekV3 };
constexpr SplitPass kDeepseekLlm[] = { split::lineBreaks, split::deepseekLetters, split::deepseekPunctuation, split::trailingSpace,
    split::deepseekCjk, split::numberRuns };
constexpr SplitPass kFalcon[] = { split::falconPunctuation, split::gpt2, split::falconDigits };

constexpr SplitRule kRules[] = {
    { "gpt-2", kGpt2, false },
    { "exaone4", kGpt2, false },
    { "a.x-4.0", kGpt2, false },
    { "llama-bpe", kLlama3, true },
    { "llama3", kLlama3, true },
    { "llama-v3", kLlama3, true },
    { "midm-2.0", kLlama3, true },
    { "qwen2", kQwen2, false },
    { "solar-open", kQwen2, false },
    { "deepseek-r1-qwen", kQwen2, false },
    { "gpt-4o", kO200k, false },
    { "kanana2", kO200k, false },
    { "exaone", kExaone, false },
    { "refact", kExaone, false }, // Granite 3: digits alone, then GPT-2's pattern, as its tokenizer.json says
    { "exaone-moe", kPhrases, false },
    { "hyperclovax", kHyperClova, false },
    { "mu-choco", kHyperClova, false },
    { "deepseek-v3", kDeepseekV3, false },
    { "deepseek-llm", kDeepseekLlm, false },
    { "falcon", kFalcon, false },
};

} // namespace

Result<const SplitRule*> splitRuleByName(std::string_view name)
{
    for (const SplitRule& rule : kRules)
        if (rule.name == name)
            return &rule;
    if (name.empty())
        return fail(ErrorCode::Unsupported, "vocabulary: tokenizer.ggml.pre is missing; a byte-level vocabulary needs a named split rule");
    return fail(ErrorCode::Unsupported, "vocabulary: split rule \"" + sanitizedUtf8(name) + "\" is not known");
}

std::vector<std::string_view> splitText(const SplitRule& rule, std::string_view text)
{
    std::vector<char32_t> points;
    std::vector<uint8_t> widths;
    points.reserve(text.size());
    widths.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        points.push_back(point.value);
        widths.push_back(static_cast<uint8_t>(point.length));
        at += point.length;
    }
    std::vector<size_t> lengths { points.size() };
    for (const SplitPass pass : rule.passes) {
        std::vector<size_t> finer;
        size_t at = 0;
        for (const size_t length : lengths) {
            pass(std::span(points).subspan(at, length), finer);
            at += length;
        }
        lengths = std::move(finer);
    }
    std::vector<std::string_view> pieces;
    pieces.reserve(lengths.size());
    size_t point = 0, byte = 0;
    for (const size_t length : lengths) {
        size_t bytes = 0;
        for (size_t i = 0; i < length; ++i)
            bytes += widths[point++];
        pieces.push_back(text.substr(byte, bytes));
        byte += bytes;
    }
    return pieces;
}

} // namespace sillok
