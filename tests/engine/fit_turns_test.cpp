// What leaves a conversation that outgrew its context, with one "token" per character so that every count can be read off.
#include "engine/chat/fit_turns.h"
#include "tests/support/check.h"

using namespace sillok;

namespace {

Result<ChatPrompt> characters(std::span<const ChatTurn> turns)
{
    ChatPrompt prompt;
    for (const ChatTurn& turn : turns)
        for (const char letter : turn.text)
            prompt.ids.push_back(letter);
    return prompt;
}

std::string textOf(const ChatPrompt& prompt) { return { prompt.ids.begin(), prompt.ids.end() }; }

const std::vector<ChatTurn> kTalk { { ChatRole::System, "S" }, { ChatRole::User, "aa" }, { ChatRole::Assistant, "AA" }, { ChatRole::User, "bb" },
    { ChatRole::Assistant, "BB" }, { ChatRole::User, "cc" }, { ChatRole::Assistant, "CC" }, { ChatRole::User, "dd" } };

std::string fitted(uint32_t limit, uint32_t& leftOut)
{
    const auto result = fitTurns(kTalk, limit, characters);
    if (!result.ok())
        return result.error().doing;
    leftOut = result->leftOut;
    return textOf(result->prompt);
}

} // namespace

SILLOK_TEST(theOldestExchangesLeaveWhole)
{
    uint32_t leftOut = 9;
    CHECK_EQUAL(fitted(15, leftOut), std::string("SaaAAbbBBccCCdd"));
    CHECK_EQUAL(leftOut, 0u);
    CHECK_EQUAL(fitted(14, leftOut), std::string("SbbBBccCCdd"));
    CHECK_EQUAL(leftOut, 2u);
    CHECK_EQUAL(fitted(10, leftOut), std::string("SccCCdd"));
    CHECK_EQUAL(leftOut, 4u);
    CHECK_EQUAL(fitted(3, leftOut), std::string("Sdd"));
    CHECK_EQUAL(leftOut, 6u);
}

SILLOK_TEST(pinnedExchangesLeaveLast)
{
    auto talk = kTalk;
    talk[2].pinned = true; // the answer "AA": its question stays with it
    const auto fit = [&](uint32_t limit, uint32_t& leftOut) {
        const auto result = fitTurns(talk, limit, characters);
        leftOut = result.ok() ? result->leftOut : 99;
        return result.ok() ? textOf(result->prompt) : result.error().doing;
    };
    uint32_t leftOut = 9;
    CHECK_EQUAL(fit(15, leftOut), std::string("SaaAAbbBBccCCdd"));
    CHECK_EQUAL(fit(14, leftOut), std::string("SaaAAccCCdd"));
    CHECK_EQUAL(leftOut, 2u);
    CHECK_EQUAL(fit(10, leftOut), std::string("SaaAAdd"));
    CHECK_EQUAL(leftOut, 4u);
    CHECK_EQUAL(fit(6, leftOut), std::string("Sdd")); // a pin is a wish, not a refusal
    CHECK_EQUAL(leftOut, 6u);
    talk[5].pinned = true;
    CHECK_EQUAL(fit(10, leftOut), std::string("SccCCdd")); // of two pinned ones the older leaves first
}

SILLOK_TEST(aLastQuestionThatDoesNotFitSaysBothCounts)
{
    const auto refused = fitTurns(kTalk, 2, characters);
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == ErrorCode::Unsafe);
    CHECK_EQUAL(refused.error().doing, std::string("3 tokens do not fit: the prompt may have 2"));
    CHECK(fitTurns({}, 2, characters).error().code == ErrorCode::BadArgument);
}

SILLOK_TEST(aThousandExchangesAreMeasuredFewTimes)
{
    std::vector<ChatTurn> talk;
    for (int i = 0; i < 1000; ++i) {
        talk.push_back({ ChatRole::User, "question" });
        talk.push_back({ ChatRole::Assistant, "answer" });
    }
    talk.push_back({ ChatRole::User, "last" });
    int measured = 0;
    size_t tokens = 0;
    const auto counted = [&](std::span<const ChatTurn> turns) {
        ++measured;
        auto prompt = characters(turns);
        tokens += prompt->ids.size();
        return prompt;
    };
    const auto result = fitTurns(talk, 4 + 14 * 7 + 3, counted);
    REQUIRE(result.ok());
    CHECK_EQUAL(result->leftOut, 2u * (1000 - 7));
    CHECK(measured <= 8);
    CHECK(tokens <= 8 * (4 + 14 * 7 + 3)); // not the 14,000 of the whole talk
}

SILLOK_TEST(anAnswerNeverTakesMoreThanAQuarter)
{
    CHECK_EQUAL(promptLimit(8192, 1024), 7168u);
    CHECK_EQUAL(promptLimit(2048, 1024), 1536u);
}

SILLOK_TEST_MAIN
