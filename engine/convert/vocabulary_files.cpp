#include "engine/convert/vocabulary_files.h"

#include "engine/convert/sentencepiece_file.h"
#include "engine/convert/split_patterns.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <tuple>

namespace sillok::convert {

namespace {

enum Kind : int32_t { kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kUnused = 5, kByte = 6 };

constexpr std::string_view kSpaceMark = "\xE2\x96\x81";

Error damaged(const std::string& what) { return fail(ErrorCode::Damaged, "tokenizer.json: " + what); }

/// The table under construction: one entry for each row of the embedding.
struct Table {
    std::string model;
    std::string rule;
    std::vector<std::string> texts;
    std::vector<int32_t> kinds;
    std::vector<float> scores; ///< empty: the kind of vocabulary has none
    std::vector<std::string> merges;
    std::optional<uint32_t> unknown; ///< by the vocabulary itself; a name in tokenizer_config.json goes before

    explicit Table(uint32_t rows)
        : texts(rows)
        , kinds(rows, kUnused)
    {
        for (uint32_t i = 0; i < rows; ++i)
            texts[i] = "[PAD" + std::to_string(i) + "]";
    }
    /// Ids beyond the embedding can never be looked up; a few tokenizers have some.
    void set(int64_t id, const std::string& text, int32_t kind)
    {
        if (id < 0 || static_cast<size_t>(id) >= texts.size())
            return;
        texts[static_cast<size_t>(id)] = text;
        kinds[static_cast<size_t>(id)] = kind;
    }
    std::optional<uint32_t> idOf(const std::string& text) const
    {
        const auto found = std::find(texts.begin(), texts.end(), text);
        return found == texts.end() ? std::nullopt : std::optional(static_cast<uint32_t>(found - texts.begin()));
    }
};

/// What stands between words, as WordPiece files of this format write it: a mark in front of a word, none in front of its rest.
std::string withWordMark(const std::string& text)
{
    if (text.starts_with("[") && text.ends_with("]"))
        return text;
    return text.starts_with("##") ? text.substr(2) : std::string(kSpaceMark) + text;
}

Result<void> readVocab(const Json& model, bool wordPiece, Table& table)
{
    const Json* vocab = member(model, "vocab");
    if (!vocab || !vocab->is_object())
        return damaged("no vocabulary");
    for (const auto& [text, id] : vocab->items()) {
        if (!id.is_number_unsigned())
            return damaged("a token without a number");
        table.set(static_cast<int64_t>(id.get<uint64_t>() & INT64_MAX), wordPiece ? withWordMark(text) : text, kNormal);
    }
    return {};
}

/// "a b", or ["a", "b"] in newer files.
Result<void> readMerges(const Json& model, Table& table)
{
    const Json* merges = member(model, "merges");
    if (!merges || !merges->is_array())
        return damaged("no merges");
    for (const Json& merge : *merges) {
        if (merge.is_string())
            table.merges.push_back(merge.get<std::string>());
        else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
            table.merges.push_back(merge[0].get<std::string>() + " " + merge[1].get<std::string>());
        else
            return damaged("a merge that is no pair");
    }
    return {};
}

Result<void> readAddedTokens(const Json& tokenizer, Table& table)
{
    const Json* added = member(tokenizer, "added_tokens");
    if (!added || !added->is_array())
        return {};
    for (const Json& token : *added) {
        const auto id = integerIn(token, "id");
        const auto text = textIn(token, "content");
        if (!id || !text)
            return damaged("an added token without number or text");
        table.set(*id, *text, flagIn(token, "special").value_or(false) ? kControl : kUserDefined);
    }
    return {};
}

Result<void> checkNormalizer(const Json& tokenizer)
{
    const Json* normalizer = member(tokenizer, "normalizer");
    const std::string type = normalizer ? textIn(*normalizer, "type").value_or("") : "NFC";
    if (type == "NFC" || type == "Sequence") // of Qwen: prompts are left as they are typed; a sequence may be empty
        if (type == "NFC" || !member(*normalizer, "normalizers") || member(*normalizer, "normalizers")->empty())
            return {};
    return fail(ErrorCode::Unsupported, "tokenizer.json: a byte-level vocabulary with the normaliser " + type.substr(0, 64));
}

Result<void> readByteLevel(const Json& tokenizer, const Json& model, Table& table)
{
    const Json* split = member(tokenizer, "pre_tokenizer");
    if (!split)
        return fail(ErrorCode::Unsupported, "tokenizer.json: BPE without a pre_tokenizer, and no tokenizer.model beside it");
    SILLOK_CHECK(checkNormalizer(tokenizer));
    SILLOK_TRY(table.rule, splitRuleOf(*split));
    table.model = "gpt2";
    SILLOK_CHECK(readVocab(model, false, table));
    SILLOK_CHECK(readMerges(model, table));
    return readAddedTokens(tokenizer, table);
}

Result<std::string> fromBase64(const std::string& text)
{
    std::string out;
    uint32_t bits = 0, held = 0;
    for (const char c : text) {
        const char* alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const char* found = c == '=' || c == '\0' ? nullptr : std::strchr(alphabet, c);
        if (c == '=')
            break;
        if (!found)
            return damaged("a charsmap that is not base64");
        bits = bits << 6 | static_cast<uint32_t>(found - alphabet);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out += static_cast<char>(bits >> held & 0xFF);
        }
    }
    return out;
}

Result<std::string> charsmapOf(const Json& tokenizer)
{
    const Json* normalizer = member(tokenizer, "normalizer");
    if (!normalizer)
        return std::string();
    std::vector<Json> steps { *normalizer };
    if (const Json* list = member(*normalizer, "normalizers"); list && list->is_array())
        steps.assign(list->begin(), list->end());
    for (const Json& step : steps)
        if (const auto map = textIn(step, "precompiled_charsmap"))
            return fromBase64(*map);
    return std::string();
}

void writeUnigramKeys(gguf::Metadata& metadata, const std::string& charsmap, bool addSpace, bool removeExtra)
{
    metadata.flag("tokenizer.ggml.add_space_prefix", addSpace);
    metadata.flag("tokenizer.ggml.remove_extra_whitespaces", removeExtra);
    if (!charsmap.empty())
        metadata.bytes("tokenizer.ggml.precompiled_charsmap", charsmap);
}

void setUnknown(uint32_t id, Table& table)
{
    table.unknown = id;
    table.kinds[id] = kUnknown;
}

Result<void> readUnigram(const Json& tokenizer, const Json& model, Table& table, gguf::Metadata& metadata)
{
    const Json* vocab = member(model, "vocab");
    if (!vocab || !vocab->is_array())
        return damaged("no vocabulary");
    table.model = "t5";
    table.rule = "default";
    table.scores.assign(table.texts.size(), -1000.0f);
    for (size_t i = 0; i < vocab->size(); ++i) {
        const Json& piece = (*vocab)[i];
        if (!piece.is_array() || piece.size() != 2 || !piece[0].is_string() || !piece[1].is_number())
            return damaged("a piece without text or score");
        table.set(static_cast<int64_t>(i), piece[0].get<std::string>(), kNormal);
        if (i < table.scores.size())
            table.scores[i] = piece[1].get<float>();
    }
    SILLOK_CHECK(readAddedTokens(tokenizer, table));
    if (const auto unknown = integerIn(model, "unk_id"); unknown && *unknown >= 0 && static_cast<size_t>(*unknown) < table.kinds.size())
        setUnknown(static_cast<uint32_t>(*unknown), table);
    SILLOK_TRY(const std::string charsmap, charsmapOf(tokenizer));
    writeUnigramKeys(metadata, charsmap, true, true);
    return {};
}

Result<void> readWordPiece(const Json& tokenizer, const Json& model, Table& table)
{
    const Json* normalizer = member(tokenizer, "normalizer");
    if (normalizer && !flagIn(*normalizer, "lowercase").value_or(true)) // our splitter knows small letters only
        return fail(ErrorCode::Unsupported, "tokenizer.json: a WordPiece vocabulary with lowercase off");
    table.model = "bert";
    SILLOK_CHECK(readVocab(model, true, table));
    SILLOK_CHECK(readAddedTokens(tokenizer, table));
    if (const auto unknown = table.idOf(textIn(model, "unk_token").value_or("[UNK]")))
        setUnknown(*unknown, table);
    return {};
}

Result<void> readPieces(const ModelFolder& folder, const Json& config, Table& table, gguf::Metadata& metadata)
{
    SILLOK_TRY(const std::string bytes, folder.text("tokenizer.model"));
    SILLOK_TRY(SentencePieceFile file, readSentencePiece(asBytes(bytes)));
    if (textIn(config, "model_type") == "xlm-roberta") {
        SILLOK_TRY(file, inXlmrOrder(std::move(file)));
    }
    table.model = file.unigram ? "t5" : "llama";
    table.rule = "default";
    table.scores.assign(table.texts.size(), -1000.0f);
    for (size_t i = 0; i < file.pieces.size() && i < table.texts.size(); ++i) {
        table.set(static_cast<int64_t>(i), file.pieces[i].text, file.pieces[i].kind);
        table.scores[i] = file.pieces[i].score;
        if (file.pieces[i].kind == kUnknown)
            table.unknown = static_cast<uint32_t>(i);
    }
    if (file.unigram)
        writeUnigramKeys(metadata, file.charsmap, file.addSpacePrefix, file.removeExtraSpaces);
    else
        metadata.flag("tokenizer.ggml.add_space_prefix", file.addSpacePrefix);
    return {};
}

/// What tokenizer.json knows beside the SentencePiece model: markers of a chat.
Result<void> readTokens(const ModelFolder& folder, const Json& config, Table& table, gguf::Metadata& metadata, Json& tokenizer)
{
    SILLOK_TRY(tokenizer, folder.jsonIfAny("tokenizer.json"));
    const Json* model = member(tokenizer, "model");
    const std::string type = model ? textIn(*model, "type").value_or("BPE") : "";
    if (type == "BPE" && !flagIn(*model, "byte_fallback").value_or(false))
        return readByteLevel(tokenizer, *model, table);
    if (type == "Unigram")
        return readUnigram(tokenizer, *model, table, metadata);
    if (type == "WordPiece")
        return readWordPiece(tokenizer, *model, table);
    if (!folder.has("tokenizer.model"))
        return fail(ErrorCode::NotFound, "tokenizer.model is not in the model folder, nor a tokenizer.json that does without it");
    SILLOK_CHECK(readPieces(folder, config, table, metadata));
    return readAddedTokens(tokenizer, table);
}

/// A token's text in tokenizer_config.json: "</s>", or a table with its content.
std::optional<std::string> namedToken(const Json& config, const std::string& name)
{
    const Json* token = member(config, name);
    if (!token)
        return std::nullopt;
    return token->is_object() ? textIn(*token, "content") : textIn(config, name);
}

/// Ids under a key that is one number or a list.
std::vector<uint32_t> idsIn(const Json& config, const std::string& name, size_t rows)
{
    std::vector<uint32_t> ids;
    const Json* found = member(config, name);
    const Json list = found && found->is_array() ? *found : found ? Json::array({ *found }) : Json::array();
    for (const Json& id : list)
        if (id.is_number_unsigned() && id.get<uint64_t>() < rows)
            ids.push_back(id.get<uint32_t>());
    return ids;
}

/// Ids that end a turn, the tokenizer's own first.
std::vector<uint32_t> endIds(const Table& table, const Json& tokenizerConfig, const Json& generation, const Json& config)
{
    std::vector<uint32_t> ids;
    if (const auto text = namedToken(tokenizerConfig, "eos_token"))
        if (const auto id = table.idOf(*text))
            ids.push_back(*id);
    for (const Json* from : { &generation, &config })
        for (const uint32_t id : idsIn(*from, "eos_token_id", table.texts.size()))
            if (std::find(ids.begin(), ids.end(), id) == ids.end())
                ids.push_back(id);
    return ids;
}

/// Whether the post-processor puts this token at that end of a single text.
bool templateHas(const Json& processor, const std::string& text, bool front)
{
    std::vector<Json> all { processor };
    if (const Json* list = member(processor, "processors"); list && list->is_array())
        all.assign(list->begin(), list->end());
    for (const Json& one : all) {
        const std::string type = textIn(one, "type").value_or("");
        if (type == "RobertaProcessing" || type == "BertProcessing")
            return true;
        const Json* single = member(one, "single");
        if (!single || !single->is_array() || single->empty())
            continue;
        const Json* token = member(front ? single->front() : single->back(), "SpecialToken");
        if (token && textIn(*token, "id") == text)
            return true;
    }
    return false;
}

Result<void> writeChatTemplate(const ModelFolder& folder, const Json& tokenizerConfig, gguf::Metadata& metadata)
{
    std::string chat = textIn(tokenizerConfig, "chat_template").value_or("");
    if (const Json* list = member(tokenizerConfig, "chat_template"); list && list->is_array())
        for (const Json& one : *list)
            if (textIn(one, "name") == "default")
                chat = textIn(one, "template").value_or("");
    if (folder.has("chat_template.jinja")) {
        SILLOK_TRY(chat, folder.text("chat_template.jinja", uint64_t { 4 } << 20));
    }
    if (!chat.empty())
        metadata.text("tokenizer.chat_template", chat);
    return {};
}

} // namespace

Result<std::vector<std::string>> writeVocabulary(const ModelFolder& folder, const Json& config, uint32_t rows, gguf::Metadata& metadata)
{
    if (rows == 0 || rows > (1u << 20))
        return fail(ErrorCode::Damaged, "config.json: a vocabulary of " + std::to_string(rows) + " tokens");
    SILLOK_TRY(const Json tokenizerConfig, folder.jsonIfAny("tokenizer_config.json"));
    SILLOK_TRY(const Json generation, folder.jsonIfAny("generation_config.json"));
    Table table(rows);
    Json tokenizer;
    SILLOK_CHECK(readTokens(folder, config, table, metadata, tokenizer));
    metadata.text("tokenizer.ggml.model", table.model);
    metadata.text("tokenizer.ggml.pre", table.rule.empty() ? "default" : table.rule);
    metadata.texts("tokenizer.ggml.tokens", table.texts);
    if (!table.scores.empty())
        metadata.reals("tokenizer.ggml.scores", table.scores);
    metadata.integers("tokenizer.ggml.token_type", table.kinds);
    if (table.model == "gpt2")
        metadata.texts("tokenizer.ggml.merges", table.merges);

    const Json* processor = member(tokenizer, "post_processor");
    std::map<std::string, uint32_t> ids;
    const auto name = [&](const char* token, const char* id, const char* ours) {
        const auto text = namedToken(tokenizerConfig, token);
        auto found = text ? table.idOf(*text) : std::nullopt;
        if (const auto fromConfig = idsIn(config, id, rows); !found && !fromConfig.empty())
            found = fromConfig[0];
        if (found)
            ids.emplace(ours, *found);
    };
    const bool wordPiece = table.model == "bert";
    name(wordPiece ? "cls_token" : "bos_token", "bos_token_id", "bos");
    name("pad_token", "pad_token_id", "padding");
    name("unk_token", "unk_token_id", "unknown");
    if (table.unknown)
        ids.emplace("unknown", *table.unknown);
    if (wordPiece || table.model == "t5") {
        name("cls_token", "cls_token_id", "cls");
        name("sep_token", "sep_token_id", "seperator");
        name("mask_token", "mask_token_id", "mask");
    }
    if (wordPiece)
        name("sep_token", "eos_token_id", "eos");
    const std::vector<uint32_t> ends = endIds(table, tokenizerConfig, generation, config);
    for (size_t i = 0; i < ends.size() && i < 3; ++i)
        ids.emplace(std::array { "eos", "eot", "eom" }[i], ends[i]);
    for (const auto& [ours, id] : ids)
        metadata.u32("tokenizer.ggml." + ours + "_token_id", id);
    const bool adds = wordPiece || table.model == "t5";
    for (const auto& [key, which, front] : { std::tuple { "add_bos_token", "bos", true }, { "add_eos_token", "eos", false } }) {
        const auto id = ids.find(which);
        const bool byTemplate = processor && id != ids.end() && templateHas(*processor, table.texts[id->second], front);
        metadata.flag(std::string("tokenizer.ggml.") + key, flagIn(tokenizerConfig, key).value_or(adds || byTemplate));
    }
    SILLOK_CHECK(writeChatTemplate(folder, tokenizerConfig, metadata));
    return table.texts;
}

} // namespace sillok::convert
