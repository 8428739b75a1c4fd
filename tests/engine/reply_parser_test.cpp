// Replies taken apart: every family's markers, and the same parts however the stream is cut.
#include "engine/chat/presets.h"
#include "engine/chat/reply_parser.h"
#include "tests/support/check.h"

using namespace sillok;

namespace {

/// <|x|> stands for a control token; everything else is text, in pieces of so many bytes and cut once more at `cutAt`.
std::vector<ReplySegment> parse(ChatFamily family, ReplyStart start, std::string_view reply, size_t pieceBytes, size_t cutAt = 0)
{
    ReplyParser parser(family, start);
    size_t at = 0;
    std::vector<ReplySegment> all;
    const auto take = [&](std::vector<ReplySegment> some) {
        for (ReplySegment& segment : some) {
            if (!all.empty() && all.back().kind == segment.kind && segment.kind != ReplyKind::ToolCall)
                all.back().text += segment.text;
            else
                all.push_back(std::move(segment));
        }
    };
    while (!reply.empty() && !parser.ended()) {
        if (reply.starts_with("<|")) {
            const size_t end = reply.find("|>") + 2;
            take(parser.control(reply.substr(0, end)));
            reply.remove_prefix(end);
            at += end;
            continue;
        }
        const size_t next = std::min(reply.find("<|"), reply.size());
        const size_t whole = std::min(pieceBytes, next);
        const size_t count = at < cutAt && at + whole > cutAt ? cutAt - at : whole;
        take(parser.text(reply.substr(0, count)));
        reply.remove_prefix(count);
        at += count;
    }
    take(parser.finish());
    return all;
}

struct Case {
    ChatFamily family;
    ReplyStart start;
    const char* reply;
    std::vector<ReplySegment> want;
};

constexpr auto kThought = ReplyKind::Thought;
constexpr auto kAnswer = ReplyKind::Answer;
constexpr auto kCall = ReplyKind::ToolCall;

const Case kCases[] = {
    { ChatFamily::ChatMl, ReplyStart::Answer, "<think>\n생각한다.\n</think>\n\n답이다.", { { kThought, "생각한다.\n" }, { kAnswer, "답이다." } } },
    { ChatFamily::Exaone4, ReplyStart::Thought, "\n먼저 본다.</think>\n\n15일입니다.", { { kThought, "먼저 본다." }, { kAnswer, "15일입니다." } } },
    { ChatFamily::Exaone3, ReplyStart::Answer, "<thought>\nhm</thought>\nyes", { { kThought, "hm" }, { kAnswer, "yes" } } },
    { ChatFamily::ChatMl, ReplyStart::Answer, "a < b, 그리고 <b>굵게</b> 또 <think> 태그", { { kAnswer, "a < b, 그리고 <b>굵게</b> 또 <think> 태그" } } },
    { ChatFamily::ChatMl, ReplyStart::Answer, "보겠습니다.\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": 1}}\n</tool_call>",
        { { kAnswer, "보겠습니다.\n" }, { kCall, "{\"name\": \"f\", \"arguments\": {\"x\": 1}}" } } },
    { ChatFamily::HyperClovaX, ReplyStart::RoleName, "/think\n규정을 본다.<|im_end|>\n<|im_start|>assistant\n연가는 15일입니다.<|im_end|>",
        { { kThought, "규정을 본다." }, { kAnswer, "연가는 15일입니다." } } },
    { ChatFamily::HyperClovaX, ReplyStart::RoleName, "\n바로 답합니다.<|im_end|>\n<|im_start|>user\n또 묻습니다", { { kAnswer, "바로 답합니다." } } },
    { ChatFamily::HyperClovaX, ReplyStart::Thought, "호출하자<|im_end|>\n<|im_start|>assistant -> tool/function_call\n[{\"name\":\"f\",\"arguments\":{}}]<|im_end|>",
        { { kThought, "호출하자" }, { kCall, "[{\"name\":\"f\",\"arguments\":{}}]" } } },
    { ChatFamily::Solar, ReplyStart::Answer, "<|think|>음<|end|><|begin|>assistant<|content|>네.<|end|>", { { kThought, "음" }, { kAnswer, "네." } } },
    { ChatFamily::Solar, ReplyStart::Answer, "<|tool_calls|><|tool_call:begin|>0<|tool_call:name|>weather<|tool_call:args|>{\"city\":\"서울\"}<|tool_call:end|>",
        { { kCall, "{\"arguments\":{\"city\":\"서울\"},\"name\":\"weather\"}" } } },
    { ChatFamily::HyperClovaX, ReplyStart::Answer, "<think>\n본다\n</think>\n\n답 </thi<|im_end|>", { { kThought, "본다\n" }, { kAnswer, "답 </thi" } } },
    { ChatFamily::HyperClovaX, ReplyStart::RoleName, " -> tool/function_call\n{\"name\":\"f\"}<|im_end|>", { { kCall, "{\"name\":\"f\"}" } } },
    { ChatFamily::ChatMl, ReplyStart::RoleName, "\n<think>\n본다</think>\n답", { { kThought, "본다" }, { kAnswer, "답" } } },
    { ChatFamily::ChatMl, ReplyStart::RoleName, "바로 답\n둘째 줄", { { kAnswer, "바로 답\n둘째 줄" } } },
    { ChatFamily::ChatMl, ReplyStart::RoleName, " - 하나\n - 둘", { { kAnswer, " - 하나\n - 둘" } } },
    { ChatFamily::ChatMl, ReplyStart::RoleName, "/thinking 폴더", { { kAnswer, "/thinking 폴더" } } },
    { ChatFamily::ChatMl, ReplyStart::RoleName, "/thi", {} }, // half a marker is no answer
    { ChatFamily::ChatMl, ReplyStart::Answer, "<tool_call>get_weather\n<arg_key>city</arg_key>\n<arg_value>서울</arg_value></tool_call>",
        { { kCall, "get_weather\n<arg_key>city</arg_key>\n<arg_value>서울</arg_value>" } } },
    { ChatFamily::Llama3, ReplyStart::Answer, "끝이 <thi", { { kAnswer, "끝이 <thi" } } },
};

} // namespace

SILLOK_TEST(repliesComeApartTheSameHoweverTheyAreCut)
{
    for (const Case& one : kCases) {
        for (const size_t piece : { 1, 2, 3, 5, 7, 1000 })
            if (parse(one.family, one.start, one.reply, piece) != one.want)
                test::report(__FILE__, __LINE__, std::string(chatFamilyName(one.family)) + " in pieces of " + std::to_string(piece) + ": " + one.reply);
        for (size_t cut = 1; cut < std::string_view(one.reply).size(); ++cut)
            if (parse(one.family, one.start, one.reply, 1000, cut) != one.want)
                test::report(__FILE__, __LINE__, std::string(chatFamilyName(one.family)) + " cut at " + std::to_string(cut) + ": " + one.reply);
    }
}

SILLOK_TEST(halfAMarkerIsNeverShown)
{
    ReplyParser parser(ChatFamily::ChatMl, ReplyStart::Thought);
    CHECK(parser.text("생각 </th") == (std::vector<ReplySegment> { { kThought, "생각 " } }));
    CHECK(parser.text("ink>").empty());
    CHECK(parser.text("답") == (std::vector<ReplySegment> { { kAnswer, "답" } }));
}

SILLOK_TEST(anAnswerIsNotHeldBackForARoleNameThatNeverComes)
{
    ReplyParser parser(ChatFamily::ChatMl, ReplyStart::RoleName);
    CHECK(parser.text("네") == (std::vector<ReplySegment> { { kAnswer, "네" } }));
    ReplyParser call(ChatFamily::HyperClovaX, ReplyStart::RoleName);
    CHECK(!call.text(" -> " + std::string(200, 'x')).empty()); // longer than any role name
}

SILLOK_TEST(nothingBehindAnotherTurnIsShown)
{
    ReplyParser parser(ChatFamily::HyperClovaX, ReplyStart::Answer);
    CHECK(parser.text("답") == (std::vector<ReplySegment> { { kAnswer, "답" } }));
    CHECK(parser.control("<|im_end|>").empty() && parser.text("\n").empty() && parser.control("<|im_start|>").empty());
    CHECK(parser.text("us").empty() && parser.ended());
    CHECK(parser.text("er\n비밀").empty() && parser.control("<|im_end|>").empty() && parser.finish().empty());
}

SILLOK_TEST(toolCallsAreReadInEverySyntax)
{
    const auto one = [](std::string_view text) {
        const auto calls = toolCallsIn(text);
        return calls.ok() && calls->size() == 1 ? calls->front() : ToolCall {};
    };
    CHECK(one(R"({"name": "get", "arguments": {"city": "서울"}})").name == "get");
    CHECK_EQUAL(one(R"({"name": "get", "arguments": {"city": "서울"}})").arguments, std::string(R"({"city":"서울"})"));
    CHECK_EQUAL(one(R"({"name": "get", "parameters": "{\"a\": 1}"})").arguments, std::string(R"({"a":1})"));
    const ToolCall pairs = one("get_weather\n<arg_key>city</arg_key>\n<arg_value>서울</arg_value>\n<arg_key>days</arg_key>\n<arg_value>3</arg_value>");
    CHECK_EQUAL(pairs.name, std::string("get_weather"));
    CHECK_EQUAL(pairs.arguments, std::string(R"({"city":"서울","days":3})"));
    const auto two = toolCallsIn(R"([{"name":"a","arguments":{}},{"name":"b","arguments":{}}])");
    CHECK(two.ok() && two->size() == 2 && (*two)[1].name == "b");
    for (const char* bad : { "", "{", "{\"name\": 3}", "[1]", "{\"name\": \"a\", \"arguments\": [1]}", "a\n<arg_key>k</arg_key>" })
        CHECK(!toolCallsIn(bad).ok());
    CHECK(!toolCallsIn(std::string(1000000, '[')).ok()); // not parsed at all: nothing can overflow
}

SILLOK_TEST(makersValuesAreKept)
{
    const SamplerOptions mini = makersSampling({ "llama", "Midm 2.0 Mini Instruct", ChatFamily::Llama3 }, Purpose::Chat, false);
    CHECK(mini.temperature == 0.8f && mini.topK == 20 && mini.topP == 0.75f && mini.repetitionPenalty == 1.0f);
    CHECK(makersSampling({ "llama", "Midm-2.0-Base-Instruct", ChatFamily::Llama3 }, Purpose::Chat, false).repetitionPenalty == 1.05f);
    const SamplerOptions thinking = makersSampling({ "exaone4", "EXAONE 4.0 32B", ChatFamily::Exaone4 }, Purpose::Chat, true);
    CHECK(thinking.temperature == 0.6f && thinking.topP == 0.95f);
    CHECK(makersSampling({ "exaone4", "EXAONE 4.0 32B", ChatFamily::Exaone4 }, Purpose::Chat, false).temperature < 0.6f);
    CHECK(makersSampling({ "exaone4", "EXAONE-4.0-1.2B", ChatFamily::Exaone4 }, Purpose::Chat, false).temperature == 0.1f);
    CHECK(makersSampling({ "exaone4", "EXAONE-4.5-33B", ChatFamily::Exaone4 }, Purpose::Chat, true).presencePenalty == 1.5f);
    CHECK(makersSampling({ "exaone4", "EXAONE-4.5-33B", ChatFamily::Exaone4 }, Purpose::Documents, false).topK == 20);
    CHECK(makersSampling({ "exaone-moe", "K-EXAONE", ChatFamily::KExaone }, Purpose::Chat, true).temperature == 1.0f);
    CHECK(makersSampling({ "deepseek2", "Kanana-2-30b-a3b", ChatFamily::Llama3 }, Purpose::Documents, false).temperature > 0);
    CHECK(makersSampling({ "llama", "Luxia", ChatFamily::Llama3 }, Purpose::Documents, false).temperature == 0);
    CHECK(makersSampling({ "exaone", "EXAONE-3.5-7.8B", ChatFamily::Exaone3 }, Purpose::Chat, false).repetitionPenalty == 1.0f);
}

SILLOK_TEST_MAIN
