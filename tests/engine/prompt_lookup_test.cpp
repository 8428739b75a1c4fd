// Guessing from the context: what is found, when it is left alone, and that it never changes what is written.
#include "engine/session/prompt_lookup.h"
#include "engine/session/session.h"
#include "tests/engine/gguf_writer.h"
#include "tests/engine/temporary_file.h"
#include "tests/support/check.h"

using namespace sillok;
using namespace sillok::test;

namespace {

std::vector<TokenId> guessAfter(std::initializer_list<TokenId> tokens, size_t most)
{
    PromptLookup lookup;
    for (const TokenId token : tokens)
        lookup.append(token);
    const auto guess = lookup.continuation(most);
    return { guess.begin(), guess.end() };
}

std::vector<TokenId> written(Session& session, std::span<const TokenId> prompt, GenerateOptions options, Usage& usage)
{
    std::vector<TokenId> ids;
    session.reset();
    const auto result = session.generate(prompt, options, {}, [&](TokenId id) { ids.push_back(id); });
    CHECK(result.ok());
    usage = result.ok() ? *result : Usage {};
    return ids;
}

} // namespace

SILLOK_TEST(whatFollowedBeforeIsGuessedAgain)
{
    CHECK(guessAfter({ 1, 2, 3, 4, 5, 9, 1, 2, 3 }, 8) == (std::vector<TokenId> { 4, 5, 9, 1, 2, 3 }));
    CHECK(guessAfter({ 1, 2, 3, 4, 5, 9, 1, 2, 3 }, 2) == (std::vector<TokenId> { 4, 5 }));
    CHECK(guessAfter({ 1, 2, 3, 4, 1, 2, 3, 7, 1, 2, 3 }, 1) == (std::vector<TokenId> { 7 })); // the latest place
    CHECK(guessAfter({ 1, 2, 3, 4, 2, 3 }, 8).empty()); // two of three agree
    CHECK(guessAfter({ 1, 2 }, 8).empty() && guessAfter({}, 8).empty());
    CHECK(guessAfter({ 5, 5, 5, 5 }, 8) == (std::vector<TokenId> { 5 }));
}

SILLOK_TEST(guessingStopsWhereItDoesNotPay)
{
    DraftController controller;
    CHECK_EQUAL(controller.allowed(), size_t { 0 }); // nothing is known yet
    controller.plainPass(10);
    const size_t first = controller.allowed();
    CHECK(first > 0);
    controller.draftedPass(first, first, 12); // six tokens for little more than one
    CHECK(controller.allowed() > first);
    int drafted = 0, plain = 0;
    for (int i = 0; i < 1000; ++i) { // nothing agrees any more, and a pass costs a third more
        if (controller.allowed() > 0) {
            controller.draftedPass(controller.allowed(), 0, 13);
            ++drafted;
        } else {
            controller.plainPass(10);
            ++plain;
        }
    }
    CHECK(drafted <= 16); // at 0.3 of a token each: under 0.5 % of the time
    CHECK(plain >= 984);
}

SILLOK_TEST(guessesNeverChangeWhatIsWritten)
{
    auto file = mapped(tinyLlama(512));
    REQUIRE(file.ok());
    ModelOptions how;
    how.threads = 2;
    const auto model = Model::load(std::move(*file), how);
    REQUIRE(model.ok());
    const auto session = std::move(Session::create(*model)).value();
    uint32_t guessed = 0;
    for (const float temperature : { 0.0f, 0.2f, 1.0f })
        for (uint64_t seed = 1; seed <= 5; ++seed) {
            GenerateOptions options;
            options.maxTokens = 200;
            options.ignoreEnd = true;
            options.sampler.temperature = temperature;
            options.sampler.seed = seed;
            options.sampler.repetitionPenalty = seed % 2 ? 1.0f : 1.1f; // the history must be the written one too
            std::vector<TokenId> prompt { 258 };
            for (int i = 0; i < 40; ++i)
                prompt.push_back('a' + static_cast<TokenId>((i * seed) % 5));
            Usage plain, quick;
            options.draftsFromContext = false;
            const auto slowly = written(*session, prompt, options, plain);
            const std::vector<TokenId> after(session->tokens().begin(), session->tokens().end());
            options.draftsFromContext = true;
            CHECK(written(*session, prompt, options, quick) == slowly);
            CHECK(std::equal(after.begin(), after.end(), session->tokens().begin(), session->tokens().end()));
            CHECK_EQUAL(plain.draftedTokens, 0u);
            CHECK_EQUAL(plain.generatedTokens, quick.generatedTokens);
            guessed += quick.draftedTokens;
        }
    std::printf("  %u tokens came from guesses\n", guessed);
    CHECK(guessed > 0);
}

SILLOK_TEST_MAIN
