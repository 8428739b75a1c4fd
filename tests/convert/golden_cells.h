// golden_cells.h - Every golden file that is converted, with the class and the names that its checkpoint would have.
#pragma once

#include "tests/convert/golden_model.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace sillok::test {

using J = nlohmann::json;

/// Our names to theirs: pairs of "ours" and "theirs", the longest of ours first.
using NameList = std::vector<std::pair<std::string, std::string>>;

inline const NameList kLlamaNames { { "attn_q_norm", "self_attn.q_norm" }, { "attn_k_norm", "self_attn.k_norm" },
    { "post_attention_norm", "post_attention_layernorm" }, { "post_ffw_norm", "post_feedforward_layernorm" },
    { "attn_norm", "input_layernorm" }, { "ffn_norm", "post_attention_layernorm" }, { "attn_qkv", "self_attn.qkv_proj" },
    { "attn_output", "self_attn.o_proj" }, { "attn_q_a_norm", "self_attn.q_a_layernorm" }, { "attn_q_a", "self_attn.q_a_proj" },
    { "attn_q_b", "self_attn.q_b_proj" }, { "attn_kv_a_norm", "self_attn.kv_a_layernorm" },
    { "attn_kv_a_mqa", "self_attn.kv_a_proj_with_mqa" }, { "attn_q.", "self_attn.q_proj." }, { "attn_k.", "self_attn.k_proj." },
    { "attn_v.", "self_attn.v_proj." }, { "ffn_gate.", "mlp.gate_proj." }, { "ffn_up.", "mlp.up_proj." }, { "ffn_down.", "mlp.down_proj." },
    { "ffn_gate_inp.", "mlp.gate." }, { "exp_probs_b.bias", "mlp.gate.e_score_correction_bias" } };
inline const NameList kExaoneNames { { "attn_norm", "ln_1" }, { "ffn_norm", "ln_2" }, { "attn_output", "attn.attention.out_proj" },
    { "attn_q.", "attn.attention.q_proj." }, { "attn_k.", "attn.attention.k_proj." }, { "attn_v.", "attn.attention.v_proj." },
    { "ffn_gate.", "mlp.c_fc_0." }, { "ffn_up.", "mlp.c_fc_1." }, { "ffn_down.", "mlp.c_proj." } };
inline const NameList kBertNames { { "attn_output_norm", "attention.output.LayerNorm" }, { "layer_output_norm", "output.LayerNorm" },
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

inline std::vector<Cell> cells()
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
        cell.extra = [](J& c, const Golden&) {
            c["num_layers"] = c["num_hidden_layers"], c.erase("num_hidden_layers"), c["layer_norm_epsilon"] = c["rms_norm_eps"],
            c.erase("rms_norm_eps");
        };
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
        cell.extra = [](J& c, const Golden& g) {
            c["rope_local_base_freq"] = g.real("rope.freq_base_swa", 10000), c["query_pre_attn_scalar"] = g.number("attention.key_length");
        };
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
    for (const auto& [golden, name] :
        { std::pair { "glm4moe-solar-F32", "SolarOpenForCausalLM" }, { "glm4moe-air-F32", "Glm4MoeForCausalLM" } }) {
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

} // namespace sillok::test
