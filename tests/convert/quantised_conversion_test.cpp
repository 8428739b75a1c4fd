// Folders converted straight to fewer bits: how far their logits move, beside another program's files of the same weights and types.
#include "tests/convert/golden_folder.h"
#include "tests/support/check.h"

using namespace sillok;
using namespace sillok::test;

namespace {

/// Distances over the rows of logits of one case, relative to their size.
class RelativeRms {
public:
    explicit RelativeRms(const Json& test)
        : m_test(test)
        , m_want(read(test))
    {
    }
    static Floats read(const Json& test)
    {
        const std::string bytes = readText(sharedDir() + "/fixtures/golden-logits/" + test["expected"].text);
        Floats values(bytes.size() / sizeof(float));
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
        return values;
    }
    double ofOther(const Json& other) const
    {
        const Floats got = read(other);
        Sums sums;
        for (size_t p = 0; p < prompts(); ++p) {
            const Json &mine = prompt(p), &theirs = other["prompts"].items.at(p);
            CHECK(mine["tokens"].ints() == theirs["tokens"].ints());
            add(sums, std::span(got).subspan(at(theirs), floats(mine)), at(mine));
        }
        return sums.share();
    }
    Result<double> ofModel(const std::string& path) const
    {
        ModelOptions options;
        options.threads = 2;
        options.kvType = KvType::F32;
        SILLOK_TRY(MappedFile file, MappedFile::open(path));
        SILLOK_TRY(const std::shared_ptr<Model> model, Model::load(std::move(file), options));
        Sums sums;
        for (size_t p = 0; p < prompts(); ++p) {
            SILLOK_TRY(const auto session, Session::create(model));
            SILLOK_CHECK(session->feed(prompt(p)["tokens"].ints(), Session::Keep::All));
            add(sums, session->logits(), at(prompt(p)));
        }
        return sums.share();
    }

private:
    struct Sums {
        double difference = 0, size = 0;
        double share() const { return std::sqrt(difference / size); }
    };
    size_t prompts() const { return std::min<size_t>(2, m_test["prompts"].items.size()); } ///< block-quantised cases have two
    const Json& prompt(size_t p) const { return m_test["prompts"].items.at(p); }
    static size_t at(const Json& prompt) { return static_cast<size_t>(prompt["offset"].number); }
    size_t floats(const Json& prompt) const { return static_cast<size_t>(prompt["rows"].number * m_test["width"].number); }
    void add(Sums& sums, std::span<const float> got, size_t offset) const
    {
        for (size_t i = 0; i < got.size(); ++i) {
            const double want = m_want.at(offset + i);
            sums.difference += std::pow(static_cast<double>(got[i]) - want, 2);
            sums.size += want * want;
        }
    }
    const Json& m_test;
    Floats m_want;
};

const Json& caseOf(const Json& index, const std::string& id)
{
    const auto& all = index["cases"].items;
    return *std::find_if(all.begin(), all.end(), [&](const Json& test) { return test["id"].text == id; });
}

} // namespace

SILLOK_TEST(logitsMoveNoFurtherThanAnotherProgramsFilesDo)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no folder was converted");
    const std::string folder = sharedDir() + "/fixtures/golden-logits/";
    const Json index = Json::parse(readText(folder + "index.json"));
    // Of the wide models only files with few bits are here; Q8_0 is the one nearest to what they were made of.
    const struct {
        const char* source;
        const char* type;
        const char* theirs;
        const char* className;
        bool pairs;
    } rows[] = { { "llama-gqa-F32", "Q8_0", "llama-gqa-Q8_0", "LlamaForCausalLM", true },
        { "qwen3-F32", "Q8_0", "qwen3-Q8_0", "Qwen3ForCausalLM", false },
        { "llama-wide-Q8_0", "Q6_K", "llama-wide-Q6_K", "LlamaForCausalLM", true },
        { "llama-wide-Q8_0", "Q4_K_M", "llama-wide-Q4_K_M", "LlamaForCausalLM", true } };
    std::printf("  source           type    ours    theirs\n");
    for (const auto& row : rows) {
        const Json& test = caseOf(index, row.source);
        Cell cell;
        cell.className = row.className;
        cell.pairs = row.pairs;
        const auto golden = openGolden(folder + test["model"].text);
        REQUIRE(golden.ok());
        const TemporaryFolder place;
        const std::string path = place.path() + "/model", out = place.path() + "/out.gguf", same = place.path() + "/same.gguf";
        REQUIRE(writeModelFolder(cell, *golden, path).ok());
        REQUIRE(convertFolder(path, out, row.type).ok());
        const RelativeRms rms(test);
        const auto ours = rms.ofModel(out);
        REQUIRE(ours.ok());
        const double theirs = rms.ofOther(caseOf(index, row.theirs));
        std::printf("  %-16s %-7s %.4f  %.4f\n", row.source, row.type, *ours, theirs);
        CHECK(*ours <= 1.1 * theirs);
        CHECK(*ours > 0.1 * theirs); // it did lose bits
    }
}

SILLOK_TEST_MAIN
