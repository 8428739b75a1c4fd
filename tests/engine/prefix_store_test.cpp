// The store of computed prompts beside a plain list of what was given to it: the same fronts are known, what was used last stays.
#include "engine/cache/prefix_store.h"
#include "tests/support/check.h"

#include <algorithm>
#include <cstring>
#include <random>

using namespace sillok;

namespace {

constexpr uint32_t kBlock = PrefixStore::kBlockTokens;
using Tokens = std::vector<int32_t>;

/// Whole blocks, each of one number.
Tokens blocksOf(const std::vector<int32_t>& numbers)
{
    Tokens tokens;
    for (const int32_t number : numbers)
        tokens.insert(tokens.end(), kBlock, number);
    return tokens;
}

/// The bytes of a block say all of its numbers from the first on, so that a block of another branch is seen.
int64_t contentOf(const Tokens& tokens, uint32_t first)
{
    int64_t content = 0;
    for (uint32_t at = 0; at <= first; at += kBlock)
        content = content * 31 + tokens[at];
    return content;
}

void remember(PrefixStore& store, const Tokens& tokens)
{
    store.remember(tokens, [&](uint32_t first, std::byte* to) {
        const int64_t content = contentOf(tokens, first);
        std::memcpy(to, &content, sizeof content);
        return true;
    });
}

/// How many blocks of `tokens` are known; every one of them holds what was given.
size_t known(PrefixStore& store, const Tokens& tokens)
{
    const auto blocks = store.front(tokens);
    for (uint32_t i = 0; i < blocks.size(); ++i) {
        int64_t content = 0;
        std::memcpy(&content, blocks[i], sizeof content);
        CHECK_EQUAL(content, contentOf(tokens, i * kBlock));
    }
    return blocks.size();
}

} // namespace

SILLOK_TEST(branchesShareTheirFront)
{
    PrefixStore store(sizeof(int64_t));
    store.limitTo(100 * sizeof(int64_t));
    remember(store, blocksOf({ 1, 2, 3 }));
    remember(store, blocksOf({ 1, 2, 4, 5 }));
    CHECK_EQUAL(store.heldBytes(), 5 * sizeof(int64_t));
    CHECK_EQUAL(known(store, blocksOf({ 1, 2, 3 })), 3u);
    CHECK_EQUAL(known(store, blocksOf({ 1, 2, 4, 5, 6 })), 4u);
    CHECK_EQUAL(known(store, blocksOf({ 2, 3 })), 0u);
    Tokens unfinished = blocksOf({ 1, 2 });
    unfinished.back() = 9; // one token of a block makes another block
    CHECK_EQUAL(known(store, unfinished), 1u);
    unfinished.pop_back(); // and an incomplete one is none
    CHECK_EQUAL(known(store, unfinished), 1u);
    store.forgetAll();
    CHECK_EQUAL(known(store, blocksOf({ 1, 2, 3 })), 0u);
    CHECK_EQUAL(store.heldBytes(), 0u);
}

SILLOK_TEST(whatWasUsedLastStays)
{
    PrefixStore store(sizeof(int64_t));
    store.limitTo(4 * sizeof(int64_t));
    remember(store, blocksOf({ 1, 2 }));
    remember(store, blocksOf({ 3, 4 }));
    known(store, blocksOf({ 1, 2 })); // now 3, 4 is the older one
    remember(store, blocksOf({ 5 }));
    CHECK_EQUAL(known(store, blocksOf({ 1, 2 })), 2u);
    CHECK_EQUAL(known(store, blocksOf({ 3, 4 })), 1u); // its end left, not its beginning
    CHECK_EQUAL(known(store, blocksOf({ 5 })), 1u);
    remember(store, blocksOf({ 7, 8, 9, 10, 11, 12 })); // longer than everything: its beginning is kept
    CHECK_EQUAL(known(store, blocksOf({ 7, 8, 9, 10, 11, 12 })), 4u);
    store.limitTo(sizeof(int64_t));
    CHECK_EQUAL(known(store, blocksOf({ 7, 8 })), 1u);
}

SILLOK_TEST(aBlockThatCannotBeCopiedIsNotKnown)
{
    PrefixStore store(sizeof(int64_t));
    store.limitTo(100);
    const Tokens tokens = blocksOf({ 1, 2, 3 });
    store.remember(tokens, [&](uint32_t first, std::byte*) { return first == 0; });
    CHECK_EQUAL(store.front(tokens).size(), 1u);
}

SILLOK_TEST(tenThousandRandomPromptsAgreeWithAList)
{
    std::mt19937 random(7);
    const auto upTo = [&random](int most) { return static_cast<int32_t>(random() % static_cast<unsigned>(most)); };
    PrefixStore store(sizeof(int64_t));
    const uint64_t limits[] = { 40, 25, 60 };
    std::vector<Tokens> given;
    for (int round = 0; round < 10000; ++round) {
        if (round % 100 == 0)
            store.limitTo(limits[round / 100 % 3] * sizeof(int64_t));
        std::vector<int32_t> numbers(static_cast<size_t>(1 + upTo(8)));
        std::generate(numbers.begin(), numbers.end(), [&] { return upTo(3); });
        const Tokens tokens = blocksOf(numbers);
        if (upTo(2) == 0) {
            remember(store, tokens);
            CHECK_EQUAL(known(store, tokens), numbers.size()); // 8 blocks fit any of the limits
            given.push_back(tokens);
        } else if (const size_t blocks = known(store, tokens); blocks > 0) {
            const auto begins = [&](const Tokens& one) { return one.size() >= blocks * kBlock && std::equal(tokens.begin(), tokens.begin() + static_cast<ptrdiff_t>(blocks * kBlock), one.begin()); };
            CHECK(std::any_of(given.begin(), given.end(), begins)); // nothing is known that was not given
        }
        CHECK(store.heldBytes() <= limits[round / 100 % 3] * sizeof(int64_t));
    }
}

SILLOK_TEST_MAIN
