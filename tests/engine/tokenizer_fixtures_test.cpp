// Every published and every Korean string to its expected ids, in both modes, for each vocabulary that is read so far.
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/engine/fixture_ids.h"

#include <algorithm>
#include <filesystem>

using namespace sillok;
using namespace sillok::test;

namespace {

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
