// gguf_writer.h - Writes small GGUF files for tests, field by field as the specification says.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace sillok::test {

class GgufWriter {
public:
    GgufWriter& text(const std::string& key, const std::string& value) { return entry(key, 8, sized(value)); }
    GgufWriter& u32(const std::string& key, uint32_t value) { return entry(key, 4, raw(value)); }
    GgufWriter& u16(const std::string& key, uint16_t value) { return entry(key, 2, raw(value)); }
    GgufWriter& i32(const std::string& key, int32_t value) { return entry(key, 5, raw(value)); }
    GgufWriter& f32(const std::string& key, float value) { return entry(key, 6, raw(value)); }
    GgufWriter& flag(const std::string& key, uint8_t value) { return entry(key, 7, raw(value)); }
    GgufWriter& texts(const std::string& key, const std::vector<std::string>& values)
    {
        std::string body = raw(uint32_t { 8 }) + raw(uint64_t { values.size() });
        for (const std::string& value : values)
            body += sized(value);
        return entry(key, 9, body);
    }
    template <typename T> GgufWriter& array(const std::string& key, uint32_t elementType, const std::vector<T>& values)
    {
        std::string body = raw(elementType) + raw(uint64_t { values.size() });
        for (const T value : values)
            body += raw(value);
        return entry(key, 9, body);
    }
    GgufWriter& tensor(const std::string& name, const std::vector<uint64_t>& dims, uint32_t type, const std::string& data)
    {
        m_tensors += sized(name) + raw(static_cast<uint32_t>(dims.size()));
        for (const uint64_t dim : dims)
            m_tensors += raw(dim);
        m_tensors += raw(type) + raw(uint64_t { m_data.size() });
        m_data += data;
        m_data.resize((m_data.size() + 31) / 32 * 32);
        ++m_tensorCount;
        return *this;
    }
    std::string bytes() const
    {
        std::string out = "GGUF" + raw(uint32_t { 3 }) + raw(m_tensorCount) + raw(m_keyCount) + m_keys + m_tensors;
        out.resize((out.size() + 31) / 32 * 32);
        return out + m_data;
    }

private:
    template <typename T> static std::string raw(T value)
    {
        std::string out(sizeof value, '\0');
        std::memcpy(out.data(), &value, sizeof value);
        return out;
    }
    static std::string sized(const std::string& value) { return raw(uint64_t { value.size() }) + value; }
    GgufWriter& entry(const std::string& key, uint32_t type, const std::string& body)
    {
        m_keys += sized(key) + raw(type) + body;
        ++m_keyCount;
        return *this;
    }
    std::string m_keys, m_tensors, m_data;
    uint64_t m_keyCount = 0, m_tensorCount = 0;
};

/// The 256 characters of the byte alphabet in byte order, as GPT-2's bytes_to_unicode lists them.
inline std::vector<std::string> byteTokens()
{
    std::vector<std::string> tokens;
    unsigned next = 0x100;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool itself = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
        const unsigned point = itself ? byte : next++;
        std::string text;
        if (point < 0x80)
            text += static_cast<char>(point);
        else {
            text += static_cast<char>(0xC0 | point >> 6);
            text += static_cast<char>(0x80 | (point & 0x3F));
        }
        tokens.push_back(text);
    }
    return tokens;
}

/// A vocabulary of all bytes, two merges and the given control tokens, split by `rule`.
inline GgufWriter& byteVocabulary(GgufWriter& writer, const std::vector<std::string>& control, const std::string& rule = "llama-bpe")
{
    std::vector<std::string> tokens = byteTokens();
    tokens.insert(tokens.end(), { "ab", "abc" });
    std::vector<int32_t> kinds(tokens.size(), 1);
    for (const std::string& text : control) {
        tokens.push_back(text);
        kinds.push_back(3);
    }
    return writer.text("tokenizer.ggml.model", "gpt2")
        .text("tokenizer.ggml.pre", rule)
        .texts("tokenizer.ggml.tokens", tokens)
        .array("tokenizer.ggml.token_type", 5, kinds)
        .texts("tokenizer.ggml.merges", { "a b", "ab c" });
}

/// A whole llama model with one layer of width 32, small random weights and a byte vocabulary. Two of its four heads' keys are cached.
inline std::string tinyLlama(uint32_t contextTokens = 64, const std::vector<std::string>& control = { "<s>", "</s>" }, uint32_t headWidth = 8)
{
    GgufWriter writer;
    writer.text("general.architecture", "llama")
        .text("general.name", "tiny")
        .u32("llama.block_count", 1)
        .u32("llama.context_length", contextTokens)
        .u32("llama.embedding_length", 32)
        .u32("llama.feed_forward_length", 48)
        .u32("llama.attention.head_count", 4)
        .u32("llama.attention.head_count_kv", 2)
        .u32("llama.attention.key_length", headWidth)
        .u32("llama.attention.value_length", headWidth)
        .u32("llama.rope.dimension_count", headWidth)
        .f32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    byteVocabulary(writer, control)
        .u32("tokenizer.ggml.bos_token_id", 258)
        .u32("tokenizer.ggml.eos_token_id", 259)
        .flag("tokenizer.ggml.add_bos_token", 1);
    uint32_t state = 1;
    const auto weights = [&state](uint64_t count) {
        std::string data(count * 4, '\0');
        for (uint64_t i = 0; i < count; ++i) {
            state = state * 1664525u + 1013904223u;
            const float value = static_cast<float>(static_cast<int32_t>(state >> 8) - (1 << 23)) * 0x1p-25f;
            std::memcpy(data.data() + i * 4, &value, 4);
        }
        return data;
    };
    const uint64_t vocabulary = 258 + control.size();
    writer.tensor("token_embd.weight", { 32, vocabulary }, 0, weights(32 * vocabulary));
    writer.tensor("output_norm.weight", { 32 }, 0, weights(32));
    for (const char* name : { "attn_norm", "ffn_norm" })
        writer.tensor(std::string("blk.0.") + name + ".weight", { 32 }, 0, weights(32));
    const struct {
        const char* name;
        uint64_t rows;
        uint64_t cols;
    } matrices[] = { { "attn_q", 4 * headWidth, 32 }, { "attn_k", 2 * headWidth, 32 }, { "attn_v", 2 * headWidth, 32 },
        { "attn_output", 32, 4 * headWidth }, { "ffn_gate", 48, 32 },
        { "ffn_up", 48, 32 }, { "ffn_down", 32, 48 } };
    for (const auto& m : matrices)
        writer.tensor(std::string("blk.0.") + m.name + ".weight", { m.cols, m.rows }, 0, weights(m.rows * m.cols));
    return writer.bytes();
}

} // namespace sillok::test
