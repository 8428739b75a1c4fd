// stop_texts_test.cpp - A reply ends where a stop stands, wherever the model's pieces are cut, and loses nothing before it.
#include "engine/chat/stop_texts.h"
#include "tests/support/check.h"


using namespace sillok;
using namespace sillok::test;

namespace {

std::string said(const std::string& text, const std::vector<std::string>& stops, size_t first, size_t second)
{
    StopTexts stop(stops);
    std::string out = stop.push(text.substr(0, first));
    out += stop.push(text.substr(first, second - first));
    out += stop.push(text.substr(second));
    return out += stop.finish();
}

} // namespace

SILLOK_TEST(everyCutEndsAtTheSamePlace)
{
    const std::string text = "앞의 말입니다. <끝><끝>뒤의 말";
    for (size_t first = 0; first <= text.size(); ++first)
        for (size_t second = first; second <= text.size(); ++second)
            CHECK_EQUAL(said(text, { "<끝>" }, first, second), std::string("앞의 말입니다. "));
}

SILLOK_TEST(aBeginningThatGoesOnIsGivenBack)
{
    StopTexts stop({ "aab" });
    CHECK_EQUAL(stop.push("xa"), std::string("x"));
    CHECK_EQUAL(stop.push("a"), std::string());
    CHECK_EQUAL(stop.push("a"), std::string("a"));   // "aa" may still become "aab"
    CHECK(!stop.stopped());
    CHECK_EQUAL(stop.push("c"), std::string("aac"));
    CHECK_EQUAL(stop.push("aa"), std::string());
    CHECK_EQUAL(stop.finish(), std::string("aa"));
    CHECK(!stop.stopped());
}

SILLOK_TEST(theFirstOfSeveralEnds)
{
    StopTexts stop({ "User:", "##", "#" });
    CHECK_EQUAL(stop.push("say # or User:"), std::string("say "));
    CHECK(stop.stopped());
    CHECK_EQUAL(stop.push("more"), std::string());
    CHECK_EQUAL(stop.finish(), std::string());
}

SILLOK_TEST(withoutStopsEverythingPasses)
{
    StopTexts stop({});
    CHECK_EQUAL(stop.push("anything"), std::string("anything"));
    CHECK(!stop.stopped());
}

SILLOK_TEST_MAIN
