// WordPiece on a small vocabulary written here, the table of folded letters against ICU, and its behaviour on long words.
#include "engine/base/text.h"
#include "engine/tokenizer/letter_folds.h"
#include "engine/tokenizer/tokenizer.h"
#include "engine/tokenizer/unicode_classes.h"
#include "tests/engine/gguf_writer.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#include <chrono>

#ifdef SILLOK_TEST_ICU
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#endif

using namespace sillok;
using namespace sillok::test;

namespace {

const std::vector<std::string> kTokens { "[UNK]", "[CLS]", "[SEP]", "▁un", "aff", "able", "▁.", "▁cafe", "▁法", "▁한", "▁ᄒ", "ᄀ", "▁a",
    "b" };
enum : TokenId { Unk, Cls, Sep, Un, Aff, Able, Dot, Cafe, Law, Whole, LeadingH, LeadingG, A, B };

Result<Tokenizer> tokenizerOf(const std::vector<std::string>& tokens)
{
    std::vector<int32_t> kinds(tokens.size(), 1);
    kinds[Cls] = kinds[Sep] = 3;
    GgufWriter writer;
    writer.text("tokenizer.ggml.model", "bert")
        .texts("tokenizer.ggml.tokens", tokens)
        .array("tokenizer.ggml.token_type", 5, kinds)
        .u32("tokenizer.ggml.unknown_token_id", Unk)
        .u32("tokenizer.ggml.cls_token_id", Cls)
        .u32("tokenizer.ggml.seperator_token_id", Sep);
    const std::string bytes = writer.bytes();
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(asBytes(bytes)));
    return Tokenizer::fromGguf(reader);
}

} // namespace

SILLOK_TEST(wordsAreCutIntoTheirLongestPieces)
{
    const auto tokenizer = tokenizerOf(kTokens);
    REQUIRE(tokenizer.ok());
    const auto ids = [&](const char* text) { return *tokenizer->encode(text, Tokenizer::Mode::Raw); };
    using Ids = std::vector<TokenId>;
    CHECK(ids("unaffable") == (Ids { Un, Aff, Able }));
    CHECK(ids("UNaffable.") == (Ids { Un, Aff, Able, Dot }));
    CHECK(ids("unaffx able") == (Ids { Unk, Unk })); // one unknown for a whole word; "able" begins no word
    CHECK(ids("Café cafe\xCC\x81") == (Ids { Cafe, Cafe })); // accents go, composed or not
    CHECK(ids("a法b") == (Ids { A, Law, Unk })); // an ideograph is a word of its own
    CHECK(ids("하") == (Ids { LeadingH })); // a syllable gives its first letter
    CHECK(ids("하가") == (Ids { LeadingH, LeadingG }));
    CHECK(ids("a\x01\xE2\x80\x8B\xEF\xBF\xBD"
              "b\t")
        == (Ids { A, B })); // control, zero-width, replacement: gone
    CHECK(ids("").empty());
    CHECK(*tokenizer->encode("a", Tokenizer::Mode::Special) == (Ids { Cls, A, Sep }));
    CHECK(ids("[CLS]") == (Ids { Unk, Unk, Unk })); // typed control text stays text
    CHECK_EQUAL(*tokenizer->decode(Ids { Cls, Un, Able, Dot, Sep }), std::string("unable ."));
}

SILLOK_TEST(foldedLettersAgreeWithIcu)
{
#ifdef SILLOK_TEST_ICU
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    REQUIRE(U_SUCCESS(status));
    size_t compared = 0;
    for (UChar32 c = 0; c <= 0x10FFFF; ++c) {
        UVersionInfo age;
        u_charAge(c, age);
        if (age[0] > kUnicodeMajorVersion || age[0] == 0 || U_IS_SURROGATE(c))
            continue;
        icu::UnicodeString decomposed;
        const UChar32 first = nfd->getDecomposition(c, decomposed) ? decomposed.char32At(0) : c;
        if (foldedLetter(static_cast<char32_t>(c)) != static_cast<char32_t>(u_tolower(first)))
            report(__FILE__, __LINE__, "code point " + std::to_string(c));
        ++compared;
    }
    std::printf("  %zu code points compared with ICU\n", compared);
    CHECK(compared > 280000);
#else
    skip("built without ICU: the table of folded letters was not compared");
#endif
}

SILLOK_TEST(aMegabyteWithoutASpaceIsQuick)
{
    // The longest pieces that take part, so that every position of a run looks as far ahead as it can.
    std::vector<std::string> tokens = kTokens;
    tokens.push_back("▁" + std::string(509, 'a'));
    tokens.push_back(std::string(512, 'a'));
    tokens.push_back(std::string(60000, 'a')); // far too long for a word piece: never matched
    const auto tokenizer = tokenizerOf(tokens);
    REQUIRE(tokenizer.ok());
    for (const char* unit : { "a", "ab", "法", "가", "." }) {
        std::string text;
        while (text.size() < (1u << 20))
            text += unit;
        const auto start = std::chrono::steady_clock::now();
        CHECK(tokenizer->encode(text, Tokenizer::Mode::Raw).ok());
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (seconds > 5)
            report(__FILE__, __LINE__, std::string(unit) + " took " + std::to_string(seconds) + " s");
    }
    const auto ids = tokenizer->encode(std::string(509 + 512, 'a'), Tokenizer::Mode::Raw);
    REQUIRE(ids.ok());
    CHECK_EQUAL(ids->size(), 2u);
}

SILLOK_TEST_MAIN
