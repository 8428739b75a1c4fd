// Tokenizers on hostile input and hostile vocabularies, without fixtures: nothing grows, nothing crashes, bytes come back.
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/tokenizer/tokenizer.h"
#include "engine/tokenizer/unicode_classes.h"
#include "tests/engine/gguf_writer.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#include <chrono>
#include <random>

#ifdef SILLOK_TEST_ICU
#include <unicode/uchar.h>
#endif

using namespace sillok;
using namespace sillok::test;

namespace {

Result<Tokenizer> tokenizerOf(const GgufWriter& writer, std::string& bytes)
{
    bytes = writer.bytes();
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(asBytes(bytes)));
    return Tokenizer::fromGguf(reader);
}

std::string errorOf(const GgufWriter& writer)
{
    std::string bytes;
    const auto tokenizer = tokenizerOf(writer, bytes);
    return tokenizer.ok() ? "" : std::string(errorCodeName(tokenizer.error().code)) + " " + tokenizer.error().doing;
}

bool mentions(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

} // namespace

SILLOK_TEST(mergesFollowTheirRank)
{
    GgufWriter writer;
    std::string bytes;
    const auto tokenizer = tokenizerOf(byteVocabulary(writer, { "</s>" }, "gpt-2"), bytes);
    REQUIRE(tokenizer.ok());
    const auto ids = tokenizer->encode("abcab", Tokenizer::Mode::Raw);
    REQUIRE(ids.ok());
    CHECK(*ids == (std::vector<TokenId> { 257, 256 })); // "abc", "ab"
}

SILLOK_TEST(typedControlTextStaysText)
{
    GgufWriter writer;
    std::string bytes;
    const auto tokenizer = tokenizerOf(byteVocabulary(writer, { "</s>" }), bytes);
    REQUIRE(tokenizer.ok());
    const auto raw = tokenizer->encode("a</s>b", Tokenizer::Mode::Raw);
    const auto special = tokenizer->encode("a</s>b", Tokenizer::Mode::Special);
    REQUIRE(raw.ok() && special.ok());
    CHECK_EQUAL(raw->size(), 6u);
    CHECK(*special == (std::vector<TokenId> { 'a', 258, 'b' }));
}

SILLOK_TEST(everyByteComesBack)
{
    GgufWriter writer;
    std::string bytes;
    const auto tokenizer = tokenizerOf(byteVocabulary(writer, {}), bytes);
    REQUIRE(tokenizer.ok());
    std::mt19937 engine(3);
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int i = 0; i < 40; ++i)
            appendUtf8(text, engine() % 3 ? engine() % 0x80 : engine() % 0xD800);
        const auto ids = tokenizer->encode(text, Tokenizer::Mode::Raw);
        REQUIRE(ids.ok());
        const auto back = tokenizer->decode(*ids);
        REQUIRE(back.ok());
        CHECK_EQUAL(*back, text);
        StreamDecoder stream(*tokenizer);
        std::string streamed;
        for (const TokenId id : *ids) {
            const std::string piece = stream.push(id);
            CHECK(isValidUtf8(piece) && piece.find("\xEF\xBF\xBD") == std::string::npos);
            streamed += piece;
        }
        CHECK_EQUAL(streamed + stream.finish(), text);
    }
}

SILLOK_TEST(brokenCharactersBecomeReplacements)
{
    GgufWriter writer;
    std::string bytes;
    const auto tokenizer = tokenizerOf(byteVocabulary(writer, {}), bytes);
    REQUIRE(tokenizer.ok());
    StreamDecoder stream(*tokenizer);
    CHECK_EQUAL(stream.push(0xEA), std::string()); // the first byte of a Hangul syllable
    CHECK_EQUAL(stream.push(0xB0), std::string());
    CHECK_EQUAL(stream.push(0x80), std::string("\xEA\xB0\x80"));
    CHECK_EQUAL(stream.push(0xEA), std::string());
    CHECK_EQUAL(stream.push('a'),
        std::string("\xEF\xBF\xBD"
                    "a"));
    CHECK_EQUAL(stream.push(0xEA), std::string());
    CHECK_EQUAL(stream.finish(), std::string("\xEF\xBF\xBD"));
}

SILLOK_TEST(aMegabyteWithoutASpaceIsQuick)
{
    const char* rules[] = { "gpt-2", "llama-bpe", "qwen2", "gpt-4o", "exaone", "exaone4", "exaone-moe", "hyperclovax", "deepseek-llm",
        "deepseek-v3", "falcon" };
    const std::string units[]
        = { "a", "ab", "abc", " ", "\n", "\r\n ", "1", "'", "'s", "!", "\xEA\xB0\x80", "\xCC\x81", " a", "A", "aA", "\xE3\x80\x80" };
    for (const char* rule : rules) {
        GgufWriter writer;
        std::string bytes;
        const auto tokenizer = tokenizerOf(byteVocabulary(writer, { "</s>" }, rule), bytes);
        REQUIRE(tokenizer.ok());
        for (const std::string& unit : units) {
            std::string text;
            while (text.size() < (1u << 20))
                text += unit;
            text += "x";
            const auto start = std::chrono::steady_clock::now();
            const auto ids = tokenizer->encode(text, Tokenizer::Mode::Raw);
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            REQUIRE(ids.ok());
#ifdef SILLOK_SANITIZED
            constexpr double kLimit = 30;
#else
            constexpr double kLimit = 5;
#endif
            if (seconds > kLimit)
                report(__FILE__, __LINE__, std::string(rule) + " took " + std::to_string(seconds) + " s on a run of \"" + unit + "\"");
        }
    }
}

SILLOK_TEST(splitRulesKeepTheirPromises)
{
    // Closed-form cases of the published patterns: what belongs together gives one token where the merges allow it, so pieces show by
    // "abc".
    const auto count = [](const char* rule, const std::string& text) {
        GgufWriter writer;
        std::string bytes;
        const auto tokenizer = tokenizerOf(byteVocabulary(writer, {}, rule), bytes);
        const auto ids
            = tokenizer.ok() ? tokenizer->encode(text, Tokenizer::Mode::Raw) : Result<std::vector<TokenId>>(std::vector<TokenId> {});
        return ids->size();
    };
    CHECK_EQUAL(count("gpt-2", "abc"), 1u);
    CHECK_EQUAL(count("gpt-2", " abc"), 2u);
    CHECK_EQUAL(count("gpt-4o", "abC"), 2u); // lower then upper case: two pieces, "ab" and "C"
    CHECK_EQUAL(count("gpt-2", "a1bc"), 4u); // a digit parts letters
    CHECK_EQUAL(count("exaone-moe", "a bc"), 4u);
}

SILLOK_TEST(hostileVocabulariesAreRefused)
{
    GgufWriter unknownRule, noRule, badMerge, noTokens, badByte, wordPiece, unknownKind, hugeId;
    CHECK(mentions(errorOf(byteVocabulary(unknownRule, {}, "brand-new")), "brand-new"));
    CHECK(mentions(errorOf(byteVocabulary(noRule, {}, "")), "Unsupported"));
    badMerge.text("tokenizer.ggml.model", "gpt2")
        .text("tokenizer.ggml.pre", "gpt-2")
        .texts("tokenizer.ggml.tokens", { "a" })
        .texts("tokenizer.ggml.merges", { "a" });
    CHECK(mentions(errorOf(badMerge), "Damaged"));
    noTokens.text("tokenizer.ggml.model", "llama").texts("tokenizer.ggml.tokens", {});
    CHECK(mentions(errorOf(noTokens), "Damaged"));
    badByte.text("tokenizer.ggml.model", "llama")
        .texts("tokenizer.ggml.tokens", { "<0x-1>" })
        .array<int32_t>("tokenizer.ggml.token_type", 5, { 6 });
    CHECK(mentions(errorOf(badByte), "Damaged"));
    wordPiece.text("tokenizer.ggml.model", "bert").texts("tokenizer.ggml.tokens", { "a" });
    CHECK(mentions(errorOf(wordPiece), "no unknown token"));
    unknownKind.text("tokenizer.ggml.model", "rwkv").texts("tokenizer.ggml.tokens", { "a" });
    CHECK(mentions(errorOf(unknownKind), "rwkv"));
    CHECK(mentions(errorOf(byteVocabulary(hugeId, {}).u32("tokenizer.ggml.bos_token_id", 4000000000u)), "Damaged"));
}

SILLOK_TEST(idsOutsideTheVocabularyAreRefused)
{
    GgufWriter writer;
    std::string bytes;
    const auto tokenizer = tokenizerOf(byteVocabulary(writer, {}), bytes);
    REQUIRE(tokenizer.ok());
    for (const TokenId id : { -1, 258, 2147483647 }) {
        CHECK(!tokenizer->decode(std::span(&id, 1)).ok());
        CHECK(tokenizer->bytesOf(id).empty());
    }
}

SILLOK_TEST(unicodeClassesMatchIcu)
{
#ifdef SILLOK_TEST_ICU
    size_t compared = 0;
    for (UChar32 c = 0; c <= 0x10FFFF; ++c) {
        UVersionInfo age;
        u_charAge(c, age);
        if (age[0] > kUnicodeMajorVersion || age[0] == 0)
            continue; // not assigned in the version of our table
        ++compared;
        const auto mask = U_GET_GC_MASK(c);
        const auto point = static_cast<char32_t>(c);
        const bool same = isLetter(point) == ((mask & U_GC_L_MASK) != 0) && isMark(point) == ((mask & U_GC_M_MASK) != 0)
            && isNumber(point) == ((mask & U_GC_N_MASK) != 0) && isPunctuation(point) == ((mask & U_GC_P_MASK) != 0)
            && isSymbol(point) == ((mask & U_GC_S_MASK) != 0) && isWhiteSpace(point) == (u_isUWhiteSpace(c) != 0)
            && (unicodeClass(point) == UnicodeClass::Upper) == ((mask & U_GC_LU_MASK) != 0)
            && (unicodeClass(point) == UnicodeClass::Lower) == ((mask & U_GC_LL_MASK) != 0)
            && (unicodeClass(point) == UnicodeClass::Title) == ((mask & U_GC_LT_MASK) != 0)
            && (unicodeClass(point) == UnicodeClass::ModifierLetter) == ((mask & U_GC_LM_MASK) != 0);
        if (!same)
            report(__FILE__, __LINE__, "code point " + std::to_string(c));
    }
    std::printf("  %zu code points compared with ICU\n", compared);
    CHECK(compared > 280000);
#else
    skip("built without ICU: the Unicode table was not compared");
#endif
}

SILLOK_TEST(longRealTextIsQuickAndComesBack)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no real text was read");
    std::string text = readText(shared + "/fixtures/tokenizers/sentencepiece/botchan.txt");
    REQUIRE(text.size() > 200000);
    text += text + text + text;
    for (const char* name : { "rebuilt-qwen3", "rebuilt-llama3", "rebuilt-exaone4" }) {
        const auto file = MappedFile::open(shared + "/fixtures/tokenizers/gguf-vocab/" + std::string(name) + ".gguf");
        REQUIRE(file.ok());
        const auto reader = gguf::Reader::open(file->bytes());
        const auto tokenizer = Tokenizer::fromGguf(*reader);
        REQUIRE(tokenizer.ok());
        const auto start = std::chrono::steady_clock::now();
        const auto ids = tokenizer->encode(text, Tokenizer::Mode::Raw);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        REQUIRE(ids.ok());
        std::printf("  %s: %.1f MB/s\n", name, static_cast<double>(text.size()) / 1e6 / seconds);
        CHECK(tokenizer->decode(*ids).value() == text);
    }
}

SILLOK_TEST_MAIN
