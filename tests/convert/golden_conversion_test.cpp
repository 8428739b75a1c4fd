// Every family: a golden model is taken apart into the folder that Hugging Face would publish, converted back by us, and must compute
// what another program computed with the golden file.
#include "engine/convert/hugging_face.h"
#include "engine/embed/embedder.h"
#include "kernels/matmul.h"
#include "tests/convert/hugging_face_folder.h"
#include "tests/support/check.h"
#include "tests/support/json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>

using namespace sillok;
using namespace sillok::test;
using J = nlohmann::json;

namespace {

using Floats = std::vector<float>;

/// What a checkpoint stores under their name for one of our tensors.
struct Theirs {
    std::string name;
    Floats values;
    std::vector<uint64_t> shape;
};

/// A golden file, and how to read it backwards.
struct Golden {
    MappedFile file;
    gguf::Reader reader;
    std::string architecture;

    uint32_t number(const std::string& key, uint32_t fallback = 0) const
    {
        return static_cast<uint32_t>((*reader.natural(architecture + "." + key)).value_or(fallback));
    }
    double real(const std::string& key, double fallback = 0) const { return (*reader.real(architecture + "." + key)).value_or(fallback); }
    Floats floats(const gguf::TensorInfo& tensor) const
    {
        const Bytes bytes = reader.bytesOf(tensor);
        Floats values(tensor.elementCount());
        std::memcpy(values.data(), bytes.data(), bytes.size());
        return values;
    }
    static std::vector<uint64_t> shapeOf(const gguf::TensorInfo& tensor)
    {
        std::vector<uint64_t> shape;
        for (uint32_t i = tensor.dimCount; i > 0; --i)
            shape.push_back(tensor.dims[i - 1]);
        return shape;
    }
};

Result<Golden> openGolden(const std::string& path)
{
    SILLOK_TRY(MappedFile file, MappedFile::open(path));
    SILLOK_TRY(gguf::Reader reader, gguf::Reader::open(file.parts()));
    const std::string architecture(**reader.text("general.architecture"));
    return Golden { std::move(file), std::move(reader), architecture };
}

void replaceFirst(std::string& text, const std::string& from, const std::string& to)
{
    if (const size_t at = text.find(from); at != std::string::npos)
        text.replace(at, from.size(), to);
}

/// Our names to theirs: pairs of "ours" and "theirs", the longest of ours first.
using NameList = std::vector<std::pair<std::string, std::string>>;

const NameList kLlamaNames { { "attn_q_norm", "self_attn.q_norm" }, { "attn_k_norm", "self_attn.k_norm" },
    { "post_attention_norm", "post_attention_layernorm" }, { "post_ffw_norm", "post_feedforward_layernorm" },
    { "attn_norm", "input_layernorm" }, { "ffn_norm", "post_attention_layernorm" }, { "attn_qkv", "self_attn.qkv_proj" },
    { "attn_output", "self_attn.o_proj" }, { "attn_q_a_norm", "self_attn.q_a_layernorm" }, { "attn_q_a", "self_attn.q_a_proj" },
    { "attn_q_b", "self_attn.q_b_proj" }, { "attn_kv_a_norm", "self_attn.kv_a_layernorm" },
    { "attn_kv_a_mqa", "self_attn.kv_a_proj_with_mqa" }, { "attn_q.", "self_attn.q_proj." }, { "attn_k.", "self_attn.k_proj." },
    { "attn_v.", "self_attn.v_proj." }, { "ffn_gate.", "mlp.gate_proj." }, { "ffn_up.", "mlp.up_proj." }, { "ffn_down.", "mlp.down_proj." },
    { "ffn_gate_inp.", "mlp.gate." }, { "exp_probs_b.bias", "mlp.gate.e_score_correction_bias" } };
const NameList kExaoneNames { { "attn_norm", "ln_1" }, { "ffn_norm", "ln_2" }, { "attn_output", "attn.attention.out_proj" },
    { "attn_q.", "attn.attention.q_proj." }, { "attn_k.", "attn.attention.k_proj." }, { "attn_v.", "attn.attention.v_proj." },
    { "ffn_gate.", "mlp.c_fc_0." }, { "ffn_up.", "mlp.c_fc_1." }, { "ffn_down.", "mlp.c_proj." } };
const NameList kBertNames { { "attn_output_norm", "attention.output.LayerNorm" }, { "layer_output_norm", "output.LayerNorm" },
    { "attn_output", "attention.output.dense" }, { "attn_q.", "attention.self.query." }, { "attn_k.", "attention.self.key." },
    { "attn_v.", "attention.self.value." }, { "ffn_up.", "intermediate.dense." }, { "ffn_down.", "output.dense." } };

struct Cell {
    const char* golden;
    const char* className;
    NameList names = kLlamaNames;
    std::string layers = "model.layers.";
    NameList outside { { "token_embd", "model.embed_tokens" }, { "output_norm", "model.norm" }, { "output.", "lm_head." } };
    bool pairs = false;
    bool minusOne = false;
    std::function<void(J&, const Golden&)> extra = [](J&, const Golden&) {};
    int poolingFlag = 0; ///< 1 mean, 2 first, 3 last: a folder for sentence-transformers
    std::string card; ///< README.md
    uint32_t dropped = 0; ///< rows in front of the positions
};

std::string theirName(const Cell& cell, const std::string& ours)
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
Floats toHalves(const Floats& values, uint64_t width, uint64_t cols)
{
    Floats out(values.size());
    for (uint64_t row = 0; row < values.size() / cols; ++row) {
        const uint64_t in = row % width, from = row - in + (in < width / 2 ? 2 * in : 2 * (in - width / 2) + 1);
        std::copy_n(values.begin() + static_cast<ptrdiff_t>(from * cols), cols, out.begin() + static_cast<ptrdiff_t>(row * cols));
    }
    return out;
}

void cutExperts(const Cell& cell, const Golden& golden, const gguf::TensorInfo& tensor, std::map<std::string, RawTensor>& out);

RawTensor raw(const Floats& values, const std::vector<uint64_t>& shape)
{
    return { "F32", shape, std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)) };
}

void cutExperts(const Cell& cell, const Golden& golden, const gguf::TensorInfo& tensor, std::map<std::string, RawTensor>& out)
{
    const std::string ours(tensor.name);
    const bool shared = ours.find("_shexp") != std::string::npos;
    const char* part = ours.find("ffn_gate") != std::string::npos ? "gate_proj" : ours.find("ffn_up") != std::string::npos ? "up_proj" : "down_proj";
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
void joinLatent(const Cell& cell, const Golden& golden, const std::string& block, std::map<std::string, RawTensor>& out)
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

std::map<std::string, RawTensor> takeApart(const Cell& cell, const Golden& golden, const std::string& path)
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
J configOf(const Cell& cell, const Golden& g)
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
    for (const auto& [theirs, ours] : { std::pair { "embedding_multiplier", "embedding_scale" }, { "residual_multiplier", "residual_scale" },
             { "logits_scaling", "logit_scale" }, { "attention_multiplier", "attention.scale" },
             { "attn_logit_softcapping", "attn_logit_softcapping" }, { "final_logit_softcapping", "final_logit_softcapping" },
             { "routed_scaling_factor", "expert_weights_scale" } })
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

const char* kLlama3Pattern = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
const char* kQwenPattern = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
const char* kPhrasePattern = R"((?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+)";

J splitOf(const std::string& rule)
{
    const J letters { { "type", "ByteLevel" }, { "add_prefix_space", false }, { "use_regex", false } };
    const J gpt2 { { "type", "ByteLevel" }, { "add_prefix_space", false }, { "use_regex", true } };
    if (rule == "exaone")
        return { { "type", "Sequence" }, { "pretokenizers", { { { "type", "Digits" }, { "individual_digits", true } }, gpt2 } } };
    if (rule == "exaone4")
        return gpt2;
    const char* pattern = rule == "qwen2" ? kQwenPattern : rule == "exaone-moe" ? kPhrasePattern : kLlama3Pattern;
    const J split { { "type", "Split" }, { "pattern", { { "Regex", pattern } } }, { "behavior", "Isolated" }, { "invert", false } };
    return { { "type", "Sequence" }, { "pretokenizers", { split, letters } } };
}

std::string varint(uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>((value & 0x7F) | 0x80);
    return out + static_cast<char>(value);
}
std::string chunk(char tag, const std::string& bytes) { return tag + varint(bytes.size()) + bytes; }

void writeTokenizer(const Golden& g, const std::string& path)
{
    const std::string model(**g.reader.text("tokenizer.ggml.model"));
    const auto tokens = **g.reader.texts("tokenizer.ggml.tokens");
    const auto kinds = **g.reader.integers("tokenizer.ggml.token_type");
    J added = J::array(), vocab = J::object(), list = J::array();
    std::string pieces;
    const auto scores = (*g.reader.reals("tokenizer.ggml.scores")).value_or(Floats(tokens.size()));
    for (size_t i = 0; i < tokens.size(); ++i) {
        std::string text(tokens[i]);
        if (kinds[i] == 3)
            added.push_back({ { "id", i }, { "content", text }, { "special", true } });
        if (model == "bert" && text.starts_with("\xE2\x96\x81"))
            text = text.substr(3);
        else if (model == "bert" && !text.starts_with("["))
            text = "##" + text;
        vocab[text] = i;
        list.push_back({ text, scores[i] });
        std::string score(4, '\0');
        std::memcpy(score.data(), &scores[i], 4);
        pieces += chunk('\x0A', chunk('\x0A', text) + '\x15' + score + '\x18' + varint(static_cast<uint64_t>(kinds[i])));
    }
    if (model == "llama") {
        writeWhole(path + "/tokenizer.model", pieces + chunk('\x12', std::string("\x18\x02", 2)));
        return;
    }
    J merges = J::array();
    bool pair = false; // both forms in one file: old and new
    for (const auto merge : (*g.reader.texts("tokenizer.ggml.merges")).value_or(std::vector<std::string_view> {})) {
        const std::string text(merge);
        const size_t space = text.find(' ');
        merges.push_back(pair ? J { text.substr(0, space), text.substr(space + 1) } : J(text));
        pair = !pair;
    }
    J inner { { "type", model == "gpt2" ? "BPE" : model == "t5" ? "Unigram" : "WordPiece" }, { "vocab", model == "t5" ? list : vocab } };
    if (model == "gpt2")
        inner["merges"] = merges;
    if (model == "t5")
        inner["unk_id"] = 3;
    J tokenizer { { "model", inner }, { "added_tokens", added }, { "normalizer", nullptr } };
    if (model == "gpt2")
        tokenizer["pre_tokenizer"] = splitOf(std::string(**g.reader.text("tokenizer.ggml.pre")));
    writeWhole(path + "/tokenizer.json", tokenizer.dump());
}

void writePooling(const Cell& cell, const Golden& g, const std::string& path)
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
void plantYesAndNo(const Golden& g, const std::string& path, std::map<std::string, RawTensor>& tensors)
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

Result<double> worstDistance(const std::string& path, const ::sillok::test::Json& test, const std::string& folder)
{
    ModelOptions options;
    options.threads = 2;
    options.kvType = KvType::F32;
    SILLOK_TRY(MappedFile file, MappedFile::open(path));
    const char* values = test.has("expected_ref") ? "expected_ref" : "expected";
    const double limit = test[test.has("expected_ref") ? "max_abs_ref" : "max_abs"].number;
    const std::string bytes = readText(folder + test[values].text);
    Floats expected(bytes.size() / 4);
    std::memcpy(expected.data(), bytes.data(), bytes.size());
    std::shared_ptr<Model> model;
    std::unique_ptr<Embedder> embedder;
    if (test["kind"].text == "logits") {
        SILLOK_TRY(model, Model::load(std::move(file), options));
    } else {
        SILLOK_TRY(embedder, Embedder::load(std::move(file), options));
    }
    double worst = 0;
    for (const ::sillok::test::Json& prompt : test["prompts"].items) {
        Floats got;
        if (model) {
            SILLOK_TRY(const auto session, Session::create(model));
            SILLOK_CHECK(session->feed(prompt["tokens"].ints(), Session::Keep::All));
            got.assign(session->logits().begin(), session->logits().end());
        } else {
            SILLOK_TRY(got, embedder->embed(prompt["tokens"].ints()));
        }
        const auto offset = static_cast<size_t>(prompt["offset"].number);
        for (size_t i = 0; i < got.size(); ++i)
            worst = std::max(worst, std::abs(static_cast<double>(got[i]) - static_cast<double>(expected.at(offset + i))));
        if (got.empty())
            worst = INFINITY;
    }
    return worst / limit;
}

Result<double> convertedShare(const Cell& cell, const ::sillok::test::Json& test, const std::string& folder)
{
    const TemporaryFolder place;
    const std::string path = place.path() + "/model", out = place.path() + "/out.gguf";
    std::filesystem::create_directory(path);
    SILLOK_TRY(const Golden golden, openGolden(folder + test["model"].text));
    auto tensors = takeApart(cell, golden, path);
    writeTokenizer(golden, path);
    writePooling(cell, golden, path);
    if (golden.architecture == "qwen3" && golden.reader.tensor("cls.output.weight"))
        plantYesAndNo(golden, path, tensors);
    J config = configOf(cell, golden);
    if (tensors.contains("lm_head.weight"))
        config["tie_word_embeddings"] = false;
    writeWhole(path + "/config.json", config.dump());
    writeWhole(path + "/model.safetensors", safetensorsOf(tensors));
    if (!cell.card.empty())
        writeWhole(path + "/README.md", cell.card);
    SILLOK_TRY(const convert::Mix* mix, convert::mixByName("F32"));
    convert::WriteOptions write;
    write.threads = 2;
    SILLOK_CHECK(convert::convertHuggingFace(path, out, *mix, write));
    return worstDistance(out, test, folder);
}

std::vector<Cell> cells()
{
    std::vector<Cell> all;
    const auto add = [&](const char* golden, const char* name) -> Cell& {
        all.push_back({});
        all.back().golden = golden;
        all.back().className = name;
        return all.back();
    };
    for (const char* golden : { "llama-gqa-F32", "llama-mha-tied-F32", "llama-hd-F32", "llama-freqs-F32", "llama-linear-F32",
             "llama-yarn-F32", "llama-bias-F32" })
        add(golden, "LlamaForCausalLM").pairs = true;
    add("granite-F32", "GraniteForCausalLM").pairs = true;
    for (const char* golden : { "hyperclovax-F32", "hyperclovax-pre-F32" }) {
        Cell& cell = add(golden, "HyperCLOVAXForCausalLM");
        cell.pairs = true;
        cell.names.insert(cell.names.begin(), { { "post_attention_norm", "post_norm1" }, { "post_ffw_norm", "post_norm2" } });
    }
    add("qwen2-F32", "Qwen2ForCausalLM");
    add("qwen3-F32", "Qwen3ForCausalLM");
    for (const char* golden : { "exaone-F32", "exaone-hd20-F32" }) {
        Cell& cell = add(golden, "ExaoneForCausalLM");
        cell.names = kExaoneNames;
        cell.layers = "transformer.h.";
        cell.outside = { { "token_embd", "transformer.wte" }, { "output_norm", "transformer.ln_f" }, { "output.", "lm_head." } };
        cell.extra = [](J& c, const Golden&) { c["num_layers"] = c["num_hidden_layers"], c.erase("num_hidden_layers"), c["layer_norm_epsilon"] = c["rms_norm_eps"], c.erase("rms_norm_eps"); };
    }
    add("exaone4-full-F32", "Exaone4ForCausalLM");
    for (const char* golden : { "exaone4-swa4-F32", "exaone4-swa64-F32" })
        add(golden, "Exaone4ForCausalLM").extra = [](J& c, const Golden&) { c["sliding_window_pattern"] = "LLLG"; };
    for (const auto& [golden, name] : { std::pair { "gemma-F32", "GemmaForCausalLM" }, { "gemma2-F32", "Gemma2ForCausalLM" },
             { "gemma3-F32", "Gemma3ForCausalLM" }, { "gemma-embedding-F32", "Gemma3TextModel" } }) {
        Cell& cell = add(golden, name);
        cell.minusOne = true;
        if (cell.golden != std::string("gemma-F32"))
            cell.names.insert(cell.names.begin(), { { "ffn_norm", "pre_feedforward_layernorm" } });
        cell.extra = [](J& c, const Golden& g) { c["rope_local_base_freq"] = g.real("rope.freq_base_swa", 10000), c["query_pre_attn_scalar"] = g.number("attention.key_length"); };
        if (name == std::string("Gemma3TextModel")) {
            cell.poolingFlag = 1;
            cell.layers = "layers.";
            cell.outside = { { "token_embd", "embed_tokens" }, { "output_norm", "norm" } };
        }
    }
    for (const char* golden : { "phi3-F32", "phi3-longrope-F32" }) {
        Cell& cell = add(golden, "Phi3ForCausalLM");
        cell.names.insert(cell.names.begin(), { { "ffn_up.", "mlp.gate_up_proj." } });
        cell.extra = [](J& c, const Golden& g) {
            c["partial_rotary_factor"] = static_cast<double>(g.number("rope.dimension_count")) / g.number("attention.key_length");
            const gguf::TensorInfo* longs = g.reader.tensor("rope_factors_long.weight");
            if (!longs)
                return;
            c["original_max_position_embeddings"] = g.number("rope.scaling.original_context_length");
            c["rope_scaling"] = { { "type", "longrope" }, { "long_factor", g.floats(*longs) },
                { "short_factor", g.floats(*g.reader.tensor("rope_factors_short.weight")) },
                { "attention_factor", g.real("rope.scaling.attn_factor") } };
        };
    }
    for (const auto& [golden, name] : { std::pair { "bert-mean-F32", "BertModel" }, { "xlmr-cls-F32", "XLMRobertaModel" },
             { "xlmr-rerank-F32", "XLMRobertaForSequenceClassification" } }) {
        Cell& cell = add(golden, name);
        const bool rerank = name == std::string("XLMRobertaForSequenceClassification"), xlmr = name != std::string("BertModel");
        const std::string prefix = rerank ? "roberta." : "";
        cell.names = kBertNames;
        cell.layers = prefix + "encoder.layer.";
        cell.outside = { { "token_embd_norm", prefix + "embeddings.LayerNorm" }, { "token_embd", prefix + "embeddings.word_embeddings" },
            { "position_embd", prefix + "embeddings.position_embeddings" }, { "token_types", prefix + "embeddings.token_type_embeddings" },
            { "cls.output.", "classifier.out_proj." }, { "cls.", "classifier.dense." } };
        cell.poolingFlag = rerank ? 0 : xlmr ? 2 : 1;
        cell.dropped = xlmr ? 2 : 0;
        cell.extra = [xlmr](J& c, const Golden&) {
            c["model_type"] = xlmr ? "xlm-roberta" : "bert";
            c["type_vocab_size"] = xlmr ? 1 : 2;
            c["id2label"] = { { "0", "LABEL_0" } };
            c["pad_token_id"] = xlmr ? 1 : 0;
            if (xlmr)
                c["max_position_embeddings"] = c["max_position_embeddings"].get<int>() + 2;
        };
    }
    add("qwen3-embed-F32", "Qwen3ForCausalLM").poolingFlag = 3;
    add("qwen3-rerank-F32", "Qwen3ForCausalLM").card = "---\nlicense: apache-2.0\npipeline_tag: text-ranking\n---\n# A reranker\n";
    add("qwen2moe-F32", "Qwen2MoeForCausalLM");
    add("qwen3moe-F32", "Qwen3MoeForCausalLM").extra = [](J& c, const Golden&) { c["norm_topk_prob"] = true; };
    add("exaone-moe-F32", "ExaoneMoEForCausalLM").extra = [](J& c, const Golden&) { c["sliding_window_pattern"] = "LLLG"; };
    for (const auto& [golden, name] : { std::pair { "glm4moe-solar-F32", "SolarOpenForCausalLM" }, { "glm4moe-air-F32", "Glm4MoeForCausalLM" } }) {
        Cell& cell = add(golden, name);
        cell.names.insert(cell.names.begin(), { { "post_attention_norm", "post_attention_layernorm" } });
        cell.extra = [](J& c, const Golden& g) {
            c["partial_rotary_factor"] = static_cast<double>(g.number("rope.dimension_count")) / g.number("attention.key_length");
            c["use_qk_norm"] = g.reader.tensor("blk.0.attn_q_norm.weight") != nullptr;
        };
    }
    for (const char* golden : { "deepseek2-F32", "deepseek2-lite-F32" })
        add(golden, "DeepseekV3ForCausalLM").extra = [](J& c, const Golden& g) {
            const uint32_t turning = g.number("rope.dimension_count");
            c.erase("head_dim");
            c["num_key_value_heads"] = c["num_attention_heads"];
            c["kv_lora_rank"] = g.number("attention.kv_lora_rank");
            if (g.number("attention.q_lora_rank") > 0)
                c["q_lora_rank"] = g.number("attention.q_lora_rank");
            c["qk_rope_head_dim"] = turning;
            c["qk_nope_head_dim"] = g.number("attention.key_length_mla") - turning;
            c["v_head_dim"] = g.number("attention.value_length_mla");
            c["scoring_func"] = g.number("expert_gating_func", 1) == 2 ? "sigmoid" : "softmax";
            c["norm_topk_prob"] = g.number("expert_gating_func", 1) == 2;
            if (c.contains("rope_scaling"))
                c["rope_scaling"]["mscale"] = c["rope_scaling"]["mscale_all_dim"] = g.real("rope.scaling.yarn_log_multiplier") * 10;
        };
    return all;
}

} // namespace

SILLOK_TEST(everyFamilyComputesWhatItsGoldenFileDoes)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no family was converted");
    const std::string folder = sharedDir() + "/fixtures/golden-logits/";
    const ::sillok::test::Json index = ::sillok::test::Json::parse(readText(folder + "index.json"));
    size_t compared = 0;
    for (const Cell& cell : cells())
        for (const ::sillok::test::Json& test : index["cases"].items) {
            if (test["id"].text != cell.golden)
                continue;
            const auto share = convertedShare(cell, test, folder);
            std::printf("  %-22s %-36s %s\n", cell.golden, cell.className,
                share.ok() ? (std::to_string(*share) + " of the limit").c_str() : share.error().doing.c_str());
            CHECK(share.ok() && *share <= 1.0);
            ++compared;
        }
    CHECK_EQUAL(compared, cells().size());
}

SILLOK_TEST_MAIN
