#include "engine/convert/hugging_face.h"

#include "engine/base/text.h"
#include "engine/convert/families/families.h"
#include "engine/convert/vocabulary_files.h"

#include <map>

namespace sillok::convert {

namespace {

constexpr uint32_t kQuantizationVersion = 2; // source GGUF specification, general.quantization_version

/// The front of a model card between two lines of dashes: "name: value", or a list of "- value" behind "name:".
using Card = std::map<std::string, std::vector<std::string>>;

std::string trimmed(std::string text)
{
    const size_t begin = text.find_first_not_of(" \t\r\"'"), end = text.find_last_not_of(" \t\r\"'");
    return begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
}

Result<Card> readCard(const ModelFolder& folder)
{
    Card card;
    if (!folder.has("README.md"))
        return card;
    SILLOK_TRY(const std::string raw, folder.text("README.md", uint64_t { 16 } << 20));
    const std::string text = sanitizedUtf8(raw);
    if (!text.starts_with("---\n"))
        return card;
    std::string last;
    for (size_t at = 4; at < text.size() && card.size() < 64;) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (line.starts_with("---"))
            break;
        const size_t colon = line.find(':');
        const std::string item = trimmed(line);
        if (item.starts_with("- ") && !last.empty() && card[last].size() < 256)
            card[last].push_back(trimmed(item.substr(2)));
        else if (colon != std::string::npos && line[0] != ' ') {
            last = line.substr(0, colon);
            if (const std::string value = trimmed(line.substr(colon + 1)); !value.empty())
                card[last] = { value };
        }
    }
    return card;
}

std::string first(const Card& card, const char* name)
{
    const auto found = card.find(name);
    return found == card.end() || found->second.empty() ? std::string() : found->second[0];
}

Result<const FamilyClass*> familyOf(const Config& config)
{
    const std::vector<std::string> classes = config.textsOr("architectures");
    if (classes.empty())
        return fail(ErrorCode::Damaged, "config.json: architectures is missing");
    for (const FamilyClass& family : familyClasses())
        if (classes[0] == family.name)
            return &family;
    return fail(ErrorCode::Unsupported, "models of class " + classes[0].substr(0, 200) + " are not converted");
}

Task taskOf(const FamilyClass& family, const ModelFolder& folder, const Card& card)
{
    if (family.task != Task::Text)
        return family.task;
    if (folder.has("modules.json"))
        return Task::Embed;
    return first(card, "pipeline_tag") == "text-ranking" ? Task::Rank : Task::Text;
}

void writeGeneral(Recipe& recipe, const Card& card, const Mix& mix)
{
    gguf::Metadata& metadata = recipe.metadata;
    const std::string source = recipe.config.textOr("_name_or_path", "");
    const bool published = source.find('/') != std::string::npos && source[0] != '/' && source[0] != '.';
    metadata.text("general.architecture", recipe.architecture);
    metadata.text("general.type", "model");
    metadata.text("general.name", published ? source.substr(source.rfind('/') + 1) : recipe.folder.name());
    if (published)
        metadata.text("general.source.huggingface.repository", source);
    const std::string licenceName = first(card, "license_name"), licence = first(card, "license");
    if (!licence.empty())
        metadata.text("general.license", licence == "other" && !licenceName.empty() ? licenceName : licence);
    if (const auto languages = card.find("language"); languages != card.end())
        metadata.texts("general.languages", languages->second);
    metadata.u32("general.file_type", mix.fileType);
    metadata.u32("general.quantization_version", kQuantizationVersion);
}

/// The text model's part of a config that holds others too.
Config textConfig(const Json& json)
{
    const Json* text = member(json, "text_config");
    if (!text || !text->is_object())
        return Config(json);
    Json merged = *text;
    merged["architectures"] = json.value("architectures", Json::array());
    return Config(std::move(merged));
}

} // namespace

Result<void> convertHuggingFace(const std::string& path, const std::string& out, const Mix& mix, const WriteOptions& options)
{
    SILLOK_TRY(const ModelFolder folder, ModelFolder::open(path));
    SILLOK_TRY(const Json json, folder.json("config.json"));
    const Config config = textConfig(json);
    SILLOK_TRY(const FamilyClass* family, familyOf(config));
    SILLOK_TRY(const Card card, readCard(folder));
    SILLOK_TRY(const Checkpoint checkpoint, Checkpoint::open(folder));
    Recipe recipe(folder, config, checkpoint, taskOf(*family, folder, card));
    recipe.architecture = family->architecture;
    writeGeneral(recipe, card, mix);
    SILLOK_TRY(const uint32_t rows, config.need({ "vocab_size" }));
    SILLOK_TRY(recipe.tokens, writeVocabulary(folder, config.json(), rows, recipe.metadata));
    SILLOK_CHECK(family->convert(recipe));
    SILLOK_CHECK(recipe.checkAllTaken());

    MixFacts facts;
    facts.layers = recipe.shape.layers;
    facts.outputIsEmbedding = true;
    for (const RowTensor& tensor : recipe.tensors)
        facts.outputIsEmbedding = facts.outputIsEmbedding && tensor.name != "output.weight";
    std::vector<kernels::WeightType> types;
    for (const RowTensor& tensor : recipe.tensors)
        types.push_back(typeFor(mix, facts, tensor.name, tensor.dims));
    return writeModel(out, recipe.metadata, recipe.tensors, types, options);
}

} // namespace sillok::convert
