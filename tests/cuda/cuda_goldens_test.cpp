// Whole models through the kernels of the card, on the executor or on a real one: every graph, against the goldens of another program.
#include "tests/cuda/card_mirror.h"
#include "tests/cuda/host_card.h"
#include "tests/engine/goldens.h"

using namespace sillok;
using namespace sillok::test;

SILLOK_TEST(everyCaseComesNearItsGoldenOnTheCard)
{
    const Goldens goldens;
    for (const bool multiplies : { false, true }) {
        size_t number = 0;
        resetHostCard();
        hostCardWishes().multiplies = multiplies;
        std::map<std::string, Row> table;
        for (const Json& test : goldens.cases()) {
            if (multiplies && number++ % 4 != 0) // what a library changes is the same for every family
                continue;
            judge(test, multiplies ? "card with a library" : "card", table[test["arch"].text], [&] {
                const Where card(realCard() ? *realCard() : hostCardApi());
                return test["kind"].text == "logits" ? shareOfLogits(goldens, test, card) : shareOfVectors(goldens, test, card);
            });
        }
        print(multiplies ? "with a library" : "architecture", table);
        CHECK_EQUAL(hostCardCounts().complaint, std::string());
        CHECK_EQUAL(hostCardCounts().bytes, uint64_t { 0 }); // all is given back
        std::printf("  %lld launches, %lld recordings played\n", static_cast<long long>(hostCardCounts().launches), static_cast<long long>(hostCardCounts().played));
    }
}

SILLOK_TEST_MAIN
