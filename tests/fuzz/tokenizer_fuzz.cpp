// tokenizer_fuzz.cpp - libFuzzer entry: any bytes as a text, through each kind of vocabulary; the first byte chooses kind and mode.
#include "engine/base/text.h"
#include "engine/tokenizer/tokenizer.h"
#include "tests/engine/gguf_writer.h"
#include "tests/fuzz/require.h"

#include <memory>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using test::GgufWriter;

/// A tokenizer and what must hold of it.
struct Kind {
    Tokenizer tokenizer;
    bool givesBytesBack;
    bool writesSpaceMarkAsSpace;
};

Tokenizer tokenizerOf(const GgufWriter& writer)
{
    const std::string bytes = writer.bytes();
    auto tokenizer = Tokenizer::fromGguf(*gguf::Reader::open(asBytes(bytes)));
    fuzz::require(tokenizer.ok());
    return std::move(tokenizer).value();
}

Tokenizer byteLevel(const char* rule)
{
    GgufWriter writer;
    return tokenizerOf(test::byteVocabulary(writer, { "<s>", "</s>" }, rule).u32("tokenizer.ggml.bos_token_id", 258));
}

Tokenizer sentencePiece()
{
    std::vector<std::string> tokens { "<unk>", "<s>", "</s>" };
    std::vector<int32_t> kinds { 2, 3, 3 };
    const char* digits = "0123456789ABCDEF";
    for (unsigned byte = 0; byte < 256; ++byte) {
        tokens.push_back(std::string("<0x") + digits[byte / 16] + digits[byte % 16] + '>');
        kinds.push_back(6);
    }
    for (const char* piece : { "\xE2\x96\x81", "a", "b", "ab",
             "\xE2\x96\x81"
             "a",
             "\xEA\xB0\x80", "aba", "bb" }) {
        tokens.emplace_back(piece);
        kinds.push_back(1);
    }
    GgufWriter writer;
    writer.text("tokenizer.ggml.model", "llama")
        .texts("tokenizer.ggml.tokens", tokens)
        .array("tokenizer.ggml.scores", 6, std::vector<float>(tokens.size(), -1.0f))
        .array("tokenizer.ggml.token_type", 5, kinds)
        .u32("tokenizer.ggml.bos_token_id", 1)
        .u32("tokenizer.ggml.unknown_token_id", 0);
    return tokenizerOf(writer);
}

/// With a normalisation table that turns a, aa and aaa into b.
Tokenizer unigram()
{
    std::vector<uint32_t> units(5 * 256, 1u << 31);
    units[0] = 256u << 10;
    for (uint32_t key = 1; key <= 3; ++key) {
        const uint32_t at = (key * 256) ^ 'a';
        units[at] = 'a' | 1u << 8 | (at ^ ((key + 1) * 256)) << 10;
        units[(key + 1) * 256] = 1u << 31;
    }
    std::vector<uint8_t> table(4 + units.size() * 4);
    const auto arrayBytes = static_cast<uint32_t>(units.size() * 4);
    std::memcpy(table.data(), &arrayBytes, 4);
    std::memcpy(table.data() + 4, units.data(), arrayBytes);
    table.insert(table.end(), { 'b', 0 });
    GgufWriter writer;
    writer.text("tokenizer.ggml.model", "t5")
        .texts("tokenizer.ggml.tokens",
            { "<s>", "<pad>", "</s>", "<unk>", "\xE2\x96\x81", "b", "bb", "\xEA\xB0\x80",
                "\xE2\x96\x81"
                "b" })
        .array<float>("tokenizer.ggml.scores", 6, { 0, 0, 0, 0, -2, -3, -4, -3, -1 })
        .array<int32_t>("tokenizer.ggml.token_type", 5, { 3, 3, 3, 2, 1, 1, 1, 1, 1 })
        .array("tokenizer.ggml.precompiled_charsmap", 0, table)
        .u32("tokenizer.ggml.unknown_token_id", 3)
        .u32("tokenizer.ggml.eos_token_id", 2);
    return tokenizerOf(writer);
}

Tokenizer wordPiece()
{
    GgufWriter writer;
    writer.text("tokenizer.ggml.model", "bert")
        .texts("tokenizer.ggml.tokens",
            { "[UNK]", "[CLS]", "[SEP]",
                "\xE2\x96\x81"
                "a",
                "a", "ab", "\xE2\x96\x81\xE1\x84\x80", "\xE2\x96\x81.", "b" })
        .array<int32_t>("tokenizer.ggml.token_type", 5, { 2, 3, 3, 1, 1, 1, 1, 1, 1 })
        .u32("tokenizer.ggml.unknown_token_id", 0)
        .u32("tokenizer.ggml.cls_token_id", 1)
        .u32("tokenizer.ggml.seperator_token_id", 2);
    return tokenizerOf(writer);
}

const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> all = [] {
        std::vector<Kind> made;
        for (const char* rule :
            { "gpt-2", "llama-bpe", "qwen2", "gpt-4o", "exaone", "exaone-moe", "hyperclovax", "deepseek-llm", "falcon" })
            made.push_back({ byteLevel(rule), true, false });
        made.push_back({ sentencePiece(), true, true });
        made.push_back({ unigram(), false, false });
        made.push_back({ wordPiece(), false, false });
        return made;
    }();
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0 || size > 512)
        return 0;
    const Kind& kind = kinds()[(data[0] / 2) % kinds().size()];
    const bool special = data[0] % 2 == 1;
    const std::string_view text = asText({ data + 1, size - 1 });
    const auto ids = kind.tokenizer.encode(text, special ? Tokenizer::Mode::Special : Tokenizer::Mode::Raw);
    fuzz::require(ids.ok());
    const auto back = kind.tokenizer.decode(*ids);
    fuzz::require(back.ok());
    const std::string valid = sanitizedUtf8(text);
    fuzz::require(ids->size() <= valid.size() + 3);
    const bool comesBack
        = !special && kind.givesBytesBack && !(kind.writesSpaceMarkAsSpace && valid.find("\xE2\x96\x81") != std::string::npos);
    if (comesBack)
        fuzz::require(*back == valid);
    StreamDecoder stream(kind.tokenizer);
    std::string streamed;
    for (const TokenId id : *ids) {
        fuzz::require(kind.tokenizer.vocabulary().contains(id));
        streamed += stream.push(id);
    }
    streamed += stream.finish();
    fuzz::require(isValidUtf8(streamed));
    if (comesBack && !kind.writesSpaceMarkAsSpace)
        fuzz::require(streamed == valid);
    return 0;
}
