// Every family: a golden model is taken apart into the folder that Hugging Face would publish, converted back by us, and must compute
// what another program computed with the golden file.
#include "tests/convert/golden_folder.h"
#include "tests/support/check.h"

using namespace sillok;
using namespace sillok::test;

SILLOK_TEST(everyFamilyComputesWhatItsGoldenFileDoes)
{
    if (sharedDir().empty())
        return skip("SILLOK_SHARED has no fixtures: no family was converted");
    const std::string folder = sharedDir() + "/fixtures/golden-logits/";
    const Json index = Json::parse(readText(folder + "index.json"));
    size_t compared = 0;
    for (const Cell& cell : cells())
        for (const Json& test : index["cases"].items) {
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
