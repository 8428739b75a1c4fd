// fixture_ids.h - The strings of the tokenizer fixtures, and a tokenizer compared with the ids that they are to give.
#pragma once

#include "engine/tokenizer/tokenizer.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

namespace sillok::test {

inline constexpr std::string_view kSeparator = "__ggml_vocab_test__";

/// Pieces end at a line that is exactly the separator; the line break before it belongs to it.
inline std::vector<std::string> pieces(const std::string& text)
{
    std::vector<std::string> all;
    std::string piece;
    bool any = false;
    for (size_t start = 0; start < text.size();) {
        size_t end = text.find('\n', start);
        const bool last = end == std::string::npos;
        if (last)
            end = text.size();
        const std::string line = text.substr(start, end - start);
        if (line == kSeparator) {
            if (!piece.empty() && piece.back() == '\n')
                piece.pop_back();
            all.push_back(piece);
            piece.clear();
            any = false;
        } else {
            piece += line + (last ? "" : "\n");
            any = true;
        }
        start = end + 1;
    }
    if (any && !piece.empty())
        all.push_back(piece);
    return all;
}

inline std::string joined(const std::vector<TokenId>& ids)
{
    std::string text;
    for (const TokenId id : ids) {
        if (!text.empty())
            text += ' ';
        text += std::to_string(id);
    }
    return text;
}

inline std::string trimmed(std::string line)
{
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r'))
        line.pop_back();
    while (!line.empty() && line.front() == ' ')
        line.erase(0, 1);
    return line;
}

/// How many strings gave the expected ids.
struct Score {
    size_t good = 0;
    size_t all = 0;
};

inline Score compare(
    const Tokenizer& tokenizer, const std::string& inputs, const std::string& expected, Tokenizer::Mode mode, const std::string& label)
{
    const std::vector<std::string> texts = pieces(readText(inputs));
    std::vector<std::string> want = lines(readText(expected));
    Score score;
    score.all = want.size();
    CHECK(!want.empty());
    CHECK(texts.size() <= want.size() + 1);
    for (size_t i = 0; i < want.size(); ++i) {
        const auto ids = i < texts.size() ? tokenizer.encode(texts[i], mode) : Result<std::vector<TokenId>>(std::vector<TokenId> {});
        const std::string got = ids.ok() ? joined(*ids) : "error: " + ids.error().doing;
        if (got == trimmed(want[i])) {
            ++score.good;
            continue;
        }
        if (score.all - score.good < 400)
            std::printf("    %s string %zu\n      want %s\n      got  %s\n", label.c_str(), i, trimmed(want[i]).c_str(), got.c_str());
        if (score.good + 5 < i)
            break;
    }
    return score;
}

} // namespace sillok::test
