// Vocabularies of model files written as tokenizer.json or tokenizer.model and converted back: the ids that other programs give.
#include "tests/convert/converted_vocabulary.h"
#include "tests/engine/fixture_ids.h"

#include <sstream>

using namespace sillok;
using namespace sillok::test;

namespace {

std::string fixtures() { return sharedDir() + "/fixtures/tokenizers/"; }

/// What tokenizer_config.json says of a vocabulary, and the post-processor that puts a BOS in front.
void writeSettings(const gguf::Reader& file, const Tokenizer& known, const std::string& path)
{
    J config = J::object();
    const auto tokens = **file.texts("tokenizer.ggml.tokens");
    for (const auto& [ours, theirs] : { std::pair { "bos", "bos_token" }, { "eos", "eos_token" }, { "cls", "cls_token" },
             { "unknown", "unk_token" }, { "seperator", "sep_token" }, { "padding", "pad_token" }, { "mask", "mask_token" } })
        if (const auto id = *file.natural(std::string("tokenizer.ggml.") + ours + "_token_id"))
            config[theirs] = tokens[*id];
    const bool json = std::filesystem::exists(path + "/tokenizer.json");
    if (known.vocabulary().kind() == VocabularyKind::WordPiece && !config.contains("cls_token"))
        config["cls_token"] = config["bos_token"];
    if (json && known.vocabulary().kind() == VocabularyKind::ByteLevelBpe && known.vocabulary().addsBos()) {
        J tokenizer = J::parse(readText(path + "/tokenizer.json"));
        tokenizer["post_processor"] = { { "type", "TemplateProcessing" },
            { "single",
                { { { "SpecialToken", { { "id", config["bos_token"] }, { "type_id", 0 } } } },
                    { { "Sequence", { { "id", "A" }, { "type_id", 0 } } } } } } };
        writeWhole(path + "/tokenizer.json", tokenizer.dump());
    }
    if (!json)
        config["add_bos_token"] = known.vocabulary().addsBos();
    writeWhole(path + "/tokenizer_config.json", config.dump());
}

/// The vocabulary file `name` taken apart and converted back.
Result<Tokenizer> convertedBack(const std::string& name, const std::string& place)
{
    SILLOK_TRY(const MappedFile file, MappedFile::open(fixtures() + "gguf-vocab/" + name + ".gguf"));
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(file.bytes()));
    SILLOK_TRY(const Tokenizer known, Tokenizer::fromGguf(reader));
    const std::string path = place + "/" + name;
    std::filesystem::create_directory(path);
    writeTokenizer(reader, path);
    writeSettings(reader, known, path);
    return convertedVocabulary(path, { { "vocab_size", known.size() } });
}

std::string base64(const std::string& bytes)
{
    const char* alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (size_t at = 0; at < bytes.size(); at += 3) {
        uint32_t bits = 0;
        for (size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (at + i < bytes.size() ? static_cast<uint8_t>(bytes[at + i]) : 0u);
        for (size_t i = 0; i < 4; ++i)
            out += at + i > bytes.size() ? '=' : alphabet[bits >> (18 - 6 * i) & 63];
    }
    return out;
}

/// A folder with this tokenizer.model.
std::string folderWithPieces(const std::string& place, const std::string& name, const std::string& file)
{
    const std::string path = place + "/" + name;
    std::filesystem::create_directory(path);
    writeWhole(path + "/tokenizer.model", readText(fixtures() + "sentencepiece/" + file));
    return path;
}

Score compareWithReference(const Tokenizer& tokenizer, const std::string& ids, const std::string& label)
{
    const Score score = compare(tokenizer, fixtures() + "korean/korean-dev.inp", ids, Tokenizer::Mode::Raw, label);
    std::printf("  %-34s %zu of %zu\n", label.c_str(), score.good, score.all);
    CHECK_EQUAL(score.good, score.all);
    return score;
}

constexpr uint32_t kTestPieces = 1000, kLlamaPieces = 32000;

} // namespace

SILLOK_TEST(everyKoreanStringGivesTheExpectedIdsBehindAConversion)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no converted vocabulary was compared");
    const TemporaryFolder place;
    Score total;
    for (const char* name : { "ggml-vocab-gpt-2", "rebuilt-llama3", "rebuilt-qwen3", "rebuilt-exaone4", "ggml-vocab-bert-bge",
             "ggml-vocab-llama-spm", "ggml-vocab-phi-3" }) {
        const auto tokenizer = convertedBack(name, place.path());
        if (!tokenizer.ok())
            report(__FILE__, __LINE__, std::string(name) + ": " + tokenizer.error().doing);
        REQUIRE(tokenizer.ok());
        Score score;
        const std::string korean = fixtures() + "korean/korean-dev.";
        for (const auto& [file, mode] : { std::pair { ".raw.out", Tokenizer::Mode::Raw }, { ".special.out", Tokenizer::Mode::Special } }) {
            const Score one = compare(*tokenizer, korean + "inp", korean + name + file, mode, name);
            score.good += one.good;
            score.all += one.all;
        }
        std::printf("  %-22s %-28s %zu of %zu\n", name, tokenizer->kind().c_str(), score.good, score.all);
        CHECK_EQUAL(score.good, score.all);
        total.good += score.good;
        total.all += score.all;
    }
    std::printf("  converted vocabularies: %zu of %zu\n", total.good, total.all);
}

SILLOK_TEST(sentencePieceFilesGiveTheIdsOfTheReferenceLibrary)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no SentencePiece file was converted");
    const TemporaryFolder place;
    const auto bpe
        = convertedVocabulary(folderWithPieces(place.path(), "bpe", "llama2-tokenizer.model"), { { "vocab_size", kLlamaPieces } });
    const std::string unigramPath = folderWithPieces(place.path(), "unigram", "test_model.model");
    const auto unigram = convertedVocabulary(unigramPath, { { "vocab_size", kTestPieces } });
    REQUIRE(bpe.ok() && unigram.ok());
    CHECK_EQUAL(bpe->kind(), std::string("SentencePiece BPE"));
    compareWithReference(*bpe, fixtures() + "sentencepiece/korean-dev.llama2-tokenizer.ids", "llama2 tokenizer.model");
    compareWithReference(*unigram, fixtures() + "sentencepiece/korean-dev.test_model.ids", "unigram tokenizer.model");

    // The same as tokenizer.json: pieces in a list, the table of letters in base64.
    const auto file = MappedFile::open(unigramPath + "/out.gguf");
    REQUIRE(file.ok());
    const auto reader = gguf::Reader::open(file->bytes());
    REQUIRE(reader.ok());
    const std::string path = place.path() + "/json";
    std::filesystem::create_directory(path);
    writeTokenizer(*reader, path);
    J tokenizer = J::parse(readText(path + "/tokenizer.json"));
    const gguf::Value* map = reader->value("tokenizer.ggml.precompiled_charsmap");
    REQUIRE(map);
    tokenizer["normalizer"] = { { "type", "Precompiled" }, { "precompiled_charsmap", base64(std::string(asText(map->bytes))) } };
    writeWhole(path + "/tokenizer.json", tokenizer.dump());
    const auto json = convertedVocabulary(path, { { "vocab_size", kTestPieces } });
    REQUIRE(json.ok());
    compareWithReference(*json, fixtures() + "sentencepiece/korean-dev.test_model.ids", "unigram tokenizer.json");
}

SILLOK_TEST(xlmrNumbersItsPiecesAnew)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no SentencePiece file was converted");
    const TemporaryFolder place;
    const std::string path = folderWithPieces(place.path(), "xlmr", "test_model.model");
    const J config { { "model_type", "xlm-roberta" }, { "vocab_size", kTestPieces + 2 }, { "bos_token_id", 0u }, { "pad_token_id", 1u },
        { "eos_token_id", 2u } };
    const auto tokenizer = convertedVocabulary(path, config);
    REQUIRE(tokenizer.ok());
    // <s> <pad> </s> <unk>, then the pieces behind the file's own three, <mask> last. source fairseq dictionaries, as XLM-R's authors use
    // them
    std::string shifted;
    for (const std::string& line : lines(readText(fixtures() + "sentencepiece/korean-dev.test_model.ids"))) {
        std::istringstream ids(line);
        for (int id = 0; ids >> id;)
            shifted += std::to_string(id == 0 ? 3 : id + 1) + " ";
        shifted += "\n";
    }
    writeWhole(path + "/shifted.ids", shifted);
    compareWithReference(*tokenizer, path + "/shifted.ids", "unigram in the order of XLM-R");
    const Vocabulary& vocabulary = tokenizer->vocabulary();
    CHECK_EQUAL(vocabulary.token(1).text, std::string("<pad>"));
    CHECK_EQUAL(vocabulary.token(static_cast<TokenId>(kTestPieces + 1)).text, std::string("<mask>"));
    CHECK(vocabulary.unknown() == 3 && vocabulary.bos() == 0 && vocabulary.eos() == 2);
    const auto both = tokenizer->encode("a", Tokenizer::Mode::Special);
    REQUIRE(both.ok());
    CHECK(both->front() == 0 && both->back() == 2);

    const std::string other = folderWithPieces(place.path(), "other", "llama2-tokenizer.model");
    const auto refused = convertedVocabulary(other, config);
    CHECK(
        !refused.ok() && refused.error().code == ErrorCode::Unsupported && refused.error().doing.find("xlm-roberta") != std::string::npos);
}

SILLOK_TEST(aWordPieceVocabularyWithCapitalsIsRefused)
{
    const TemporaryFolder place;
    J tokenizer { { "model", { { "type", "WordPiece" }, { "unk_token", "[UNK]" }, { "vocab", { { "[UNK]", 0u }, { "a", 1u } } } } },
        { "normalizer", { { "type", "BertNormalizer" }, { "lowercase", true } } } };
    writeWhole(place.path() + "/tokenizer.json", tokenizer.dump());
    const auto small = convertedVocabulary(place.path(), { { "vocab_size", 2u } });
    CHECK(small.ok() && small->vocabulary().unknown() == 0);
    std::filesystem::remove(place.path() + "/out.gguf");
    tokenizer["normalizer"]["lowercase"] = false;
    writeWhole(place.path() + "/tokenizer.json", tokenizer.dump());
    const auto capitals = convertedVocabulary(place.path(), { { "vocab_size", 2u } });
    CHECK(
        !capitals.ok() && capitals.error().code == ErrorCode::Unsupported && capitals.error().doing.find("lowercase") != std::string::npos);
}

SILLOK_TEST_MAIN
