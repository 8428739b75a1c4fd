#include "engine/chat/reply_parser.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace sillok {

namespace {

constexpr std::array<std::string_view, 6> kTags { "<think>", "</think>", "<thought>", "</thought>", "<tool_call>", "</tool_call>" };
constexpr size_t kLongestRole = 64; // "assistant -> tool/function_call" and room for another

/// How many bytes at the end of `text` could be the beginning of a tag.
size_t possibleTag(std::string_view text)
{
    size_t most = 0;
    for (const std::string_view tag : kTags)
        for (size_t count = std::min(text.size(), tag.size() - 1); count > most; --count)
            if (text.ends_with(tag.substr(0, count)))
                most = count;
    return most;
}

} // namespace

ReplyParser::ReplyParser(ChatFamily family, ReplyStart start)
    : m_style(family == ChatFamily::HyperClovaX ? Style::Roles : family == ChatFamily::Solar ? Style::Channels : Style::Tags)
    , m_state(start == ReplyStart::Thought ? State::Thought : start == ReplyStart::RoleName ? State::RoleName : State::Answer)
    , m_skipsBreaks(start == ReplyStart::Thought)
{
    if (m_state == State::RoleName)
        m_waiting = "assistant";
}

std::vector<ReplySegment> ReplyParser::taken()
{
    std::vector<ReplySegment> merged;
    for (ReplySegment& segment : m_out) {
        if (!merged.empty() && merged.back().kind == segment.kind && segment.kind != ReplyKind::ToolCall)
            merged.back().text += segment.text;
        else
            merged.push_back(std::move(segment));
    }
    m_out.clear();
    return merged;
}

void ReplyParser::enter(State state)
{
    m_state = state;
    m_skipsBreaks = state == State::Thought || state == State::Answer;
}

void ReplyParser::write(std::string_view text)
{
    if (m_ended || m_state == State::Between)
        return;
    if (m_state == State::ToolCall) {
        m_call += text;
        return;
    }
    if (m_skipsBreaks) {
        text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
        if (text.empty())
            return;
        m_skipsBreaks = false;
    }
    if (text.empty())
        return;
    if (m_state == State::Answer && text.find_first_not_of(" \t\r\n") != std::string_view::npos)
        m_answered = true;
    m_out.push_back({ m_state == State::Thought ? ReplyKind::Thought : ReplyKind::Answer, std::string(text) });
}

void ReplyParser::closeToolCall()
{
    const size_t first = m_call.find_first_not_of(" \t\r\n");
    if (first != std::string::npos)
        m_out.push_back({ ReplyKind::ToolCall, m_call.substr(first, m_call.find_last_not_of(" \t\r\n") - first + 1) });
    m_call.clear();
}

/// What was held back belongs to the part that ends here; half a role name to none.
void ReplyParser::closePart()
{
    const std::string held = std::exchange(m_waiting, {});
    if (m_state != State::RoleName)
        write(held);
    if (m_state == State::ToolCall)
        closeToolCall();
}

/// Whether the tag means something here. A tag in the middle of an answer is text: a person may ask about tags.
bool ReplyParser::takeTag(std::string_view tag)
{
    if ((tag == "<think>" || tag == "<thought>") && m_state == State::Answer && !m_answered)
        enter(State::Thought);
    else if ((tag == "</think>" || tag == "</thought>") && m_state == State::Thought)
        enter(State::Answer);
    else if (tag == "<tool_call>" && m_state == State::Answer)
        enter(State::ToolCall);
    else if (tag == "</tool_call>" && m_state == State::ToolCall) {
        closeToolCall();
        enter(State::Answer);
    } else
        return false;
    return true;
}

void ReplyParser::takeTags()
{
    while (true) {
        size_t at = std::string::npos;
        std::string_view found;
        for (const std::string_view tag : kTags)
            if (const size_t place = m_waiting.find(tag); place < at) {
                at = place;
                found = tag;
            }
        if (at == std::string::npos)
            break;
        write(std::string_view(m_waiting).substr(0, at));
        const bool known = takeTag(found);
        if (!known)
            write(found);
        m_waiting.erase(0, at + found.size());
    }
    const size_t held = possibleTag(m_waiting);
    write(std::string_view(m_waiting).substr(0, m_waiting.size() - held));
    m_waiting.erase(0, m_waiting.size() - held);
}

/// "assistant", "assistant/think" or "assistant -> tool/function_call", then a line break. What follows "assistant" otherwise is the answer
/// of a model that needs no break there.
void ReplyParser::takeRoleName()
{
    constexpr std::string_view kMe = "assistant", kThinks = "/think\n", kCalls = " -> ";
    const size_t common = std::min(m_waiting.size(), kMe.size());
    if (std::string_view(m_waiting).substr(0, common) != kMe.substr(0, common)) {
        m_ended = true;
        return;
    }
    const std::string behind = m_waiting.substr(common);
    const auto begins = [&](std::string_view marker) { return std::string_view(behind).substr(0, marker.size()) == marker.substr(0, behind.size()); };
    const size_t end = behind.find('\n');
    const bool thinks = begins(kThinks), calls = begins(kCalls);
    if (behind.empty() || ((thinks || calls) && end == std::string::npos && behind.size() <= kLongestRole))
        return;
    const bool named = end == 0 || ((thinks || calls) && end <= kLongestRole);
    m_waiting = named ? behind.substr(end + 1) : behind;
    enter(!named || end == 0 ? State::Answer : thinks ? State::Thought : State::ToolCall);
    m_skipsBreaks &= named;
    takeTags();
}

std::vector<ReplySegment> ReplyParser::text(std::string_view text)
{
    if (m_ended)
        return taken();
    if (m_style == Style::Channels) {
        write(text);
        return taken();
    }
    m_waiting += text;
    if (m_state == State::RoleName)
        takeRoleName();
    else
        takeTags();
    return taken();
}

void ReplyParser::channelMarker(std::string_view marker)
{
    if (marker == "<|think|>") {
        enter(State::Thought);
    } else if (marker == "<|content|>") {
        enter(State::Answer);
    } else if (marker == "<|tool_call:begin|>") {
        m_call.clear();
        enter(State::ToolCall);
    } else if (marker == "<|tool_call:name|>") {
        m_call.clear(); // an id stood there
    } else if (marker == "<|tool_call:args|>") {
        m_callName = std::exchange(m_call, {});
    } else if (marker == "<|tool_call:end|>") {
        const auto arguments = nlohmann::json::parse(m_call, nullptr, false);
        m_call = nlohmann::json { { "name", m_callName }, { "arguments", arguments.is_discarded() ? nlohmann::json(m_call) : arguments } }.dump(
            -1, ' ', false, nlohmann::json::error_handler_t::replace);
        closeToolCall();
        enter(State::Between);
    } else {
        enter(State::Between);
    }
}

std::vector<ReplySegment> ReplyParser::control(std::string_view marker)
{
    if (m_style == Style::Channels) {
        channelMarker(marker);
    } else if (std::find(kTags.begin(), kTags.end(), marker) != kTags.end()) {
        return text(marker);
    } else if (m_style == Style::Roles) {
        closePart();
        enter(marker == "<|im_start|>" ? State::RoleName : State::Between);
    }
    return taken();
}

std::vector<ReplySegment> ReplyParser::finish()
{
    closePart();
    return taken();
}

namespace {

using nlohmann::json;

std::string trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string() : std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

Error noCall() { return fail(ErrorCode::Damaged, "a tool call that cannot be read"); }

Result<ToolCall> callOf(const json& object)
{
    if (!object.is_object() || !object.contains("name") || !object["name"].is_string())
        return noCall();
    const char* key = object.contains("arguments") ? "arguments" : "parameters";
    json arguments = object.contains(key) ? object[key] : json::object();
    if (arguments.is_string())
        arguments = json::parse(arguments.get_ref<const std::string&>(), nullptr, false);
    if (!arguments.is_object())
        return noCall();
    return ToolCall { object["name"].get<std::string>(), arguments.dump() };
}

/// name, then <arg_key>k</arg_key> and <arg_value>v</arg_value> in turn. A value that is no JSON is a string.
Result<ToolCall> callOfPairs(std::string_view text)
{
    const auto between = [&text](std::string_view open, std::string_view close) -> std::optional<std::string> {
        const size_t from = text.find(open), to = text.find(close, from == std::string_view::npos ? from : from + open.size());
        if (to == std::string_view::npos)
            return std::nullopt;
        std::string inner(text.substr(from + open.size(), to - from - open.size()));
        text.remove_prefix(to + close.size());
        return inner;
    };
    ToolCall call;
    call.name = trimmed(text.substr(0, text.find("<arg_key>")));
    if (call.name.empty() || call.name.find_first_of("{[<\n") != std::string::npos)
        return noCall();
    json arguments = json::object();
    while (const auto key = between("<arg_key>", "</arg_key>")) {
        const auto value = between("<arg_value>", "</arg_value>");
        if (!value)
            return noCall();
        const json parsed = json::parse(*value, nullptr, false);
        arguments[*key] = parsed.is_discarded() ? json(*value) : parsed;
    }
    call.arguments = arguments.dump(-1, ' ', false, json::error_handler_t::replace);
    return call;
}

bool tooDeep(std::string_view text)
{
    constexpr int kDeepest = 64;
    int depth = 0;
    for (const char c : text)
        if ((depth += (c == '{' || c == '[') - (c == '}' || c == ']')) > kDeepest)
            return true;
    return false;
}

} // namespace

Result<std::vector<ToolCall>> toolCallsIn(std::string_view segment)
{
    if (tooDeep(segment))
        return noCall();
    const json parsed = json::parse(segment, nullptr, false);
    std::vector<ToolCall> calls;
    if (parsed.is_discarded()) {
        SILLOK_TRY(calls.emplace_back(), callOfPairs(segment));
        return calls;
    }
    if (!parsed.is_array()) {
        SILLOK_TRY(calls.emplace_back(), callOf(parsed));
        return calls;
    }
    for (const json& one : parsed) {
        SILLOK_TRY(calls.emplace_back(), callOf(one));
    }
    return calls;
}

} // namespace sillok
