// family_rows.h - The model families that we promise, each with the nearest material that is here to check it on.
#pragma once

#include <string>
#include <vector>

namespace sillok::test {

struct FamilyRow {
    const char* name;
    const char* golden; ///< a random model of its graph
    const char* vocabulary = ""; ///< a published one of its kind; empty: one is made of `rule` and `control`
    const char* rule = ""; ///< tokenizer.ggml.pre of a made vocabulary; empty: SentencePiece
    std::vector<std::string> control = {}; ///< its control tokens; empty: the published vocabulary has them
    const char* bos = ""; ///< stands in front of every prompt
    const char* templateFile = ""; ///< published; empty: `prompt` says what it renders
    const char* templateCase = "system-user";
    std::string prompt = {}; ///< {s} and {u} for the two turns. source models.md section 7
    std::vector<std::string> ends = {}; ///< empty: it makes no text
    std::vector<std::string> traps = {}; ///< stand inside answers or in front of them
    bool withoutThought = false; ///< the prompt is the one that keeps the model from thinking
};

inline std::vector<FamilyRow> familyRows()
{
    const std::vector<std::string> llama3 { "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>",
        "<|end_of_text|>" };
    const std::vector<std::string> ax { "<|im_start|>", "<|im_end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|endoftext|>" };
    const std::vector<std::string> seed { "<|im_start|>", "<|im_end|>", "<|endofturn|>", "<|stop|>", "<|endoftext|>" };
    const std::vector<std::string> exaone { "[|system|]", "[|user|]", "[|assistant|]", "[|endofturn|]" };
    const std::vector<std::string> exaoneMoe { "<|system|>", "<|user|>", "<|assistant|>", "<|endofturn|>", "<think>", "</think>" };
    const std::vector<std::string> solar { "<|begin|>", "<|end|>", "<|content|>", "<|think|>", "<|flush|>", "<|calls|>" };
    const std::vector<std::string> gemma { "<start_of_turn>", "<end_of_turn>" };
    const std::vector<std::string> granite { "<|start_of_role|>", "<|end_of_role|>", "<|end_of_text|>" };

    const std::string headers
        = "<|start_header_id|>system<|end_header_id|>\n\n{s}<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n{u}<|eot_id|>"
          "<|start_header_id|>assistant<|end_header_id|>\n\n";
    const std::string roles = "<|im_start|><|system|>{s}<|im_end|><|im_start|><|user|>{u}<|im_end|><|im_start|><|assistant|>";
    const std::string tools
        = "<|im_start|>tool_list\n<|im_end|>\n<|im_start|>system\n{s}<|im_end|>\n<|im_start|>user\n{u}<|im_end|>\n<|im_start|>assistant";
    const std::string phrases = "<|system|>\n{s}<|endofturn|>\n<|user|>\n{u}<|endofturn|>\n<|assistant|>\n<think>\n";
    const std::string channels = "<|begin|>system<|content|>{s}<|end|><|begin|>user<|content|>{u}<|end|><|begin|>assistant";

    const char *qwenVocabulary = "rebuilt-qwen3", *llamaVocabulary = "rebuilt-llama3", *pieces = "ggml-vocab-llama-spm",
               *unigram = "test_model";
    const char *qwenTemplate = "Qwen-Qwen3-0.6B.jinja", *llamaTemplate = "llama3-8b.jinja", *llamaBos = "<|begin_of_text|>";
    return {
        { .name = "Mi:dm 2.0",
            .golden = "llama-hd-F32",
            .rule = "midm-2.0",
            .control = llama3,
            .bos = llamaBos,
            .prompt = headers,
            .ends = { "<|eot_id|>" },
            .traps = { "<|start_header_id|>" } },
        { .name = "A.X 3.1",
            .golden = "llama-gqa-F32",
            .rule = "a.x-4.0",
            .control = ax,
            .prompt = roles,
            .ends = { "<|im_end|>" },
            .traps = { "<|assistant|>" } },
        { .name = "A.X 4.0",
            .golden = "qwen2-F32",
            .rule = "a.x-4.0",
            .control = ax,
            .prompt = roles,
            .ends = { "<|im_end|>" },
            .traps = { "<|assistant|>" } },
        { .name = "HyperCLOVA X SEED Text",
            .golden = "llama-mha-tied-F32",
            .rule = "hyperclovax",
            .control = seed,
            .prompt = tools + "\n",
            .ends = { "<|endofturn|>", "<|stop|>" },
            .traps = { "<|im_end|>", "<|im_start|>" },
            .withoutThought = true },
        { .name = "HyperCLOVA X SEED Think",
            .golden = "hyperclovax-F32",
            .rule = "hyperclovax",
            .control = seed,
            .prompt = tools,
            .ends = { "<|endofturn|>", "<|stop|>" },
            .traps = { "<|im_end|>", "<|im_start|>" } },
        { .name = "EXAONE 3.x",
            .golden = "exaone-F32",
            .rule = "exaone",
            .control = exaone,
            .templateFile = "EXAONE-3.5.jinja",
            .ends = { "[|endofturn|]" },
            .traps = { "[|user|]" } },
        { .name = "EXAONE Deep",
            .golden = "exaone-hd20-F32",
            .rule = "exaone",
            .control = exaone,
            .templateFile = "EXAONE-3.5.jinja",
            .ends = { "[|endofturn|]" },
            .traps = { "[|user|]" } },
        { .name = "EXAONE 4.0",
            .golden = "exaone4-swa4-F32",
            .vocabulary = "rebuilt-exaone4",
            .templateFile = "EXAONE-4.0.jinja",
            .ends = { "[|endofturn|]" },
            .traps = { "[|user|]", "</think>" } },
        { .name = "K-EXAONE",
            .golden = "exaone-moe-F32",
            .rule = "exaone-moe",
            .control = exaoneMoe,
            .prompt = phrases,
            .ends = { "<|endofturn|>" },
            .traps = { "</think>", "<|user|>" } },
        { .name = "LUXIA",
            .golden = "llama-freqs-F32",
            .vocabulary = llamaVocabulary,
            .bos = llamaBos,
            .templateFile = llamaTemplate,
            .ends = { "<|eot_id|>" },
            .traps = { "<|start_header_id|>" } },
        { .name = "Kanana 1.5",
            .golden = "llama-gqa-F32",
            .vocabulary = llamaVocabulary,
            .bos = llamaBos,
            .templateFile = llamaTemplate,
            .ends = { "<|eot_id|>" },
            .traps = { "<|start_header_id|>" } },
        { .name = "Kanana-2",
            .golden = "deepseek2-F32",
            .rule = "kanana2",
            .control = llama3,
            .bos = llamaBos,
            .templateFile = llamaTemplate,
            .ends = { "<|eot_id|>" },
            .traps = { "<|start_header_id|>" } },
        { .name = "VARCO text core",
            .golden = "qwen3-F32",
            .vocabulary = qwenVocabulary,
            .templateFile = qwenTemplate,
            .ends = { "<|im_end|>" },
            .traps = { "<|im_start|>" } },
        { .name = "Solar Open",
            .golden = "glm4moe-solar-F32",
            .rule = "solar-open",
            .control = solar,
            .prompt = channels,
            .ends = { "<|flush|>", "<|calls|>" },
            .traps = { "<|end|>", "<|think|>" } },
        { .name = "Gemma 2",
            .golden = "gemma2-F32",
            .vocabulary = pieces,
            .control = gemma,
            .bos = "<bos>",
            .templateFile = "google-gemma-2-2b-it.jinja",
            .templateCase = "user-only",
            .ends = { "<end_of_turn>" },
            .traps = { "<start_of_turn>" } },
        { .name = "Gemma 3",
            .golden = "gemma3-F32",
            .vocabulary = pieces,
            .control = gemma,
            .bos = "<bos>",
            .templateFile = "gemma3-1b.jinja",
            .templateCase = "user-only",
            .ends = { "<end_of_turn>" },
            .traps = { "<start_of_turn>" } },
        { .name = "Phi-3",
            .golden = "phi3-F32",
            .vocabulary = "ggml-vocab-phi-3",
            .templateFile = "microsoft-Phi-3.5-mini-instruct.jinja",
            .ends = { "<|end|>" },
            .traps = { "<|user|>" } },
        { .name = "Granite",
            .golden = "granite-F32",
            .rule = "refact",
            .control = granite,
            .templateFile = "ibm-granite-granite-3.3-2B-Instruct.jinja",
            .ends = { "<|end_of_text|>" },
            .traps = { "<|end_of_role|>" } },
        { .name = "Qwen3-MoE",
            .golden = "qwen3moe-F32",
            .vocabulary = qwenVocabulary,
            .templateFile = qwenTemplate,
            .ends = { "<|im_end|>" },
            .traps = { "<|im_start|>" } },
        { .name = "bge-m3, KURE", .golden = "xlmr-cls-F32", .vocabulary = unigram },
        { .name = "bge reranker", .golden = "xlmr-rerank-F32", .vocabulary = unigram },
        { .name = "Qwen3 embedder", .golden = "qwen3-embed-F32", .vocabulary = qwenVocabulary },
        { .name = "Qwen3 reranker", .golden = "qwen3-rerank-F32", .vocabulary = qwenVocabulary },
        { .name = "EmbeddingGemma", .golden = "gemma-embedding-F32", .vocabulary = pieces },
    };
}

} // namespace sillok::test
