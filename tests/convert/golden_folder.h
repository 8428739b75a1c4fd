// golden_folder.h - A golden model taken apart into the folder that Hugging Face would publish, and converted back by us.
#pragma once

#include "engine/convert/hugging_face.h"
#include "tests/convert/golden_cells.h"
#include "tests/convert/tokenizer_folder.h"

namespace sillok::test {

inline void replaceFirst(std::string& text, const std::string& from, const std::string& to)
{
    if (const size_t at = text.find(from); at != std::string::npos)
        text.replace(at, from.size(), to);
}

inline std::string theirName(const Cell& cell, const std::string& ours)
{
    std::string name = ours;
    if (ours.starts_with("blk.")) {
        const size_t dot = ours.find('.', 4);
        std::string rest = ours.substr(dot + 1);
        for (const auto& [from, to] : cell.names)
            if (rest.starts_with(from)) {
                replaceFirst(rest, from, to);
                break;
            }
        return cell.layers + ours.substr(4, dot - 4) + "." + rest;
    }
    for (const auto& [from, to] : cell.outside)
        if (name.starts_with(from)) {
            replaceFirst(name, from, to);
            break;
        }
    return name;
}

/// Rows of each head from adjacent pairs to halves.
inline Floats toHalves(const Floats& values, uint64_t width, uint64_t cols)
{
    Floats out(values.size());
    for (uint64_t row = 0; row < values.size() / cols; ++row) {
        const uint64_t in = row % width, from = row - in + (in < width / 2 ? 2 * in : 2 * (in - width / 2) + 1);
        std::copy_n(values.begin() + static_cast<ptrdiff_t>(from * cols), cols, out.begin() + static_cast<ptrdiff_t>(row * cols));
    }
    return out;
}

inline RawTensor raw(const Floats& values, const std::vector<uint64_t>& shape)
{
    return { "F32", shape, std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)) };
}

inline void cutExperts(const Cell& cell, const Golden& golden, const gguf::TensorInfo& tensor, std::map<std::string, RawTensor>& out)
{
    const std::string ours(tensor.name);
    const bool shared = ours.find("_shexp") != std::string::npos;
    const char* part = ours.find("ffn_gate") != std::string::npos ? "gate_proj"
        : ours.find("ffn_up") != std::string::npos                ? "up_proj"
                                                                  : "down_proj";
    const std::string layer = cell.layers + ours.substr(4, ours.find('.', 4) - 4) + ".mlp.";
    const bool qwen = golden.architecture == "qwen2moe";
    const Floats values = golden.floats(tensor);
    if (ours.find("ffn_gate_inp_shexp") != std::string::npos) {
        out[layer + "shared_expert_gate.weight"] = raw(values, { 1, values.size() });
        return;
    }
    if (shared) {
        out[layer + (qwen ? "shared_expert." : "shared_experts.") + part + ".weight"] = raw(values, Golden::shapeOf(tensor));
        return;
    }
    const uint64_t each = tensor.dims[0] * tensor.dims[1];
    for (uint64_t e = 0; e < tensor.dims[2]; ++e) {
        const Floats one(values.begin() + static_cast<ptrdiff_t>(e * each), values.begin() + static_cast<ptrdiff_t>((e + 1) * each));
        out[layer + "experts." + std::to_string(e) + "." + part + ".weight"] = raw(one, { tensor.dims[1], tensor.dims[0] });
    }
}

/// kv_b of a latent: for each head its rows of keys, then of values.
inline void joinLatent(const Cell& cell, const Golden& golden, const std::string& block, std::map<std::string, RawTensor>& out)
{
    const gguf::TensorInfo *keys = golden.reader.tensor(block + "attn_k_b.weight"), *up = golden.reader.tensor(block + "attn_v_b.weight");
    const Floats k = golden.floats(*keys), v = golden.floats(*up);
    const uint64_t plain = keys->dims[0], rank = keys->dims[1], heads = keys->dims[2], value = up->dims[1];
    Floats joined;
    for (uint64_t h = 0; h < heads; ++h) {
        for (uint64_t i = 0; i < plain; ++i)
            for (uint64_t r = 0; r < rank; ++r)
                joined.push_back(k[(h * rank + r) * plain + i]);
        for (uint64_t i = 0; i < value * rank; ++i)
            joined.push_back(v[h * value * rank + i]);
    }
    out[cell.layers + block.substr(4) + "self_attn.kv_b_proj.weight"] = raw(joined, { heads * (plain + value), rank });
}

inline std::map<std::string, RawTensor> takeApart(const Cell& cell, const Golden& golden, const std::string& path)
{
    std::map<std::string, RawTensor> out;
    const uint64_t width = golden.number("attention.key_length",
        golden.number("attention.head_count") ? golden.number("embedding_length") / golden.number("attention.head_count") : 1);
    const uint32_t layers = golden.number("block_count") - golden.number("nextn_predict_layers");
    for (const gguf::TensorInfo& tensor : golden.reader.tensors()) {
        const std::string ours(tensor.name);
        if (ours.starts_with("rope_") || (ours.starts_with("blk.") && std::stoul(ours.substr(4)) >= layers))
            continue;
        if (ours.find("_exps") != std::string::npos || ours.find("_shexp") != std::string::npos) {
            cutExperts(cell, golden, tensor, out);
            continue;
        }
        if (ours.find("attn_k_b") != std::string::npos) {
            joinLatent(cell, golden, ours.substr(0, ours.find("attn_k_b")), out);
            continue;
        }
        if (ours.find("attn_v_b") != std::string::npos || (ours == "cls.output.weight" && golden.architecture == "qwen3"))
            continue;
        Floats values = golden.floats(tensor);
        std::vector<uint64_t> shape = Golden::shapeOf(tensor);
        const bool queryOrKey = ours.find("attn_q.") != std::string::npos || ours.find("attn_k.") != std::string::npos;
        if (cell.pairs && queryOrKey)
            values = toHalves(values, width, shape.size() == 2 ? shape[1] : 1);
        if (cell.minusOne && ours.find("norm") != std::string::npos)
            for (float& value : values)
                value -= 1.0f;
        if (ours == "position_embd.weight" && cell.dropped > 0) {
            values.insert(values.begin(), cell.dropped * shape[1], 7.0f); // never looked up
            shape[0] += cell.dropped;
        }
        if (shape.size() == 1 && (ours == "token_types.weight" || ours == "cls.output.weight"))
            shape.insert(shape.begin(), 1);
        if (ours.starts_with("dense_")) {
            const std::string folder = path + "/" + ours.substr(6, 1) + "_Dense";
            std::filesystem::create_directory(folder);
            writeWhole(folder + "/model.safetensors", safetensorsOf({ { "linear.weight", raw(values, shape) } }));
            const J config { { "in_features", shape[1] }, { "out_features", shape[0] }, { "bias", false },
                { "activation_function", "torch.nn.modules.linear.Identity" } };
            writeWhole(folder + "/config.json", config.dump());
            continue;
        }
        out[theirName(cell, ours)] = raw(values, shape);
    }
    return out;
}

/// The numbers of config.json by their usual names.
inline J configOf(const Cell& cell, const Golden& g)
{
    J c { { "architectures", { cell.className } }, { "hidden_size", g.number("embedding_length") },
        { "num_hidden_layers", g.number("block_count") - g.number("nextn_predict_layers") },
        { "num_attention_heads", g.number("attention.head_count") }, { "max_position_embeddings", g.number("context_length") },
        { "intermediate_size", g.number("feed_forward_length") }, { "vocab_size", g.reader.tensor("token_embd.weight")->dims[1] } };
    if (g.architecture == "bert") {
        c["layer_norm_eps"] = g.real("attention.layer_norm_epsilon");
        cell.extra(c, g);
        return c;
    }
    c["num_key_value_heads"] = g.number("attention.head_count_kv");
    c["rms_norm_eps"] = g.real("attention.layer_norm_rms_epsilon");
    c["rope_theta"] = g.real("rope.freq_base", 10000);
    if (g.number("attention.key_length") > 0)
        c["head_dim"] = g.number("attention.key_length");
    if (g.reader.tensor("rope_freqs.weight"))
        c["rope_scaling"] = { { "rope_type", "llama3" }, { "factor", 8.0 }, { "low_freq_factor", 1.0 }, { "high_freq_factor", 4.0 },
            { "original_max_position_embeddings", 64 } };
    const std::string scaling((*g.reader.text(g.architecture + ".rope.scaling.type")).value_or(""));
    if (scaling == "linear" || scaling == "yarn")
        c["rope_scaling"] = { { "type", scaling }, { "factor", g.real("rope.scaling.factor") },
            { "original_max_position_embeddings", g.number("rope.scaling.original_context_length", 64) } };
    c["tie_word_embeddings"] = !g.reader.tensor("output.weight");
    for (const auto& [theirs, ours] : { std::pair { "embedding_multiplier", "embedding_scale" },
             { "residual_multiplier", "residual_scale" }, { "logits_scaling", "logit_scale" },
             { "attention_multiplier", "attention.scale" }, { "attn_logit_softcapping", "attn_logit_softcapping" },
             { "final_logit_softcapping", "final_logit_softcapping" }, { "routed_scaling_factor", "expert_weights_scale" } })
        if (const double value = g.real(ours); value > 0)
            c[theirs] = value;
    for (const auto& [theirs, ours] : { std::pair { "sliding_window", "attention.sliding_window" }, { "num_experts", "expert_count" },
             { "num_experts_per_tok", "expert_used_count" }, { "moe_intermediate_size", "expert_feed_forward_length" },
             { "n_shared_experts", "expert_shared_count" }, { "first_k_dense_replace", "leading_dense_block_count" },
             { "n_group", "expert_group_count" }, { "topk_group", "expert_group_used_count" },
             { "shared_expert_intermediate_size", "expert_shared_feed_forward_length" },
             { "num_nextn_predict_layers", "nextn_predict_layers" } })
        if (const uint32_t value = g.number(ours); value > 0)
            c[theirs] = value;
    cell.extra(c, g);
    return c;
}

inline void writePooling(const Cell& cell, const Golden& g, const std::string& path)
{
    if (cell.poolingFlag == 0)
        return;
    std::filesystem::create_directory(path + "/1_Pooling");
    J pooling { { "pooling_mode_mean_tokens", cell.poolingFlag == 1 }, { "pooling_mode_cls_token", cell.poolingFlag == 2 },
        { "pooling_mode_lasttoken", cell.poolingFlag == 3 } };
    writeWhole(path + "/1_Pooling/config.json", pooling.dump());
    J modules { { { "type", "sentence_transformers.models.Transformer" }, { "path", "" } },
        { { "type", "sentence_transformers.models.Pooling" }, { "path", "1_Pooling" } } };
    if (g.reader.tensor("dense_2.weight"))
        for (const char* dense : { "2_Dense", "3_Dense" })
            modules.push_back({ { "type", "sentence_transformers.models.Dense" }, { "path", dense } });
    modules.push_back({ { "type", "sentence_transformers.models.Normalize" }, { "path", "4_Normalize" } });
    writeWhole(path + "/modules.json", modules.dump());
}

/// "yes" and "no" are tokens of a reranker's vocabulary; their rows are the golden classifier's.
inline void plantYesAndNo(const Golden& g, const std::string& path, std::map<std::string, RawTensor>& tensors)
{
    const gguf::TensorInfo* classifier = g.reader.tensor("cls.output.weight");
    J tokenizer = J::parse(readText(path + "/tokenizer.json"));
    J& vocab = tokenizer["model"]["vocab"];
    const Floats rows = g.floats(*classifier);
    const uint64_t d = classifier->dims[0];
    Floats output = g.floats(*g.reader.tensor("token_embd.weight"));
    uint64_t id = 7;
    for (const char* word : { "yes", "no" }) {
        for (auto it = vocab.begin(); it != vocab.end();)
            it = it.value() == id ? vocab.erase(it) : std::next(it);
        vocab[word] = id;
        std::copy_n(rows.begin() + static_cast<ptrdiff_t>((id - 7) * d), d, output.begin() + static_cast<ptrdiff_t>(id * d));
        ++id;
    }
    writeWhole(path + "/tokenizer.json", tokenizer.dump());
    tensors["lm_head.weight"] = raw(output, { output.size() / d, d });
}

/// Writes the folder `path`, which does not exist yet.
inline Result<void> writeModelFolder(const Cell& cell, const Golden& golden, const std::string& path)
{
    std::filesystem::create_directory(path);
    auto tensors = takeApart(cell, golden, path);
    writeTokenizer(golden.reader, path);
    writePooling(cell, golden, path);
    if (golden.architecture == "qwen3" && golden.reader.tensor("cls.output.weight"))
        plantYesAndNo(golden, path, tensors);
    J config = configOf(cell, golden);
    if (tensors.contains("lm_head.weight"))
        config["tie_word_embeddings"] = false;
    const bool written = writeWhole(path + "/config.json", config.dump()) && writeWhole(path + "/model.safetensors", safetensorsOf(tensors))
        && (cell.card.empty() || writeWhole(path + "/README.md", cell.card));
    if (!written)
        return fail(ErrorCode::Io, "writing a model folder");
    return {};
}

inline Result<void> convertFolder(const std::string& path, const std::string& out, const char* type)
{
    SILLOK_TRY(const convert::Mix* mix, convert::mixByName(type));
    convert::WriteOptions write;
    write.threads = 2;
    return convert::convertHuggingFace(path, out, *mix, write);
}

/// The golden model taken apart and converted back: its largest distance as a share of the limit.
inline Result<double> convertedShare(const Cell& cell, const Json& test, const std::string& folder)
{
    const TemporaryFolder place;
    const std::string path = place.path() + "/model", out = place.path() + "/out.gguf";
    SILLOK_TRY(const Golden golden, openGolden(folder + test["model"].text));
    SILLOK_CHECK(writeModelFolder(cell, golden, path));
    SILLOK_CHECK(convertFolder(path, out, "F32"));
    return worstDistance(out, test, folder);
}

} // namespace sillok::test
