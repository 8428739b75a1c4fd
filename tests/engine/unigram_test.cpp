// Unigram vocabularies: the ids of the reference library, the order of ids that XLM-R files have, and hostile normalisation tables.
#include "engine/tokenizer/charsmap.h"
#include "engine/tokenizer/tokenizer.h"
#include "tests/engine/gguf_writer.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#include <chrono>
#include <random>
#include <sstream>

using namespace sillok;
using namespace sillok::test;

namespace {

/// One field of a protocol buffer: a number, or bytes.
struct Field {
    uint64_t number = 0;
    uint64_t value = 0;
    std::string bytes;
};

uint64_t varint(const std::string& in, size_t& at)
{
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<uint8_t>(in.at(at++));
        value |= uint64_t { byte & 0x7Fu } << shift;
        if (byte < 0x80)
            return value;
    }
}

std::vector<Field> fieldsOf(const std::string& in)
{
    std::vector<Field> fields;
    for (size_t at = 0; at < in.size();) {
        const uint64_t key = varint(in, at);
        Field field { key >> 3, 0, {} };
        if (key % 8 == 0) {
            field.value = varint(in, at);
        } else {
            const size_t size = key % 8 == 5 ? 4 : varint(in, at);
            field.bytes = in.substr(at, size);
            at += size;
        }
        fields.push_back(field);
    }
    return fields;
}

/// A SentencePiece model file, as far as a GGUF vocabulary repeats it.
struct Pieces {
    std::vector<std::string> texts;
    std::vector<float> scores;
    std::vector<int32_t> kinds;
    std::string charsmap;
};

Pieces piecesOf(const std::string& model)
{
    Pieces all;
    for (const Field& part : fieldsOf(model)) {
        if (part.number == 3)
            for (const Field& field : fieldsOf(part.bytes))
                if (field.number == 2)
                    all.charsmap = field.bytes;
        if (part.number != 1)
            continue;
        all.scores.push_back(0);
        all.kinds.push_back(1);
        for (const Field& field : fieldsOf(part.bytes)) {
            if (field.number == 1)
                all.texts.push_back(field.bytes);
            if (field.number == 2)
                std::memcpy(&all.scores.back(), field.bytes.data(), 4);
            if (field.number == 3)
                all.kinds.back() = static_cast<int32_t>(field.value);
        }
    }
    return all;
}

Pieces fixturePieces(const std::string& shared)
{
    return piecesOf(readText(shared + "/fixtures/tokenizers/sentencepiece/test_model.model"));
}

GgufWriter& write(GgufWriter& writer, const Pieces& pieces, uint32_t unknown)
{
    writer.text("general.architecture", "bert")
        .text("tokenizer.ggml.model", "t5")
        .texts("tokenizer.ggml.tokens", pieces.texts)
        .array("tokenizer.ggml.scores", 6, pieces.scores)
        .array("tokenizer.ggml.token_type", 5, pieces.kinds)
        .u32("tokenizer.ggml.unknown_token_id", unknown)
        .flag("tokenizer.ggml.add_space_prefix", 1)
        .flag("tokenizer.ggml.remove_extra_whitespaces", 1);
    if (!pieces.charsmap.empty())
        writer.array("tokenizer.ggml.precompiled_charsmap", 0, std::vector<uint8_t>(pieces.charsmap.begin(), pieces.charsmap.end()));
    return writer;
}

Result<Tokenizer> tokenizerOf(const GgufWriter& writer)
{
    const std::string bytes = writer.bytes();
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(asBytes(bytes)));
    return Tokenizer::fromGguf(reader);
}

/// Text and expected ids, string by string.
using Expected = std::vector<std::pair<std::string, std::vector<TokenId>>>;

std::vector<TokenId> idsIn(const std::string& line)
{
    std::istringstream in(line);
    std::vector<TokenId> ids;
    for (TokenId id = 0; in >> id;)
        ids.push_back(id);
    return ids;
}

Expected expectedStrings(const std::string& shared)
{
    const std::string folder = shared + "/fixtures/tokenizers/";
    Expected all;
    const auto botchan = lines(readText(folder + "sentencepiece/botchan.txt"));
    const auto botchanIds = lines(readText(folder + "sentencepiece/botchan.test_model.ids"));
    for (size_t i = 0; i < std::min(botchan.size(), botchanIds.size()); ++i)
        all.emplace_back(botchan[i].substr(0, botchan[i].find('\r')), idsIn(botchanIds[i]));
    std::string korean = readText(folder + "korean/korean-dev.inp");
    const std::string separator = "\n__ggml_vocab_test__\n";
    for (const std::string& line : lines(readText(folder + "sentencepiece/korean-dev.test_model.ids"))) {
        const size_t end = korean.find(separator);
        all.emplace_back(korean.substr(0, end), idsIn(line));
        korean.erase(0, end == std::string::npos ? korean.size() : end + separator.size());
    }
    return all;
}

/// A normalisation table that replaces the texts "a", "aa", "aaa" ... up to `keys` letters by "b"; each step in a block of its own.
std::vector<uint32_t> chain(uint32_t keys)
{
    std::vector<uint32_t> units((keys + 2) * 256, 1u << 31); // a value: no byte leads to it
    const auto unit = [](uint32_t label, bool leaf, uint32_t offset) { return label | (leaf ? 1u << 8 : 0u) | offset << 10; };
    units[0] = unit(0, false, 256);
    for (uint32_t key = 1; key <= keys; ++key) {
        const uint32_t at = (key * 256) ^ 'a';
        units[at] = unit('a', true, at ^ ((key + 1) * 256));
        units[(key + 1) * 256] = 1u << 31; // offset 0 of the texts
    }
    return units;
}

std::string tableOf(const std::vector<uint32_t>& units, const std::string& texts = std::string("b\0", 2))
{
    const auto bytes = static_cast<uint32_t>(units.size() * 4);
    std::string table(4 + bytes, '\0');
    std::memcpy(table.data(), &bytes, 4);
    std::memcpy(table.data() + 4, units.data(), bytes);
    return table + texts;
}

bool sound(const std::string& table) { return checkCharsmap(asBytes(table)).ok(); }

} // namespace

SILLOK_TEST(idsAreThoseOfTheReferenceLibrary)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no unigram vocabulary was compared");
    GgufWriter writer;
    const auto tokenizer = tokenizerOf(write(writer, fixturePieces(shared), 0));
    if (!tokenizer.ok() && tokenizer.error().code == ErrorCode::Unsupported)
        return skip(tokenizer.error().doing.c_str());
    REQUIRE(tokenizer.ok());
    size_t good = 0;
    const Expected all = expectedStrings(shared);
    CHECK(all.size() > 4000);
    for (const auto& [text, want] : all) {
        const auto ids = tokenizer->encode(text, Tokenizer::Mode::Raw);
        good += ids.ok() && *ids == want;
    }
    std::printf("  unigram: %zu of %zu\n", good, all.size());
    CHECK_EQUAL(good, all.size());
}

SILLOK_TEST(theOrderOfIdsOfAnXlmRobertaFileMapsOneToOne)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no unigram vocabulary was compared");
    // <s> <pad> </s> <unk>, then what stood behind <unk> <s> </s>, then <mask>
    const Pieces original = fixturePieces(shared);
    Pieces pieces;
    pieces.charsmap = original.charsmap;
    pieces.texts = { "<s>", "<pad>", "</s>", "<unk>" };
    pieces.scores = { 0, 0, 0, 0 };
    pieces.kinds = { 3, 3, 3, 2 };
    for (size_t i = 3; i < original.texts.size(); ++i) {
        pieces.texts.push_back(original.texts[i]);
        pieces.scores.push_back(original.scores[i]);
        pieces.kinds.push_back(1);
    }
    pieces.texts.push_back("<mask>");
    pieces.scores.push_back(0);
    pieces.kinds.push_back(4);
    GgufWriter writer;
    write(writer, pieces, 3)
        .u32("tokenizer.ggml.bos_token_id", 0)
        .u32("tokenizer.ggml.eos_token_id", 2)
        .flag("tokenizer.ggml.add_bos_token", 1)
        .flag("tokenizer.ggml.add_eos_token", 1);
    const auto tokenizer = tokenizerOf(writer);
    if (!tokenizer.ok() && tokenizer.error().code == ErrorCode::Unsupported)
        return skip(tokenizer.error().doing.c_str());
    REQUIRE(tokenizer.ok());
    size_t good = 0, all = 0;
    for (const auto& [text, ids] : expectedStrings(shared)) {
        if (text.find('<') != std::string::npos)
            continue; // texts of special tokens
        std::vector<TokenId> want { 0 };
        for (const TokenId id : ids)
            want.push_back(id == 0 ? 3 : id + 1);
        want.push_back(2);
        const auto got = tokenizer->encode(text, Tokenizer::Mode::Special);
        good += got.ok() && *got == want;
        ++all;
    }
    CHECK(all > 4000);
    CHECK_EQUAL(good, all);
    const auto ids = tokenizer->encode("  I   am  Botchan ", Tokenizer::Mode::Special);
    REQUIRE(ids.ok());
    CHECK_EQUAL(std::move(tokenizer->decode(*ids)).value(), std::string("I am Botchan"));
}

SILLOK_TEST(aMegabyteWithoutASpaceIsQuick)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no unigram vocabulary was timed");
    GgufWriter writer;
    const auto tokenizer = tokenizerOf(write(writer, fixturePieces(shared), 0));
    if (!tokenizer.ok())
        return skip("no SentencePiece library");
    std::string text;
    while (text.size() < (1u << 20))
        text += "정보공개법thequickbrown";
    const auto time = [&](std::string_view part) {
        const auto start = std::chrono::steady_clock::now();
        CHECK(tokenizer->encode(part, Tokenizer::Mode::Raw).ok());
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const double eighth = time(std::string_view(text).substr(0, text.size() / 8)), whole = time(text);
    std::printf("  1 MiB without a space: %.2f s, an eighth of it: %.3f s\n", whole, eighth);
    CHECK(whole < 32 * eighth + 0.5); // quadratic would be 64 times
}

SILLOK_TEST(aHostileNormalisationTableIsRefused)
{
    CHECK(sound(""));
    CHECK(sound(tableOf(chain(1))));
    CHECK(sound(tableOf(chain(32))));
    CHECK(!sound(tableOf(chain(33)))); // the library has room for 32 results of one search
    CHECK(!sound(tableOf(chain(1), "b"))); // the last text has no end
    CHECK(!sound(tableOf(chain(1), "")));
    CHECK(!sound(tableOf(chain(1), std::string("\xFF\0", 2)))); // no UTF-8
    std::vector<uint32_t> units = chain(1);
    units[512] = 1u << 31 | 2u; // behind the texts
    CHECK(!sound(tableOf(units)));
    units = chain(1);
    units[256 ^ 'a'] = 'a' | 1000000u << 10; // a jump out of the array
    CHECK(!sound(tableOf(units)));
    units = chain(1);
    units[256 ^ 'a'] = 'a' | static_cast<uint32_t>('a') << 10; // back into its own block: "aaaa..." never ends
    CHECK(!sound(tableOf(units)));
    std::vector<uint32_t> endless = chain(300); // without leaves: no result is lost, but every position costs 300 steps
    for (uint32_t& unit : endless)
        unit &= ~(1u << 8);
    CHECK(!sound(tableOf(endless)));
    const std::string good = tableOf(chain(2));
    for (size_t cut = 1; cut + 2 < good.size(); ++cut)
        CHECK(!sound(good.substr(0, cut)));
    std::string lying = good;
    lying[3] = '\x7F';
    CHECK(!sound(lying));
    CHECK(!sound(std::string(kMaxCharsmapBytes + 1, '\0')));
}

SILLOK_TEST(aSoundTableIsUsed)
{
    Pieces pieces { { "<unk>", "b", "\xE2\x96\x81" }, { 0, -1, -1 }, { 2, 1, 1 }, tableOf(chain(2)) };
    GgufWriter writer;
    const auto tokenizer = tokenizerOf(write(writer, pieces, 0));
    if (!tokenizer.ok() && tokenizer.error().code == ErrorCode::Unsupported)
        return skip(tokenizer.error().doing.c_str());
    REQUIRE(tokenizer.ok());
    CHECK(*tokenizer->encode("aaab", Tokenizer::Mode::Raw) == (std::vector<TokenId> { 2, 1, 1, 1 })); // "aa" and "a" become one b each
    GgufWriter hostile;
    pieces.charsmap = tableOf(chain(33));
    CHECK(!tokenizerOf(write(hostile, pieces, 0)).ok());
}

/// The real table with bits turned over at random: refused, or as harmless as the real one.
SILLOK_TEST(damagedRealTablesDoNoHarm)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no real table was damaged");
    Pieces pieces = fixturePieces(shared);
    const std::string original = pieces.charsmap;
    CHECK(sound(original));
    std::mt19937 random(7);
    int refused = 0, used = 0;
    for (int round = 0; round < 60; ++round) {
        pieces.charsmap = original;
        for (int i = 0; i <= round % 4; ++i)
            pieces.charsmap[random() % pieces.charsmap.size()] ^= static_cast<char>(1u << random() % 8);
        GgufWriter writer;
        const auto tokenizer = tokenizerOf(write(writer, pieces, 0));
        if (!tokenizer.ok()) {
            ++refused;
            continue;
        }
        ++used;
        CHECK(tokenizer->encode("ﬁ㈜①Ⅳ가ｶﾞ한글 résumé", Tokenizer::Mode::Raw).ok());
    }
    std::printf("  %d refused, %d used\n", refused, used);
    CHECK(refused > 0 && used > 0);
}

SILLOK_TEST_MAIN
