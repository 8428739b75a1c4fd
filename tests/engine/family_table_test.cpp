// Model family x capability: every cell is a check on the nearest material that is here, and says which.
//   golden   a random model of the family's graph, with what another program computed
//   fixture  a published vocabulary of its kind with expected ids, or a published template
//   made     a vocabulary of its split rule and control tokens, written here; prompts by models.md section 7
#include "engine/chat/prompt.h"
#include "tests/convert/converted_vocabulary.h"
#include "tests/convert/golden_folder.h"
#include "tests/engine/family_rows.h"
#include "tests/engine/fixture_ids.h"
#include "tests/engine/gguf_writer.h"

using namespace sillok;
using namespace sillok::test;

namespace {

constexpr const char* kColumns[] = { "loads", "tokenizes", "template", "logits", "stop", "convert" };
constexpr const char* kNotHere = "skipped";

std::string fixtures() { return sharedDir() + "/fixtures/"; }

/// "ok (made)", or the report of a failed check.
std::string cell(bool good, const char* material, const FamilyRow& row, const char* column, const std::string& why)
{
    if (good)
        return std::string("ok (") + material + ")";
    report(__FILE__, __LINE__, std::string(row.name) + ", " + column + ": " + why);
    return "FAILED";
}

/// SentencePiece as Gemma has it: bytes for what is no piece, no space in front.
std::string madePieces(const std::vector<std::string>& control)
{
    std::vector<std::string> tokens { "<pad>", "<eos>", "<bos>", "<unk>" };
    std::vector<int32_t> kinds { 3, 3, 3, 2 };
    for (unsigned byte = 0; byte < 256; ++byte) {
        char text[8];
        std::snprintf(text, sizeof text, "<0x%02X>", byte);
        tokens.emplace_back(text);
        kinds.push_back(6);
    }
    for (const std::string& text : control) {
        tokens.push_back(text);
        kinds.push_back(3);
    }
    for (const char* text : { "\xE2\x96\x81", "u", "s", "e", "r" }) {
        tokens.emplace_back(text);
        kinds.push_back(1);
    }
    GgufWriter writer;
    return writer.text("tokenizer.ggml.model", "llama")
        .texts("tokenizer.ggml.tokens", tokens)
        .array("tokenizer.ggml.token_type", 5, kinds)
        .array("tokenizer.ggml.scores", 6, std::vector<float>(tokens.size(), -1.0f))
        .u32("tokenizer.ggml.bos_token_id", 2)
        .u32("tokenizer.ggml.eos_token_id", 1)
        .flag("tokenizer.ggml.add_bos_token", 1)
        .flag("tokenizer.ggml.add_space_prefix", 0)
        .bytes();
}

std::string madeBytes(const FamilyRow& row)
{
    if (!*row.rule)
        return madePieces(row.control);
    GgufWriter writer;
    byteVocabulary(writer, row.control, row.rule);
    const auto idOf = [&](const std::string& text) {
        const auto at = std::find(row.control.begin(), row.control.end(), text) - row.control.begin();
        return static_cast<uint32_t>(258 + at);
    };
    if (*row.bos)
        writer.u32("tokenizer.ggml.bos_token_id", idOf(row.bos)).flag("tokenizer.ggml.add_bos_token", 1);
    // The hardest case: a file whose EOS is the marker that must not end an answer, where the family has an end with that name.
    writer.u32("tokenizer.ggml.eos_token_id", idOf(row.traps[0] == "<|im_end|>" || row.traps[0] == "<|end|>" ? row.traps[0] : row.ends[0]));
    return writer.bytes();
}

Result<Tokenizer> made(const FamilyRow& row)
{
    const std::string bytes = madeBytes(row);
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(asBytes(bytes)));
    return Tokenizer::fromGguf(reader);
}

Result<Tokenizer> published(const FamilyRow& row)
{
    SILLOK_TRY(const MappedFile file, MappedFile::open(fixtures() + "tokenizers/gguf-vocab/" + row.vocabulary + ".gguf"));
    SILLOK_TRY(const gguf::Reader reader, gguf::Reader::open(file.bytes()));
    return Tokenizer::fromGguf(reader);
}

bool makesText(const FamilyRow& row) { return !row.ends.empty(); }
bool hasMadeVocabulary(const FamilyRow& row) { return !row.control.empty(); }
bool isUnigram(const FamilyRow& row) { return std::string(row.vocabulary) == "test_model"; }

Result<Tokenizer> chatVocabulary(const FamilyRow& row)
{
    if (hasMadeVocabulary(row))
        return made(row);
    return published(row);
}

const Json& goldenIndex()
{
    static const Json index = Json::parse(readText(fixtures() + "golden-logits/index.json"));
    return index;
}

const Json& goldenCase(const FamilyRow& row)
{
    const auto& all = goldenIndex()["cases"].items;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Json& test) { return test["id"].text == row.golden; });
    static const Json none;
    return found == all.end() ? none : *found;
}

std::string loads(const FamilyRow& row)
{
    const std::string path = fixtures() + "golden-logits/" + goldenCase(row)["model"].text;
    auto file = MappedFile::open(path);
    if (!file.ok())
        return cell(false, "golden", row, "loads", file.error().doing);
    if (makesText(row)) {
        const auto model = Model::load(std::move(*file), {});
        return cell(model.ok(), "golden", row, "loads", model.ok() ? "" : model.error().doing);
    }
    const auto embedder = Embedder::load(std::move(*file), {});
    return cell(embedder.ok(), "golden", row, "loads", embedder.ok() ? "" : embedder.error().doing);
}

std::string logits(const FamilyRow& row)
{
    const Json& test = goldenCase(row);
    const auto share = worstDistance(fixtures() + "golden-logits/" + test["model"].text, test, fixtures() + "golden-logits/");
    return cell(
        share.ok() && *share <= 1, "golden", row, "logits", share.ok() ? std::to_string(*share) + " of the limit" : share.error().doing);
}

std::string convertCell(const FamilyRow& row)
{
    for (const Cell& one : cells()) {
        if (one.golden != std::string(row.golden))
            continue;
        const auto share = convertedShare(one, goldenCase(row), fixtures() + "golden-logits/");
        return cell(share.ok() && *share <= 1, "golden", row, "convert",
            share.ok() ? std::to_string(*share) + " of the limit" : share.error().doing);
    }
    return cell(false, "golden", row, "convert", "no cell");
}

/// All Korean strings of the fixtures, in the modes that there are expected ids for.
std::string tokenizesAsPublished(const FamilyRow& row)
{
    const std::string folder = fixtures() + "tokenizers/", inputs = folder + "korean/korean-dev.inp",
                      outputs = folder + "korean/korean-dev." + row.vocabulary;
    const auto good = [&](const Tokenizer& tokenizer, const std::string& expected, Tokenizer::Mode mode) {
        const Score score = compare(tokenizer, inputs, expected, mode, row.vocabulary);
        return score.all > 200 && score.good == score.all;
    };
    if (isUnigram(row)) {
        const TemporaryFolder place;
        writeWhole(place.path() + "/tokenizer.model", readText(folder + "sentencepiece/test_model.model"));
        const auto tokenizer = convertedVocabulary(place.path(), { { "vocab_size", 1000 } });
        const bool same = tokenizer.ok() && good(*tokenizer, folder + "sentencepiece/korean-dev.test_model.ids", Tokenizer::Mode::Raw);
        return cell(same, "fixture", row, "tokenizes", tokenizer.ok() ? "other ids" : tokenizer.error().doing);
    }
    const auto tokenizer = published(row);
    const bool same = tokenizer.ok() && good(*tokenizer, outputs + ".raw.out", Tokenizer::Mode::Raw)
        && good(*tokenizer, outputs + ".special.out", Tokenizer::Mode::Special);
    return cell(same, "fixture", row, "tokenizes", tokenizer.ok() ? "other ids" : tokenizer.error().doing);
}

/// A made vocabulary: the rule is known, Korean comes back, and only our own markers become control tokens.
std::string tokenizesWithItsRule(const FamilyRow& row)
{
    const auto tokenizer = made(row);
    if (!tokenizer.ok())
        return cell(false, "made", row, "tokenizes", tokenizer.error().doing);
    const std::string text = "2026년 예산안 \xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB 漢字 1,234원\r\n\t\xF0\x9F\x98\x80 it's " + row.control[0];
    const auto raw = tokenizer->encode(text, Tokenizer::Mode::Raw), special = tokenizer->encode(text, Tokenizer::Mode::Special);
    const TokenId marker = tokenizer->vocabulary().specialByText(row.control[0]);
    if (!raw.ok() || !special.ok() || marker == kNoToken)
        return cell(false, "made", row, "tokenizes", "no ids");
    const auto back = tokenizer->decode(*raw);
    const bool good = back.ok() && *back == text && std::find(raw->begin(), raw->end(), marker) == raw->end() && special->back() == marker;
    return cell(good, "made", row, "tokenizes", "text or marker is lost");
}

std::string tokenizes(const FamilyRow& row) { return *row.vocabulary ? tokenizesAsPublished(row) : tokenizesWithItsRule(row); }

std::string filled(std::string text, const std::string& mark, const std::string& with)
{
    if (const size_t at = text.find(mark); at != std::string::npos)
        text.replace(at, mark.size(), with);
    return text;
}

std::vector<ChatTurn> turnsOf(const std::string& name)
{
    const Json cases = Json::parse(readText(fixtures() + "chat-templates/cases.json"));
    std::vector<ChatTurn> turns;
    for (const Json& one : cases.items)
        for (const Json& message : one["name"].text == name ? one["messages"].items : std::vector<Json> {})
            turns.push_back({ message["role"].text == "system" ? ChatRole::System
                    : message["role"].text == "user"           ? ChatRole::User
                                                               : ChatRole::Assistant,
                message["content"].text });
    return turns;
}

std::string renderedBy(const FamilyRow& row)
{
    for (const std::string& line : lines(readText(fixtures() + "chat-templates/expected.jsonl"))) {
        const Json expected = Json::parse(line);
        if (expected["template"].text == std::string("templates/") + row.templateFile && expected["case"].text == row.templateCase)
            return expected["rendered"].text;
    }
    return {};
}

/// The prompt has exactly the ids of what the family's template renders.
std::string templateCell(const FamilyRow& row)
{
    if (!makesText(row))
        return "n/a";
    const char* material = *row.templateFile ? "fixture" : "made";
    const auto tokenizer = chatVocabulary(row);
    if (!tokenizer.ok())
        return cell(false, material, row, "template", tokenizer.error().doing);
    std::vector<ChatTurn> turns { { ChatRole::System, "짧게 답한다." }, { ChatRole::User, "회의록을 요약해 줘." } };
    std::string text = filled(filled(row.prompt, "{s}", turns[0].text), "{u}", turns[1].text);
    if (*row.templateFile) {
        turns = turnsOf(row.templateCase);
        text = renderedBy(row);
        if (*row.bos && text.starts_with(row.bos))
            text.erase(0, std::string(row.bos).size()); // encode() adds it
    }
    const auto want = tokenizer->encode(text, Tokenizer::Mode::Special);
    const auto prompt = chatPrompt(*tokenizer, turns, row.withoutThought ? Thinking::Off : Thinking::Default);
    const bool good = want.ok() && prompt.ok() && !text.empty() && prompt->ids == *want;
    return cell(good, material, row, "template",
        prompt.ok() ? joined(prompt->ids) + " instead of " + joined(want.ok() ? *want : std::vector<TokenId> {}) : prompt.error().doing);
}

std::string stopCell(const FamilyRow& row)
{
    if (!makesText(row))
        return "n/a";
    const char* material = hasMadeVocabulary(row) ? "made" : "fixture";
    const auto tokenizer = chatVocabulary(row);
    if (!tokenizer.ok())
        return cell(false, material, row, "stop", tokenizer.error().doing);
    const Vocabulary& vocabulary = tokenizer->vocabulary();
    const auto stops = stopIdsOf(vocabulary, chatFamilyOf(vocabulary));
    const auto ends = [&](const std::string& text) {
        const TokenId id = vocabulary.specialByText(text);
        return id != kNoToken && std::find(stops.begin(), stops.end(), id) != stops.end();
    };
    const auto known = [&](const std::string& text) { return vocabulary.specialByText(text) != kNoToken; };
    const bool good = std::all_of(row.ends.begin(), row.ends.end(), ends) && std::none_of(row.traps.begin(), row.traps.end(), ends)
        && std::all_of(row.traps.begin(), row.traps.end(), known);
    return cell(good, material, row, "stop", "an end is missing, or a marker inside answers ends them");
}

/// What a column needs to be checked at all.
bool needsFixtures(const FamilyRow& row, const std::string& column)
{
    if (column == "tokenizes")
        return *row.vocabulary;
    if (column == "template")
        return makesText(row) && (*row.templateFile || !hasMadeVocabulary(row));
    return column == "stop" ? makesText(row) && !hasMadeVocabulary(row) : true;
}

std::string checked(const FamilyRow& row, size_t column)
{
    constexpr std::string (*checks[])(const FamilyRow&) = { loads, tokenizes, templateCell, logits, stopCell, convertCell };
    static_assert(std::size(checks) == std::size(kColumns));
    return sharedDir().empty() && needsFixtures(row, kColumns[column]) ? kNotHere : checks[column](row);
}

} // namespace

SILLOK_TEST(everyFamilyDoesWhatItMust)
{
    if (sharedDir().empty())
        skip("SILLOK_SHARED has no fixtures: only what is made here was checked");
    std::printf("  %-24s", "family");
    for (const char* column : kColumns)
        std::printf("%-14s", column);
    std::printf("material\n");
    size_t good = 0, without = 0, all = 0;
    for (const FamilyRow& row : familyRows()) {
        std::printf("  %-24s", row.name);
        for (size_t column = 0; column < std::size(kColumns); ++column) {
            const std::string text = checked(row, column);
            CHECK(!text.empty());
            good += text.starts_with("ok");
            without += text == "n/a";
            ++all;
            std::printf("%-14s", text.c_str());
        }
        std::printf("%s; %s\n", row.golden, *row.vocabulary ? row.vocabulary : (std::string("made, ") + row.rule).c_str());
    }
    std::printf("  %zu of %zu cells checked and good, %zu without meaning\n", good, all, without);
    CHECK(sharedDir().empty() || good + without == all);
}

SILLOK_TEST_MAIN
