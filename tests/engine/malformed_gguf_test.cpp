// Damaged and hostile model files: the verdict of the fixture list, and thousands of mutations of sound files, without a crash.
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/embed/embedder.h"
#include "engine/gguf/inspect.h"
#include "engine/session/session.h"
#include "tests/engine/gguf_writer.h"
#include "tests/engine/temporary_file.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#include <chrono>
#include <filesystem>
#include <random>

using namespace sillok;
using namespace sillok::test;

namespace {

/// Two listed containers that we refuse although a laxer reader loads them, on purpose: a tensor table whose data is not in the file,
/// and an alignment of 1, below the 8 that the format's own rule asks for.
bool refusedOnPurpose(const std::string& file)
{
    return file.ends_with("/TENSORS_SUCCESS.gguf") || file.ends_with("/TENSORS_CUSTOM_ALIGN.gguf");
}

} // namespace

SILLOK_TEST(everyListedFileGetsItsVerdict)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no malformed file was judged");
    const std::string folder = shared + "/fixtures/malformed/";
    size_t good = 0, stricter = 0, all = 0;
    for (const std::string& line : lines(readText(folder + "MANIFEST.tsv"))) {
        const auto column = columns(line);
        if (column.size() < 5 || !column[0].starts_with("gguf-"))
            continue;
        const auto file = MappedFile::open(folder + column[0]);
        REQUIRE(file.ok());
        const auto start = std::chrono::steady_clock::now();
        const auto report = inspectModel(file->bytes());
        const bool quick = std::chrono::steady_clock::now() - start < std::chrono::seconds(10);
        const std::string& want = column[4];
        const bool fits = want == "reject" ? !report.ok() : want == "load" || want == "accept" ? report.ok() : true;
        ++all;
        if (refusedOnPurpose(column[0])) {
            ++stricter;
            CHECK(!report.ok() && quick);
            continue;
        }
        good += fits && quick;
        if (!fits || !quick)
            test::report(__FILE__, __LINE__, column[0] + ": wanted " + want + ", got " + (report.ok() ? "load" : report.error().doing));
    }
    std::printf("  malformed: %zu of %zu verdicts as listed; %zu listed as \"load\" are refused on purpose\n", good, all, stricter);
    CHECK(all > 0);
}

SILLOK_TEST(soundModelsAreReported)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no model was reported");
    const auto file = MappedFile::open(shared + "/fixtures/models/stories260K-Q4_K_M.gguf");
    REQUIRE(file.ok());
    const auto report = inspectModel(file->bytes(), 1000);
    REQUIRE(report.ok());
    CHECK_EQUAL(report->architecture, std::string("llama"));
    CHECK_EQUAL(report->name, std::string("stories260K"));
    CHECK_EQUAL(report->layerCount, 5u);
    CHECK_EQUAL(report->headCount, 8u);
    CHECK_EQUAL(report->keyValueHeadCount, 4u);
    CHECK_EQUAL(report->vocabularySize, 512u);
    CHECK_EQUAL(report->contextTokens, 512u);
    if (report->runnable)
        CHECK_EQUAL(report->memoryNeedTokens, 512u); // the model's own window is the cap
    CHECK_EQUAL(report->parameterCount, 512u * 64 + 64 + 5 * (2u * 64 + 2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 172));
    CHECK(report->bytesByType.contains("Q5_0") && report->bytesByType.contains("F16") && report->bytesByType.contains("F32"));
    CHECK(report->runnable || report->whyNotRunnable.find("SentencePiece library") != std::string::npos);
    const auto vocabulary = MappedFile::open(shared + "/fixtures/tokenizers/gguf-vocab/rebuilt-qwen3.gguf");
    REQUIRE(vocabulary.ok());
    const auto vocabularyReport = inspectModel(vocabulary->bytes());
    REQUIRE(vocabularyReport.ok());
    CHECK(vocabularyReport->vocabularyOnly && !vocabularyReport->runnable && vocabularyReport->hasChatTemplate);
}

namespace {

bool makesVector(MappedFile file, const ModelOptions& options)
{
    const auto embedder = Embedder::load(std::move(file), options);
    const std::vector<TokenId> ids { 0, 2, 1 };
    return embedder.ok() && (*embedder)->embed(ids).ok();
}

/// Inspects, and where that is fine also loads and computes: a mutated file may be sound. Returns whether it computed.
bool useFully(const std::string& bytes)
{
    const auto report = inspectModel(asBytes(bytes));
    const bool onlyTheVocabulary = report.ok() && report->whyNotRunnable.starts_with("vocabulary: kind");
    if (!report.ok() || !(report->runnable || onlyTheVocabulary))
        return false;
    CHECK(report->memoryNeedBytes > 0 || onlyTheVocabulary);
    auto file = mapped(bytes);
    ModelOptions options;
    options.threads = 1;
    options.contextTokens = 64;
    if (file.ok() && (report->makesVectors || onlyTheVocabulary))
        return makesVector(std::move(*file), options);
    const auto model = file.ok() ? Model::load(std::move(*file), options) : Result<std::shared_ptr<Model>>(file.error());
    if (!model.ok())
        return false;
    auto session = Session::create(*model);
    if (!session.ok())
        return false;
    const std::vector<TokenId> ids { 0, static_cast<TokenId>((*model)->vocabularySize() - 1), 1 };
    GenerateOptions generate;
    generate.maxTokens = 3;
    generate.sampler.temperature = 1.0f;
    return (*session)->generate(ids, generate, [](std::string_view text) { CHECK(isValidUtf8(text)); }).ok();
}

using Engine = std::mt19937_64;

/// One change that knows what a header looks like: sizes and counts to edge values, bytes swapped, runs cut, doubled or moved.
std::string mutated(std::string bytes, Engine& engine)
{
    constexpr uint64_t kEdges[] = { 0, 1, 2, 7, 31, 32, 255, 256, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, uint64_t { 1 } << 42,
        (uint64_t { 1 } << 61) + 1, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF };
    const auto pick = [&](size_t below) { return static_cast<size_t>(engine() % std::max<size_t>(below, 1)); };
    const size_t changes = 1 + pick(3);
    for (size_t i = 0; i < changes && bytes.size() > 32; ++i) {
        const size_t at = pick(std::min<size_t>(bytes.size() - 8, 12000));
        switch (engine() % 7) {
        case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1u << pick(8)));
            break;
        case 1:
            bytes[at] = static_cast<char>(engine());
            break;
        case 2: {
            const uint64_t edge = kEdges[pick(std::size(kEdges))];
            std::memcpy(bytes.data() + at, &edge, engine() % 2 ? 8 : 4);
            break;
        }
        case 3:
            bytes.resize(bytes.size() - pick(std::min<size_t>(bytes.size() / 2, 5000)));
            break;
        case 4:
            bytes.erase(at, pick(24));
            break;
        case 5:
            bytes.insert(at, bytes.substr(at, pick(24)));
            break;
        default: {
            const uint64_t step = engine() % 2 ? 1 : ~uint64_t { 0 };
            uint64_t number;
            std::memcpy(&number, bytes.data() + at, 8);
            number += step;
            std::memcpy(bytes.data() + at, &number, 8);
        }
        }
    }
    return bytes;
}

} // namespace

SILLOK_TEST(thousandsOfMutationsEndInAnAnswer)
{
    const std::string sound = tinyLlama();
    REQUIRE(inspectModel(asBytes(sound)).ok());
    Engine engine(20260822);
    size_t refused = 0, computed = 0;
    constexpr size_t kRounds = 6000;
    for (size_t round = 0; round < kRounds; ++round) {
        const std::string bytes = mutated(sound, engine);
        computed += useFully(bytes);
        refused += !gguf::Reader::open(asBytes(bytes)).ok();
    }
    std::printf("  %zu mutations, %zu refused by the container reader, %zu sound enough to compute with\n", kRounds, refused, computed);
    CHECK(refused > kRounds / 10 && refused < kRounds);
}

SILLOK_TEST(everyCutOfTheHeaderIsRefused)
{
    const std::string sound = tinyLlama();
    for (size_t length = 0; length < sound.size(); length += length < 4000 ? 1 : 97)
        CHECK(!gguf::Reader::open(asBytes(std::string_view(sound).substr(0, length))).ok());
}

SILLOK_TEST(mutationsOfAPublishedModelEndInAnAnswer)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: only our own file was mutated");
    const std::string sound = readText(shared + "/fixtures/models/stories260K-Q4_0.gguf");
    Engine engine(7);
    for (size_t round = 0; round < 300; ++round)
        useFully(mutated(sound, engine));
}

SILLOK_TEST(mutationsOfEveryArchitectureEndInAnAnswer)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: only our own file was mutated");
    Engine engine(11);
    size_t files = 0, rounds = 0, computed = 0;
    for (const auto& entry : std::filesystem::directory_iterator(shared + "/fixtures/golden-logits/models")) {
        const std::string sound = readText(entry.path().string());
        if (!entry.path().string().ends_with("-F32.gguf") || sound.size() > 500'000)
            continue;
        ++files;
        for (size_t round = 0; round < 150; ++round, ++rounds)
            computed += useFully(mutated(sound, engine));
    }
    std::printf("  %zu files, %zu mutations, %zu sound enough to compute with\n", files, rounds, computed);
    CHECK(files > 0 && computed > 0 && computed < rounds);
}

SILLOK_TEST_MAIN
