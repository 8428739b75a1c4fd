// Every published and every Korean string to its expected ids, in both modes, for each vocabulary that is read so far.
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/tokenizer/tokenizer.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#include <algorithm>
#include <filesystem>

using namespace sillok;
using namespace sillok::test;

namespace {

constexpr std::string_view kSeparator = "__ggml_vocab_test__";

/// Pieces end at a line that is exactly the separator; the line break before it belongs to it.
std::vector<std::string> pieces(const std::string& text)
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

std::string joined(const std::vector<TokenId>& ids)
{
    std::string text;
    for (const TokenId id : ids) {
        if (!text.empty())
            text += ' ';
        text += std::to_string(id);
    }
    return text;
}

std::string trimmed(std::string line)
{
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r'))
        line.pop_back();
    while (!line.empty() && line.front() == ' ')
        line.erase(0, 1);
    return line;
}

struct Score {
    size_t good = 0;
    size_t all = 0;
};

Score compare(
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

std::vector<std::filesystem::path> vocabulariesIn(const std::string& folder)
{
    std::vector<std::filesystem::path> vocabularies;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".gguf")
            vocabularies.push_back(entry.path());
    std::sort(vocabularies.begin(), vocabularies.end());
    return vocabularies;
}

} // namespace

SILLOK_TEST(everyFixtureStringGivesTheExpectedIds)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no tokenizer was compared");
    const std::string folder = shared + "/fixtures/tokenizers";
    Score total;
    for (const auto& path : vocabulariesIn(folder + "/gguf-vocab")) {
        const std::string name = path.stem().string();
        const auto file = MappedFile::open(path.string());
        REQUIRE(file.ok());
        const auto reader = gguf::Reader::open(file->bytes());
        REQUIRE(reader.ok());
        const auto tokenizer = Tokenizer::fromGguf(*reader);
        if (!tokenizer.ok()) {
            CHECK_EQUAL(std::string(errorCodeName(tokenizer.error().code)), std::string("Unsupported"));
            std::printf("  SKIP: %s: %s\n", name.c_str(), tokenizer.error().doing.c_str());
            continue;
        }
        Score score;
        const auto add = [&](const std::string& in, const std::string& out, Tokenizer::Mode mode) {
            const Score one = compare(*tokenizer, in, out, mode, name);
            score.good += one.good;
            score.all += one.all;
        };
        if (std::filesystem::exists(path.string() + ".inp"))
            add(path.string() + ".inp", path.string() + ".out", Tokenizer::Mode::Raw);
        const std::string korean = folder + "/korean/korean-dev.";
        add(korean + "inp", korean + name + ".raw.out", Tokenizer::Mode::Raw);
        add(korean + "inp", korean + name + ".special.out", Tokenizer::Mode::Special);
        std::printf("  %s: %zu of %zu\n", name.c_str(), score.good, score.all);
        CHECK_EQUAL(score.good, score.all);
        total.good += score.good;
        total.all += score.all;
    }
    std::printf("  tokenizers: %zu of %zu\n", total.good, total.all);
}

SILLOK_TEST(byteLevelVocabulariesGiveEveryKoreanStringBack)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no string was brought back");
    const std::string folder = shared + "/fixtures/tokenizers";
    const std::vector<std::string> texts = pieces(readText(folder + "/korean/korean-dev.inp"));
    CHECK(texts.size() > 200);
    size_t vocabularies = 0;
    for (const auto& path : vocabulariesIn(folder + "/gguf-vocab")) {
        const auto file = MappedFile::open(path.string());
        REQUIRE(file.ok());
        const auto reader = gguf::Reader::open(file->bytes());
        REQUIRE(reader.ok());
        const auto tokenizer = Tokenizer::fromGguf(*reader);
        if (!tokenizer.ok() || !tokenizer->kind().starts_with("byte-level"))
            continue;
        ++vocabularies;
        for (size_t i = 0; i < texts.size(); ++i) {
            const auto ids = tokenizer->encode(texts[i], Tokenizer::Mode::Raw);
            const auto back = ids.ok() ? tokenizer->decode(*ids) : Result<std::string>(fail(ErrorCode::Internal, ""));
            if (!back.ok() || *back != sanitizedUtf8(texts[i]))
                report(__FILE__, __LINE__, path.stem().string() + " string " + std::to_string(i));
        }
    }
    std::printf("  %zu byte-level vocabularies\n", vocabularies);
    CHECK(vocabularies > 0);
}

SILLOK_TEST_MAIN
